"""The page of a session: its parties in order, who comes next, and the sheet for its door."""

from datetime import date

import pytest
from django.urls import reverse

from enrollment import actions
from enrollment.admin.typed_choices import open_sessions
from enrollment.models import SessionTerms
from enrollment.people.party import Person
from enrollment.queries import session_parties
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db


def page_of(session, client=None) -> str:
    address = reverse("admin:catalog_session_change", args=[session.pk])
    return (client or client_of("sales")).get(address).content.decode()


def comes(session) -> list[str]:
    session.refresh_from_db()
    return [one.comes for one in session_parties.line(session, now=NOW)]


def test_parties_stand_in_order_and_the_line_below_them():
    session = SessionFactory(capacity=5)
    first, second = enrolled(session, 3), enrolled(session, 2)
    third = enrolled(session, 4)

    page = page_of(session)

    places = [page.index(party.code) for party in (first, second)]
    assert places == sorted(places)
    assert page.index("候补的次序") < page.index(third.code)
    assert "再空出 4 席轮到" in page
    assert "缺 3 个名字" in page


def test_who_only_reads_a_session_sees_its_parties_first_and_no_empty_field():
    party = enrolled(SessionFactory(), 2)

    read, changed = page_of(party.session), page_of(party.session, client_of("editor"))

    assert read.index("座位去向") < read.index("field-public_id")
    assert changed.index("field-public_id") < changed.index("座位去向")
    assert 'name="terms-0-hold_days"' not in read
    assert 'name="terms-0-hold_days"' in changed


def test_who_changes_a_session_with_people_reads_what_it_means_for_them():
    said = "在这一页改资料不写信：改价格只管以后的报名，已报名的按约定的价格"
    taken, empty = enrolled(SessionFactory()).session, SessionFactory()
    editor = client_of("editor")

    assert said in page_of(taken, editor)
    assert said not in page_of(taken)
    assert said not in page_of(empty, editor)


def test_who_waits_reads_how_many_seats_are_missing():
    session = SessionFactory(capacity=5)
    enrolled(session, 5)
    enrolled(session, 4)
    enrolled(session, 2)
    assert comes(session) == ["再空出 4 席轮到", "再空出 2 席轮到"]

    type(session).objects.filter(pk=session.pk).update(strict_order=True)
    assert comes(session) == ["再空出 4 席轮到", "再空出 6 席轮到"]


def test_what_happens_at_ones_turn_is_what_the_terms_say():
    session = SessionFactory()
    assert "轮到时直接确认" in session_parties.rule_of(session)

    SessionTerms.objects.create(session=session, offers_first=True, offer_hours=24)
    session.refresh_from_db()
    assert "24 小时内没有答复就给下一位" in session_parties.rule_of(session)


def test_a_line_without_dates_waits_for_them():
    session = SessionFactory(state="planned", starts_on=None, ends_on=None)
    enrolled(session, 2)

    assert comes(session) == ["等日期定下"]


def test_the_sign_in_sheet_of_the_class_has_every_confirmed_seat_named_or_not():
    session = SessionFactory(capacity=9)
    people = (Person("安小宁", "13900000042", department="零售部"),)
    enrolled(session, 2, people=people, company="云水银行")
    enrolled(session, 3, hold_days=5)
    actions.cancel(enrolled(session, 1), now=NOW, actor="staff:lin", reason="x")
    address = reverse("admin:catalog_session_paper", args=[session.pk, "sign-in.pdf"])

    seats = session_parties.seats_by_name(session)

    assert [(seat.name, seat.company, seat.job) for seat in seats] == [
        ("安小宁", "云水银行", "零售部"),
        ("", "云水银行", ""),
    ]
    assert address in page_of(session, client_of("sales"))


def test_a_refused_page_says_so_in_words():
    answer = client_of("editor").get("/admin/enrollment/enrollment/")

    assert answer.status_code == 403
    assert "您的账号不能看这一页" in answer.content.decode()


def test_facts_that_sales_may_not_open_are_no_links():
    session = SessionFactory()
    client = client_of("sales")
    page = page_of(session, client)

    assert reverse("admin:catalog_city_change", args=[session.city_id]) not in page
    party = enrolled(session)
    page = client.get(reverse("admin:enrollment_enrollment_change", args=[party.pk]))
    assert "/admin/auth/user/" not in page.content.decode()


def test_a_session_that_takes_nobody_offers_no_enrollment_and_tells_who_had_enrolled():
    session = SessionFactory(capacity=5)
    enrolled(session, 3)
    assert "?session=" in page_of(session)

    actions.cancel_session(session, reason="场地不能用", now=NOW, actor="staff:editor")
    client = client_of("finance")
    page = page_of(session, client)

    assert "?session=" not in page
    assert "还没有人报名" not in page
    assert "1 份报名已取消、过期或改到别的班次" in page
    listed = client.get("/admin/enrollment/enrollment/", {"session__id__exact": session.pk})
    assert len(listed.context["cl"].result_list) == 1


@pytest.mark.parametrize(
    ("month", "day", "is_offered"),
    [
        (date(2026, 12, 1), None, True),
        (date(2026, 11, 1), None, False),
        (date(2026, 12, 1), date(2026, 12, 1), True),
        (date(2026, 11, 1), date(2026, 11, 30), False),
    ],
)
def test_the_page_offers_to_enroll_where_the_form_would_list_it(
    month, day, is_offered, time_machine
):
    time_machine.move_to("2026-12-01 01:00:00Z", tick=False)
    session = SessionFactory(month=month, starts_on=day, ends_on=day)

    assert (f"add/?session={session.pk}" in page_of(session)) is is_offered
    assert (session in open_sessions()) is is_offered


def test_terms_that_are_not_set_are_no_heading_without_a_line():
    session = SessionFactory()
    assert "报名条件" not in page_of(session)

    SessionTerms.objects.create(session=session, hold_days=3)
    assert "报名条件" in page_of(session, client_of("finance"))
