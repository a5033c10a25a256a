"""The page of one course and the page of one session."""

from decimal import Decimal

import pytest
from django.urls import reverse

from catalog.queries.catalogue import named, offices
from catalog.queries.sale_terms import seller
from catalog.views.course_pages import COUNTED
from tests.factories import (
    CategoryFactory,
    CityFactory,
    CourseFactory,
    OfficeFactory,
    SessionFactory,
    TestimonialFactory,
    VenueFactory,
    released,
)
from tests.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]

OUTLINE = """第一模块 开场
一、看懂客户
1、三个问题
案例分析01：一通电话
第二模块 收尾
一、复盘
1、三问
工具01：记录表
"""
# 300 items of the length that real outlines have, a teaching aid after every sixth.
LONG = "\n".join(
    f"第{module}模块 不同账龄客户的沟通重点与方案\n"
    + "\n".join(
        f"{section}、逾期三十天以内的客户怎样沟通\n"
        + "\n".join(f"{n}、把“想还”变成“哪天还、还多少”" for n in range(1, 6))
        + f"\n案例分析{section}：忘记换绑工资卡的护士"
        for section in "一二三四五六七"
    )
    for module in "一二三四五六"
)


@pytest.fixture
def december(time_machine):
    time_machine.move_to("2026-12-01T01:00:00Z", tick=False)


@pytest.fixture
def course():
    return released(CourseFactory(slug="finance", title="听得懂的财报"), OUTLINE)


def page_of(client, course, query=""):
    return read(client.get(course.get_absolute_url() + query))


def items_of(page) -> list[tuple[str, str]]:
    found = [e for e in page.elements if e.attrs.get("id", "").startswith("item-")]
    return [(e.attrs["id"], " ".join(e.text.split())) for e in found]


def test_every_item_of_the_outline_stands_on_the_page_once_and_in_order(client, course):
    assert items_of(page_of(client, course)) == [
        ("item-1", "第一模块 开场"),
        ("item-2", "一、 看懂客户"),
        ("item-3", "1、 三个问题"),
        ("item-4", "案例分析01： 一通电话"),
        ("item-5", "第二模块 收尾"),
        ("item-6", "一、 复盘"),
        ("item-7", "1、 三问"),
        ("item-8", "工具01： 记录表"),
    ]


def test_the_index_leads_to_the_modules(client, course):
    page = page_of(client, course)

    assert [link for link in page.links() if link.startswith("#item-")] == ["#item-1", "#item-5"]


def test_the_counts_say_what_is_inside_and_are_filters(client, course):
    page = page_of(client, course)

    assert page.having("outline-counts") == ["2 个模块 2 节 1 个案例 1 个工具"]
    assert [link for link in page.links() if "show=" in link] == [
        f"?show={kind}#outline" for kind in ("module", "section", "case_study", "tool")
    ]


def test_one_kind_alone_is_shown_with_what_stands_above_it(client, course):
    page = page_of(client, course, "?show=tool")

    assert [number for number, _words in items_of(page)] == ["item-5", "item-6", "item-7", "item-8"]
    assert page.texts("a", **{"aria-current": "true"}) == ["1 个工具"]
    assert page.all("link", rel="canonical")[0].attrs["href"].endswith("/courses/finance/")


@pytest.mark.parametrize("show", ["nothing", "note", "", "case_study%00", "<b>"])
def test_a_kind_that_is_none_shows_everything(client, course, show):
    assert len(items_of(page_of(client, course, f"?show={show}"))) == 8


def test_a_course_without_an_outline_says_so(client):
    page = page_of(client, CourseFactory())

    assert page.having("empty") == ["大纲正在整理。需要的话可以先向我们索取。"]


def test_a_released_outline_is_rendered_once_and_a_new_version_anew(client, course):
    page_of(client, course)
    released(course, "第一模块 新的开场\n一、新的一节\n")

    assert items_of(page_of(client, course)) == [
        ("item-1", "第一模块 新的开场"),
        ("item-2", "一、 新的一节"),
    ]


def test_words_of_the_outline_are_escaped(client):
    course = released(CourseFactory(), "第一模块 <script>alert(1)</script>\n一、A & B\n")

    response = client.get(course.get_absolute_url())

    assert "<script>alert" not in response.content.decode()
    assert [words for _id, words in items_of(read(response))] == [
        "第一模块 <script>alert(1)</script>",
        "一、 A & B",
    ]


