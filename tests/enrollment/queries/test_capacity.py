from datetime import timedelta

import pytest

from enrollment import actions
from enrollment.queries.seat_history import Explanation, KeptSeats, explain
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
DAY = timedelta(days=1)


def test_twenty_are_confirmed_held_offered_and_free():
    session = SessionFactory(capacity=20)
    TermsFactory(session=session, offers_first=True)
    leaves = enrolled(session, 5)
    enrolled(session, 12)
    enrolled(session, 3, hold_days=4)
    enrolled(session, 2)
    actions.cancel(leaves, now=NOW)

    explained = explain(session)

    assert explained == Explanation(
        capacity=20,
        overbook=0,
        confirmed=12,
        held=(KeptSeats(NOW + 4 * DAY, 3),),
        offered=(KeptSeats(NOW + 2 * DAY, 2),),
        waiting=0,
    )
    assert explained.free == 3


def test_any_past_moment_is_explained_with_the_limits_it_had():
    session = SessionFactory(capacity=20)
    first = enrolled(session, 4)
    held = enrolled(session, 3, hold_days=7, now=NOW + DAY)
    actions.extend_hold(held, until=NOW + 10 * DAY, reason="审批", now=NOW + 2 * DAY, actor="x")
    actions.change_capacity(session, capacity=8, now=NOW + 3 * DAY, actor="staff:lin")
    actions.cancel(first, now=NOW + 4 * DAY)

    then = [explain(session, at=NOW + days * DAY) for days in (-1, 0, 1, 2, 3, 4)]

    assert [(one.capacity, one.confirmed, one.free) for one in then] == [
        (20, 0, 20),
        (20, 4, 16),
        (20, 4, 13),
        (20, 4, 13),
        (8, 4, 1),
        (8, 0, 5),
    ]
    assert [one.held[0].until - NOW for one in then[2:]] == [8 * DAY, *[10 * DAY] * 3]


def test_no_limit_has_no_number_of_free_seats():
    session = SessionFactory(capacity=None)
    enrolled(session, 4)

    assert explain(session).free is None


def test_who_waits_is_counted_in_parties():
    session = SessionFactory(capacity=4)
    for seats in (4, 3, 3):
        enrolled(session, seats)

    assert (explain(session).free, explain(session).waiting) == (0, 2)


def test_a_session_nobody_came_to_is_all_free():
    assert explain(SessionFactory(capacity=7)).free == 7
