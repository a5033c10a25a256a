"""What the fields of the enrollment form take, and what they say to the rest."""

import unicodedata

import pytest
import time_machine
from django.http import QueryDict

from enrollment.forms.enrollment_form import EnrollmentForm, ParticipantForm, typed_rows
from enrollment.forms.form_keys import new_key
from enrollment.people.party import Person
from tests.factories import SessionFactory

pytestmark = pytest.mark.django_db


def typed(session, **changes) -> dict[str, str]:
    return {
        "contact_name": "安小宁",
        "contact_phone": "139 0000 0001",
        "seats": "1",
        "notice_seen": "on",
        "key": new_key(session),
    } | changes


def form_with(**changes) -> EnrollmentForm:
    session = SessionFactory()
    form = EnrollmentForm(typed(session, **changes), session=session)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    ("typed_seats", "seats"),
    [("1", 1), ("50", 50), ("３", 3), (" 12 ", 12), ("3人", 3), ("１０ 位", 10), ("3.0", 3)],
)
def test_seats_are_read_as_people_write_them(typed_seats, seats):
    form = form_with(seats=typed_seats)

    assert form.errors == {}
    assert form.cleaned_data["seats"] == seats


@pytest.mark.parametrize(
    ("typed_seats", "sentence"),
    [
        ("", "请填写人数，1 至 50。"),
        ("0", "人数至少为 1。"),
        ("-3", "人数至少为 1。"),
        ("51", "一次最多报 50 人；更多人请分几次报名，或联系我们安排内训。"),
        ("9" * 400, "一次最多报 50 人；更多人请分几次报名，或联系我们安排内训。"),
        ("三", "人数请写成数字，例如 3。"),
        ("2.5", "人数请写成数字，例如 3。"),
        ("1e3", "人数请写成数字，例如 3。"),
        ("{{7*7}}", "人数请写成数字，例如 3。"),
    ],
)
def test_seats_that_make_no_party_get_one_sentence(typed_seats, sentence):
    assert form_with(seats=typed_seats).errors == {"seats": [sentence]}


UNSEEN = "这里有看不见或无法识别的字符，请删去后重新输入。"


@pytest.mark.parametrize(
    "name", ["安\x00小宁", "安\u202e小宁", "安\r\n小宁", "安\ufffd", "安\u2028宁"]
)
def test_characters_that_nobody_sees_are_refused(name):
    assert form_with(contact_name=name).errors == {"contact_name": [UNSEEN]}


def test_a_character_of_the_writers_own_font_is_refused_in_names_only():
    sentence = "这里有别处显示不出来的字，请换成通用字，或用拼音代替。"

    assert form_with(contact_name="潘\ue863").errors == {"contact_name": [sentence]}
    assert form_with(contact_name="潘䶮𠮷").errors == {}


@pytest.mark.parametrize(
    "typed", ["\u202a0086-139-0000-0001\u202c", "＋86 139 0000 0001", "139 0000 0001（微信同号）"]
)
def test_a_number_is_kept_one_way_however_it_was_copied(typed):
    assert form_with(contact_phone=typed).cleaned_data["contact_phone"] == "13900000001"


@pytest.mark.parametrize(
    "name",
    [
        "安",
        "买买提·艾力",
        "བཀྲ་ཤིས་",
        "Anne-Marie O’Neil",
        "李明👨‍👩‍👧",
        "{{7*7}}",
        "%s{0.__class__}",
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        "=1+1",
        "a\u200bb",
        "名" * 64,
    ],
)
def test_any_other_name_is_kept_as_it_was_typed(name):
    assert form_with(contact_name=name).cleaned_data["contact_name"] == name


def test_a_name_is_kept_in_one_normal_form_and_without_blanks_around_it():
    form = form_with(contact_name="\u200b\u3000 Ame\u0301lie \u200b")

    assert form.cleaned_data["contact_name"] == unicodedata.normalize("NFC", "Amélie")


def test_a_text_that_is_too_long_is_told_by_how_much():
    form = form_with(contact_name="安" * 1_000_000)

    assert form.errors == {"contact_name": ["最多 64 个字，现在有 1000000 个，请写短一些。"]}


@pytest.mark.parametrize("mail", ["an@", "an@example.com\r\nBcc: b@example.com", "a,b@example.com"])
def test_an_address_that_is_more_or_less_than_one_is_refused(mail):
    form = form_with(contact_email=mail)

    assert list(form.errors) == ["contact_email"]


@pytest.mark.parametrize(
    "mails", ["a@b.cn;c@d.cn", "a@b.cn，c@d.cn", "a@b.cn c@d.cn", "a@b.cn、c@d"]
)
def test_two_addresses_are_refused_as_two(mails):
    assert form_with(contact_email=mails).errors == {
        "contact_email": ["只能填一个邮箱，例如 name@example.com。"]
    }


def test_a_full_width_address_is_read_as_the_one_it_stands_for():
    assert form_with(contact_email="an＠example．com").cleaned_data["contact_email"] == (
        "an@example.com"
    )


def test_a_key_of_another_session_is_exchanged():
    form = form_with(key=new_key(SessionFactory()))

    assert form.has_error("key", "other")


@pytest.mark.parametrize("key", ["", "nonsense", "A.b.c:1:2", "x" * 500, "安:安:安"])
def test_a_key_that_is_not_ours_is_exchanged(key):
    assert list(form_with(key=key).errors) == ["key"]


def test_a_key_lives_two_days():
    session = SessionFactory()
    with time_machine.travel("2026-12-01T09:00+08:00", tick=False):
        data = typed(session)

    with time_machine.travel("2026-12-03T08:59+08:00", tick=False):
        assert EnrollmentForm(data, session=session).is_valid()
    with time_machine.travel("2026-12-03T09:01+08:00", tick=False):
        assert EnrollmentForm(data, session=session).has_error("key", "stale")


def test_a_key_taken_to_another_browser_is_exchanged():
    session = SessionFactory()
    data = typed(session, key=new_key(session, "secret of one browser"))

    assert EnrollmentForm(data, session=session, browser="secret of one browser").is_valid()
    assert EnrollmentForm(data, session=session, browser="another").has_error("key", "foreign")


def test_a_contact_who_attends_is_the_first_participant():
    form = form_with(seats="2", contact_attends="on", contact_email="an@example.com")

    party = form.party((Person("白一凡"),))

    assert party.people == (
        Person("安小宁", phone="13900000001", email="an@example.com"),
        Person("白一凡"),
    )


def test_a_contact_who_is_named_already_is_not_named_twice():
    form = form_with(seats="2", contact_attends="on")

    assert form.party((Person("安小宁"),)).people == (Person("安小宁"),)


@pytest.mark.parametrize("field", ["phone", "job_title"])
def test_a_row_without_a_name_is_asked_for_it(field):
    form = ParticipantForm({"p-name": "", f"p-{field}": "13900000001"}, prefix="p")

    assert form.errors == {"name": ["请填写这位学员的姓名，或把这一行清空。"]}


def test_rows_are_read_by_their_numbers_and_gaps_stay_empty():
    data = QueryDict(mutable=True)
    data.update(
        {"participants-2-name": "白一凡", "participants-0-phone": "1", "participants-x": ""}
    )

    assert typed_rows(data) == [Person("", phone="1"), Person(""), Person("白一凡")]
