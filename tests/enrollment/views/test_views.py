"""The enrollment form as a page: what was typed is never lost, and nothing is sold twice."""

import re
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from enrollment import actions
from enrollment.domain import seats
from enrollment.forms.enrollment_form import EnrollmentForm
from enrollment.models import Enrollment
from tests.factories import NOW, CourseFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NASTY = [
    "a\x00b",
    "\u202eabc",
    "\u200b",
    "😀" * 30,
    "x" * 1_000_000,
    "\ufffd",
    "{{7*7}}",
    "{% load x %}",
    "%s%d{0.__class__}",
    "'\"><script>alert(1)</script>",
    "a\r\nBcc: b@example.com",
    "=cmd|' /C calc'!A0",
    "-1",
    "null",
    "\u3000",
]


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def address(session) -> str:
    return reverse("enrollment:enroll", args=[session.public_id])


def form_of(client, session, **changes) -> dict[str, str]:
    """What a person would send who opened the form now."""
    page = client.get(address(session)).content.decode()
    return {
        "key": re.search(r'name="key" value="([^"]+)"', page)[1],
        "contact_name": "安小宁",
        "contact_phone": "139 0000 0001",
        "seats": "1",
        "notice_seen": "on",
    } | changes


def title(response) -> str:
    return re.search(r"<title>(.*?)</title>", response.content.decode())[1]


def value(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def test_a_party_that_enrolls_is_led_to_its_own_page(client):
    session = SessionFactory()

    response = client.post(address(session), form_of(client, session, seats="3"))

    enrollment = Enrollment.objects.get()
    assert response.status_code == 303
    assert enrollment.seats == 3
    assert enrollment.code in client.get(response["Location"]).content.decode()


def test_fields_that_the_form_has_not_change_nothing(client):
    session = SessionFactory(capacity=1)
    plain = {field.name for field in Enrollment._meta.concrete_fields}
    plain -= EnrollmentForm.base_fields.keys()
    form = form_of(client, session)
    smuggled = dict.fromkeys(plain, "7") | {"state": "cancelled"}

    client.post(address(session), smuggled | form)

    party = Enrollment.objects.get()
    assert (party.number, party.seats, party.state) == (1, 1, "confirmed")
    unwanted = {"7", "cancelled"} & {
        str(getattr(party, name)) for name in plain - {"id", "session"}
    }
    assert unwanted == set(), "something that was not asked for was taken"


def test_errors_stand_first_and_at_their_fields_in_the_same_words(client):
    session = SessionFactory()

    response = client.post(
        address(session), form_of(client, session, contact_phone="12", company="云岭农商银行")
    )

    page = response.content.decode()
    sentence = "电话号码的位数不对，请写成 139 0000 0000 或 0871-6000 0000。"
    assert response.status_code == 422
    assert title(response).startswith("错误：报名")
    assert f'<a href="#id_contact_phone">{sentence}</a>' in page
    assert re.search(rf'id="id_contact_phone_error".*?{sentence}', page, re.S)
    assert re.search(
        r'name="contact_phone" value="12"[^>]*aria-invalid="true"[^>]*'
        r'aria-describedby="id_contact_phone_helptext id_contact_phone_error"',
        page,
    )
    assert page.index('class="notice notice--wrong error-summary"') < page.index("<h1>")
    assert value(response, "company") == "云岭农商银行"
    assert Enrollment.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "人数至少为 1。"),
        ("51", "一次最多报 50 人"),
        ("abc", "人数请写成数字，例如 3。"),
        ("11", "这个班次一共 10 个名额，容不下 11 人。"),
    ],
)
def test_seats_that_cannot_be_had_keep_what_was_typed(client, typed, sentence):
    session = SessionFactory(capacity=10)

    response = client.post(address(session), form_of(client, session, seats=typed))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert (value(response, "seats"), value(response, "contact_name")) == (typed, "安小宁")
    assert Enrollment.objects.count() == 0


def test_full_width_seats_are_counted(client):
    session = SessionFactory()

    client.post(address(session), form_of(client, session, seats="３"))

    assert Enrollment.objects.get().seats == 3


@pytest.mark.parametrize("public_id", ["NOSUCHID", "班次", "x" * 300, "%00", "\x00", "..", " "])
def test_an_unknown_session_is_not_found(client, public_id):
    path = f"/sessions/{quote(public_id)}/enroll/"

    assert client.get(path).status_code == 404
    assert client.post(path, {"seats": "1"}).status_code == 404


def test_a_wish_that_nobody_made_is_left_aside(client):
    response = client.get(address(SessionFactory()), {"wish": "a\x00b"})

    assert response.status_code == 200


def test_the_session_of_a_draft_is_not_found(client):
    session = SessionFactory(course=CourseFactory(status="draft"))

    assert client.get(address(session)).status_code == 404


