import contextlib
from datetime import date, timedelta

import pytest

from enrollment import actions
from enrollment.people.party import Person
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
SOON = {"month": date(2026, 12, 1), "starts_on": date(2026, 12, 5), "ends_on": date(2026, 12, 6)}


def test_cancelled_seats_go_to_whoever_has_waited_longest():
    session = SessionFactory(capacity=2)
    first, second, third = (enrolled(session, seats) for seats in (2, 2, 1))

    actions.cancel(first, now=NOW)

    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("confirmed", "waiting")


def test_in_strict_order_a_large_head_of_the_line_keeps_a_small_party_waiting():
    session = SessionFactory(capacity=4, strict_order=True)
    one, _three, four, small = (enrolled(session, seats) for seats in (1, 3, 4, 1))

    actions.cancel(one, now=NOW)

    four.refresh_from_db()
    small.refresh_from_db()
    assert (four.state, small.state) == ("waiting", "waiting")


def test_cancelling_twice_changes_nothing():
    enrollment = enrolled(SessionFactory(), 2)

    for _ in range(2):
        actions.cancel(enrollment, now=NOW)

    assert enrollment.seat_changes.count() == 2
    assert enrollment.messages.filter(kind="cancelled").count() == 1


def test_a_waiting_party_leaves_the_line():
    session = SessionFactory(capacity=1)
    enrolled(session)
    waits = enrolled(session)

    actions.cancel(waits, now=NOW)

    session.refresh_from_db()
    assert (session.taken, session.waiting) == (1, 0)


def test_what_has_expired_cannot_be_cancelled():
    enrollment = enrolled(SessionFactory(), hold_days=1)

    with pytest.raises(actions.NotActive):
        actions.cancel(enrollment, now=NOW + timedelta(days=2))

    actions.catch_up(enrollment.session, now=NOW + timedelta(days=2))


def test_after_the_session_nobody_cancels():
    session = SessionFactory()
    enrollment = enrolled(session)
    actions.finish_session(session, now=NOW, actor="staff:lin")

    with pytest.raises(actions.NotActive):
        actions.cancel(enrollment, now=NOW)


@pytest.mark.parametrize(
    ("day", "allowed"), [(date(2026, 12, 2), True), (date(2026, 12, 3), False)]
)
def test_a_party_cancels_itself_until_the_deadline_of_the_terms(day, allowed):
    session = SessionFactory(**SOON)
    TermsFactory(session=session, cancel_days=3)
    enrollment = enrolled(session)
    now = NOW + (day - NOW.date())

    with contextlib.suppress(actions.DeadlinePassed):
        actions.cancel(enrollment, now=now)

    enrollment.refresh_from_db()
    assert enrollment.state == ("cancelled" if allowed else "confirmed")


def test_staff_cancel_after_the_deadline():
    session = SessionFactory(**SOON)
    TermsFactory(session=session, cancel_days=3)
    enrollment = enrolled(session)

    actions.cancel(enrollment, now=NOW + timedelta(days=3), actor="staff:lin")

    enrollment.refresh_from_db()
    assert enrollment.state == "cancelled"


def test_whoever_waits_may_leave_after_the_deadline():
    session = SessionFactory(capacity=1, **SOON)
    TermsFactory(session=session, cancel_days=3)
    enrolled(session)
    waits = enrolled(session)

    actions.cancel(waits, now=NOW + timedelta(days=3))

    waits.refresh_from_db()
    assert waits.state == "cancelled"


def test_a_party_that_keeps_fewer_seats_frees_the_others():
    session = SessionFactory(capacity=3)
    first, second = enrolled(session, 3), enrolled(session, 2)

    actions.reduce(first, seats_wanted=1, now=NOW)

    session.refresh_from_db()
    second.refresh_from_db()
    assert (session.taken, second.state) == (3, "confirmed")
    assert first.messages.filter(kind="reduced").count() == 1


def test_a_waiting_party_that_becomes_smaller_gets_the_seats_it_now_fits():
    session = SessionFactory(capacity=3)
    enrolled(session, 2)
    waits = enrolled(session, 3)

    waits = actions.reduce(waits, seats_wanted=1, now=NOW)

    assert (waits.state, waits.seats) == ("confirmed", 1)


def test_a_held_party_that_becomes_smaller_keeps_its_deadline():
    session = SessionFactory(capacity=3)
    held = enrolled(session, 3, hold_days=2)

    held = actions.reduce(held, seats_wanted=2, now=NOW)

    session.refresh_from_db()
    assert (held.state, held.held_until, session.held) == ("held", NOW + timedelta(days=2), 2)


@pytest.mark.parametrize("seats", [0, 3, 4])
def test_reduce_keeps_at_least_one_seat_and_gives_back_at_least_one(seats):
    enrollment = enrolled(SessionFactory(), 3)

    with pytest.raises(actions.PartySizeInvalid):
        actions.reduce(enrollment, seats_wanted=seats, now=NOW)

    enrollment.refresh_from_db()
    assert enrollment.seats == 3


def test_people_must_be_named_who_do_not_come():
    people = tuple(Person(name=name) for name in ("安小宁", "白一凡", "陈思远"))
    enrollment = enrolled(SessionFactory(), 3, people=people)

    with pytest.raises(actions.TooManyPeople):
        actions.reduce(enrollment, seats_wanted=2, now=NOW)
    leaving = enrollment.participants.get(name="白一凡").pk
    actions.reduce(enrollment, seats_wanted=2, now=NOW, leaving=[leaving])

    assert list(enrollment.participants.values_list("position", "name")) == [
        (1, "安小宁"),
        (2, "陈思远"),
    ]


def test_an_offer_is_answered_before_it_is_reduced():
    session = SessionFactory(capacity=2)
    TermsFactory(session=session, offers_first=True)
    first, waits = enrolled(session, 2), enrolled(session, 2)
    actions.cancel(first, now=NOW)

    with pytest.raises(actions.NotActive):
        actions.reduce(waits, seats_wanted=1, now=NOW)

    waits.refresh_from_db()
    assert (waits.state, waits.seats) == ("offered", 2)


def test_a_smaller_party_never_wants_more_seats_than_it_has():
    session = SessionFactory(capacity=5)
    enrolled(session, 4)
    waits = enrolled(session, 5, min_seats=4)

    actions.reduce(waits, seats_wanted=3, now=NOW)

    waits.refresh_from_db()
    assert (waits.state, waits.seats, waits.min_seats) == ("waiting", 3, 3)
