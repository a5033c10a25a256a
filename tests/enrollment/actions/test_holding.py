from datetime import timedelta

import pytest

from enrollment import actions
from enrollment.models import AuditEvent
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
DAY = timedelta(days=1)


def test_a_hold_confirmed_in_time_becomes_taken_seats():
    session = SessionFactory()
    held = enrolled(session, 3, hold_days=7)

    held = actions.confirm_hold(held, now=NOW + 6 * DAY)

    session.refresh_from_db()
    assert held.state == "confirmed"
    assert (session.taken, session.held) == (3, 0)
    assert held.messages.filter(kind="confirmed").count() == 1


def test_confirming_twice_changes_nothing():
    held = enrolled(SessionFactory(), hold_days=7)

    for _ in range(2):
        actions.confirm_hold(held, now=NOW)

    assert held.seat_changes.count() == 2


@pytest.mark.parametrize("late", [timedelta(0), DAY])
def test_a_hold_ends_at_its_deadline_though_no_sweeper_ran(late):
    session = SessionFactory()
    held = enrolled(session, 3, hold_days=7)

    with pytest.raises(actions.NotActive):
        actions.confirm_hold(held, now=NOW + 7 * DAY + late)
    actions.catch_up(session, now=NOW + 7 * DAY + late)

    session.refresh_from_db()
    held.refresh_from_db()
    assert (held.state, session.taken, session.held) == ("expired", 0, 0)
    assert held.messages.filter(kind="expired").count() == 1


def test_what_waits_is_no_hold():
    session = SessionFactory(capacity=1)
    enrolled(session)
    waits = enrolled(session)

    with pytest.raises(actions.NotActive):
        actions.confirm_hold(waits, now=NOW)


def test_an_extended_hold_lives_on_and_the_reason_is_on_record():
    held = enrolled(SessionFactory(), hold_days=7)
    until = NOW + 10 * DAY

    actions.extend_hold(held, until=until, reason="总行 审批", now=NOW, actor="staff:lin")
    confirmed = actions.confirm_hold(held, now=NOW + 9 * DAY)

    event = AuditEvent.objects.get(verb="extend hold")
    assert confirmed.state == "confirmed"
    assert event.changes == {
        "held_until": [(NOW + 7 * DAY).isoformat(), until.isoformat()],
        "reason": "总行 审批",
    }


def test_an_extension_replaces_the_reminder():
    held = enrolled(SessionFactory(), hold_days=7)

    actions.extend_hold(held, until=NOW + 10 * DAY, reason="审批", now=NOW, actor="staff:lin")

    reminders = held.messages.filter(kind="hold_ending").order_by("due_at")
    assert list(reminders.values_list("state", "due_at")) == [
        ("dropped", NOW + 6 * DAY),
        ("due", NOW + 9 * DAY),
    ]


@pytest.mark.parametrize(
    ("until", "reason", "refusal"),
    [
        (NOW + 7 * DAY, "审批", actions.DeadlineInvalid),
        (NOW - DAY, "审批", actions.DeadlineInvalid),
        (NOW + 61 * DAY, "审批", actions.DeadlineInvalid),
        (NOW + 9 * DAY, " \n ", actions.ReasonMissing),
    ],
)
def test_an_extension_is_later_bounded_and_has_a_reason(until, reason, refusal):
    far = {"month": "2027-03-01", "starts_on": "2027-03-01", "ends_on": "2027-03-02"}
    held = enrolled(SessionFactory(**far), hold_days=7)

    with pytest.raises(refusal):
        actions.extend_hold(held, until=until, reason=reason, now=NOW, actor="staff:lin")

    held.refresh_from_db()
    assert held.held_until == NOW + 7 * DAY


def test_a_short_hold_has_no_reminder():
    held = enrolled(SessionFactory(), hold_days=1)

    assert list(held.messages.values_list("kind", flat=True)) == ["received"]
