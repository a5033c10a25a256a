"""What the header fields of an outline mean for a course, whatever they are called."""

from decimal import Decimal

import pytest

from catalog.domain.header_fields import days_in, header_of, price_in
from catalog.outline import Field


def header(**fields):
    return header_of([Field(name, value, (1,)) for name, value in fields.items()])


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("29000.00元/人", "29000.00"),
        ("3,800 元", "3800.00"),
        ("３，８００元", "3800.00"),
        ("2.98万元", "29800.00"),
        ("¥4980/人", "4980.00"),
        ("面议", None),
        ("3800元（会员3500元）", None),
        ("999999999元", None),
    ],
)
def test_a_price_is_read_where_there_is_one(text, price):
    assert price_in(text) == (None if price is None else Decimal(price))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2天", "2"),
        ("1.5 days", "1.5"),
        ("两天半", "2.5"),
        ("三天", "3"),
        ("2 jours", "2"),
        ("6课时", None),
        ("0天", None),
    ],
)
def test_days_are_read_where_they_are_printed(text, days):
    assert days_in(text) == (None if days is None else Decimal(days))


@pytest.mark.parametrize("name", ["课程价格", "费 用", "【收费标准】", "課程費用", "Fee"])
def test_a_field_is_known_by_any_of_its_names(name):
    assert header(**{name: "3800元/人"}).price == Decimal("3800.00")


def test_a_field_whose_words_a_column_would_lose_is_a_detail_too():
    found = header(课程价格="3800元/人（含教材、午餐）")

    assert found.price == Decimal("3800.00")
    assert found.details == [("课程价格", "3800元/人（含教材、午餐）")]


def test_the_second_of_two_fields_with_one_meaning_is_a_detail():
    found = header(讲师="安小宁", 主讲老师="白一凡")

    assert (found.instructors, found.details) == (["安小宁"], [("主讲老师", "白一凡")])


def test_a_testimonial_of_a_teacher_is_no_name():
    text = "安老师，二十年银行培训经验，服务过上百家网点，深受学员喜爱"

    found = header(讲师=text)

    assert (found.instructors, found.details) == ([], [("讲师", text)])
    assert found.unread == [("讲师", text)]


def test_an_unknown_field_is_kept():
    assert header(授课方式="讲授与演练").details == [("授课方式", "讲授与演练")]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("安小宁", ["安小宁"]),
        ("安小宁老师、白一凡博士", ["安小宁老师", "白一凡博士"]),
        ("买买提·吐尔逊 / 白一凡", ["买买提·吐尔逊", "白一凡"]),
        ("Anna M. Smith-Jones; Bob O'Neill", ["Anna M. Smith-Jones", "Bob O'Neill"]),
        ("深耕银行业二十年的实战派专家", []),
    ],
)
def test_instructors_are_read_where_the_value_is_nothing_but_names(value, names):
    assert header(讲师=value).instructors == names
