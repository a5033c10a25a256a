"""Lists of sessions, one a line, as other systems and people write them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.models import Session, Venue
from catalog.queries import plan_book
from enrollment.admin.plan_listing import listed_in
from enrollment.admin.plan_reading import rows_of
from tests.factories import CityFactory, CourseFactory, InstructorFactory, SessionFactory
from tests.office import client_of
from tests.pace import within
from tests.tab import Tab

pytestmark = pytest.mark.django_db
HEAD = "课程\t城市\t日期\n"


@pytest.fixture(autouse=True)
def cities():
    return [CityFactory(name=name, slug=slug) for name, slug in (("上海", "sh"), ("昆明", "km"))]


@pytest.fixture(autouse=True)
def courses():
    return [
        CourseFactory(title="项目管理实战", code="PM-1", days=Decimal(2)),
        CourseFactory(title="客户投诉处理", code="KT-2", days=Decimal(1)),
    ]


def read(text, *, city=None, course=None):
    book = plan_book.whole_year(2027, city=city, course=course)
    return listed_in(rows_of(text), book, year=2027, city=city, course=course)


def cells(text, **page):
    """Code, city and month of each cell, and what will stand there."""
    book = plan_book.whole_year(2027)
    return {
        (book.courses[one.course].code, book.cities[one.city].slug, one.month.month): one.after
        for one in read(text, **page).changes
    }


def test_a_list_of_courses_cities_and_days_is_read_over_all_cities():
    text = HEAD + "项目管理实战\t上海\t2027年3月8-9日\nKT-2\t昆明市\t2027-04-12\n"

    assert cells(text) == {("PM-1", "sh", 3): "8-9", ("KT-2", "km", 4): "12"}


@pytest.mark.parametrize(
    "days",
    [
        *("3月8-9日", "2027/3/8-9", "2027/3/8-2027/3/9", "3.8-3.9", "2027年3月8日至9日"),
        *(
            "8-9 March 2027",
            "Mar 8-9",
            "3月8日（周一）至9日（周二）",
            "2027-03-08 00:00:00",
            "3月8、9日",
        ),
    ],
)
def test_days_are_written_in_many_ways(days):
    assert cells(f"{HEAD}PM-1\t上海\t{days}\n") == {("PM-1", "sh", 3): "8-9"}


@pytest.mark.parametrize(
    ("head", "row", "cell"),
    [
        ("课程名称\t开课城市\t开始日期\t结束日期", "PM-1\t上海\t2027-03-08\t2027-03-10", "8-10"),
        ("班次编号\t课程\t地区\t月份\t日期", "1\tPM-1\t上海\t3月\t8-9", "8-9"),
        ("课程\t城市\t月份", "PM-1\t上海\t2027年3月", "待定"),
        ("课程\t城市\t日期\t时间", "PM-1\t上海\t3月8-9日\t9:00-16:30", "8-9 9:00-16:30"),
        ("Course\tCity\tStart date\tEnd date", "PM-1\t上海\t2027-03-08\t2027-03-09", "8-9"),
        ("课程\t起止时间\t地点", "PM-1\t3月8日-9日\t上海", "8-9"),
        (
            "课程\t城市\t时间\t场地\t主讲",
            "PM-1\t上海\t3月8日\t云水楼\t陆怀远、沈言",
            "8-9 #云水楼 @陆怀远 @沈言",
        ),
        (
            "课程\t城市\t日期\ttrainer",
            "PM-1\t上海\t3月8日\tAn Lu & Shen Yan",
            "8-9 @An Lu @Shen Yan",
        ),
    ],
)
def test_columns_are_known_by_their_heads(head, row, cell):
    assert cells(f"2027年公开课\n{head}\n{row}\n") == {("PM-1", "sh", 3): cell}


def test_what_a_line_leaves_empty_is_that_of_the_line_above_or_of_the_page(cities, courses):
    merged = HEAD + "项目管理实战\t上海\t3月8-9日\n\t\t5月10-11日\n\t昆明\t6月7-8日\n"
    of_a_city = "课程\t日期\nPM-1\t3月8日\n"
    of_a_course = "城市\t开课时间\n昆明\t4月12-13日\n"

    assert set(cells(merged)) == {("PM-1", "sh", 3), ("PM-1", "sh", 5), ("PM-1", "km", 6)}
    assert set(cells(of_a_city, city=cities[1])) == {("PM-1", "km", 3)}
    assert set(cells(of_a_course, course=courses[0])) == {("PM-1", "km", 4)}


def test_the_month_and_signs_for_the_same_are_those_of_the_line_above():
    text = "月份\t课程\t城市\t日期\n3月\tPM-1\t上海\t8-9\n\t〃\t昆明\t22-23\n4月\tKT-2\t同上\t12\n"

    assert set(cells(text)) == {("PM-1", "sh", 3), ("PM-1", "km", 3), ("KT-2", "km", 4)}


def test_an_instructor_and_a_venue_are_known_without_a_head(cities):
    Venue.objects.create(city=cities[0], name="云水楼")
    InstructorFactory(name="陆怀远")

    found = read("3月8-9日\t陆怀远\t上海云水楼\tPM-1\n")

    assert [one.after for one in found.changes] == ["8-9 #云水楼 @陆怀远"]
    assert found.unread == []


def test_several_sessions_stand_in_one_line():
    found = cells(f"{HEAD}PM-1\t上海\t3月8-9日、22-23日；5月10-11日\n")

    assert set(found) == {("PM-1", "sh", 3), ("PM-1", "sh", 5)}
    assert found["PM-1", "sh", 3].count(";") == 1


@pytest.mark.parametrize(
    "text",
    [
        "课程\t上海\t昆明\nPM-1\t3月8-9日\t\nKT-2\t\t4月12日\n",  # cities across
        "城市\tPM-1\tKT-2\n上海\t3/8-3/9\t\n昆明\t\t4/12\n",
        "课程\t3月\t4月\nPM-1\t上海 8-9日\t\nKT-2\t\t昆明12日\n",
        "公开课\n【上海】\n课程\t日期\nPM-1\t3月8-9日\n【昆明】\n课程\t日期\nKT-2\t4月12日\n",
        "一、PM-1（项目管理实战，2天）\n上海\t2027.3.8-3.9\t30\n二、KT-2\n昆明\t2027.4.12\t30\n",
        "月\t日\t课程\t城市\n3\t8、9\tPM-1\t上海\n4\t12\tKT-2\t昆明\n",
        "课程\t城市\t开始\t结束\nPM-1\t上海\t46454\t46455\nKT-2\t昆明\t46489\t46489\n",
        "课程\t城市\t日期\nPM-1\t上海\t二〇二七年三月八日至九日\nKT-2\t昆明\t四月十二日\n",
        "课程\t安排\nPM-1\t上海3月8-9日\nKT-2\t昆明4月12日\n",
        "【上海】\nPM-1\t2027.03.08-2027.03.09\n【昆明】\nKT-2\t2027.04.12\n",
        "一、项目管理实战（PM-1）\n上海\t3月8-9日\n二、KT-2《客户投诉处理》\n昆明\t4月12日\n",
        "各位好：\n1、《项目管理实战》上海站 3月8日周一至9日周二\n2、KT-2 昆明 4月12日\n谢谢\n",
        "KCMC\tCS\tKSRQ\tJSRQ\nPM-1\t上海\t20270308\t20270309\nKT-2\t昆明\t20270412\t20270412\n",
    ],
)
def test_tables_groups_and_messages_are_lists_too(text):
    assert cells(text) == {("PM-1", "sh", 3): "8-9", ("KT-2", "km", 4): "12"}


def test_days_of_each_quarter_are_sessions_of_their_own(cities):
    text = "课程\t一季度\t二季度\nPM-1\t3/8-9\t5月10-11日\nKT-2\t\t4月12日\n"

    found = cells(text, city=cities[1])

    assert set(found) == {("PM-1", "km", 3), ("PM-1", "km", 5), ("KT-2", "km", 4)}


def test_a_list_without_a_head_is_one_where_every_line_says_all():
    text = "1\tPM-1\t上海\t3月8-9日\n2\t客户投诉处理\t昆明\t4月12日\n"

    assert set(cells(text)) == {("PM-1", "sh", 3), ("KT-2", "km", 4)}


@pytest.mark.parametrize(
    "block",
    [
        "课程\t3月\t4月\nPM-1\t8-9\t\n",
        "PM-1\t\t\t8-9\n",
        "PM-1\t1/8-9\t2/3-4\t\n",
        "",
    ],
)
def test_a_block_is_no_list(block):
    assert read(block) is None


def test_a_list_adds_and_takes_nothing_away(cities, courses):
    for day in (date(2027, 3, 1), date(2027, 3, 22)):
        SessionFactory(
            course=courses[1], city=cities[0], month=day.replace(day=1), starts_on=day, ends_on=day
        )

    found = read(f"{HEAD}KT-2\t上海\t3月22日\nKT-2\t上海\t3月15日\n")

    assert [(one.before, one.after) for one in found.changes] == [("1; 22", "1; 22; 15")]
    assert found.known == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("项目管理\t上海\t3月8-9日", "不认识：项目管理、上海、3月8-9日"),
        ("PM-1\t大连\t3月8-9日", "不认识：PM-1、大连、3月8-9日"),
        ("PM-1\t上海\t春天", "没有读出是哪几天，请写成 2027年3月8-9日：PM-1、上海、春天"),
        ("PM-1\t上海\t", "没有读出是哪几天"),
        ("没有的课\t上海\t", "没有读出是哪几天"),
        ("PM-1\t上海\t8-9", "没有读出是哪几天"),
        ("PM-1\t上海\t2026年3月8-9日", "这些行不是 2027 年"),
        ("PM-1\t上海\t13月8日", "没有读出是哪几天"),
        (
            "没有的课\t上海\t3月8日\n\t昆明\t3月15日",
            "不认识：没有的课、上海、3月8日；昆明、3月15日",
        ),
    ],
)
def test_lines_that_are_not_understood_are_named_and_nothing_is_taken(lines, said):
    with pytest.raises(ValidationError, match=said):
        read(f"{HEAD}KT-2\t昆明\t4月12日\n{lines}\n")


def test_a_title_of_two_courses_is_asked_about():
    CourseFactory(title="项目管理实战")

    with pytest.raises(ValidationError, match="有几门课程都叫“项目管理实战”"):
        read(f"{HEAD}项目管理实战\t上海\t3月8-9日\n")


def test_groups_sums_and_heads_said_again_are_no_sessions():
    text = f"{HEAD}管理类\nPM-1\t上海\t3月8日\n{HEAD}KT-2\t昆明\t4月12日\n合计\t\t2\n"

    assert set(cells(text)) == {("PM-1", "sh", 3), ("KT-2", "km", 4)}


def test_columns_that_nobody_reads_are_named():
    head = "序号\t课程\t城市\t日期\t人数\t报名截止\t备注\n"

    found = read(f"{head}1\tPM-1\t上海\t3月8日\t30\t3月1日\t\n")

    assert found.unread == ["人数", "报名截止"]


def test_columns_beside_a_table_with_cities_across_are_read_or_named():
    found = read("课程\t讲师\t上海\t昆明\t备注\nPM-1\t陆怀远\t3月8-9日\t—\t自带电脑\n")

    assert [one.after for one in found.changes] == ["8-9 @陆怀远"]
    assert found.unread == ["备注"]


def test_a_column_of_days_under_an_unknown_name_is_asked_about():
    with pytest.raises(ValidationError, match="不认识：PM-1、大连、5月10-11日"):
        read("课程\t上海\t昆明\t大连\nPM-1\t3月8-9日\t4月12-13日\t5月10-11日\n")


def test_a_long_list_is_read_soon(courses, cities):
    rows = "".join(f"PM-1\t上海\t{n % 12 + 1}月{n % 28 + 1}日\t会场{n}\n" for n in range(2_000))

    assert within(2_000, lambda: read(f"课程\t城市\t日期\t备注\n{rows}"))


def test_a_list_is_looked_at_then_saved(cities):
    Venue.objects.create(city=cities[0], name="云水楼")
    InstructorFactory(name="陆怀远")
    client = client_of("editor")
    head = "课程\t城市\t日期\t地点\t讲师\t人数\n"
    tab = Tab(client, f"{reverse('admin:catalog_session_plan_paste')}?city=km&year=2027")

    tab["block"] = f"{head}PM-1\t上海\t3月8-9日\t云水楼\t陆怀远\t30\nKT-2\t昆明\t4月12日\t\t\t30\n"
    asked = tab.send()
    nothing_yet = Session.objects.count()
    done = tab.send()

    assert "这些列没有读，保存后请写到班次里：人数。" in asked.text
    assert "新排 2" in asked.text
    assert (nothing_yet, done.status_code) == (0, 302)
    assert {
        (one.course.code, one.city.name, one.starts_on, str(one.venue or ""))
        for one in Session.objects.select_related("course", "city", "venue")
    } == {
        ("PM-1", "上海", date(2027, 3, 8), "云水楼"),
        ("KT-2", "昆明", date(2027, 4, 12), ""),
    }


def test_a_name_that_no_list_knows_keeps_the_typed_list():
    tab = Tab(client_of("editor"), f"{reverse('admin:catalog_session_plan_paste')}?year=2027")

    tab["block"] = typed = f"{HEAD}没有的课\t上海\t3月8-9日\n"
    page = tab.send()

    assert page.status_code == 400
    assert "不认识：没有的课" in page.text
    assert tab["block"].strip() == typed.strip()
