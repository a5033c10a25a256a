from datetime import date, timedelta

import pytest

from enrollment import actions
from enrollment.domain import links
from enrollment.models import AuditEvent, Enrollment
from enrollment.models.enrollment import CARRIED
from enrollment.people.party import Person
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled, party_of

pytestmark = pytest.mark.usefixtures("sound")


@pytest.fixture
def kunming(db):
    return SessionFactory(capacity=4, price=2000)


@pytest.fixture
def dali(kunming):
    return SessionFactory(course=kunming.course, capacity=4, price=2500)


def seats_of(*sessions):
    for session in sessions:
        session.refresh_from_db()
    return [(session.taken, session.held, session.waiting) for session in sessions]


def test_a_party_takes_its_seats_there_and_gives_its_old_ones_back(kunming, dali):
    party = enrolled(kunming, 3)

    moved = actions.move(party, to=dali, now=NOW)

    assert seats_of(kunming, dali) == [(0, 0, 0), (3, 0, 0)]
    assert (moved.session, moved.state, moved.unit_price) == (dali, "confirmed", 2500)


def test_code_link_and_names_go_along_and_the_number_is_new(kunming, dali):
    enrolled(dali)
    party = enrolled(kunming, 3, people=(Person(name="白一凡"),))
    code, token = party.code, links.token_for(party)

    moved = actions.move(party, to=dali, now=NOW)

    party.refresh_from_db()
    assert (moved.code, moved.number) == (code, 2)
    assert links.find(token) == moved
    assert [one.name for one in moved.participants.all()] == ["白一凡"]
    assert (party.state, party.moved_to, party.code != code) == ("cancelled", moved, True)


def test_only_the_new_row_says_that_it_moved(kunming, dali):
    party = enrolled(kunming)

    moved = actions.move(party, to=dali, now=NOW)

    assert list(moved.messages.values_list("kind", flat=True)) == ["moved"]
    assert party.messages.filter(kind="cancelled").count() == 0


def test_the_seats_left_behind_go_to_whoever_waits(kunming, dali):
    party, waits = enrolled(kunming, 4), enrolled(kunming, 2)

    actions.move(party, to=dali, now=NOW)

    waits.refresh_from_db()
    assert waits.state == "confirmed"


def test_without_room_there_nothing_changes(kunming, dali):
    enrolled(dali, 2)
    party = enrolled(kunming, 3)

    with pytest.raises(actions.SessionFull):
        actions.move(party, to=dali, now=NOW)

    party.refresh_from_db()
    assert (party.state, party.moved_to) == ("confirmed", None)
    assert seats_of(kunming, dali) == [(3, 0, 0), (2, 0, 0)]
    assert Enrollment.objects.count() == 2


def test_a_party_that_moves_overtakes_nobody_where_order_is_strict(kunming, dali):
    type(dali).objects.update(strict_order=True)
    enrolled(dali, 3)
    enrolled(dali, 2)
    party = enrolled(kunming, 1)

    with pytest.raises(actions.SessionFull):
        actions.move(party, to=dali, now=NOW)


def test_a_party_may_give_up_its_seats_to_wait_there(kunming, dali):
    enrolled(dali, 3)
    party = enrolled(kunming, 3)

    moved = actions.move(party, to=dali, now=NOW, or_wait=True)

    assert moved.state == "waiting"
    assert seats_of(kunming, dali) == [(0, 0, 0), (3, 0, 1)]


def test_moving_twice_to_the_same_session_moves_once(kunming, dali):
    party = enrolled(kunming, 3)

    first = actions.move(party, to=dali, now=NOW)
    second = actions.move(party, to=dali, now=NOW)

    assert first == second
    assert seats_of(kunming, dali) == [(0, 0, 0), (3, 0, 0)]


def test_there_and_back_again(kunming, dali):
    party = enrolled(kunming, 3)

    back = actions.move(actions.move(party, to=dali, now=NOW), to=kunming, now=NOW)

    assert (back.session, back.number, back.code) == (kunming, 2, party.code)
    assert seats_of(kunming, dali) == [(3, 0, 0), (0, 0, 0)]


def test_the_first_form_sent_again_finds_the_party_where_it_is_now(kunming, dali):
    receipt = actions.enroll(kunming, party=party_of(2), key="one", now=NOW)
    moved = actions.move(receipt.enrollment, to=dali, now=NOW)

    again = actions.enroll(kunming, party=party_of(2), key="one", now=NOW)

    assert (again.enrollment, again.token, again.repeated) == (moved, receipt.token, True)


def test_a_hold_keeps_its_deadline(kunming, dali):
    party = enrolled(kunming, 2, hold_days=3)

    moved = actions.move(party, to=dali, now=NOW)

    assert (moved.state, moved.held_until) == ("held", NOW + timedelta(days=3))
    assert seats_of(kunming, dali) == [(0, 0, 0), (0, 2, 0)]


