from datetime import date, timedelta

import pytest

from enrollment import actions
from enrollment.domain import links
from enrollment.models import AuditEvent, Enrollment, OutboxMessage, SeatChange
from enrollment.people.party import Person
from tests.factories import (
    NOW,
    OutlineFactory,
    SessionFactory,
    TermsFactory,
    enrolled,
    party_of,
)

pytestmark = pytest.mark.usefixtures("sound")


def enroll(session, *, key="one", seats=1, now=NOW, **values):
    return actions.enroll(session, party=party_of(seats, **values), key=key, now=now)


def test_a_party_that_fits_is_confirmed_and_its_seats_are_taken():
    session = SessionFactory(capacity=10)

    receipt = enroll(session, seats=4)

    session.refresh_from_db()
    assert receipt.enrollment.state == "confirmed"
    assert receipt.repeated is False
    assert (session.taken, session.held, session.waiting, session.next_number) == (4, 0, 0, 1)


def test_the_last_seats_go_to_whoever_comes_first():
    session = SessionFactory(capacity=3)

    states = [enrolled(session, 2).state for _ in range(2)]

    assert states == ["confirmed", "waiting"]


def test_in_strict_order_a_small_party_does_not_overtake_a_large_one_that_waits():
    session = SessionFactory(capacity=3, strict_order=True)
    enrolled(session, 2)
    enrolled(session, 3)

    assert enrolled(session, 1).state == "waiting"


def test_no_capacity_is_no_limit():
    session = SessionFactory(capacity=None)

    assert [enrolled(session, 50).state for _ in range(3)] == ["confirmed"] * 3


def test_arrival_numbers_run_from_one_without_a_gap():
    session = SessionFactory(capacity=2)

    assert [enrolled(session).number for _ in range(4)] == [1, 2, 3, 4]


def test_the_row_remembers_price_outline_and_contact():
    session = SessionFactory(price=1800)
    outline = OutlineFactory(course=session.course, source="")
    session.course.outline = outline
    session.course.save()

    enrollment = enroll(session, seats=2).enrollment

    assert enrollment.unit_price == 1800
    assert enrollment.total_price == 3600
    assert enrollment.outline_id == outline.pk
    assert enrollment.contact_name == "安小宁"


def test_the_price_of_the_course_holds_where_the_session_has_none():
    session = SessionFactory(price=None, course__price=2900)

    assert enrolled(session).unit_price == 2900


def test_names_may_be_fewer_than_seats_and_keep_their_order():
    people = (Person(name="安小宁"), Person(name="白一凡", phone="13900000002"))

    enrollment = enrolled(SessionFactory(), 3, people=people)

    assert list(enrollment.participants.values_list("position", "name", "phone")) == [
        (1, "安小宁", ""),
        (2, "白一凡", "13900000002"),
    ]


def test_verb_ledger_record_and_message_are_written_together():
    enrollment = enrolled(SessionFactory(), 2)

    change = SeatChange.objects.get()
    event = AuditEvent.objects.get()
    message = OutboxMessage.objects.get()
    assert (change.verb, change.taken, change.enrollment) == ("enroll", 2, enrollment)
    assert (event.verb, event.object_id, event.actor) == ("enroll", str(enrollment.pk), "visitor")
    assert (message.kind, message.state, message.due_at) == ("confirmed", "due", NOW)


def test_the_record_holds_no_personal_data():
    enrolled(SessionFactory(), 2, people=(Person(name="白一凡", phone="13900000002"),))

    assert AuditEvent.objects.get().changes == {"state": "confirmed", "seats": 2}


def test_the_link_of_the_receipt_finds_the_enrollment():
    receipt = enroll(SessionFactory())

    assert links.find(receipt.token) == receipt.enrollment


def test_the_same_form_sent_twice_is_one_enrollment_with_one_link():
    session = SessionFactory()

    first, second = enroll(session), enroll(session)

    assert second.repeated is True
    assert (second.enrollment, second.token) == (first.enrollment, first.token)
    assert Enrollment.objects.count() == OutboxMessage.objects.count() == 1


def test_a_form_sent_again_with_other_contents_is_refused_and_changes_nothing():
    session = SessionFactory()
    enroll(session, seats=1)

    with pytest.raises(actions.KeyReused):
        enroll(session, seats=2)

    assert list(Enrollment.objects.values_list("seats", flat=True)) == [1]


@pytest.mark.parametrize("first,second", [(None, 7), (7, None)])
def test_the_wish_for_a_hold_is_part_of_the_form(first, second):
    session = SessionFactory()
    earlier = enrolled(session, key="one", hold_days=first)

    with pytest.raises(actions.KeyReused):
        enrolled(session, key="one", hold_days=second)

    assert enrolled(session, key="one", hold_days=first) == earlier


