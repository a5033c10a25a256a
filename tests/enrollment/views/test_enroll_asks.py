"""What a person saw is what is signed: the form asks before it surprises, and keeps all typed."""

import re
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from catalog.models import Session
from enrollment import actions
from enrollment.domain.form_snapshot import FormSnapshot, from_text
from enrollment.models import Enrollment
from enrollment.queries.invariants import complaints
from tests.factories import (
    NOW,
    CityFactory,
    SessionFactory,
    TermsFactory,
    VenueFactory,
    enrolled,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def address(session) -> str:
    return reverse("enrollment:enroll", args=[session.public_id])


def form_of(client, session, **changes) -> dict[str, str]:
    """What a person would send who opened the form now."""
    return {
        "key": value(client.get(address(session)), "key"),
        "contact_name": "安小宁",
        "contact_phone": "139 0000 0001",
        "company": "云岭农商银行",
        "seats": "3",
        "notice_seen": "on",
        "participants-0-name": "白一凡",
        "participants-2-name": "陈可",
        "participants-2-phone": "139 0000 0003",
    } | changes


def value(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def kept(response) -> tuple[str, ...]:
    """What the form was filled with, as the answer has it."""
    names = ("contact_name", "company", "seats", "participants-0-name", "participants-2-phone")
    return tuple(value(response, name) for name in names)


TYPED = ("安小宁", "云岭农商银行", "3", "白一凡", "139 0000 0003")


def heading(response) -> str:
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


# 1. The form carries what it showed.


def taken_by_others(session, seats: int):
    enrolled(session, seats, contact_phone="13900000009", contact_email="", company="")
    return session


def moved(session, **changes) -> None:
    Session.objects.filter(pk=session.pk).update(**changes)


def test_a_higher_price_is_asked_about_with_old_and_new_and_then_taken(client):
    session = SessionFactory(price="26800.00")
    form = form_of(client, session)
    moved(session, price="33333.00")

    asked = client.post(address(session), form)
    taken = client.post(address(session), form | {"key": value(asked, "key")})

    assert (asked.status_code, kept(asked)) == (409, TYPED)
    assert "价格从 ¥26,800 变为 ¥33,333，请再确认。" in asked.content.decode()
    assert taken.status_code == 303
    assert Enrollment.objects.get().unit_price == Decimal("33333.00")


def test_the_course_s_own_price_counts_where_the_session_has_none(client):
    session = SessionFactory(course__price="2900.00")
    form = form_of(client, session)
    type(session.course).objects.update(price="3900.00")

    asked = client.post(address(session), form)

    assert "价格从 ¥2,900 变为 ¥3,900" in asked.content.decode()
    assert Enrollment.objects.count() == 0


def test_a_price_that_fell_passes_silently(client):
    session = SessionFactory(price="26800.00")
    form = form_of(client, session)
    moved(session, price="20000.00")

    assert client.post(address(session), form).status_code == 303
    assert Enrollment.objects.get().unit_price == Decimal("20000.00")


def test_dates_that_moved_are_asked_about(client):
    session = SessionFactory()
    form = form_of(client, session)
    days = {"starts_on": date(2027, 6, 2), "ends_on": date(2027, 6, 3)}
    moved(session, month=date(2027, 6, 1), **days)

    asked = client.post(address(session), form)

    sentence = "日期从 2027年1月12–13日 变为 2027年6月2–3日，请再确认。"
    assert (asked.status_code, sentence in asked.content.decode()) == (409, True)
    assert Enrollment.objects.count() == 0


def test_weekends_that_moved_between_the_same_two_dates_are_asked_about(client):
    weekends = ["2027-01-16", "2027-01-17", "2027-01-30", "2027-01-31"]
    run = {"starts_on": date(2027, 1, 16), "ends_on": date(2027, 1, 31)}
    session = SessionFactory(month=date(2027, 1, 1), meeting_days=weekends, **run)
    form = form_of(client, session)
    moved(session, meeting_days=["2027-01-16", "2027-01-17", "2027-01-23", "2027-01-31"])

    asked = client.post(address(session), form)

    sentence = (
        "日期从 2027年1月16–17日、1月30–31日 变为 2027年1月16–17日、1月23日、1月31日，请再确认。"
    )
    assert (asked.status_code, sentence in asked.content.decode()) == (409, True)


def test_another_city_and_venue_are_named_in_one_sentence(client):
    city, there = CityFactory(name="昆明"), CityFactory(name="大理")
    session = SessionFactory(city=city, venue=VenueFactory(city=city, name="翠湖宾馆"))
    form = form_of(client, session)
    moved(session, city=there, venue=VenueFactory(city=there, name="洱海会议中心"))

    page = client.post(address(session), form).content.decode()

    assert "城市从 昆明 变为 大理；场地从 翠湖宾馆 变为 洱海会议中心，请再确认。" in page


def test_a_month_that_got_its_dates_asks_who_meant_to_preregister(client):
    session = SessionFactory(state="planned", starts_on=None, ends_on=None)
    form = form_of(client, session)
    days = {"starts_on": date(2027, 1, 12), "ends_on": date(2027, 1, 13)}
    moved(session, state="open", **days)

    asked = client.post(address(session), form)

    page = asked.content.decode()
    assert (asked.status_code, Enrollment.objects.count()) == (409, 0)
    assert "日期从 2027年1月 变为 2027年1月12–13日" in page
    assert "报名方式从预登记变为正式报名" in page


def test_a_session_that_now_holds_first_asks(client):
    session = SessionFactory()
    form = form_of(client, session)
    TermsFactory(session=session, needs_approval=True)

    page = client.post(address(session), form).content.decode()

    assert "报名方式从直接确认变为先占位后确认，请再确认。" in page


def test_the_same_form_twice_is_one_enrollment_though_the_price_moved_between(client):
    session = SessionFactory(price="26800.00")
    form = form_of(client, session)
    first = client.post(address(session), form)
    moved(session, price="33333.00")

    second = client.post(address(session), form)

    assert (second.status_code, second["Location"]) == (303, first["Location"])
    assert Enrollment.objects.count() == 1


@pytest.mark.parametrize("days", [(), ("2027-01-16", "2027-01-17", "2027-01-23")])
def test_what_was_shown_survives_its_way_through_the_page(days):
    shown = FormSnapshot(
        None, date(2027, 1, 1), None, None, days, 7, None, early=True, holds=False, waits=True
    )

    assert from_text(shown.as_text()) == shown


@pytest.mark.parametrize("text", ["", "x", "AAAA", "fHx8fHx8", "\x00"])
def test_what_nobody_wrote_says_nothing(text):
    assert from_text(text) is None


# 3. Once more?


def test_a_second_enrollment_with_the_same_telephone_is_asked_about_with_code_and_seats(client):
    session = SessionFactory()
    client.post(address(session), form_of(client, session))
    first = Enrollment.objects.get()

    again = form_of(client, session, contact_name="安宁", company="")
    asked = client.post(address(session), again)
    taken = client.post(address(session), again | {"key": value(asked, "key"), "another": "on"})

    page = asked.content.decode()
    assert asked.status_code == 409
    assert f"您已用这个手机报过这个班（编号 {first.code}，3 人）。" in page
    assert reverse("enrollment:lost") in page
    assert 'name="another"' in page
    assert value(asked, "participants-2-phone") == "139 0000 0003"
    assert taken.status_code == 303
    assert Enrollment.objects.count() == 2


@pytest.mark.parametrize(
    ("same", "what"),
    [
        ({"contact_email": "An@Example.com", "contact_name": "白", "company": ""}, "邮箱"),
        ({"contact_email": ""}, "姓名和单位"),
    ],
)
def test_the_same_mail_or_name_and_company_are_asked_about_too(client, same, what):
    session = SessionFactory()
    client.post(address(session), form_of(client, session, contact_email="an@example.com"))

    other = form_of(client, session, contact_phone="139 0000 0002", **same)
    asked = client.post(address(session), other)

    assert f"您已用这个{what}报过这个班" in asked.content.decode()
    assert Enrollment.objects.count() == 1


@pytest.mark.parametrize("over", ["cancelled", "another session"])
def test_an_enrollment_that_is_over_or_elsewhere_asks_nothing(client, over):
    session = SessionFactory()
    client.post(address(session), form_of(client, session))
    if over == "cancelled":
        actions.cancel(Enrollment.objects.get(), now=NOW)
    else:
        session = SessionFactory(course=session.course)

    assert client.post(address(session), form_of(client, session)).status_code == 303


def test_the_same_contact_with_no_company_and_no_mail_is_nobody_s_twin(client):
    session = SessionFactory()
    client.post(address(session), form_of(client, session, company=""))

    other = form_of(client, session, company="", contact_phone="139 0000 0002")

    assert client.post(address(session), other).status_code == 303


def test_a_form_sent_before_with_other_seats_names_the_first(client):
    session = SessionFactory()
    form = form_of(client, session)
    client.post(address(session), form)
    first = Enrollment.objects.get()

    asked = client.post(address(session), form | {"seats": "4"})
    taken = client.post(
        address(session), form | {"seats": "4", "key": value(asked, "key"), "another": "on"}
    )

    assert (asked.status_code, value(asked, "key") != form["key"]) == (409, True)
    assert f"编号 {first.code}，3 人" in asked.content.decode()
    assert taken.status_code == 303


def test_who_tries_one_number_after_another_is_told_no_code(client, settings):
    settings.LIMITS = False  # they come sooner: test_pacing.py
    session = SessionFactory(capacity=None)
    client.post(address(session), form_of(client, session))
    code = Enrollment.objects.get().code

    pages = [
        client.post(address(session), form_of(client, session)).content.decode() for _ in range(21)
    ]

    assert [code in page for page in pages] == [True] * 20 + [False]
    assert "这个班已有一份同样联系方式的报名。" in pages[-1]


# 4. More than are left is a choice before it is a fact.


def test_more_than_are_left_is_asked_before_anything_is_written(client):
    session = taken_by_others(SessionFactory(capacity=3), 1)
    other = SessionFactory(course=session.course, capacity=5)
    SessionFactory(course=session.course, capacity=2)
    form = form_of(client, session)

    asked = client.post(address(session), form)

    page = asked.content.decode()
    assert (asked.status_code, kept(asked), heading(asked)) == (409, TYPED, "候补")
    assert 'name="choice" value="wait"' in page
    assert 'name="choice" value="take-2"' in page
    assert page.count('name="carry"') == 1
    assert f'formaction="{address(other)}"' in page
    assert Enrollment.objects.count() == 1


def test_all_may_wait(client):
    session = taken_by_others(SessionFactory(capacity=3), 1)
    form = form_of(client, session, choice="wait")

    client.post(address(session), form)

    parties = Enrollment.objects.order_by("number")
    assert [(e.state, e.seats) for e in parties] == [("confirmed", 1), ("waiting", 3)]


def test_some_take_the_free_seats_and_the_rest_waits_in_one_transaction(client):
    session = taken_by_others(SessionFactory(capacity=3), 1)
    form = form_of(client, session, choice="take-2")

    response = client.post(address(session), form)
    again = client.post(address(session), form)

    _others, first, rest = Enrollment.objects.order_by("number")
    assert [(e.state, e.seats, e.number) for e in (first, rest)] == [
        ("confirmed", 2, 2),
        ("waiting", 1, 3),
    ]
    assert list(complaints(now=NOW)) == []
    assert [p.name for p in first.participants.all()] == ["白一凡", "陈可"]
    assert again["Location"] == response["Location"]
    own = client.get(response["Location"]).content.decode()
    assert rest.code in own


def test_fewer_left_than_were_offered_is_asked_again(client):
    session = SessionFactory(capacity=3)
    form = form_of(client, session, seats="3", choice="take-3")
    taken_by_others(session, 1)

    asked = client.post(address(session), form)

    assert asked.status_code == 409
    assert 'value="take-2"' in asked.content.decode()
    assert Enrollment.objects.count() == 1


def test_all_are_seated_where_all_fit_after_all(client):
    session = SessionFactory(capacity=5)

    client.post(address(session), form_of(client, session, choice="take-2"))

    assert [(e.state, e.seats) for e in Enrollment.objects.all()] == [("confirmed", 3)]


def test_nobody_takes_seats_past_who_waits_where_order_is_strict(client):
    session = SessionFactory(capacity=3, strict_order=True)
    enrolled(session, 2, contact_phone="13900000008", contact_email="", company="")
    enrolled(session, 2, contact_phone="13900000009", contact_email="", company="")

    asked = client.post(address(session), form_of(client, session, choice="take-1"))

    assert (asked.status_code, Enrollment.objects.count()) == (409, 2)


def test_a_full_session_says_waiting_from_the_start_and_asks_nothing_more(client):
    session = SessionFactory(capacity=3)
    room = SessionFactory(course=session.course)
    taken_by_others(session, 3)
    page = client.get(address(session))

    taken = client.post(address(session), form_of(client, session))

    assert (heading(page), "加入候补" in page.content.decode()) == ("候补", True)
    assert f'href="{address(room)}"' in page.content.decode()
    assert taken.status_code == 303


def test_a_session_that_filled_meanwhile_is_a_choice_too(client):
    session = SessionFactory(capacity=3)
    form = form_of(client, session)
    taken_by_others(session, 3)

    asked = client.post(address(session), form)
    taken = client.post(address(session), form | {"key": value(asked, "key")})

    assert (asked.status_code, kept(asked)) == (409, TYPED)
    assert "加入候补" in asked.content.decode()
    assert taken.status_code == 303


def test_the_button_of_a_month_without_dates_says_preregister(client):
    page = client.get(address(SessionFactory(state="planned", starts_on=None, ends_on=None)))

    assert (heading(page), "提交预登记" in page.content.decode()) == ("预登记", True)


# 2. Nothing typed is ever lost.


def test_a_course_taken_off_the_site_keeps_what_was_typed(client):
    session = SessionFactory()
    form = form_of(client, session)
    type(session.course).objects.update(status="archived")

    refused = client.post(address(session), form)

    assert (refused.status_code, kept(refused)) == (409, TYPED)
    assert "这个班次已停止报名" in refused.content.decode()
    assert client.post(address(session), form | {"key": "x"}).status_code == 404
