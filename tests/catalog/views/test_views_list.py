"""The home page, the list of courses and the grid."""

from datetime import date

import pytest
from django.core.cache import caches
from django.urls import reverse

from catalog.queries.sale_terms import clients, seller
from tests.factories import (
    CategoryFactory,
    CityFactory,
    CourseFactory,
    OfficeFactory,
    SessionFactory,
    TestimonialFactory,
)
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]

HOME, LIST, GRID = (reverse(f"catalog:{name}") for name in ("home", "course_list", "schedule"))


@pytest.fixture
def december(time_machine):
    time_machine.move_to("2026-12-01T01:00:00Z", tick=False)


def titles(client, query="") -> list[str]:
    page = read(client.get(LIST + query))
    return [title for title in page.texts("h2") if title.startswith("课程")]


def many(sessions: int) -> None:
    for _ in range(sessions):
        TestimonialFactory(course=SessionFactory().course)
        OfficeFactory()


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    ("path", "most"), [(HOME, 7), (LIST, 6), (GRID, 6), (f"{GRID}?by=city", 6)]
)
def test_a_page_of_rows_costs_few_queries_whatever_their_number(
    client, django_assert_max_num_queries, path, most, rows
):
    many(rows)
    seller(), clients()  # kept for a minute

    with django_assert_max_num_queries(most):
        client.get(path)


def test_the_home_page_shows_the_next_sessions_that_have_seats(client):
    later = SessionFactory(month="2027-03-01", starts_on="2027-03-01", ends_on="2027-03-02")
    soon = SessionFactory()
    SessionFactory(taken=10)
    SessionFactory(waiting=1, strict_order=True)
    SessionFactory(state="planned")
    SessionFactory(starts_on="2026-11-30", ends_on="2026-12-02", month="2026-11-01")

    page = read(client.get(HOME))

    assert page.having("board__course") == [soon.course.title, later.course.title]


def test_the_home_page_counts_published_courses_and_hides_empty_categories(client):
    lobby = CategoryFactory(name="大堂经理", slug="lobby")
    CategoryFactory(name="空类别")
    CourseFactory(category=lobby)
    CourseFactory(category=lobby, status="draft")

    page = read(client.get(HOME))

    assert page.having("categories") == ["大堂经理 1 门"]
    assert "/categories/lobby/" in page.links()


def test_the_list_says_how_many_and_pages_them(client):
    for _ in range(14):
        CourseFactory()

    first, second = (read(client.get(f"{LIST}?page={n}")) for n in (1, 2))

    assert first.having("count") == second.having("count") == ["共 14 门课程"]
    assert [len(page.all("article", class_="course-card")) for page in (first, second)] == [12, 2]
    assert (first.having("pages"), second.having("pages")) == (
        ["第 1 页，共 2 页 下一页"],
        ["上一页 第 2 页，共 2 页"],
    )


def test_filters_choose_and_stay_chosen(client):
    kunming, credit = CityFactory(slug="kunming"), CategoryFactory(slug="credit")
    right = CourseFactory(title="课程甲", category=credit)
    SessionFactory(course=right, city=kunming)
    SessionFactory(course=CourseFactory(title="课程乙", category=credit))
    SessionFactory(course=CourseFactory(title="课程丙"), city=kunming)

    query = "?category=credit&city=kunming&month=2027-01"
    page = read(client.get(LIST + query))

    assert titles(client, query) == ["课程甲"]
    assert [
        option.attrs["value"] for option in page.all("option") if "selected" in option.attrs
    ] == [
        "credit",
        "kunming",
    ]
    assert [
        radio.attrs["value"]
        for radio in page.all("input", type="radio")
        if "checked" in radio.attrs
    ] == ["2027-01"]


def test_no_course_that_fits_is_said_with_a_way_on(client):
    CourseFactory()

    page = read(client.get(f"{LIST}?q=没有这样的词"))

    assert page.having("count") == ["共 0 门课程"]
    assert page.having("empty")[0].startswith("没有同时符合这些条件的课程")
    assert page.links().count(LIST) >= 2


def test_an_empty_catalogue_does_not_blame_the_filter(client):
    page = read(client.get(LIST))

    assert page.having("empty")[0].startswith("还没有发布的课程")


@pytest.mark.parametrize(
    "query",
    [
        "?month=2026-13",
        "?category=x&city=y",
        "?page=0",
        "?page=-1",
        "?page=a",
        "?q=%00",
        "?q=" + "长" * 5000,
    ],
)
def test_a_filter_that_makes_no_sense_is_no_error(client, query):
    CourseFactory()

    assert client.get(LIST + query).status_code == 200


