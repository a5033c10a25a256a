"""A party becomes larger while seats are free, or says how few it would accept."""

import pytest

from enrollment import actions
from enrollment.models import AuditEvent
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")


@pytest.mark.parametrize("hold_days", [None, 7])
def test_colleagues_are_added_while_seats_are_free(hold_days):
    session = SessionFactory(capacity=5, course__price=2900)
    party = enrolled(session, 2, hold_days=hold_days)
    type(session.course).objects.update(price=3333)

    actions.add_seats(party, seats_wanted=5, now=NOW)

    session.refresh_from_db()
    party.refresh_from_db()
    counted = (session.held, session.taken) if hold_days else (session.taken, session.held)
    assert (party.seats, counted, party.total_price) == (5, (5, 0), 14500)
    assert AuditEvent.objects.get(verb="add seats").changes == {"seats": [2, 5]}
    assert party.messages.filter(kind="added").count() == 1


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        (2, actions.PartySizeInvalid),
        (0, actions.PartySizeInvalid),
        (51, actions.PartySizeInvalid),
        (6, actions.PartyTooLarge),
        (5, actions.SessionFull),
    ],
)
def test_more_than_there_are_changes_nothing(wanted, refusal):
    session = SessionFactory(capacity=5)
    party = enrolled(session, 2)
    enrolled(session, 1)

    with pytest.raises(refusal):
        actions.add_seats(party, seats_wanted=wanted, now=NOW)

    party.refresh_from_db()
    session.refresh_from_db()
    assert (party.seats, session.taken) == (2, 3)


def test_who_types_no_possible_number_is_told_how_many_there_are():
    party = enrolled(SessionFactory(capacity=5), 2)

    with pytest.raises(actions.PartySizeInvalid, match="请填写 3 至 5。"):
        actions.add_seats(party, seats_wanted=51, now=NOW)


def test_in_strict_order_nobody_adds_seats_past_the_line():
    session = SessionFactory(capacity=5, strict_order=True)
    party = enrolled(session, 2)
    enrolled(session, 4)

    with pytest.raises(actions.SessionFull):
        actions.add_seats(party, seats_wanted=3, now=NOW)


def test_a_waiting_party_waits_for_more_in_its_place():
    session = SessionFactory(capacity=5)
    enrolled(session, 5)
    waits = enrolled(session, 2)

    actions.add_seats(waits, seats_wanted=4, now=NOW)

    session.refresh_from_db()
    waits.refresh_from_db()
    assert (waits.state, waits.seats, waits.number, session.waiting) == ("waiting", 4, 2, 1)


def test_fewer_accepted_may_bring_an_offer_at_once():
    session = SessionFactory(capacity=5)
    enrolled(session, 3)
    waits = enrolled(session, 4)

    changed = actions.change_least(waits, min_seats=2, now=NOW, actor="staff:lin")

    assert (changed.state, changed.offered_seats, changed.min_seats) == ("offered", 2, 2)
    assert AuditEvent.objects.get(verb="change least").changes == {"least": [None, 2]}


@pytest.mark.parametrize("least", [0, 5, -1])
def test_the_least_is_one_to_all(least):
    session = SessionFactory(capacity=5)
    enrolled(session, 5)
    waits = enrolled(session, 4)

    with pytest.raises(actions.PartySizeInvalid):
        actions.change_least(waits, min_seats=least, now=NOW)


def test_who_has_seats_has_no_least_to_change():
    with pytest.raises(actions.NotActive):
        actions.change_least(enrolled(SessionFactory(), 2), min_seats=1, now=NOW)
