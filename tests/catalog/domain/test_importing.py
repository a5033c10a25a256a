"""An outline's text becomes a course with all that stands around it; nothing printed is dropped."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.domain import course_import
from catalog.domain.course_import import import_course, understand
from catalog.models import Category, City, Course, Instructor, Office, Session
from catalog.outline import OutlineError
from tests.factories import NOW, TODAY, CategoryFactory, CityFactory, CourseFactory, OfficeFactory

pytestmark = pytest.mark.django_db

WHOLE = """逾期沟通实务
课程类别：贷后管理
开课时间：3月
课程价格：29000.00元/人
课程时长：2天
适合对象：客户经理
课程讲师：安小宁、白一凡
课程背景：逾期客户变多了
第一模块 开场
一、第一句话
1、自报家门
二、说明来意
获取更多培训信息,请致电13900000207安老师
城市 | 1月 | 2月 | 3月 | 12月
---|---|---|---|---
昆明 |  | √ |  | 15-16
成都 |  |  |  | √
地址:昆明市盘龙区听松路66号
邮箱:ask@example.com
"""


def made(text=WHOLE, **values):
    return import_course(text, now=NOW, **values)


def test_header_fields_go_into_the_course_and_the_rest_into_its_details():
    course = made().course

    assert (course.title, course.category.name, course.opening) == (
        "逾期沟通实务",
        "贷后管理",
        "3月",
    )
    assert (course.price, course.days, course.audience) == (
        Decimal("29000.00"),
        Decimal(2),
        "客户经理",
    )
    assert [one.name for one in course.instructors.order_by("pk")] == ["安小宁", "白一凡"]
    assert list(course.details.values_list("name", "text")) == [("课程背景", "逾期客户变多了")]


def test_the_table_of_cities_and_months_becomes_planned_sessions():
    sessions = made().sessions

    assert [(one.city.name, one.month, one.starts_on, one.state) for one in sessions] == [
        ("昆明", date(2027, 2, 1), None, "planned"),
        ("昆明", date(2026, 12, 1), date(2026, 12, 15), "planned"),
        ("成都", date(2026, 12, 1), None, "planned"),
    ]


def test_the_contact_becomes_an_office_once():
    first, second = made(), made()

    assert (first.office.phone, first.office.email) == ("13900000207", "ask@example.com")
    assert first.office.address == "昆明市盘龙区听松路66号"
    assert second.office is None
    assert Office.objects.count() == 1


@pytest.mark.parametrize(
    "known", [{"phone": "139-0000-0207"}, {"email": "ASK@example.com"}], ids=["phone", "mail"]
)
def test_an_office_that_is_known_in_another_spelling_is_not_made_again(known):
    OfficeFactory(**({"phone": "", "email": "", "address": ""} | known))

    assert made().office is None


def test_what_is_known_by_name_is_used_again():
    category, city = CategoryFactory(name="贷后管理"), CityFactory(name="昆明")
    Instructor.objects.create(name="安小宁")

    imported = made()

    assert imported.course.category == category
    assert imported.sessions[0].city == city
    assert Instructor.objects.filter(name="安小宁").count() == 1
    assert City.objects.count() == 2


def test_the_editor_is_told_what_was_made_and_where_things_went():
    notes = made().notes

    assert notes == [
        "新建了课程类别“贷后管理”。",
        "这些字段原样放进了课程详情：课程背景。",
        "新建了城市“昆明”。",
        "新建了城市“成都”。",
        "按城市月份表排了 3 个计划中的班次。",
        "读到了联系方式 13900000207，还没有公开：请在“联系方式”里核对、命名后再公开。",
    ]


def test_a_text_without_a_title_gets_one_to_be_changed():
    imported = made("课程类别：客户经理\n第一模块 开场\n一、第一句话\n")

    assert imported.course.title == "客户经理课程（待命名）"
    assert "原文没有课程名称，暂名为“客户经理课程（待命名）”，请改名。" in imported.notes


def test_a_text_without_a_category_is_unsorted():
    assert made("第一模块 开场\n一、第一句话\n").course.category.name == "未分类"


def test_what_is_given_wins_over_what_is_printed():
    category = CategoryFactory()

    course = made(title="沟通课", category=category, price=Decimal(100), slug="talk").course

    assert (course.title, course.category, course.price, course.slug) == (
        "沟通课",
        category,
        Decimal(100),
        "talk",
    )
    assert Category.objects.count() == 1


def test_a_price_that_cannot_be_read_stays_in_the_details():
    imported = made("课程价格：面议或另行报价\n第一模块 开场\n一、第一句话\n")

    assert imported.course.price is None
    assert list(imported.course.details.values_list("name", "text")) == [
        ("课程价格", "面议或另行报价")
    ]
    assert "没有读懂“课程价格：面议或另行报价”，已原样放进课程详情。" in imported.notes


def test_an_imported_course_is_a_draft_unless_it_is_to_be_published():
    draft, public = made().course, made(publish=True).course

    assert (draft.status, draft.outline) == ("draft", None)
    assert (public.status, public.outline.number) == ("published", 1)
    assert draft.slug != public.slug
    assert draft.code != public.code


@pytest.mark.parametrize("text", ["", "  \n", "甲\x00"])
def test_what_is_no_outline_writes_nothing(text):
    with pytest.raises(OutlineError):
        made(text)

    assert [model.objects.count() for model in (Course, Category, Session, Office)] == [0] * 4


def test_a_failure_at_the_end_leaves_nothing_behind(monkeypatch):
    def broken(*args, **kwargs):
        raise OutlineError("broken")

    monkeypatch.setattr(course_import, "save_outline", broken)

    with pytest.raises(OutlineError):
        made()

    assert [model.objects.count() for model in (Course, Category, Session, Office)] == [0] * 4


def test_an_address_taken_meanwhile_is_chosen_again(monkeypatch):
    CourseFactory(slug="taken", code="KK-101")
    slugs = iter(["taken", "taken", "free"])
    monkeypatch.setattr(course_import, "slug_for", lambda name, **limits: next(slugs))
    monkeypatch.setattr(course_import, "category_called", lambda name, notes: CategoryFactory())

    assert made("沟通课\n第一模块 开场\n一、第一句话\n").course.slug == "free"


def test_reading_writes_nothing():
    understood = understand(WHOLE, today=TODAY)

    assert understood.title == "逾期沟通实务"
    assert Course.objects.count() == 0
