"""One page for a course: its facts, sessions, figures, what it lacks, and what was done to it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from catalog.domain.outline_versions import save_outline
from catalog.models import Course, Picture
from catalog.queries.course_hints import hints, with_counts
from enrollment.models import AuditEvent
from tests.factories import (
    TODAY,
    CategoryFactory,
    CourseFactory,
    InstructorFactory,
    InterestFactory,
    SessionFactory,
    TestimonialFactory,
    enrolled,
    released,
)
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db


def page_of(course) -> str:
    return reverse("admin:catalog_course_overview", args=[course.pk])


def in_days(days: int) -> dict:
    first = timezone.localdate() + timedelta(days=days)
    return {"month": first.replace(day=1), "starts_on": first, "ends_on": first}


@pytest.fixture
def course():
    return released(CourseFactory(title="厅堂服务", price=1000), "第一模块 开场")


def test_who_reads_that_no_session_is_planned_comes_to_plan_one(course):
    said = client_of("editor").get(page_of(course)).content.decode()

    address = f"{reverse('admin:catalog_session_add')}?course={course.pk}"
    (link,) = html.fromstring(said).xpath("//a[contains(., '没有还没上的班次')]/@href")
    assert link == address


def test_who_changes_the_price_of_a_course_reads_whose_price_stays(course):
    address, client = reverse("admin:catalog_course_change", args=[course.pk]), client_of("editor")
    before = client.get(address).content.decode()
    enrolled(SessionFactory(course=course, price=1200, **in_days(40)), 3, now=timezone.now())

    said = client.get(address).content.decode()

    assert "没上完的班次已有 3 个座位、0 单候补：改价只管以后的报名" in said
    assert "1 个班次有自己的价格，不跟着变。" in said
    assert "已报名的按约定的价格" not in before


def test_what_is_to_come_and_what_is_over_are_counted_apart(course):
    coming = SessionFactory(course=course, capacity=3, **in_days(40))
    now = timezone.now()
    enrolled(coming, 3, now=now)
    enrolled(coming, 2, now=now)
    SessionFactory(course=course, state="finished", taken=7, **in_days(-40))
    InterestFactory(course=course, seats=4)

    page = client_of("manager").get(page_of(course))

    found = page.context["found"]
    ahead, behind = found.ahead, found.behind
    assert (ahead.sessions, ahead.taken, ahead.waiting, ahead.value) == (1, 3, 1, 3000)
    assert (behind.sessions, behind.taken, behind.value) == (1, 7, 0)
    assert page.context["course"].interested == 4
    assert "¥3,000" in page.text


def test_who_may_not_see_figures_sees_no_amount(course):
    enrolled(SessionFactory(course=course, **in_days(40)), 3, now=timezone.now())

    assert "¥3,000" not in client_of("editor").get(page_of(course)).text


def test_the_page_takes_not_more_queries_with_more_on_it(course):
    client = client_of("manager")
    client.get(page_of(course))
    for days in range(9, 60, 5):
        enrolled(SessionFactory(course=course, **in_days(days)), 2, now=timezone.now())
    SessionFactory.create_batch(15, course=course, state="finished", **in_days(-9))
    course.instructors.set(InstructorFactory.create_batch(3))
    save_outline(course, "第一模块 收场", now=timezone.now())

    with CaptureQueriesContext(connection) as queries:
        assert client.get(page_of(course)).status_code == 200

    assert len(queries) <= 12


def test_what_a_course_lacks_is_named_and_what_it_has_is_not(course):
    bare = CourseFactory(price=None, days=None, status="draft")
    whole = course
    Course.objects.filter(pk=whole.pk).update(summary="一句话", audience="大堂经理")
    whole.instructors.add(InstructorFactory())
    Picture.objects.create(course=whole, alt="图")
    TestimonialFactory(course=whole)
    SessionFactory(course=whole)
    SessionFactory(course=bare, starts_on=None, ends_on=None)

    rows = {one.pk: one for one in with_counts(Course.objects.all(), today=TODAY)}

    assert hints(rows[whole.pk]) == []
    assert [hint.code for hint in hints(rows[bare.pk])] == [
        *("no-outline", "no-price", "no-days", "no-summary", "no-audience"),
        *("no-instructor", "no-picture", "no-dates", "no-testimonial"),
    ]


def test_the_history_has_values_and_names_and_says_nothing_twice(course):
    old, new = course.category, CategoryFactory(name="柜面")
    client = client_of("editor")
    tab = Tab(client, reverse("admin:catalog_course_change", args=[course.pk]))
    tab["price"], tab["category"] = "1200", str(new.pk)
    assert tab.send().status_code == 302
    status = reverse("admin:catalog_course_status", args=[course.pk])
    client.post(status, {"become": "archived"})

    entries = client.get(page_of(course)).context["entries"]

    told = [(one["verb"], dict(one["changes"])) for one in entries]
    assert len(told) == AuditEvent.objects.count() == 2
    assert told[0] == ("改资料", {"状态": "已发布 → 已下架"})
    assert told[1][1]["课程价格（元/人）"] == "1000.00 → 1200"
    assert told[1][1]["课程类别"] == f"{old.name} → 柜面"
    history = client.get(reverse("admin:catalog_course_history", args=[course.pk]))
    assert f"{old.name} → 柜面" in history.text


def test_the_list_leads_to_the_page(course):
    answer = client_of("sales").get(reverse("admin:catalog_course_changelist"))

    assert f'href="{page_of(course)}' in answer.text


@pytest.mark.parametrize("role", ["sales", "editor"])
def test_who_shares_a_course_finds_its_short_address_on_its_page(course, role, settings):
    Course.objects.filter(pk=course.pk).update(code="KK-102", status="published")
    address = reverse("admin:catalog_course_overview", args=[course.pk])

    client = client_of(role)

    page = client.get(address).content.decode()

    assert f"<code>{settings.SITE_URL}/c/KK-102/</code>" in page
    assert "/c/KK-102/?from=wechat-may" in page
    visits = f"{reverse('admin:catalog_linkvisit_changelist')}?course__id__exact={course.pk}"
    assert visits in page
    assert client.get(visits).status_code == 200


def test_a_course_that_is_not_public_has_no_short_address_to_share(course):
    Course.objects.filter(pk=course.pk).update(status="draft")
    address = reverse("admin:catalog_course_overview", args=[course.pk])

    assert "<code>" not in client_of("editor").get(address).content.decode()
