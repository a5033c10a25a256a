from datetime import timedelta

import pytest

from enrollment import actions
from enrollment.models import AuditEvent
from enrollment.people.party import Person
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
HOUR = timedelta(hours=1)


def offered(*seats, capacity=3, **values):
    """A session whose terms ask before promoting; its first party has just left.

    Gives the session and the parties behind the first.
    """
    session = TermsFactory(session__capacity=capacity, offers_first=True).session
    first = enrolled(session, capacity)
    others = [enrolled(session, n, **values) for n in seats]
    actions.cancel(first, now=NOW)
    for other in others:
        other.refresh_from_db()
    return session, *others


def test_a_freed_seat_is_offered_for_48_hours():
    session, head = offered(2)

    session.refresh_from_db()
    assert (head.state, head.offered_until) == ("offered", NOW + 48 * HOUR)
    assert (session.taken, session.held, session.waiting) == (0, 2, 0)
    assert head.messages.filter(kind="offered").count() == 1


def test_an_accepted_offer_is_confirmed():
    session, head = offered(2)

    head = actions.accept_offer(head, now=NOW + 47 * HOUR)

    session.refresh_from_db()
    assert (head.state, session.taken, session.held) == ("confirmed", 2, 0)


def test_accepting_twice_changes_nothing():
    _session, head = offered(2)

    for _ in range(2):
        actions.accept_offer(head, now=NOW)

    assert head.messages.filter(kind="confirmed").count() == 1


def test_who_takes_fewer_leaves_the_rest_to_the_next():
    session, head, after = offered(3, 2)

    head = actions.accept_offer(head, now=NOW, seats_wanted=1)

    session.refresh_from_db()
    after.refresh_from_db()
    assert (head.seats, head.state, after.state) == (1, "confirmed", "offered")
    assert (session.taken, session.held) == (1, 2)


def test_a_declined_offer_goes_to_the_next():
    _session, head, after = offered(3, 2)

    actions.decline_offer(head, now=NOW)

    head.refresh_from_db()
    after.refresh_from_db()
    assert (head.state, after.state) == ("cancelled", "offered")


def test_an_unanswered_offer_goes_to_the_next_though_no_sweeper_ran():
    _session, head, after = offered(3, 2)

    with pytest.raises(actions.NotActive):
        actions.accept_offer(head, now=NOW + 48 * HOUR)
    accepted = actions.catch_up(head.session, now=NOW + 48 * HOUR)

    head.refresh_from_db()
    after.refresh_from_db()
    assert accepted == (1, 1)
    assert (head.state, after.state) == ("expired", "offered")


@pytest.mark.parametrize("seats", [0, 3])
def test_accepted_seats_are_one_to_those_offered(seats):
    _session, head = offered(2)

    with pytest.raises(actions.PartySizeInvalid):
        actions.accept_offer(head, now=NOW, seats_wanted=seats)

    head.refresh_from_db()
    assert head.state == "offered"


@pytest.mark.parametrize("answer", [actions.accept_offer, actions.decline_offer])
def test_only_an_offer_can_be_answered(answer):
    session = SessionFactory(capacity=1)
    enrolled(session)
    waits = enrolled(session)

    with pytest.raises(actions.NotActive):
        answer(waits, now=NOW)


def test_who_would_take_fewer_is_offered_what_is_free():
    session = SessionFactory(capacity=5)
    first = enrolled(session, 3)
    enrolled(session, 2)
    waits = enrolled(session, 5, min_seats=3)

    actions.cancel(first, now=NOW)

    session.refresh_from_db()
    waits.refresh_from_db()
    assert (waits.state, waits.seats, waits.offered_seats) == ("offered", 5, 3)
    assert (session.taken, session.held) == (2, 3)


def test_fewer_than_the_least_accepted_are_not_offered():
    session = SessionFactory(capacity=5)
    first = enrolled(session, 2)
    enrolled(session, 3)
    waits = enrolled(session, 5, min_seats=3)

    actions.cancel(first, now=NOW)

    waits.refresh_from_db()
    assert (waits.state, waits.offered_seats) == ("waiting", None)


def test_accepting_fewer_seats_makes_the_party_smaller():
    session = SessionFactory(capacity=5)
    first = enrolled(session, 3)
    enrolled(session, 2)
    waits = enrolled(session, 5, min_seats=3)
    actions.cancel(first, now=NOW)

    taken = actions.accept_offer(waits, now=NOW)

    session.refresh_from_db()
    assert (taken.state, taken.seats, taken.offered_seats) == ("confirmed", 3, None)
    assert (session.taken, session.held) == (5, 0)


def test_people_who_no_longer_fit_must_be_chosen():
    people = tuple(Person(name=name) for name in ("安小宁", "白一凡", "陈思远"))
    _session, head = offered(3, people=people)

    with pytest.raises(actions.TooManyPeople):
        actions.accept_offer(head, now=NOW, seats_wanted=2)
    leaving = head.participants.get(name="安小宁").pk
    actions.accept_offer(head, now=NOW, seats_wanted=2, leaving=[leaving])

    assert list(head.participants.values_list("position", "name")) == [
        (1, "白一凡"),
        (2, "陈思远"),
    ]


def test_staff_promote_out_of_turn_and_who_was_passed_is_on_record():
    session = SessionFactory(capacity=4, strict_order=True)
    enrolled(session, 3)
    large, small = enrolled(session, 2), enrolled(session, 1)

    small = actions.promote_out_of_turn(small, reason="讲师陪同", now=NOW, actor="staff:lin")

    event = AuditEvent.objects.get(verb="promote out of turn")
    large.refresh_from_db()
    assert (small.state, large.state) == ("confirmed", "waiting")
    assert event.changes == {
        "state": ["waiting", "confirmed"],
        "overtaken": [large.code],
        "reason": "讲师陪同",
    }


def test_out_of_turn_needs_free_seats():
    session = SessionFactory(capacity=2)
    enrolled(session, 2)
    waits = enrolled(session, 1)

    with pytest.raises(actions.SessionFull):
        actions.promote_out_of_turn(waits, reason="急", now=NOW, actor="staff:lin")

    waits.refresh_from_db()
    assert waits.state == "waiting"


def test_out_of_turn_needs_a_reason():
    session = SessionFactory(capacity=4)
    enrolled(session, 3)
    enrolled(session, 2)
    small = enrolled(session, 1)

    with pytest.raises(actions.ReasonMissing):
        actions.promote_out_of_turn(small, reason="", now=NOW, actor="staff:lin")


def test_only_who_waits_is_promoted_out_of_turn():
    with pytest.raises(actions.NotActive):
        actions.promote_out_of_turn(
            enrolled(SessionFactory()), reason="急", now=NOW, actor="staff:lin"
        )