def test_a_session_that_closed_meanwhile_keeps_what_was_typed_and_offers_others(client):
    session = SessionFactory()
    other = SessionFactory(course=session.course)
    form = form_of(client, session, company="云岭农商银行", contact_attends="on")
    actions.cancel_session(session, now=NOW, actor="staff:test")

    response = client.post(address(session), form)

    assert response.status_code == 409
    assert value(response, "company") == "云岭农商银行"
    assert f'formaction="{address(other)}"' in response.content.decode()
    assert Enrollment.objects.count() == 0


def test_what_was_typed_goes_along_to_another_session(client):
    session = SessionFactory()
    other = SessionFactory(course=session.course)
    form = form_of(client, session, company="云岭农商银行", **{"participants-0-name": "白一凡"})

    page = client.post(address(other), form | {"carry": "1"})
    moved = form | {"key": value(page, "key")}
    response = client.post(address(other), moved)

    assert (page.status_code, "error-summary" in page.content.decode()) == (200, False)
    assert value(page, "company") == "云岭农商银行"
    assert value(page, "participants-0-name") == "白一凡"
    assert response.status_code == 303
    assert Enrollment.objects.get().session == other


def test_a_closed_session_shows_no_form(client):
    session = SessionFactory(state="finished")

    response = client.get(address(session))

    assert response.status_code == 200
    assert "这个班次已停止报名" in response.content.decode()
    assert 'id="enroll"' not in response.content.decode()


def test_the_same_form_twice_is_one_enrollment(client):
    session = SessionFactory()
    form = form_of(client, session)

    first, second = client.post(address(session), form), client.post(address(session), form)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Enrollment.objects.count() == 1


def test_the_same_form_with_other_words_changes_nothing_and_shows_nothing_of_the_first(client):
    session = SessionFactory()
    form = form_of(client, session)
    client.post(address(session), form)
    enrollment = Enrollment.objects.get()

    response = client.post(
        address(session), form | {"seats": "4", "contact_phone": "139 0000 0009"}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "这份报名表已经提交过了" in page
    assert [word for word in (enrollment.code, "13900000001", "0000 0001") if word in page] == []
    assert (value(response, "seats"), value(response, "key") != form["key"]) == ("4", True)
    assert list(Enrollment.objects.values_list("seats", flat=True)) == [1]


def test_a_form_replayed_in_another_browser_shows_no_ones_enrollment(client):
    session = SessionFactory()
    form = form_of(client, session)
    client.post(address(session), form)
    stranger = Client()
    stranger.get(address(session))

    response = stranger.post(address(session), form)

    assert response.status_code == 409
    assert Enrollment.objects.get().code not in response.content.decode()
    assert Enrollment.objects.count() == 1


@pytest.mark.parametrize("key", ["", "stale", "KEY.of.another:1:2"])
def test_a_key_of_no_use_is_exchanged_and_what_was_typed_is_kept(client, key):
    session = SessionFactory()
    form = form_of(client, session, company="云岭农商银行")

    refused = client.post(address(session), form | {"key": key})
    taken = client.post(address(session), form | {"key": value(refused, "key")})

    assert refused.status_code == 422
    assert value(refused, "company") == "云岭农商银行"
    assert taken.status_code == 303


def test_a_busy_moment_keeps_the_form_and_says_when_to_try_again(client, monkeypatch):
    session = SessionFactory()
    form = form_of(client, session)

    @contextmanager
    def nobody_gets_through(_session_ids, _question):
        raise seats.SeatsBusy
        yield

    with monkeypatch.context() as patched:
        patched.setattr(seats, "locked_all", nobody_gets_through)
        busy = client.post(address(session), form)
    taken = client.post(address(session), form | {"key": value(busy, "key")})

    assert (busy.status_code, busy["Retry-After"]) == (503, "5")
    assert (value(busy, "contact_name"), value(busy, "key")) == ("安小宁", form["key"])
    assert taken.status_code == 303


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text)[:20])
@pytest.mark.parametrize(
    "field",
    [
        "contact_name",
        "contact_phone",
        "contact_email",
        "company",
        "seats",
        "participants-0-name",
        "participants-0-phone",
        "participants-0-job_title",
        "notice_seen",
        "key",
    ],
)
def test_no_text_in_any_field_breaks_the_page(client, field, nasty):
    session = SessionFactory()
    form = form_of(client, session, seats="2", **{"participants-0-name": "白一凡"})

    response = client.post(address(session), form | {field: nasty})

    assert response.status_code in {303, 422}
    assert "<script>alert" not in response.content.decode()


def test_bytes_that_are_no_text_are_an_error_at_the_field(client):
    session = SessionFactory()
    form = form_of(client, session)
    del form["contact_name"]
    body = urlencode(form).encode() + b"&contact_name=%ED%A0%80"

    response = client.post(address(session), body, content_type="application/x-www-form-urlencoded")

    assert response.status_code == 422
    assert "这里有看不见或无法识别的字符" in response.content.decode()


