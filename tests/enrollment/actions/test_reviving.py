"""What was over comes back while seats are free, and is told; a second end is told too."""

from datetime import timedelta

import pytest

from enrollment import actions
from enrollment.messaging import delivery
from enrollment.models import AuditEvent
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
STAFF = {"now": NOW, "actor": "staff:lin"}


def test_a_cancellation_is_undone_while_seats_are_free():
    session = SessionFactory(capacity=3)
    party = enrolled(session, 2)
    actions.cancel(party, **STAFF, reason="重复报名")

    back = actions.undo_cancel(party, reason="弄错了", **STAFF)

    session.refresh_from_db()
    assert (back.state, back.number, session.taken) == ("confirmed", 1, 2)
    assert AuditEvent.objects.get(verb="cancel").changes["reason"] == "重复报名"
    assert AuditEvent.objects.get(verb="undo cancel").changes == {
        "state": ["cancelled", "confirmed"],
        "reason": "弄错了",
    }


def test_a_hold_that_was_cancelled_comes_back_as_a_hold():
    party = enrolled(SessionFactory(), 2, hold_days=3)
    actions.cancel(party, now=NOW)

    back = actions.undo_cancel(party, reason="弄错了", **STAFF)

    assert (back.state, back.held_until) == ("held", NOW + timedelta(days=7))


def test_seats_that_others_have_are_not_taken_back():
    session = SessionFactory(capacity=3)
    party = enrolled(session, 2)
    waits = enrolled(session, 2)
    actions.cancel(party, now=NOW)

    with pytest.raises(actions.SessionFull):
        actions.undo_cancel(party, reason="弄错了", **STAFF)

    party.refresh_from_db()
    waits.refresh_from_db()
    assert (party.state, waits.state) == ("cancelled", "confirmed")


def test_whoever_moved_away_is_not_brought_back_here():
    party = enrolled(SessionFactory())
    actions.move(party, to=SessionFactory(course=party.session.course), now=NOW)

    with pytest.raises(actions.NotPossible):
        actions.undo_cancel(party, reason="弄错了", **STAFF)


def test_an_expired_hold_is_revived_with_a_new_deadline():
    session = SessionFactory(capacity=3)
    party = enrolled(session, 2, hold_days=1)
    later = NOW + timedelta(days=2)
    actions.catch_up(session, now=later)

    party = actions.revive_hold(party, reason="审批晚了", days=5, now=later, actor="staff:lin")

    session.refresh_from_db()
    assert (party.state, party.held_until) == ("held", later + timedelta(days=5))
    assert (session.held, session.taken) == (2, 0)


@pytest.mark.parametrize("verb", [actions.undo_cancel, actions.revive_hold])
def test_coming_back_needs_a_reason_and_something_that_was_over(verb):
    party = enrolled(SessionFactory(), 2)

    with pytest.raises(actions.ReasonMissing):
        verb(party, reason=" ", **STAFF)
    if verb is actions.revive_hold:
        with pytest.raises(actions.NotActive):
            verb(party, reason="弄错了", **STAFF)
    assert verb is actions.revive_hold or verb(party, reason="x", **STAFF).state == "confirmed"


def test_a_session_that_takes_nobody_brings_nobody_back():
    session = SessionFactory()
    party = enrolled(session)
    actions.cancel(party, now=NOW)
    actions.finish_session(session, **STAFF)

    with pytest.raises(actions.SessionClosed):
        actions.undo_cancel(party, reason="弄错了", **STAFF)


def test_each_end_and_each_return_is_told_once(mailoutbox):
    party = enrolled(SessionFactory(course__title="逾期沟通"), 2)
    delivery.send_due(now=NOW)
    for _ in range(2):
        actions.cancel(party, now=NOW)
        delivery.send_due(now=NOW)
        actions.undo_cancel(party, reason="弄错了", **STAFF)
        delivery.send_due(now=NOW)

    subjects = [mail.subject.partition("：")[0] for mail in mailoutbox]
    assert subjects == ["报名已确认", "报名已取消", "报名已恢复", "报名已取消", "报名已恢复"]


def test_a_cancellation_undone_before_its_letter_left_is_not_told(mailoutbox):
    party = enrolled(SessionFactory(), 2)
    delivery.send_due(now=NOW)

    actions.cancel(party, now=NOW)
    actions.undo_cancel(party, reason="弄错了", **STAFF)
    delivery.send_due(now=NOW)

    assert [mail.subject.partition("：")[0] for mail in mailoutbox] == ["报名已确认", "报名已恢复"]
