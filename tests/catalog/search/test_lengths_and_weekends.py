"""How many days a course takes, and weekends, as words of a query."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalog.search import answer
from tests.catalog.search.courses import course, titles
from tests.factories import CityFactory, SessionFactory

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=40)
SATURDAY = SOON + timedelta(days=5 - SOON.weekday())
DAY = timedelta(days=1)


def dates(first: date, days: int) -> dict[str, date]:
    return {
        "month": first.replace(day=1),
        "starts_on": first,
        "ends_on": first + timedelta(days=days - 1),
    }


def held(title: str, first: date, days: int, **facts):
    return SessionFactory(course=course(title), **dates(first, days), **facts)


@pytest.mark.parametrize("query", ["三天", "3天", "3 天", "３天", "三天的课", "3 days", "3天班"])
def test_the_length_of_a_course_is_a_word_of_the_query(query):
    course("客户投诉", days=3)
    course("两天的课程", "第一模块 开场", days=2)

    assert titles(query) == ["客户投诉"]


def test_a_number_and_days_that_stand_apart_are_no_length():
    course("客户投诉", days=3)
    course("两天的课程", "第一模块 开场\n分成 3 组", code="KK-3", days=2)
    course("第二天见效", "第一模块 3", days=1)

    assert titles("3 天") == ["客户投诉"]


def test_courses_so_long_come_before_those_that_only_say_it():
    course("三天见效", code="1", days=1)
    course("客户投诉", code="2", days=3)

    assert titles("三天") == ["客户投诉", "三天见效"]


def test_a_length_stands_beside_other_words_in_any_order():
    course("客户投诉", days=3)
    course("投诉预防", days=1)

    for query in ("投诉 三天", "三天 投诉", "有没有三天的投诉课"):
        assert titles(query) == ["客户投诉"], query


def test_a_length_inside_a_word_is_found_where_no_text_says_the_word():
    course("反洗钱实务", days=3)
    course("反洗钱入门", days=1)
    course("商户走访", "第一模块 七天回访", days=2)
    course("代发经营", days=7)

    assert titles("三天反洗钱") == ["反洗钱实务"]
    assert titles("七天回访") == ["商户走访"]


@pytest.mark.parametrize("query", ["周末", "周六", "星期天", "双休日的课", "weekend"])
def test_a_weekend_finds_what_is_held_on_weekends_alone(query):
    held("大堂服务", SATURDAY, 2)
    held("柜面差错", SATURDAY - DAY, 3)
    course("周末经营")

    found = [one for one in titles(query) if one != "周末经营"]

    assert found == ["大堂服务"]


def test_a_city_and_a_weekend_are_those_of_one_session(client):
    wuhan, xian = CityFactory(name="武汉"), CityFactory(name="西安")
    weekend = held("大堂服务", SATURDAY, 2, city=wuhan)
    tuesday = SATURDAY + 31 * DAY
    SessionFactory(course=weekend.course, city=wuhan, **dates(tuesday, 2))
    held("柜面差错", tuesday, 2, city=wuhan)
    held("晨会管理", SATURDAY, 2, city=xian)

    assert titles("周末 武汉") == ["大堂服务"]
    assert any(term.weekend for term in answer("武汉周末").sought)
    page = client.get("/search/?q=周末+武汉").content.decode()
    shown = [re.search(rf"{day.month}月{day.day}(?!\d)", page) for day in (SATURDAY, tuesday)]
    assert shown[0] and not shown[1]


def test_what_joins_the_words_of_a_sentence_hides_no_course():
    city = CityFactory(name="成都")
    month = SATURDAY.month
    held("大堂服务", SATURDAY, 2, city=city)
    one = held("在岗辅导", SATURDAY, 1, city=city)

    assert set(titles(f"{month}月份在成都有什么课程")) == {"大堂服务", one.course.title}
