"""Manners of the back office: days as typed, venues by city, lists found by what people know."""

from datetime import date

import pytest
from django.urls import reverse

from catalog.models import Session
from tests.factories import (
    CityFactory,
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    VenueFactory,
)
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db
ADD = "/admin/catalog/session/add/"
LIST = "/admin/catalog/session/"


@pytest.fixture
def found():
    client = client_of("editor")

    def search(words: str) -> set:
        page = client.get(LIST, {"q": words})
        return {session.pk for session in page.context["cl"].result_list}

    return search


def test_a_session_is_planned_by_days_as_typed():
    course, city = CourseFactory(days=2), CityFactory()
    tab = Tab(client_of("editor"), ADD)
    tab["course"], tab["city"], tab["starts_on"] = str(course.pk), str(city.pk), "2099年3月9日"

    assert "年份要在" in tab.send().text
    tab["starts_on"] = "13/8"
    assert "“13/8”里的月份是 13：月份只到 12，先写月、后写日，如 3/8。" in tab.send().text
    tab["starts_on"], tab["overrule"] = "2028.3.9", "客户定的"
    assert tab.send().status_code == 302
    session = Session.objects.get()
    assert (session.starts_on, session.ends_on) == (date(2028, 3, 9), date(2028, 3, 10))


def test_the_last_day_follows_the_first():
    session = SessionFactory(starts_on="2028-03-07", ends_on="2028-03-09", month="2028-03-01")
    address = reverse("admin:catalog_session_do", args=[session.pk, "reschedule"])
    tab = Tab(client_of("editor"), address)
    tab["starts_on"], tab["overrule"] = "2028-04-11", "讲师换时间"

    assert tab.send().status_code == 302
    session.refresh_from_db()
    assert (str(session.starts_on), str(session.ends_on)) == ("2028-04-11", "2028-04-13")


def test_venues_stand_under_their_cities():
    VenueFactory(name="云水", city=CityFactory(name="昆明", position=1))
    VenueFactory(name="天府", city=CityFactory(name="成都", position=2))

    page = client_of("editor").get(ADD).text

    assert page.index('<optgroup label="昆明">') < page.index("云水") < page.index('成都">')


def test_sessions_are_found_by_city_code_venue_and_month(found):
    kunming, chengdu = CityFactory(name="昆明", name_en="Kunming"), CityFactory(name="成都")
    venue = VenueFactory(city=chengdu, name="天府厅")
    first = SessionFactory(city=kunming, course=CourseFactory(code="XD-7"))
    march = {"month": "2027-03-01", "starts_on": "2027-03-09", "ends_on": "2027-03-09"}
    second = SessionFactory(city=chengdu, venue=venue, **march)
    third = SessionFactory(city=kunming, **march)

    assert found("昆明") == {first.pk, third.pk}
    assert found("kunming") == {first.pk, third.pk}
    assert found("XD-7") == {first.pk}
    assert found("天府") == {second.pk}
    assert found("2027-03") == {second.pk, third.pk}
    assert found("昆明 2027年3月") == {third.pk}


def test_what_uses_a_thing_is_named_before_it_is_deleted_in_plain_words():
    teacher, course = InstructorFactory(name="安小宁"), CourseFactory()
    course.instructors.add(teacher)
    city = CityFactory(name="昆明")
    SessionFactory(city=city)
    client = client_of("manager")

    gone = client.get(reverse("admin:catalog_instructor_delete", args=[teacher.pk])).text
    kept = client.get(reverse("admin:catalog_city_delete", args=[city.pk])).text

    assert "Course_instructors" not in gone
    assert "“昆明”没有删除。" in kept


def test_the_words_of_two_lists_are_chinese_and_english():
    client = client_of("manager")

    assert "\\u9009\\u7528\\u5168\\u90e8%s" in client.get("/admin/jsi18n/").text  # 选用全部
    assert '"Choose all %s": "Choose all %s"' in client.get("/en/admin/jsi18n/").text
