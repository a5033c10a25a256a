"""Prices never contradict: 起 where sessions differ, a session's own wherever one is meant."""

import json
import re

import pytest
from django.urls import reverse

from catalog.documents.course_facts import course_facts
from catalog.domain.pricing import price_range
from tests.factories import NOW, TODAY, CourseFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_first_of_december(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def course():
    """29,000 as a rule, 26,800 in April."""
    course = CourseFactory(price="29000.00")
    SessionFactory(course=course, price="26800.00", city__name="昆明")
    SessionFactory(course=course, month="2027-02-01", starts_on="2027-02-02", ends_on="2027-02-03")
    course.refresh_from_db()
    return course


def prices(page: str, css: str) -> list[str]:
    return re.findall(rf'{css}[^>]*>\s*<b class="price">([^<]*)</b>', page)


def test_the_course_page_says_from_and_each_session_its_own(client, course):
    page = client.get(course.get_absolute_url()).content.decode()

    assert prices(page, "sessions__price") == ["¥26,800 起"]
    assert prices(page, "session-row__price") == ["¥26,800", "¥29,000"]
    assert re.search(r'class="enroll-bar">\s*<p>\s*<b class="price">([^<]*)', page)[1] == "¥26,800"


def test_the_card_says_from(client, course):
    page = client.get(reverse("catalog:course_list")).content.decode()

    assert prices(page, "course-card__price") == ["¥26,800 起"]


def test_one_session_alone_gives_the_course_its_price(client):
    course = CourseFactory(price="29000.00")
    SessionFactory(course=course, price="26800.00")

    page = client.get(course.get_absolute_url()).content.decode()

    assert prices(page, "sessions__price") == ["¥26,800"]


def test_notice_and_poster_print_from(course):
    sheet = course_facts(course, today=TODAY)

    assert sheet.price == "¥26,800 起"
    assert [run.price for run in sheet.runs] == ["¥26,800", "¥29,000"]


def test_machines_read_the_lowest_and_the_highest(client, course):
    page = client.get(course.get_absolute_url()).content.decode()
    data = json.loads(re.search(r'application/ld\+json">(.*?)</script>', page)[1])

    assert (data["offers"]["lowPrice"], data["offers"]["highPrice"]) == ("26800.00", "29000.00")
    found = sorted(one["offers"]["price"] for one in data["hasCourseInstance"])
    assert found == ["26800.00", "29000.00"]


def test_a_filter_by_price_finds_what_the_card_says(client):
    course = CourseFactory(price="29000.00")
    SessionFactory(course=course, price="9000.00")

    page = client.get(reverse("catalog:course_list"), {"price": "5000-10000"}).content.decode()

    assert course.title in page


@pytest.mark.parametrize(
    ("own", "words"),
    [([], "¥100"), ([None], "¥100"), ([None, 90], "¥90 起"), ([120], "¥120"), ([90, 90], "¥90")],
)
def test_the_range_of_prices(own, words):
    assert price_range(100, own).words == words


def test_a_price_on_request_among_others_is_from():
    assert price_range(None, [None, 90]).words == "¥90 起"
    assert price_range(None, [None]).words == "价格面议"


def test_the_year_of_a_course_is_that_of_its_next_session(client):
    course = CourseFactory()
    SessionFactory(course=course)
    page = client.get(course.get_absolute_url()).content.decode()
    link = re.search(r'href="([^"]*/schedule/[^"]*course=[^"]*)"', page)[1].replace("&amp;", "&")

    year = client.get(link)

    assert link.endswith(f"?course={course.slug}")
    assert year.context["grid"].year == 2027
