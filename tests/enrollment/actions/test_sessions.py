from datetime import date

import pytest

from enrollment import actions
from enrollment.models import AuditEvent
from tests.factories import NOW, CityFactory, SessionFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
STAFF = {"now": NOW, "actor": "staff:lin"}
WAYS = {
    actions.open_session: {"planned": "open", "open": "open", "confirmed": "confirmed"},
    actions.close_session: {"open": "planned"},
    actions.confirm_session: {"open": "confirmed", "confirmed": "confirmed"},
    actions.finish_session: {"open": "finished", "confirmed": "finished"},
    actions.cancel_session: dict.fromkeys(("planned", "open", "confirmed"), "cancelled"),
}
STATES = ("planned", "open", "confirmed", "finished", "cancelled")


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("verb", WAYS, ids=lambda verb: verb.__name__)
def test_a_session_becomes_only_what_the_table_allows(verb, before):
    session = SessionFactory(state=before)

    try:
        verb(session, **STAFF)
    except actions.NotPossible:
        after = None
    else:
        session.refresh_from_db()
        after = session.state

    assert after == WAYS[verb].get(before)
    assert AuditEvent.objects.count() == (after not in (None, before))


def test_confirming_tells_whoever_has_a_seat():
    session = SessionFactory(capacity=2)
    seated, waits = enrolled(session, 2), enrolled(session, 2)

    actions.confirm_session(session, **STAFF)

    assert seated.messages.filter(kind="session_confirmed").count() == 1
    assert waits.messages.filter(kind="session_confirmed").count() == 0


def test_confirming_twice_tells_once():
    session = SessionFactory(capacity=2)
    seated = enrolled(session, 2)

    for _click in range(2):
        actions.confirm_session(session, **STAFF)

    assert seated.messages.filter(kind="session_confirmed").count() == 1
    assert AuditEvent.objects.filter(verb="confirm session").count() == 1


def test_reopening_promotes_who_waited_meanwhile():
    session = SessionFactory(capacity=2)
    seated, waits = enrolled(session, 2), enrolled(session, 2)
    actions.close_session(session, **STAFF)
    actions.cancel(seated, now=NOW)

    waits.refresh_from_db()
    before = waits.state
    actions.open_session(session, **STAFF)

    waits.refresh_from_db()
    assert (before, waits.state) == ("waiting", "confirmed")


def test_finishing_ends_what_was_never_settled():
    session = SessionFactory(capacity=3)
    seated, held, waits = enrolled(session, 2), enrolled(session, hold_days=7), enrolled(session)

    actions.finish_session(session, **STAFF)

    for party in (seated, held, waits):
        party.refresh_from_db()
    session.refresh_from_db()
    assert [seated.state, held.state, waits.state] == ["confirmed", "expired", "expired"]
    assert (session.taken, session.held, session.waiting) == (2, 0, 0)


def test_cancelling_cancels_and_tells_every_party_and_frees_all_seats():
    session = SessionFactory(capacity=3)
    parties = [enrolled(session, 2), enrolled(session, hold_days=7), enrolled(session)]

    actions.cancel_session(session, reason="讲师生病", **STAFF)

    session.refresh_from_db()
    for party in parties:
        party.refresh_from_db()
        assert party.state == "cancelled"
        assert party.messages.filter(kind="session_cancelled").count() == 1
    assert (session.taken, session.held, session.waiting) == (0, 0, 0)
    assert AuditEvent.objects.get(verb="cancel session").changes["reason"] == "讲师生病"


def test_new_dates_are_told_to_every_active_party_each_time():
    session = SessionFactory()
    party, gone = enrolled(session), enrolled(session)
    actions.cancel(gone, now=NOW)

    for day in (20, 21):
        dates = {"starts_on": date(2027, 2, day), "ends_on": date(2027, 2, day)}
        actions.reschedule(session, **dates, **STAFF)

    session.refresh_from_db()
    assert (session.month, session.starts_on) == (date(2027, 2, 1), date(2027, 2, 21))
    assert party.messages.filter(kind="session_changed").count() == 2
    assert gone.messages.filter(kind="session_changed").count() == 0