def test_sessions_tell_seats_left_and_lead_to_the_form(client, course):
    free = SessionFactory(course=course, city__name="昆明")
    full = SessionFactory(course=course, city__name="成都", taken=10, month="2027-02-01")
    SessionFactory(course=course, city__name="贵阳", state="planned", starts_on=None, ends_on=None)
    SessionFactory(course=course, state="cancelled")
    SessionFactory(course=course, month="2026-11-01", starts_on="2026-11-02", ends_on="2026-11-03")

    page = page_of(client, course)

    assert page.having("session-row__state") == ["余 10 席", "计划中", "已满，可候补"]
    assert page.texts("a", class_="button") == ["报名 昆明 2027年1月12–13日", "选班次报名"]
    assert page.texts("a", class_="button button--quiet") == [
        "预登记 贵阳 2027年1月",
        "候补 成都 2027年1月12–13日",
    ]
    forms = [reverse("enrollment:enroll", args=[s.public_id]) for s in (free, full)]
    assert [link for link in page.links() if link in forms] == forms


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"capacity": None, "taken": 400}, "名额充足"),
        ({"capacity": 0, "taken": 0}, "已满，可候补"),
        ({"capacity": 10, "taken": 4}, "余 6 席"),
        ({"capacity": 10, "taken": 5}, "仅剩 5 席"),
        ({"capacity": 10, "taken": 10}, "已满，可候补"),
        ({"capacity": 10, "taken": 9, "waiting": 2}, "仅剩 1 席"),
        ({"capacity": 10, "taken": 9, "waiting": 2, "strict_order": True}, "有人候补，可排队"),
    ],
)
def test_no_limit_is_not_none_left(client, course, facts, words):
    SessionFactory(course=course, **facts)

    assert page_of(client, course).having("session-row__state") == [words]


def test_a_course_without_sessions_offers_no_seat_and_a_telephone(client, course):
    OfficeFactory(phone="0871-6000-0207")

    page = page_of(client, course)

    assert page.having("enroll-bar") == []
    assert page.having("sessions__none") == [
        "近期没有公开班。十人以上可以安排内训，时间和内容都能商量。"
    ]
    assert len([link for link in page.links() if link == "tel:087160000207"]) == 2


@pytest.mark.parametrize(
    ("price", "words"),
    [(Decimal("29000.00"), "¥29,000 / 人"), (Decimal("80.50"), "¥80.50 / 人"), (None, "价格面议")],
)
def test_the_price_is_per_person_and_absent_is_not_nothing(client, price, words):
    page = page_of(client, CourseFactory(price=price))

    assert page.having("sessions__price") == [words]


def test_only_approved_testimonials_are_shown(client, course):
    TestimonialFactory(course=course, text="讲得清楚。")
    TestimonialFactory(course=course, text="还没审。", approved=False)

    assert page_of(client, course).texts("blockquote") == ["讲得清楚。"]


def test_related_courses_are_published_ones_of_the_same_category(client, course):
    CourseFactory(category=course.category, title="同类", slug="same")
    CourseFactory(category=course.category, title="草稿", status="draft")
    CourseFactory(title="别类")

    page = page_of(client, course)

    assert [link for link in page.links() if "/courses/same" in link or "&b=" in link] == [
        "/courses/same/",
        f"/courses/compare/?a={course.slug}&b=same",
    ]


def test_no_more_than_three_related_courses(client, course):
    for _ in range(5):
        CourseFactory(category=course.category)

    page = page_of(client, course)
    assert len([link for link in page.links() if link.startswith("/courses/course-")]) == 3


def test_a_course_page_costs_three_queries_whatever_is_on_it(
    client, django_assert_num_queries, course
):
    released(course, LONG)
    for _ in range(12):
        SessionFactory(course=course)
        TestimonialFactory(course=course)

    seller(), offices(), named()  # remembered

    with django_assert_num_queries(3):
        client.get(course.get_absolute_url())


def test_a_course_page_costs_eight_queries_when_nothing_is_remembered(
    client, django_assert_num_queries, course
):
    SessionFactory(course=course)

    with django_assert_num_queries(8):
        client.get(course.get_absolute_url())


def test_what_is_newer_than_the_remembered_names_is_told_all_the_same(client):
    assert named() == ({}, {}, {})
    course = CourseFactory(category=CategoryFactory(name="新类别"))
    venue = VenueFactory(city=CityFactory(name="新城"), name="新场地")
    SessionFactory(course=course, city=venue.city, venue=venue)

    page = client.get(course.get_absolute_url()).text

    assert named() == ({}, {}, {})
    assert [name for name in ("新类别", "新城", "新场地") if name not in page] == []


def test_a_course_page_of_300_items_stays_below_60_kb(client, course):
    released(course, LONG)
    for _ in range(12):
        SessionFactory(course=course)

    response = client.get(course.get_absolute_url())

    assert course.outline.items.count() == 300
    assert len(response.content) <= 60_000


