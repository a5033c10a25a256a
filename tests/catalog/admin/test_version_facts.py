"""Facts of a course join the version of its outline: compared, told in a conflict, taken back."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.domain.course_changes import find_changes, notes_on
from catalog.domain.course_import import import_course, understand
from catalog.domain.facts_compared import changes_back_to, differences
from catalog.models import Course
from enrollment.models import AuditEvent
from tests.factories import NOW, TODAY, CityFactory, SessionFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db
MONTH_ALONE = {"month": TODAY.replace(day=1), "starts_on": None, "ends_on": None}
TEXT = """逾期沟通实务
课程价格：3800元/人
课程时长：2天
适合对象：一线客户经理
课程讲师：安小宁
课程背景：逾期客户变多了
第一模块 开场
一、第一句话
【学员评价】
回去当天就用上了，打电话有底气。
—— 某行客户经理
"""


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def course():
    return import_course(TEXT, now=NOW).course


def outline_of(course) -> str:
    return reverse("admin:catalog_course_outline", args=[course.pk])


def version_of(course, number: int) -> str:
    return reverse("admin:catalog_course_version", args=[course.pk, number])


def ticks(offered, *names) -> list[str]:
    return [offer.token for offer in offered if offer.name in names]


def with_second_version(editor, course) -> None:
    """Version 2, with another price and no more 课程背景 than before."""
    later = TEXT.replace("3800", "4200").replace("变多了", "多了一倍")
    found = find_changes(course, understand(later, today=timezone.localdate()))
    take = ticks(found, "课程价格", "课程背景")
    editor.post(outline_of(course), {"source": later, "base": 1, "do": "save", "take": take})
    course.refresh_from_db()


def test_a_version_keeps_what_the_course_said_with_it(editor, course):
    with_second_version(editor, course)

    first, second = course.outlines.order_by("number")
    assert (first.facts["price"], second.facts["price"]) == ("3800.00", "4200.00")
    assert [(one.name, one.old, one.new) for one in differences(first.facts, second.facts)] == [
        ("课程价格", "3800.00 元/人", "4200.00 元/人"),
        ("课程背景", "逾期客户变多了", "逾期客户多了一倍"),
    ]
    page = editor.get(version_of(course, 2))
    assert "<del>3800.00 元/人</del> → <ins>4200.00 元/人</ins>" in page.text
    changes = AuditEvent.objects.get(verb="change facts").changes
    assert changes == {"price": ["3800.00", "4200.00"], "corrected": ["coursedetail"]}


def test_restoring_takes_back_the_ticked_facts_and_no_other(editor, course):
    with_second_version(editor, course)
    take = ticks(changes_back_to(course.outlines.get(number=1))(course), "课程价格")

    editor.post(version_of(course, 1), {"do": "restore", "take": take})

    course.refresh_from_db()
    assert course.price == Decimal("3800.00")
    assert course.details.get(name="课程背景").text == "逾期客户多了一倍"
    assert course.outlines.latest().facts["price"] == "3800.00"


def test_every_fact_can_be_taken_back(editor, course):
    first = course.outlines.get()
    Course.objects.update(title="另名", days=None, audience="", price=None)
    course.instructors.clear()
    course.details.all().delete()
    course.details.create(name="课程价格", text="面谈")  # a text that is called as a field is
    course.refresh_from_db()
    offered = changes_back_to(first)(course)

    editor.post(version_of(course, 1), {"do": "restore", "take": [one.token for one in offered]})

    course.refresh_from_db()
    assert (course.title, course.days, course.audience) == ("逾期沟通实务", 2, "一线客户经理")
    assert [one.name for one in course.instructors.all()] == ["安小宁"]
    assert list(course.details.values_list("name", "text")) == [("课程背景", "逾期客户变多了")]


def test_a_conflict_says_that_facts_were_changed_too(editor, course):
    with_second_version(editor, course)
    mine = TEXT.replace("第一句话", "头一句话")

    page = editor.post(outline_of(course), {"source": mine, "base": 1, "do": "save"})

    assert "那以后课程资料也改了：" in page.text
    assert "<del>3800.00 元/人</del> → <ins>4200.00 元/人</ins>" in page.text


def test_testimonials_and_a_contact_of_a_later_text_are_offered(course):
    later = (
        TEXT
        + "案例讲得细，回去就能照着做，主任也说好。\n—— 某行主任\n联系电话：0871-65000000 苏老师\n"
    )
    found = {one.name: one for one in find_changes(course, understand(later, today=TODAY))}

    found["学员评价"].write(course, [])
    found["联系方式"].write(course, notes := [])

    assert found["学员评价"].new.startswith("另加 1 条，审核后才公开：案例讲得细")
    assert course.testimonials.filter(approved=False).count() == 2
    assert len(notes) == 1
    again = {one.name for one in find_changes(course, understand(later, today=TODAY))}
    assert again & {"学员评价", "联系方式"} == set()


def test_what_the_text_no_longer_states_and_what_is_past_is_said(course):
    SessionFactory(course=course, city=CityFactory(name="大理"), state="planned", **MONTH_ALONE)
    text = (
        "逾期沟通实务\n课程价格：面谈再定\n第一模块 开场\n一、第一句话\n二、再说\n"
        "开课安排\n昆明：2026年2月、2027年3月\n"
    )
    understood = understand(text, today=TODAY)

    notes = notes_on(course, understood)
    missing = [one for one in find_changes(course, understood) if one.name == "表里没有的班次"]

    assert notes[0] == "没有读懂“课程价格：面谈再定”，列在下面作为课程详情。"
    assert notes[1].startswith("城市月份表里有 1 个的月份已经过去了（2026-02）")
    assert notes[2] == "这份大纲没有写、课程资料里保留着的：课程价格、天数、适合对象、讲师。"
    assert [(one.old, one.takeable) for one in missing] == [("大理 2026-12", False)]
