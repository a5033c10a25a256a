"""Seats that the head of the line cannot take are sold on; it is served first once it fits."""

import pytest
from django.urls import reverse

from catalog.queries.cached_courses import cached_courses
from catalog.queries.facets import Selection
from enrollment import actions
from enrollment.domain import waiting_list
from enrollment.models import SeatChange
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")


def states(*parties):
    for party in parties:
        party.refresh_from_db()
    return [party.state for party in parties]


def test_one_large_request_does_not_freeze_nine_free_seats():
    session = SessionFactory(capacity=20)
    enrolled(session, 11)
    large = enrolled(session, 12)

    newcomers = [enrolled(session, seats) for seats in (2, 3, 4)]

    session.refresh_from_db()
    assert states(large, *newcomers) == ["waiting", "confirmed", "confirmed", "confirmed"]
    assert (session.taken, session.seats_left, session.waiting) == (20, 0, 1)


def test_whoever_passes_is_on_record():
    session = SessionFactory(capacity=4)
    enrolled(session, 2)
    enrolled(session, 3)

    enrolled(session, 2)

    verbs = SeatChange.objects.filter(session=session).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["enroll", "enroll", "fill"]


def test_the_head_is_served_first_as_soon_as_it_fits():
    session = SessionFactory(capacity=6)
    first, second = enrolled(session, 3), enrolled(session, 3)
    head, small = enrolled(session, 4), enrolled(session, 3)

    actions.cancel(first, now=NOW)  # three seats: the head of four cannot take them
    early = states(head, small)
    actions.cancel(second, now=NOW)
    actions.cancel(small, now=NOW)

    assert early == ["waiting", "confirmed"]
    assert states(head) == ["confirmed"]


def test_a_head_that_takes_fewer_has_its_turn_before_those_behind_it():
    session = SessionFactory(capacity=6)
    seated = enrolled(session, 3)
    enrolled(session, 3)
    head, small = enrolled(session, 5, min_seats=3), enrolled(session, 3)

    actions.cancel(seated, now=NOW)

    assert states(head, small) == ["offered", "waiting"]
    assert head.offered_seats == 3


def test_in_strict_order_too_nobody_is_offered_less_than_the_least_it_would_accept():
    session = SessionFactory(capacity=6, strict_order=True)
    seated = enrolled(session, 2)
    enrolled(session, 4)
    head = enrolled(session, 5, min_seats=3)

    actions.cancel(seated, now=NOW)

    assert states(head) == ["waiting"]


def test_in_strict_order_a_party_that_the_session_can_never_take_holds_up_nobody():
    session = SessionFactory(capacity=6, strict_order=True)
    seated = enrolled(session, 3)
    enrolled(session, 2)
    large, small = enrolled(session, 5), enrolled(session, 2)
    actions.change_capacity(session, capacity=5, now=NOW, actor="staff:lin")
    actions.cancel(seated, now=NOW)
    held_up = states(large, small)

    actions.change_capacity(session, capacity=4, now=NOW, actor="staff:lin")

    assert held_up == ["waiting", "waiting"]
    assert states(large, small) == ["waiting", "confirmed"]


def test_the_longer_the_line_of_those_who_do_not_fit_the_fewer_rows_are_read(
    django_assert_max_num_queries,
):
    session = SessionFactory(capacity=3)
    enrolled(session, 2)
    for _ in range(20):
        enrolled(session, 2)
    session.refresh_from_db()

    with django_assert_max_num_queries(1):
        assert waiting_list.promote(session, now=NOW) == []
    assert list(waiting_list.candidates(session)) == []


@pytest.mark.parametrize(("strict", "found"), [(False, 1), (True, 0)])
def test_the_filter_for_free_seats_finds_what_can_be_sold(strict, found):
    session = SessionFactory(capacity=20, strict_order=strict)
    enrolled(session, 11)
    enrolled(session, 12)

    courses = cached_courses(now=NOW).ids(Selection(seats=5), "soonest")

    assert len(courses) == found


@pytest.mark.parametrize(
    ("strict", "rule"),
    [
        (False, "前面一单坐不下的空位先给后面坐得下的，它的次序不变，坐得下时最先轮到它。"),
        (True, "严格按报名先后递补，同一单的人不会拆开。"),
    ],
)
def test_the_page_states_the_rule_in_one_sentence(client, time_machine, strict, rule):
    time_machine.move_to(NOW, tick=False)
    session = SessionFactory(capacity=4, strict_order=strict)
    enrolled(session, 4)

    page = client.get(reverse("enrollment:enroll", args=[session.public_id])).content.decode()

    assert rule in page


def test_an_offer_also_goes_to_whoever_fits():
    session = TermsFactory(session__capacity=4, offers_first=True).session
    one, _other = enrolled(session, 1), enrolled(session, 3)
    head, small = enrolled(session, 2), enrolled(session, 1)

    actions.cancel(one, now=NOW)

    assert states(head, small) == ["waiting", "offered"]