def test_who_waits_here_may_be_confirmed_there(kunming, dali):
    enrolled(kunming, 4)
    party = enrolled(kunming, 2)

    assert actions.move(party, to=dali, now=NOW).state == "confirmed"


def test_who_waits_here_is_held_where_parties_need_approval(kunming, dali):
    TermsFactory(session=dali, needs_approval=True)
    enrolled(kunming, 4)
    party = enrolled(kunming, 2)

    assert actions.move(party, to=dali, now=NOW).state == "held"


def test_a_party_of_a_cancelled_session_chooses_another(kunming, dali):
    party = enrolled(kunming, 2)
    actions.cancel_session(kunming, now=NOW, actor="staff:lin")

    moved = actions.move(party, to=dali, now=NOW)

    party.refresh_from_db()
    assert (moved.state, party.moved_to) == ("confirmed", moved)
    assert seats_of(kunming, dali) == [(0, 0, 0), (2, 0, 0)]


def test_who_cancelled_does_not_move(kunming, dali):
    party = enrolled(kunming, 2)
    actions.cancel(party, now=NOW)

    with pytest.raises(actions.NotActive):
        actions.move(party, to=dali, now=NOW)


def test_another_course_is_another_enrollment(kunming):
    party = enrolled(kunming)

    with pytest.raises(actions.NotPossible):
        actions.move(party, to=SessionFactory(), now=NOW)


def test_the_same_session_is_no_move(kunming):
    with pytest.raises(actions.NotPossible):
        actions.move(enrolled(kunming), to=kunming, now=NOW)


def test_a_closed_session_takes_nobody(kunming, dali):
    party = enrolled(kunming)
    actions.close_session(dali, now=NOW, actor="staff:lin")

    with pytest.raises(actions.SessionClosed):
        actions.move(party, to=dali, now=NOW)


def test_a_party_too_large_for_the_other_session_stays(kunming, dali):
    actions.change_capacity(dali, capacity=2, now=NOW, actor="staff:lin")
    party = enrolled(kunming, 3)

    with pytest.raises(actions.PartyTooLarge):
        actions.move(party, to=dali, now=NOW)


def test_after_the_deadline_only_staff_move_a_party(dali):
    session = SessionFactory(
        course=dali.course,
        month=date(2026, 12, 1),
        starts_on=date(2026, 12, 2),
        ends_on=date(2026, 12, 2),
    )
    TermsFactory(session=session, cancel_days=5)
    party = enrolled(session)

    with pytest.raises(actions.DeadlinePassed):
        actions.move(party, to=dali, now=NOW)
    price = actions.Price(reason="学员要求")
    moved = actions.move(party, to=dali, now=NOW, actor="staff:lin", price=price)

    assert moved.session == dali
    assert AuditEvent.objects.get(verb="move in").changes["session"] == [
        session.public_id,
        dali.public_id,
    ]


def test_no_party_moves_to_a_price_that_it_was_not_shown(kunming, dali):
    party = enrolled(kunming, 3)

    with pytest.raises(actions.PriceChanged):
        actions.move(party, to=dali, now=NOW, price=actions.Price(shown=2400))

    assert seats_of(kunming, dali) == [(3, 0, 0), (0, 0, 0)]


# The new row begins anew with these; a field must stand here or in CARRIED.
BEGINS_ANEW = {
    "id",
    "session_id",
    "number",
    "key",
    "token_hash",
    "unit_price",
    "outline_id",
    "state",
    "preregistered",
    "held_until",
    "longer_asked_at",
    "offered_seats",
    "offered_until",
    "moved_to_id",
    "created_at",
    "state_changed_at",
}


def test_every_field_of_an_enrollment_is_carried_to_another_session_or_begins_anew():
    fields = {field.attname for field in Enrollment._meta.concrete_fields}

    settled = set(CARRIED) | BEGINS_ANEW
    said = f"enrollment/models/enrollment.py: CARRIED, or BEGINS_ANEW here: {fields ^ settled}"
    assert fields == settled, said
    assert set(CARRIED) & BEGINS_ANEW == set()


def test_what_is_carried_keeps_its_value(kunming, dali, django_user_model):
    seller = django_user_model.objects.create_user("seller")
    party = enrolled(kunming, 3)
    Enrollment.objects.filter(pk=party.pk).update(
        links_renewed=2,
        body_hash="b" * 64,
        contact_email="an@example.com",
        company="滇池银行",
        min_seats=2,
        channel="staff",
        source="poster",
        language="en",
        created_by=seller,
        staff_note="要发票",
    )
    before = Enrollment.objects.filter(pk=party.pk).values(*CARRIED).get()

    moved = actions.move(Enrollment.objects.get(pk=party.pk), to=dali, now=NOW)

    assert Enrollment.objects.filter(pk=moved.pk).values(*CARRIED).get() == before
