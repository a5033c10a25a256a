"""Categories as a tree, a page for each city, and what is shown before somebody buys."""

from io import BytesIO

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from PIL import Image

from catalog.models import Seller
from catalog.models.trust import ONLY
from tests.factories import CategoryFactory, CityFactory, CourseFactory, SessionFactory
from tests.office import client_of
from tests.reading import read

DECEMBER = {"month": "2026-12-01", "starts_on": "2026-12-20", "ends_on": "2026-12-21"}
pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def tree():
    """网点 above 大堂, each with a course, and 财富 beside them."""
    branch = CategoryFactory(name="网点", slug="branch", position=1)
    lobby = CategoryFactory(name="大堂", slug="lobby", position=0, parent=branch)
    wealth = CategoryFactory(name="财富", slug="wealth", position=2)
    for category in (branch, lobby, wealth):
        CourseFactory(category=category, title=f"{category.name}课", slug=f"c-{category.slug}")
    return branch, lobby, wealth


def titles(html: str) -> list[str]:
    return [title for title in ("网点课", "大堂课", "财富课") if title in html]


@pytest.mark.parametrize("path", ["/categories/branch/", "/courses/?category=branch"])
def test_a_category_has_the_courses_of_those_below_it(client, tree, path):
    assert titles(client.get(path).text) == ["网点课", "大堂课"]


def test_the_way_back_leads_through_the_category_above(client, tree):
    html = client.get("/courses/c-lobby/").text

    crumbs = html.split('class="crumbs"')[1].split("</nav>")[0]
    assert crumbs.index("/categories/branch/") < crumbs.index("/categories/lobby/")
    assert "/categories/lobby/" in client.get("/categories/branch/").text


def test_the_filter_lists_a_category_below_its_own_with_the_courses_of_both(client, tree):
    html = client.get("/courses/").text

    options = html.split('name="category"')[1].split("</select>")[0]
    assert options.index("网点") < options.index("\u3000大堂") < options.index("财富")
    assert "(2)" in options.split("网点")[1][:20]


def test_there_are_two_levels_and_no_rings(tree):
    branch, lobby, wealth = tree

    for category, parent in ((wealth, lobby), (branch, branch), (branch, wealth)):
        category.parent = parent
        with pytest.raises(ValidationError):
            category.full_clean()


def test_a_city_has_a_page_with_its_sessions_and_venues(client):
    kunming, chengdu = CityFactory(name="昆明", slug="kunming"), CityFactory(name="成都")
    here = SessionFactory(city=kunming, course__title="在昆明")
    SessionFactory(city=chengdu, course__title="在成都")
    kunming.venues.create(name="云水", address="听松路66号")

    html = client.get("/cities/kunming/").text

    assert "在昆明" in html and "在成都" not in html and "听松路66号" in html
    assert here.get_absolute_url() in html
    assert client.get("/cities/").text.count('class="categories__name"') == 2
    assert client.get("/cities/nowhere/").status_code == 404


def test_the_page_of_a_city_has_a_grid_of_its_courses_and_months(client, time_machine):
    time_machine.move_to("2026-12-01T01:00:00Z", tick=False)
    kunming = CityFactory(name="昆明", slug="kunming")
    course = CourseFactory(title="甲课", code="A2")
    soon = SessionFactory(city=kunming, course=course, **DECEMBER)
    later = SessionFactory(city=kunming, course=course)
    same = CourseFactory(title="乙课", code="A1", category=course.category)
    open_days = SessionFactory(city=kunming, course=same, starts_on=None, ends_on=None)
    SessionFactory(course=course)  # elsewhere

    answer = client.get("/cities/kunming/")

    tables = html.fromstring(answer.text).xpath("//table")
    words = [[" ".join(th.text_content().split()) for th in table.iter("th")] for table in tables]
    assert words[0] == ["课程", "12 月", "甲课"]
    assert words[1] == ["课程", "1 月", "乙课", "甲课"]
    links = read(answer).links()
    for session in (soon, later, open_days):  # in the table, in the list for phones, on the board
        assert links.count(session.get_absolute_url()) == 3


def test_a_city_with_too_many_sessions_counts_them_by_category(client, monkeypatch):
    monkeypatch.setattr("catalog.views.city_months.NAMED_AT_MOST", 1)
    kunming = CityFactory(slug="kunming")
    course = CourseFactory(category__slug="lobby", category__name="大堂")
    for _time in range(2):
        SessionFactory(city=kunming, course=course)

    page = read(client.get("/cities/kunming/"))

    assert page.having("slot") == ["2 个班次", "2 个班次"]
    assert page.links().count("/courses/?city=kunming&month=2027-01&category=lobby") == 2


def test_the_page_of_a_city_costs_few_queries_whatever_its_sessions(
    client, django_assert_max_num_queries
):
    kunming = CityFactory(slug="kunming")
    for _time in range(30):
        SessionFactory(city=kunming)

    with django_assert_max_num_queries(6):
        client.get("/cities/kunming/")


def test_what_is_given_in_english_of_a_venue_is_told_in_english(client):
    kunming = CityFactory(slug="kunming")
    kunming.venues.create(name="云水", station="2 号线", station_en="Metro line 2")
    kunming.venues.create(name="松风", station="3 号线")

    said = client.get("/en/cities/kunming/").text

    assert "<p>\n  Metro line 2</p>" in said
    assert '<p lang="zh-Hans">\n  3 号线</p>' in said
    assert "2 号线" not in said


def test_the_sample_contract_is_there_before_anybody_buys(client):
    Seller.objects.create(pk=ONLY, legal_name="开课公司")
    address, change = reverse("catalog:contract"), reverse("admin:catalog_seller_change", args=[1])
    manager, data = client_of("manager"), {"legal_name": "开课公司"}

    assert client.get(address).status_code == 404
    wrong = SimpleUploadedFile("a.pdf", b"<script>")
    assert "内容和它的扩展名对不上" in manager.post(change, {**data, "contract": wrong}).text
    manager.post(change, {**data, "contract": SimpleUploadedFile("我的合同.pdf", PDF)})

    caches["reads"].clear()  # the seller is remembered
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    assert "我的合同" not in Seller.objects.get().contract.name


def test_the_picture_of_a_shared_course_is_of_the_size_chats_show(client):
    course = CourseFactory(title="网点负责人经营能力研修班" * 4)

    answer = client.get(reverse("catalog:card.png", args=[course.slug]))

    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) < 60_000


def test_the_grid_begins_where_something_is_to_come_and_goes_on_into_the_next_year(
    client, time_machine
):
    time_machine.move_to("2026-11-30T04:00:00Z", tick=False)
    city = CityFactory()
    for month, day in (("2026-11", "20"), ("2026-12", "20"), ("2027-02", "09")):
        on = {"starts_on": f"{month}-{day}", "ends_on": f"{month}-{day}"}
        SessionFactory(city=city, month=f"{month}-01", **on)

    shown = client.get("/schedule/").context
    asked = client.get("/schedule/?year=2026").context

    assert (shown["opens_at"], [month.number for month in shown["past"]]) == (12, [11])
    assert [month.number for month in shown["later"]["coming"]] == [2]
    assert asked["later"] is None