def test_what_is_the_same_is_no_change():
    session = SessionFactory()
    party = enrolled(session)

    actions.reschedule(session, starts_on=session.starts_on, ends_on=session.ends_on, **STAFF)

    assert party.messages.filter(kind="session_changed").count() == 0
    assert AuditEvent.objects.filter(verb="reschedule").count() == 0


def test_the_record_of_a_change_says_from_what_to_what():
    session = SessionFactory()
    city = CityFactory()
    before = session.city_id

    actions.reschedule(session, city=city, **STAFF)

    assert AuditEvent.objects.get().changes == {"city": [before, city.pk]}


@pytest.mark.parametrize(
    "dates",
    [
        {"starts_on": None},
        {"ends_on": None},
        {"starts_on": date(2027, 1, 14)},
    ],
)
def test_dates_are_both_set_or_both_open_and_in_order(dates):
    session = SessionFactory()

    with pytest.raises(actions.DatesInvalid):
        actions.reschedule(session, **dates, **STAFF)

    assert AuditEvent.objects.count() == 0


def test_a_session_that_is_over_keeps_its_dates():
    with pytest.raises(actions.NotPossible):
        actions.reschedule(SessionFactory(state="finished"), city=CityFactory(), **STAFF)


def test_reschedule_changes_nothing_else():
    with pytest.raises(TypeError, match="taken"):
        actions.reschedule(SessionFactory(), taken=3, **STAFF)


def test_a_larger_capacity_goes_to_the_line():
    session = SessionFactory(capacity=2)
    enrolled(session, 2)
    waits = enrolled(session, 2)

    actions.change_capacity(session, capacity=4, **STAFF)

    waits.refresh_from_db()
    assert waits.state == "confirmed"


def test_capacity_is_cut_to_what_is_in_use_and_not_below():
    session = SessionFactory(capacity=10)
    enrolled(session, 4)

    actions.change_capacity(session, capacity=4, **STAFF)
    with pytest.raises(actions.CapacityTooSmall):
        actions.change_capacity(session, capacity=3, **STAFF)

    session.refresh_from_db()
    assert (session.capacity, session.overbook) == (4, 0)


def test_below_what_is_in_use_only_as_an_overbook_with_a_reason():
    session = SessionFactory(capacity=10)
    enrolled(session, 4)

    with pytest.raises(actions.ReasonMissing):
        actions.change_capacity(session, capacity=3, overbook=1, **STAFF)
    actions.change_capacity(session, capacity=3, overbook=1, reason="换小教室", **STAFF)

    session.refresh_from_db()
    assert (session.capacity, session.overbook, session.seats_left) == (3, 1, 0)
    assert AuditEvent.objects.get(verb="change capacity").changes == {
        "capacity": [10, 3],
        "overbook": [0, 1],
        "reason": "换小教室",
    }


def test_an_overbook_that_does_not_cover_what_is_in_use_is_refused():
    session = SessionFactory(capacity=10)
    enrolled(session, 4)

    with pytest.raises(actions.CapacityTooSmall):
        actions.change_capacity(session, capacity=2, overbook=1, reason="换小教室", **STAFF)


@pytest.mark.parametrize(("capacity", "overbook"), [(0, 0), (2001, 0), (10, -1)])
def test_capacity_has_bounds(capacity, overbook):
    with pytest.raises(actions.CapacityTooSmall):
        actions.change_capacity(SessionFactory(), capacity=capacity, overbook=overbook, **STAFF)


def test_without_a_capacity_everybody_who_waits_gets_in():
    session = SessionFactory(capacity=2)
    enrolled(session, 2)
    waiting = [enrolled(session, 2) for _ in range(3)]

    actions.change_capacity(session, capacity=None, **STAFF)

    for party in waiting:
        party.refresh_from_db()
    assert [party.state for party in waiting] == ["confirmed"] * 3


def test_a_party_larger_than_the_smaller_session_does_not_hold_up_the_others():
    session = SessionFactory(capacity=4)
    one, three = enrolled(session, 1), enrolled(session, 3)
    large, small = enrolled(session, 4), enrolled(session, 1)
    actions.cancel(three, now=NOW)

    actions.change_capacity(session, capacity=3, **STAFF)

    large.refresh_from_db()
    small.refresh_from_db()
    assert (one.state, large.state, small.state) == ("confirmed", "waiting", "confirmed")