def test_the_same_form_is_answered_even_after_the_session_closed():
    session = SessionFactory()
    first = enroll(session)
    actions.close_session(session, now=NOW, actor="staff:lin")

    assert enroll(session).token == first.token


@pytest.mark.parametrize("seats", [0, 51, -1])
def test_a_party_has_one_to_fifty_seats(seats):
    with pytest.raises(actions.PartySizeInvalid):
        enrolled(SessionFactory(), seats)

    assert Enrollment.objects.count() == 0


@pytest.mark.parametrize("least", [0, 4])
def test_the_fewest_seats_accepted_are_one_to_all(least):
    with pytest.raises(actions.PartySizeInvalid):
        enrolled(SessionFactory(), 3, min_seats=least)


def test_more_people_than_seats_are_refused():
    with pytest.raises(actions.TooManyPeople):
        enrolled(SessionFactory(), 1, people=(Person(name="安小宁"), Person(name="白一凡")))

    assert Enrollment.objects.count() == 0


def test_a_party_larger_than_the_session_is_refused_at_once():
    with pytest.raises(actions.PartyTooLarge):
        enrolled(SessionFactory(capacity=5), 6)

    assert Enrollment.objects.count() == 0


@pytest.mark.parametrize("state", ["planned", "finished", "cancelled"])
def test_a_session_that_is_not_open_takes_nobody(state):
    with pytest.raises(actions.SessionClosed):
        enrolled(SessionFactory(state=state))

    assert Enrollment.objects.count() == 0


@pytest.mark.parametrize(
    ("starts_on", "open_"),
    [(date(2026, 12, 1), False), (date(2026, 12, 2), True), (None, True)],
)
def test_a_session_takes_parties_until_the_day_before_it_begins(starts_on, open_):
    ends_on = starts_on and starts_on + timedelta(days=3)
    session = SessionFactory(month=date(2026, 12, 1), starts_on=starts_on, ends_on=ends_on)

    try:
        enrolled(session)
    except actions.SessionClosed:
        taken = False
    else:
        taken = True

    assert taken is open_


def test_a_newcomer_gets_the_seats_of_a_hold_that_is_over_though_no_sweeper_ran():
    session = SessionFactory(capacity=2)
    held = enrolled(session, 2, hold_days=1)

    later = enrolled(session, 2, now=NOW + timedelta(days=1))

    held.refresh_from_db()
    assert (held.state, later.state) == ("expired", "confirmed")


def test_seats_of_a_hold_that_is_over_go_to_the_line_before_a_newcomer():
    session = SessionFactory(capacity=2)
    enrolled(session, 2, hold_days=1)
    waits = enrolled(session, 2)

    newcomer = enrolled(session, 1, now=NOW + timedelta(days=1))

    waits.refresh_from_db()
    assert (waits.state, newcomer.state) == ("confirmed", "waiting")


def test_hold_keeps_seats_for_seven_days_unless_the_terms_say_otherwise():
    session = SessionFactory()
    other = TermsFactory(hold_days=3).session

    first = actions.hold(session, party=party_of(2), key="one", now=NOW).enrollment
    second = actions.hold(other, party=party_of(2), key="two", now=NOW).enrollment

    assert (first.state, first.held_until) == ("held", NOW + timedelta(days=7))
    assert second.held_until == NOW + timedelta(days=3)


def test_a_hold_ends_with_the_closing_time():
    session = SessionFactory(
        month=date(2026, 12, 1), starts_on=date(2026, 12, 4), ends_on=date(2026, 12, 4)
    )

    held = enrolled(session, hold_days=7)

    assert held.held_until.isoformat() == "2026-12-03T18:00:00+08:00"


def test_where_the_terms_ask_for_approval_every_party_is_held_first():
    session = TermsFactory(needs_approval=True).session

    enrollment = enrolled(session, 2)

    session.refresh_from_db()
    assert enrollment.state == "held"
    assert (session.taken, session.held) == (0, 2)
    assert list(enrollment.messages.order_by("due_at").values_list("kind", "due_at")) == [
        ("received", NOW),
        ("hold_ending", enrollment.held_until - timedelta(hours=24)),
    ]


def test_a_party_that_fits_passes_one_that_does_not():
    session = SessionFactory(capacity=4)
    enrolled(session, 2)
    enrolled(session, 3)

    newcomer = enrolled(session, 2)

    assert newcomer.state == "confirmed"
    assert newcomer.seat_changes.get().verb == "fill"