@pytest.mark.parametrize("kind", COUNTED)
def test_the_counts_have_words_for_every_kind(client, kind):
    course = CourseFactory()
    outline = released(course, OUTLINE).outline
    outline.items.update(kind=kind)

    assert page_of(client, course).having("outline-counts")[0].startswith("8 ")


def test_a_session_has_a_page_of_its_own(client, course):
    session = SessionFactory(course=course, city__name="昆明", price=Decimal("2500"))
    other = SessionFactory(course=course, city=CityFactory(name="成都"))

    page = read(client.get(session.get_absolute_url()))

    assert page.texts("title") == ["听得懂的财报 · 昆明 2027年1月12–13日 · Kaike 开课"]
    assert page.texts("dd")[:4] == ["2027年1月12–13日", "昆明", "¥2,500 / 人", "余 10 席"]
    assert reverse("enrollment:enroll", args=[session.public_id]) in page.links()
    assert other.get_absolute_url() in page.links()


@pytest.mark.parametrize("state", ["planned", "finished", "cancelled"])
def test_a_session_that_takes_nobody_offers_no_form(client, state):
    session = SessionFactory(state=state)

    page = read(client.get(session.get_absolute_url()))

    assert reverse("enrollment:enroll", args=[session.public_id]) not in page.links()


def test_an_unknown_session_is_not_found(client):
    assert client.get(reverse("catalog:session", args=["NOSUCH22"])).status_code == 404


def test_two_courses_stand_side_by_side(client, course, django_assert_num_queries):
    other = CourseFactory(slug="credit", title="另一门课", price=None, days=None)
    SessionFactory(course=other, city__name="昆明")
    OfficeFactory()
    seller()  # kept for a minute

    with django_assert_num_queries(5):  # the fifth is the footer's
        response = client.get("/courses/compare/?a=credit&b=finance")

    page = read(response)
    assert page.texts("th", scope="col") == ["另一门课", "听得懂的财报"]
    assert page.having("price") == ["价格面议", "¥2,900"]
    assert "/courses/finance/#item-1" in page.links()
    assert page.having("seats") == ["余 10 席"]


@pytest.mark.parametrize("query", ["", "?a=", "?from=poster"])
def test_who_names_no_course_to_compare_chooses_one_from_the_list(client, course, query):
    answer = client.get("/en/courses/compare/" + query)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/courses/")


@pytest.mark.parametrize(
    "query",
    ["?a=none", "?a=draft", "?b=%00"],
)
def test_there_is_no_comparison_without_a_published_course(client, course, query):
    CourseFactory(slug="draft", status="draft")

    assert client.get("/courses/compare/" + query).status_code == 404


@pytest.mark.parametrize("query", ["?a=finance", "?a=finance&b=finance", "?a=finance&b=draft"])
def test_one_course_asks_for_another_to_compare(client, course, query):
    CourseFactory(slug="draft", status="draft")
    CourseFactory(slug="credit", title="另一门课")

    page = read(client.get("/courses/compare/" + query))

    assert "再选一门课程，就可以并排比较。" in page.texts("p")
    assert page.texts("option") == ["另一门课"]
    assert [one.attrs["name"] for one in page.all("select")] == ["b"]


def test_courses_are_put_beside_others_up_to_four_and_taken_away(client, course):
    for name in "bcde":
        CourseFactory(slug=name, title=f"课程{name}")

    three, four = (
        read(client.get(f"/courses/compare/?a=finance&b=b&c=c{rest}")) for rest in ("", "&d=d")
    )

    assert three.texts("option") == ["课程d", "课程e"]
    assert [one.attrs["name"] for one in three.all("select")] == ["d"]
    assert "/courses/compare/?a=finance&b=c" in three.links()
    assert four.texts("option") == []


def test_of_many_courses_sixty_are_offered_the_nearest_first_and_the_way_to_all(client, course):
    for n in range(62):
        CourseFactory(title=f"课程{n}", code=f"A-{n:02}")
    CourseFactory(title="同类", code="Z-1", category=course.category)

    page = read(client.get("/courses/compare/?a=finance"))

    assert page.texts("option") == ["同类", *(f"课程{n}" for n in range(59))]
    assert "看全部课程" in page.texts("a")


def test_the_only_course_asks_for_no_other(client, course):
    page = read(client.get("/courses/compare/?a=finance"))

    assert "再选一门课程，就可以并排比较。" not in page.texts("p")
    assert page.texts("option") == []


def test_the_year_of_a_course_begins_where_its_sessions_are(client, course):
    SessionFactory(course=course)
    link = f"/schedule/?course={course.slug}"

    assert link in read(client.get(course.get_absolute_url())).links()
