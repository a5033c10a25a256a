"""A month without dates takes pre-registrations; once it opens, each party confirms or leaves."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from enrollment import actions
from enrollment.domain import links
from enrollment.models import OutboxMessage
from enrollment.queries.invariants import complaints
from tests.contest import form_of
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.django_db
LIN = {"actor": "staff:lin", "now": NOW}
DATES = {"starts_on": date(2027, 1, 12), "ends_on": date(2027, 1, 13)}


@pytest.fixture
def planned():
    return SessionFactory(state="planned", starts_on=None, ends_on=None, capacity=6)


def opened(session, *, now=NOW):
    actions.reschedule(session, **DATES, actor="staff:lin", now=now)
    return actions.open_session(session, actor="staff:lin", now=now)


def states(*parties) -> list[str]:
    for party in parties:
        party.refresh_from_db()
    return [party.state for party in parties]


def kinds(party) -> list[str]:
    return list(OutboxMessage.objects.filter(enrollment=party).values_list("kind", flat=True))


def test_a_month_without_dates_takes_parties_in_order_and_gives_no_seats(planned):
    first, second = enrolled(planned, 4), enrolled(planned, 5)

    planned.refresh_from_db()
    assert [(one.number, one.state, one.preregistered) for one in (first, second)] == [
        (1, "waiting", True),
        (2, "waiting", True),
    ]
    assert (planned.taken, planned.held, planned.waiting) == (0, 0, 2)
    assert kinds(first) == ["preregistered"]


def test_a_planned_session_with_dates_takes_none():
    with pytest.raises(actions.SessionClosed):
        enrolled(SessionFactory(state="planned"))


def test_when_it_opens_those_who_fit_are_asked_in_order_and_the_others_wait(planned):
    parties = [enrolled(planned, seats) for seats in (4, 2, 3)]

    opened(planned)

    assert states(*parties) == ["offered", "offered", "waiting"]
    assert parties[0].offered_until == NOW + timedelta(days=7)
    assert kinds(parties[0]) == ["preregistered", "session_changed", "offered"]
    assert list(complaints(now=NOW)) == []


def test_who_confirms_has_the_seats_and_who_leaves_makes_room_for_the_next(planned):
    stays, leaves, waits = (enrolled(planned, seats) for seats in (4, 2, 2))
    opened(planned)

    actions.accept_offer(stays, now=NOW)
    actions.decline_offer(leaves, now=NOW)

    assert states(stays, leaves, waits) == ["confirmed", "cancelled", "offered"]
    assert list(complaints(now=NOW)) == []


def test_who_does_not_answer_loses_the_seats_and_the_next_is_asked(planned):
    silent, following = enrolled(planned, 6), enrolled(planned, 6)
    TermsFactory(session=planned, hold_days=3)
    opened(planned)
    later = NOW + timedelta(days=3)

    actions.catch_up(planned, now=later)

    assert states(silent, following) == ["expired", "offered"]


def test_a_newcomer_overtakes_nobody_who_preregistered_where_order_is_strict(planned):
    type(planned).objects.update(strict_order=True)
    enrolled(planned, 4)
    waits = enrolled(planned, 3)
    opened(planned)

    newcomer = enrolled(planned, 2)

    assert states(waits, newcomer) == ["waiting", "waiting"]


def test_who_came_after_the_dates_were_fixed_is_confirmed_as_ever(planned):
    opened(planned)

    assert enrolled(planned, 2).state == "confirmed"


def test_a_party_may_leave_or_become_smaller_before_the_dates_are_fixed(planned):
    leaves, shrinks = enrolled(planned, 4), enrolled(planned, 4)

    actions.cancel(leaves, now=NOW)
    actions.reduce(shrinks, seats_wanted=2, now=NOW)

    planned.refresh_from_db()
    assert states(leaves, shrinks) == ["cancelled", "waiting"]
    assert (planned.waiting, shrinks.seats) == (1, 2)
    assert list(complaints(now=NOW)) == []


def test_a_party_may_go_to_a_session_that_has_dates(planned):
    party = enrolled(planned, 2)
    dated = SessionFactory(course=planned.course)

    moved = actions.move(party, to=dated, now=NOW)

    assert (moved.state, moved.preregistered) == ("confirmed", False)


def test_a_month_that_does_not_come_about_tells_everybody(planned):
    party = enrolled(planned, 2)

    actions.cancel_session(planned, reason="人数不够", **LIN)

    assert states(party) == ["cancelled"]
    assert kinds(party) == ["preregistered", "session_cancelled"]


def test_the_form_says_that_the_dates_are_open_and_takes_the_party(client, planned):
    path = reverse("enrollment:enroll", args=[planned.public_id])

    page = client.get(path).content.decode()
    answer = client.post(path, form_of(client, planned, seats=2), follow=True)

    assert "日期还没有定，先预登记。" in page
    assert 'name="hold"' not in page
    assert "已预登记" in answer.content.decode()
    assert "您排在第 1 位。" in answer.content.decode()


def test_the_own_page_asks_who_preregistered_to_confirm_the_dates(client, planned):
    party = enrolled(planned, 2)
    opened(planned, now=timezone.now())

    page = client.get(reverse("enrollment:my", args=[links.token_for(party)])).content.decode()

    assert "开放报名了，请确认是否参加" in page
    assert "2027年1月12–13日" in page
