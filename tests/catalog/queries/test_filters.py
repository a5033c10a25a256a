"""The filters of the list: which courses fit, how many fit each option, what is in the address."""

import html
import re
from datetime import date

import pytest
from django.urls import reverse

from catalog.models import Course, Session
from catalog.queries.facets import between
from tests.factories import CategoryFactory, CityFactory, CourseFactory, SessionFactory, released
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
LIST = reverse("catalog:course_list")
TITLE = re.compile(r"<h2><a [^>]+>(.*?)</a></h2>")


@pytest.fixture
def december(time_machine):
    time_machine.move_to("2026-12-01T01:00:00Z", tick=False)


def titles(client, query="") -> list[str]:
    page = client.get(LIST + query).content.decode()
    return [html.unescape(title) for title in TITLE.findall(page)]


def options(client, name: str, query="") -> dict[str, int]:
    facets = client.get(LIST + query).context["facets"]
    return {option.value: option.count for option in facets.options[name]}


def session(course, city, month=1, **facts):
    day = date(2027, month, 12)
    return SessionFactory(
        course=course, city=city, month=day.replace(day=1), starts_on=day, ends_on=day, **facts
    )


@pytest.fixture
def catalogue():
    """甲 is dear and long, runs in Kunming in January; 乙 is cheap, runs in both cities."""
    lobby, credit = CategoryFactory(slug="lobby", position=1), CategoryFactory(slug="credit")
    kunming, chengdu = CityFactory(slug="kunming"), CityFactory(slug="chengdu", position=1)
    first = CourseFactory(title="甲", code="1", category=lobby, price=29000, days=3)
    second = CourseFactory(title="乙", code="2", category=credit, price=3000, days=1)
    CourseFactory(title="丙", code="3", category=credit, price=None, days=None)
    session(first, kunming, capacity=4)
    session(second, kunming, month=2, capacity=20, taken=18)
    session(second, chengdu, capacity=20)
    released(first, "第一模块 催收")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["乙", "丙", "甲"]),
        ("?category=credit", ["乙", "丙"]),
        ("?city=kunming", ["乙", "甲"]),
        ("?city=kunming&month=2027-01", ["甲"]),
        ("?city=kunming&month=2027-03", []),
        ("?price=-5000", ["乙"]),
        ("?price=20000-", ["甲"]),
        ("?price=2999-3000", ["乙"]),
        ("?days=3", ["甲"]),
        ("?days=1-3", ["乙", "甲"]),
        ("?seats=5", ["乙"]),
        ("?seats=3&city=kunming", ["甲"]),
        ("?q=催收", ["甲"]),
        ("?q=催收&category=credit", []),
        ("?sort=price", ["乙", "甲", "丙"]),
        ("?sort=price-down", ["甲", "乙", "丙"]),
        ("?sort=soonest", ["乙", "甲", "丙"]),
        ("?sort=title", ["丙", "甲", "乙"]),
    ],
)
def test_filters_combine_and_courses_keep_their_order(client, catalogue, query, expected):
    assert titles(client, query) == expected


@pytest.mark.parametrize(
    "query",
    ["?price=x", "?price=-", "?price=" + "9" * 30, "?days=٣", "?seats=0", "?seats=-1", "?sort=x"],
)
def test_a_filter_that_makes_no_sense_filters_nothing(client, catalogue, query):
    assert titles(client, query) == ["乙", "丙", "甲"]


def test_an_option_counts_what_choosing_it_would_leave(client, catalogue):
    assert options(client, "category") == {"credit": 2, "lobby": 1}
    assert options(client, "city") == {"kunming": 2, "chengdu": 1}
    assert options(client, "month") == {"2027-01": 2, "2027-02": 1}
    assert options(client, "price") == {"-5000": 1, "20000-": 1}
    assert options(client, "days") == {"1": 1, "3": 1}
    assert options(client, "seats") == {"1": 2, "3": 2, "5": 1, "10": 1}


def test_the_counts_of_a_filter_heed_the_others_and_not_itself(client, catalogue):
    query = "?city=kunming&month=2027-01"

    assert options(client, "city", query) == {"kunming": 1, "chengdu": 1}
    assert options(client, "month", query) == {"2027-01": 1, "2027-02": 1}
    assert options(client, "category", query) == {"lobby": 1}


def test_every_count_is_what_the_list_shows_when_the_option_is_chosen(client, catalogue):
    for base in ("", "?city=kunming", "?q=催收", "?seats=3&category=credit"):
        for name in ("category", "city", "month", "price", "days", "seats"):
            if f"{name}=" in base:
                continue
            for value, count in options(client, name, base).items():
                joined = f"{base}{'&' if base else '?'}{name}={value}"
                assert (joined, len(titles(client, joined))) == (joined, count)


def test_an_empty_page_says_what_dropping_each_filter_would_show(client, catalogue):
    page = read(client.get(f"{LIST}?q=催收&category=credit&sort=price"))

    assert page.having("empty")[0].count("有 1 门课程") == 1
    assert page.having("empty")[0].count("有 2 门课程") == 1
    assert f"{LIST}?category=credit&sort=price" in page.links()


@pytest.mark.parametrize(
    ("query", "indexed"),
    [
        ("", True),
        ("?page=2", True),
        ("?category=credit", True),
        ("?city=kunming", True),
        ("?category=credit&city=kunming", False),
        ("?q=催收", False),
        ("?sort=price", False),
        ("?seats=1", False),
    ],
)
def test_search_engines_keep_single_filters_only(client, catalogue, query, indexed):
    html = client.get(LIST + query).content.decode()

    assert ('content="noindex, follow"' not in html) == indexed


def test_only_seats_are_read_again_when_all_else_was_read_a_moment_ago(
    client, catalogue, django_assert_num_queries
):
    client.get(LIST)

    with django_assert_num_queries(1):
        client.get(LIST)


def test_kept_parts_of_a_page_are_in_its_language(client, catalogue):
    """Heads of cards, filters and the foot are kept a while, each language for itself."""
    client.get(LIST)

    page = client.get(f"/en{LIST}").content.decode()

    for words in ("per person", "Keyword", "Accessibility"):
        assert words in page


def test_a_card_has_its_price_within_five_seconds_and_its_seats_at_once(client, time_machine):
    course = CourseFactory(price=26800)
    running = session(course, CityFactory(), capacity=30)
    client.get(LIST)
    Course.objects.update(price=19900)
    Session.objects.filter(pk=running.pk).update(taken=28)

    at_once = client.get(LIST).content.decode()
    time_machine.move_to("2026-12-01T01:00:06Z", tick=False)
    later = client.get(LIST).content.decode()

    assert "仅剩 2 席" in at_once
    assert ("¥26,800" in at_once, "¥19,900" in later) == (True, True)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [("3", [3], [2, 4]), ("3-5", [3, 5], [2, 6]), ("3-", [3, 99], [2]), ("-5", [0, 5], [6])],
)
def test_a_range_includes_its_ends(text, inside, outside):
    assert [value in between(text) for value in [*inside, *outside, None]] == [
        *[True] * len(inside),
        *[False] * len(outside),
        False,
    ]
