"""Every message says who, what, when and where, in the language of the enrollment."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override

from catalog.domain.date_formats import dates
from catalog.models import Office
from enrollment.domain.links import hash_of, my_url, token_for_code
from enrollment.messaging.messages import render
from enrollment.models.record import ABOUT_A_PARTY
from tests.factories import NOW, EnrollmentFactory, SessionFactory

pytestmark = pytest.mark.django_db

STATES = {
    "received": "held",
    "hold_ending": "held",
    "extended": "held",
    "offered": "offered",
    "waiting": "waiting",
    "cancelled": "cancelled",
    "session_cancelled": "cancelled",
    "expired": "expired",
}
# That a contact was changed is told to the old address too: no link, no name.
TELLS_ALL = [kind for kind in ABOUT_A_PARTY if kind != "contact_changed"]
LONGEST_SUBJECT = 60  # characters, of which a phone shows about half


def party(kind: str, **changes):
    state = STATES.get(kind, "confirmed")
    return EnrollmentFactory(
        code="KAIKE234",
        token_hash=hash_of(token_for_code("KAIKE234")),
        session=SessionFactory(
            course__title="逾期沟通实务", city__name="昆明", city__name_en="Kunming"
        ),
        seats=3,
        unit_price=Decimal("29000"),
        state=state,
        held_until=NOW + timedelta(days=7) if state == "held" else None,
        offered_until=NOW + timedelta(days=2) if state == "offered" else None,
        **changes,
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", TELLS_ALL)
def test_a_message_carries_the_facts(kind, language):
    enrollment = party(kind, language=language)

    subject, body = render(enrollment, kind)

    with override(language):
        when = dates(enrollment.session)
    city = "Kunming" if language == "en" else "昆明"
    facts = ["KAIKE234", my_url(enrollment), "逾期沟通实务", when, city, "¥87,000", "安安"]
    assert [fact for fact in facts if fact not in body] == []
    assert "逾期沟通实务" in subject
    assert len(subject) <= LONGEST_SUBJECT
    assert my_url(enrollment).count("/en/my/") == (language == "en")


@pytest.mark.parametrize("kind", TELLS_ALL)
def test_a_message_is_plain_text(kind):
    enrollment = party(kind, contact_name="安 <b>&</b>")

    _subject, body = render(enrollment, kind)

    assert "安 <b>&</b>" in body
    assert "&amp;" not in body
    assert [line for line in body.splitlines() if line != line.rstrip()] == []


@pytest.mark.parametrize("kind", ["confirmed", "offered"])
def test_a_title_on_two_lines_makes_no_second_header(kind):
    enrollment = party(kind)
    enrollment.session.course.title = "逾期沟通\r\nBcc: b@example.com"

    subject, _body = render(enrollment, kind)

    assert "\n" not in subject
    assert "\r" not in subject


@pytest.mark.parametrize("kind", ["confirmed", "promoted", "session_confirmed"])
def test_names_still_missing_are_asked_for(kind):
    assert "还有 3 位学员没有填写姓名" in render(party(kind), kind)[1]


@pytest.mark.parametrize(
    ("kind", "deadline"), [("received", "2026年12月8日"), ("offered", "12月3日")]
)
def test_a_deadline_is_named(kind, deadline):
    assert deadline in render(party(kind), kind)[1]


def test_a_message_names_whom_to_call():
    Office.objects.create(name="昆明总部", phone="0871-6000 0000", contact_person="苏老师")

    assert (
        "有问题请直接联系昆明总部：0871-6000 0000 苏老师"
        in render(party("confirmed"), "confirmed")[1]
    )


def test_no_price_is_printed_while_it_is_on_request():
    enrollment = party("confirmed")
    enrollment.unit_price = None

    assert "费用" not in render(enrollment, "confirmed")[1]


@pytest.mark.parametrize("state", ["held", "offered", "confirmed"])
@pytest.mark.parametrize("kind", TELLS_ALL)
def test_one_seat_is_no_seats_in_english(kind, state):
    enrollment = party(kind, language="en")
    enrollment.seats, enrollment.offered_seats, enrollment.state = 1, None, state
    enrollment.held_until = enrollment.offered_until = NOW + timedelta(days=2)

    _subject, body = render(enrollment, kind)

    assert not re.search(r"\b1 (?:seats|people|participants|parties|places)\b", body)


@pytest.mark.parametrize(
    ("language", "note", "said"),
    [
        ("zh-hans", "带身份证", "\n给学员的说明：\n带身份证\n"),
        ("en", "带身份证", "\nNote for participants: (in Chinese) \n带身份证\n"),
        ("en", "Bring your ID", "\nNote for participants: \nBring your ID\n"),
    ],
)
def test_the_note_for_participants_has_its_name_and_says_its_language(language, note, said):
    party = EnrollmentFactory(session__joining_note=note, language=language)

    assert said in render(party, "confirmed")[1]


def test_who_comes_no_more_is_not_told_how_to_join():
    party = EnrollmentFactory(session__joining_note="带身份证", state="cancelled")

    assert "带身份证" not in render(party, "session_cancelled")[1]


def test_the_note_on_paper_says_its_language_too():
    party = EnrollmentFactory(session__note="含午餐", language="en")

    assert "· (in Chinese) 含午餐" in render(party, "papers")[1]
