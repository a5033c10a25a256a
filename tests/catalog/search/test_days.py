"""The days on which a course meets, as words of a query."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from catalog.search import answer
from tests.catalog.search.courses import course, titles
from tests.factories import CityFactory, SessionFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 3, 8)
DAY = timedelta(days=1)
TODAY = date(2027, 1, 4)


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel(TODAY, tick=False):
        yield


def held(title: str, first: date, days: int = 1, **facts):
    last = first + (days - 1) * DAY
    return SessionFactory(
        course=course(title),
        month=first.replace(day=1),
        starts_on=first,
        ends_on=last,
        **facts,
    )


@pytest.mark.parametrize(
    "query", ["3月9日", "3月9号有什么课", "2027-03-09", "3/9", "9 mar", "3月9-10日"]
)
def test_a_course_that_meets_on_the_day_is_found(query):
    held("客户投诉", MONDAY, 3)
    held("厅堂服务", MONDAY + 7 * DAY)

    assert titles(query)[:1] == ["客户投诉"]
    assert len(answer(query).certain) == 1


def test_a_day_stands_beside_a_city_and_a_topic():
    kunming, chengdu = CityFactory(name="昆明"), CityFactory(name="成都")
    held("客户投诉", MONDAY, city=kunming)
    held("客户回访", MONDAY, city=chengdu)
    held("投诉预防", MONDAY + 7 * DAY, city=kunming)

    assert titles("投诉 昆明 3月8日")[0] == "客户投诉"
    assert len(answer("3月8日 昆明").certain) == 1


def test_where_nothing_meets_on_the_day_the_month_comes_near():
    held("客户投诉", MONDAY)

    found = answer("3月20日")

    assert (found.certain, len(found.ids)) == ([], 1)
    assert found.missing == ["3月20日"]


def test_a_course_of_days_apart_is_not_held_between_them():
    held("客户投诉", MONDAY, 15, meeting_days=["2027-03-08", "2027-03-22"])

    assert answer("3月22日").certain
    assert not answer("3月10日").certain


def test_next_week_is_said_of_the_day_of_the_search():
    held("客户投诉", timezone.localdate() + 7 * DAY)

    assert titles("下周") == ["客户投诉"]


def test_sessions_of_other_days_are_not_shown_with_the_course():
    asked = held("客户投诉", MONDAY)
    other = SessionFactory(course=asked.course)

    found = answer("3月8日")

    assert (found.asks_for(asked), found.asks_for(other)) == (True, False)
