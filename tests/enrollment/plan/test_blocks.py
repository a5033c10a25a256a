"""Blocks that are pasted as other companies keep them: heads, names, sums, other years."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from catalog.models import Course, Session
from catalog.plan.plan_cells import Entry
from catalog.queries import plan_book, plan_steps
from catalog.queries.plan_book import Planned
from enrollment.admin.plan_reading import MOST, block_changes, rows_of
from tests.factories import CityFactory, CourseFactory
from tests.pace import TRIES, strides

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return CityFactory(name="上海", name_en="Shanghai", slug="shanghai")


@pytest.fixture
def course():
    return CourseFactory(title="项目管理实战", code="PM-1", days=Decimal(2))


def cells(text, *, city=None, course=None):
    book = plan_book.whole_year(2027, city=city, course=course)
    found = block_changes(rows_of(text), book, year=2027, city=city, course=course)
    return {(one.course, one.month.month): one.after for one in found if one.after}


@pytest.mark.parametrize(
    "heads",
    [
        "3月份\t4月份",
        "三月\t四月",
        "2027-03\t2027-04",
        "27/03\t27/04",
        "2027.3\t2027年4月",
        "Mar\tApr",
    ],
)
def test_months_stand_in_the_head_in_many_spellings(city, course, heads):
    found = cells(f"课程\t{heads}\n项目管理实战\t\t12-13\n", city=city)

    assert found == {(course.pk, 4): "12-13"}


@pytest.mark.parametrize(
    "name",
    [
        *(
            "《项目管理实战》",
            "1. 项目管理实战",
            "3、项目管理实战（2天）",
            "（12）项目管理实战2天1晚",
        ),
        *("“项目管理实战”", '"项目管理\n实战"', "项目 管理实战", "pm-1", "项目管理实战(2 days)"),
    ],
)
def test_a_course_is_known_with_a_number_quotes_or_its_length(city, course, name):
    assert cells(f"课程\t3月\t4月\n{name}\t8-9\t\n", city=city) == {(course.pk, 3): "8-9"}


@pytest.mark.parametrize(
    "name", ["项目管理实战（进阶版）", "项目管理", "2项目管理实战", "项目管理实战2"]
)
def test_another_course_is_not_taken_for_one_that_is_much_like_it(city, course, name):
    with pytest.raises(ValidationError, match="不认识"):
        cells(f"课程\t3月\t4月\n{name}\t8-9\t\n", city=city)


@pytest.mark.parametrize("name", ["上海", "上海市", "上海站", "上 海", "shanghai"])
def test_a_city_is_known_with_the_word_for_a_city(city, course, name):
    assert cells(f"城市\t3月\t4月\n{name}\t8-9\t\n", course=course) == {(course.pk, 3): "8-9"}


def test_a_title_of_two_courses_is_asked_about_and_an_archived_one_is_not_meant(city, course):
    CourseFactory(title="项目管理实战", status="archived")
    block = "课程\t3月\t4月\n项目管理实战\t8-9\t\n"
    found = cells(block, city=city)
    CourseFactory(title="项目管理实战")

    assert found == {(course.pk, 3): "8-9"}
    with pytest.raises(ValidationError, match="有几门课程都叫“项目管理实战”"):
        cells(block, city=city)


def test_sums_groups_and_remarks_are_left_out_but_no_line_with_days_is(city, course):
    block = (
        "2027年度公开课计划\t\t\n类别\t课程\t3月\t4月\n管理类\t\t\t\n\t项目管理实战\t8-9\t\n"
        "小计\t\t1\t0\n说明：日期如有变动另行通知\t\t\t\n"
    )

    assert cells(block, city=city) == {(course.pk, 3): "8-9"}
    below_a_sum = "课程\t3月\t4月\n项目管理实战\t8-9\t\n合计：\t1\t\n\t22-23\t\n"
    for one in (block + "其他\t\t22-23\t\n", below_a_sum):
        with pytest.raises(ValidationError, match="不认识"):
            cells(one, city=city)


@pytest.mark.parametrize(
    ("heads", "other"),
    [
        ("12月\t2028年1月", "2028年1月"),
        ("Nov 26\tMar 27", "Nov 26"),
        ("2026年11月\t2027/4月", "2026年11月"),
    ],
)
def test_months_of_another_year_are_refused_and_not_read_as_those_of_this_one(
    city, course, heads, other
):
    block = f"课程\t{heads}\n项目管理实战\t13-14\t13-14\n"

    with pytest.raises(ValidationError, match=f"“{other}”不是 2027 年"):
        cells(block, city=city)


def test_a_head_without_months_is_named(city, course):
    with pytest.raises(ValidationError, match="第一行“课程、一季度、二季度”里没有读出月份"):
        cells("课程\t一季度\t二季度\n项目管理实战\t3/8-9\t\n", city=city)


def test_a_block_too_large_is_refused_whole_and_nothing_is_cut(city):
    CourseFactory.create_batch(2)
    titles = [CourseFactory(title=f"长表{number}").title for number in range(MOST // 12 + 1)]
    rows = "".join(f"{title}\t{chr(9).join(['8-9'] * 12)}\n" for title in titles)

    with pytest.raises(ValidationError, match=f"一次最多改 {MOST} 格"):
        cells(rows, city=city)


def test_the_end_of_a_long_block_is_read(city, course):
    remark = "备注\n" * 120_000

    assert cells(f"{remark}\n项目管理实战\t\t\t8-9\n", city=city) == {(course.pk, 3): "8-9"}


def test_a_quote_that_is_not_closed_does_not_swallow_the_lines_below(city, course):
    block = '课程\t3月\t4月\t备注\n项目管理实战\t8-9\t\t"新\n不在的课\t8-9\t\t\n'

    with pytest.raises(ValidationError, match="引号后面没有另一半"):
        cells(block, city=city)


def test_cells_that_all_change_places_take_time_in_proportion(monkeypatch):
    monkeypatch.setattr(plan_steps, "_change", lambda *moved: None)
    march, april = date(2027, 3, 1), date(2027, 4, 1)

    def cells_of(count: int) -> tuple[list, list]:
        gone, fresh = [], []
        for n in range(count):
            first = march + timedelta(days=n % 28)
            planned = Planned(Session(course=Course(days=2)), Entry(first, first), ())
            gone.append((plan_steps.CellChange(n, 1, march, f"{n}", ""), planned))
            there = plan_steps.CellChange(n, 1, april, "", f"{n}")
            fresh.append(plan_steps._New(there, planned.entry, planned.text))
        return gone, fresh[::-1]

    def cost(count: int) -> float:
        gone, fresh = cells_of(count)
        spent = strides(lambda: plan_steps._across_cells(None, gone, fresh))
        assert not (gone or fresh)
        return spent

    assert min(cost(4_000) for _ in range(TRIES)) < 150  # some 15; 1,000 if each looked at all


@pytest.mark.parametrize(
    ("above", "said"),
    [
        ("\t2026年\t\t2027年\n", "“2026年”不是 2027 年"),
        ("\t2026\t\t2027\n", "“2026”不是 2027 年"),
        ("2026年度公开课计划（昆明）\n", "“2026年度公开课计划（昆明）”不是 2027 年"),
        ("Public courses 2028\n", "“Public courses 2028”不是 2027 年"),
    ],
)
def test_a_title_of_another_year_is_refused(city, course, above, said):
    with pytest.raises(ValidationError, match=said):
        cells(f"{above}课程\t11月\t12月\t3月\n项目管理实战\t13-14\t\t8-9\n", city=city)


@pytest.mark.parametrize(
    "above",
    ["制表日期：2026-11-28", "2026年11月28日制", "2026年回顾与2027年计划", "2027年", "共 2000 人"],
)
def test_a_day_above_the_months_is_no_year_of_them(city, course, above):
    assert cells(f"{above}\n课程\t3月\t4月\n项目管理实战\t8-9\t\n", city=city)


@pytest.mark.parametrize("head", ["", "13月", "1O月", "Decemb", "第四季度", "日期", "12月上"])
@pytest.mark.parametrize("between", [True, False])
def test_days_in_a_column_without_a_month_are_asked_about(city, course, head, between):
    heads, row = ["9月", "10月"], ["16-17", ""]
    place = 1 if between else 2
    heads.insert(place, head)
    row.insert(place, "9-10")
    block = "\n".join(
        "\t".join(["项目管理实战" if one is row else "课程", *one]) for one in (heads, row)
    )

    with pytest.raises(ValidationError, match=f"第 {place + 2} 列“{head}”没有读出月份"):
        cells(block, city=city)


@pytest.mark.parametrize("days", ["8-9", "8〜9", "8−9", "８至９", "8日", "\u200b8 – 9"])
def test_days_behind_the_last_month_are_asked_about_too(city, course, days):
    row = "项目管理实战" + "\t" * 13 + f"{days}\n"

    with pytest.raises(ValidationError, match="第 14 列“”没有读出月份"):
        cells(row, city=city)


@pytest.mark.parametrize("head", ["备注", "合计", "讲师", "Remarks"])
def test_days_in_a_remark_are_left_where_they_are(city, course, head):
    block = f"课程\t3月\t4月\t{head}\n项目管理实战\t8-9\t\t原定 15-16 日\n"

    assert list(cells(block, city=city).values()) == ["8-9"]


@pytest.mark.parametrize("above", ["", "2027年度公开课计划\n"])
def test_months_may_stand_below_each_other_and_the_names_across(city, course, above):
    other = CourseFactory(title="供应商谈判", code="PM-2", days=Decimal(2))
    block = f"{above}月份\t项目管理实战\tPM-2\n3月\t8-9\n4月\t\t12-13\n\t22-23\n5月\t20-21\t待定\n"

    with pytest.raises(ValidationError, match="没有读出月份"):  # whose month is 22-23?
        cells(block, city=city)
    assert cells(block.replace("\t22-23\n", ""), city=city) == {
        (course.pk, 3): "8-9",
        (other.pk, 4): "12-13",
        (course.pk, 5): "20-21",
        (other.pk, 5): "待定",
    }


def test_cities_may_stand_across_as_well(city, course):
    CityFactory(name="昆明", slug="kunming")

    found = cells("\t上海\t昆明\n1月\t8-9\t\n2月\t\t22-23\n", course=course)

    assert sorted(found) == [(course.pk, 1), (course.pk, 2)]