def test_the_card_names_the_soonest_session_with_seats(client):
    course = CourseFactory()
    SessionFactory(course=course, city__name="昆明", taken=10)
    SessionFactory(
        course=course,
        city__name="成都",
        month="2027-02-01",
        starts_on="2027-02-01",
        ends_on="2027-02-01",
    )

    page = read(client.get(LIST))

    assert page.having("course-card__next") == ["成都 2027年2月1日 余 10 席 另有 1 个班次"]


def test_the_grid_has_a_row_for_a_city_and_a_column_for_a_month(client):
    SessionFactory(city=CityFactory(name="昆明", position=1))
    SessionFactory(city=CityFactory(name="成都", position=0))

    page = read(client.get(f"{GRID}?year=2027"))

    assert page.texts("th", scope="row") == ["成都", "昆明"]
    assert page.texts("th", scope="col") == ["城市", *(f"{n} 月" for n in range(1, 13))]


def test_the_grid_shows_this_year_unless_another_is_asked_for(client):
    SessionFactory()

    heads = [
        read(client.get(GRID + query)).texts("h1")[0][:4]
        for query in ("", "?year=2027", "?year=1066", "?year=²⁰²⁷", "?year=20270")
    ]

    assert heads == ["2026", "2027", "2026", "2026", "2026"]


def test_the_grid_shows_one_category_or_one_course(client):
    credit = CategoryFactory(slug="credit", name="信贷")
    mine = SessionFactory(course__category=credit, course__slug="mine", course__title="课程甲")
    SessionFactory(course__category=credit, course__title="课程乙")
    SessionFactory(course__title="课程丙")

    of_category = read(client.get(f"{GRID}?year=2027&category=credit"))
    of_course = read(client.get(f"{GRID}?year=2027&course=mine"))

    assert sorted(set(of_category.having("slot__course"))) == ["课程乙", "课程甲"]
    assert of_course.having("slot__course") == []
    assert of_course.texts("title")[0].startswith("课程甲 · 2027")
    assert of_course.links().count(mine.get_absolute_url()) == 2


def test_the_grid_names_the_category_below_another_that_it_shows(client):
    lobby = CategoryFactory(slug="lobby", name="大堂经理", parent=CategoryFactory(name="网点"))
    SessionFactory(course__category=lobby)

    page = read(client.get(f"{GRID}?category=lobby"))

    assert "大堂经理" in page.having("chip")


def test_a_year_with_nothing_left_says_so_and_has_no_empty_table(client):
    over, coming = date(2026, 6, 1), date(2027, 3, 1)
    for month in (over, coming):
        SessionFactory(month=month, starts_on=month, ends_on=month)

    page = read(client.get(GRID))

    assert "2026 年余下的月份没有班次。" in page.texts("p")
    assert page.texts("th", scope="col")[:2] == ["城市", "1 月"]  # the table of 2027


@pytest.mark.parametrize("by", ["month", "city"])
def test_the_list_for_phones_loses_no_session(client, by):
    sessions = [
        SessionFactory(month=date(2027, n, 1), starts_on=None, ends_on=None, state="planned")
        for n in (1, 5, 12)
    ]

    links = read(client.get(f"{GRID}?year=2027&by={by}")).links()

    assert [links.count(s.get_absolute_url()) for s in sessions] == [2, 2, 2]


def test_cancelled_sessions_leave_the_grid(client):
    session = SessionFactory(state="cancelled")

    page = read(client.get(f"{GRID}?year=2027"))

    assert session.get_absolute_url() not in page.links()
    assert page.having("empty")[0].startswith("2027 年还没有排课")


def test_too_many_sessions_are_counted_and_lead_to_the_list(client, monkeypatch):
    monkeypatch.setattr("catalog.views.grid.NAMED_AT_MOST", 1)
    city = CityFactory(slug="kunming")
    for _ in range(2):
        SessionFactory(city=city)

    page = read(client.get(f"{GRID}?year=2027"))

    assert page.having("slot") == ["2 个班次", "2 个班次"]
    assert page.links().count("/courses/?city=kunming&month=2027-01") == 2


def test_numbers_in_a_grid_cost_the_same_however_many_cells_and_sessions(
    client, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr("catalog.views.grid.NAMED_AT_MOST", 1)
    course, rendered = CourseFactory(), []
    for towns, sessions in ((1, 2), (5, 6)):
        for city in CityFactory.create_batch(towns):
            SessionFactory.create_batch(sessions, city=city, course=course)
        caches["reads"].clear()

        with django_assert_num_queries(6):
            page = client.get(f"{GRID}?year=2027")

        rendered.append([template.name for template in page.templates])
    assert read(page).having("slot") == ["2 个班次", *["6 个班次"] * 5] * 2
    assert rendered[0] == rendered[1]