def test_more_than_fifty_names_are_refused_and_kept(client):
    session = SessionFactory(capacity=None)
    names = {f"participants-{n}-name": f"学员{n}" for n in range(51)}

    response = client.post(address(session), form_of(client, session, seats="50") | names)

    assert response.status_code == 422
    assert "填写的学员比人数多" in response.content.decode()
    assert value(response, "participants-50-name") == "学员50"
    assert Enrollment.objects.count() == 0


def test_fifty_names_are_taken(client):
    session = SessionFactory(capacity=None)
    names = {f"participants-{n}-name": f"学员{n}" for n in range(50)}

    client.post(address(session), form_of(client, session, seats="50") | names)

    assert Enrollment.objects.get().participants.count() == 50


def test_more_rows_come_without_a_word_of_blame(client):
    session = SessionFactory()
    form = form_of(client, session, seats="", **{"participants-3-name": "白一凡"})

    response = client.post(address(session), form | {"add_rows": "1"})

    assert response.status_code == 200
    assert "error-summary" not in response.content.decode()
    assert value(response, "participants-3-name") == "白一凡"
    assert response.content.decode().count('class="person"') == 9
    assert value(response, "key") == form["key"]


def test_a_full_session_asks_how_few_seats_would_do(client):
    session = SessionFactory(capacity=2)
    client.post(address(session), form_of(client, session, seats="2"))
    form = form_of(client, session, seats="2", min_seats="1", contact_phone="139 0000 0002")

    client.post(address(session), form)

    waiting = Enrollment.objects.get(state="waiting")
    assert 'name="min_seats"' in client.get(address(session)).content.decode()
    assert (waiting.seats, waiting.min_seats) == (2, 1)


def test_who_may_be_too_many_is_told_what_happens_then(client):
    session = SessionFactory(capacity=4)

    page = client.get(address(session)).content.decode()

    assert "只余 4 席；人数更多时，提交前先请您选怎么办。" in page
    assert 'name="min_seats"' in page
    assert 'data-seats-left="4"' in page


def test_a_session_with_seats_and_a_line_is_not_called_full(client):
    session = SessionFactory(capacity=4, strict_order=True)
    client.post(address(session), form_of(client, session, seats="2"))
    second = form_of(client, session, seats="3", contact_phone="139 0000 0002", choice="wait")
    client.post(address(session), second)

    page = client.get(address(session)).content.decode()

    assert "前面有 1 份报名在候补，提交后排在其后。" in page
    assert "已满" not in page


def test_fewer_seats_than_would_do_are_named(client):
    session = SessionFactory()

    response = client.post(address(session), form_of(client, session, seats="2", min_seats="3"))

    assert response.status_code == 422
    assert '<a href="#id_min_seats">最少接受的人数不能多于报名人数。</a>' in (
        response.content.decode()
    )


def test_a_party_may_have_its_seats_kept_while_its_company_approves(client):
    """For two days until somebody answered the letter; then as long as the terms say."""
    session = SessionFactory()

    client.post(address(session), form_of(client, session, seats="2", hold="on"))

    enrollment = Enrollment.objects.get()
    assert (enrollment.state, enrollment.held_until) == ("held", NOW + timedelta(days=2))


def test_the_price_of_all_seats_is_shown(client):
    session = SessionFactory(course__price="29000.00")

    response = client.post(address(session), form_of(client, session, seats="3", contact_phone=""))

    assert "¥87,000" in response.content.decode()


def test_enter_in_a_field_submits(client):
    """The first button of a form is the one that Enter presses."""
    session = SessionFactory()

    page = client.get(address(session)).content.decode()

    form = page[page.index('id="enroll"') :]
    assert re.search(r'<button[^>]*type="submit" name="(\w+)"', form)[1] == "enter"


def test_every_control_has_a_label_and_says_what_a_browser_may_fill_in(client):
    page = client.get(address(SessionFactory())).content.decode()

    controls = re.findall(r'<input type="(?!hidden)[^>]*? id="([^"]+)"', page)
    assert [name for name in controls if f'<label for="{name}">' not in page] == []
    for field, hint in [
        ("contact_name", "name"),
        ("contact_phone", "tel"),
        ("contact_email", "email"),
        ("company", "organization"),
    ]:
        assert re.search(rf'name="{field}"[^>]*autocomplete="{hint}"', page)


def test_a_form_without_a_csrf_token_is_refused():
    session = SessionFactory()
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(address(session), {"seats": "1"}).status_code == 403


@pytest.mark.parametrize("phone", ["", "139 0000 0002"])
def test_one_person_in_two_rows_is_asked_about_before_the_list_would_refuse_it(client, phone):
    session = SessionFactory()
    rows = {f"participants-{n}-name": "白一凡" for n in (0, 2)}
    phones = {f"participants-{n}-phone": phone for n in (0, 2)}
    typed = form_of(client, session, seats="3", **rows, **phones)

    refused = client.post(address(session), typed)
    told_apart = client.post(address(session), typed | {"participants-2-phone": "13900000003"})

    assert refused.status_code == 422
    assert "与第 1 行是同一个人" in refused.content.decode()
    assert 'value="白一凡"' in refused.content.decode()
    assert told_apart.status_code == 303
