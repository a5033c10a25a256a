"""Facts of a course join the version of its outline: compared, told in a conflict, taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.urls import reverse
from django.utils import timezone

from catalog.domain import changing_courses
from catalog.domain.course_changes import find_changes, notes_on
from catalog.domain.course_import import import_course, understand
from catalog.domain.english_outline import save_english
from catalog.domain.facts_compared import changes_back_to, differences, in_words
from catalog.domain.outline_versions import is_same_text, release, release_later, save_outline
from catalog.domain.version_facts import COLUMNS, facts_of, stamp
from catalog.models import Course
from enrollment.models import AuditEvent
from tests.factories import NOW, TODAY, CityFactory, SessionFactory
from tests.office import client_of
from tests.tab import Tab

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


def with_price(editor, course, price: str):
    """The form of the course, saved with another price."""
    tab = Tab(editor, reverse("admin:catalog_course_change", args=[course.pk]))
    tab["price"] = price
    assert tab.send().status_code == 302
    course.refresh_from_db()


def test_every_column_of_a_course_joins_its_versions_or_is_no_fact():
    fields = {field.name for field in Course._meta.get_fields() if field.concrete}
    of_planning = {name for name in fields if name.startswith("usual_")}
    of_the_row = {*("id", "slug", "code", "status", "outline", "created_at", "updated_at")}
    kept = {*COLUMNS, "category", "instructors"}

    assert fields - kept == {*of_planning, *of_the_row, "decide_days", "apart_weeks"}


def test_every_fact_of_a_course_stands_in_its_form():
    fieldsets = flatten_fieldsets(admin.site.get_model_admin(Course).fieldsets)

    assert {*COLUMNS, "category", "instructors"} - set(fieldsets) == set()


def test_a_fact_that_is_chosen_is_told_by_the_name_of_the_choice():
    assert [in_words(*fact) for fact in (("language", "ja"), ("status", "draft"))] == [
        *("日本語", "草稿"),
    ]


def test_facts_changed_in_the_form_are_the_next_version_at_once(editor, course):
    release(course.outlines.get(), now=NOW)
    course.refresh_from_db()

    with_price(editor, course, "4200")

    first, second = course.outlines.order_by("number")
    assert (second.source, second.reason, second.created_by.username) == (
        *(first.source, "课程资料：课程价格", "editor"),
    )
    assert (course.outline, second.released_at is not None) == (second, True)
    assert [item.key for item in second.items.all()] == [item.key for item in first.items.all()]
    page = editor.get(version_of(course, 2))
    assert "<del>3800.00 元/人</del> → <ins>4200.00 元/人</ins>" in page.text
    changes = AuditEvent.objects.get(verb="change facts").changes
    assert changes == {"price": ["3800.00", "4200"], "outline": [1, 2]}


def test_facts_that_join_a_version_nobody_may_see_stay_hidden_and_keep_its_day(editor, course):
    release(course.outlines.get(), now=NOW)
    newest = save_outline(course, TEXT.replace("第一句话", "头一句话"), now=NOW)
    day = timezone.localdate() + timedelta(days=9)
    release_later(newest, day)

    with_price(editor, course, "4200")

    second, third = course.outlines.order_by("number")[1:]
    assert (course.outline.number, third.released_at, second.release_at) == (1, None, None)
    assert timezone.localdate(third.release_at) == day


def test_the_form_saved_without_another_fact_makes_no_version(editor, course):
    tab = Tab(editor, reverse("admin:catalog_course_change", args=[course.pk]))
    tab["usual_capacity"] = "40"

    assert tab.send().status_code == 302
    assert course.outlines.count() == 1


def test_facts_of_many_courses_join_their_versions(editor, course):
    course.refresh_from_db()
    teachers = tuple(course.instructors.values_list("pk", flat=True))
    dearer = changing_courses.PriceChange("add", Decimal(400))
    edits = changing_courses.Edits(price=dearer)
    seen = changing_courses.token(course, teachers)

    changing_courses.change(course, edits, seen=seen, now=NOW)

    assert [one.facts["price"] for one in course.outlines.order_by("number")] == [
        "3800.00",
        "4200.00",
    ]


def test_facts_ticked_beside_an_unchanged_text_are_the_next_version(editor, course):
    Course.objects.update(price=4000)
    course.refresh_from_db()
    stamp(course.outlines.get())
    release(course.outlines.get(), now=NOW)
    found = find_changes(course, understand(TEXT, today=timezone.localdate()))
    take = ticks(found, "课程价格")

    editor.post(outline_of(course), {"source": TEXT, "base": 1, "do": "save", "take": take})

    facts = [one.facts["price"] for one in course.outlines.order_by("number")]
    assert facts == ["4000.00", "3800.00"]


def test_a_form_saved_meanwhile_is_told_in_the_conflict(editor, course):
    with_price(editor, course, "4200")
    mine = TEXT.replace("第一句话", "头一句话")

    page = editor.post(outline_of(course), {"source": mine, "base": 1, "do": "save"})

    assert "那以后课程资料也改了：" in page.text
    assert "<del>3800.00 元/人</del> → <ins>4200.00 元/人</ins>" in page.text


def test_a_price_changed_in_the_form_is_taken_back_with_its_version(editor, course):
    with_price(editor, course, "4200")
    take = ticks(changes_back_to(course.outlines.get(number=1))(course), "课程价格")

    editor.post(version_of(course, 1), {"do": "restore", "take": take})

    course.refresh_from_db()
    assert course.price == Decimal("3800.00")


def test_english_texts_are_compared_and_taken_back_alone(editor, course):
    course.details.update(text_en="More customers are late")
    Course.objects.update(title_en="Arrears")
    stamp(course.outlines.get())
    course.details.update(text_en="Many")
    Course.objects.update(title_en="Late payers")
    course.refresh_from_db()
    first = course.outlines.get()
    offered = changes_back_to(first)(course)

    editor.post(version_of(course, 1), {"do": "restore", "take": [one.token for one in offered]})

    course.refresh_from_db()
    assert [one.name for one in offered] == ["英文课程名称", "课程背景（英文）"]
    assert course.title_en == "Arrears"
    assert list(course.details.values_list("name", "text", "text_en")) == [
        ("课程背景", "逾期客户变多了", "More customers are late")
    ]


def test_a_version_from_before_kept_fewer_facts_and_is_compared_by_them(course):
    early = {
        name: value
        for name, value in facts_of(course).items()
        if name in ("title", "price", "days", "opening", "audience", "category", "instructors")
    }
    early["details"] = [["课程背景", "逾期客户变多了"]]
    course.details.update(text_en="More")
    Course.objects.update(summary="一句话")

    assert differences(early, facts_of(course)) == []
    Course.objects.update(price=1)
    assert [one.name for one in differences(early, facts_of(course))] == ["课程价格"]


def test_a_teacher_who_is_gone_is_no_difference(course):
    before = facts_of(course)
    course.instructors.all().delete()

    assert differences(before, facts_of(course)) == []


def test_an_english_outline_stays_that_of_the_text_it_was_made_of(editor, course):
    release(course.outlines.get(), now=NOW)
    course.refresh_from_db()
    english = save_english(course, "Module 1 Opening\n1. A first word\n", now=NOW)

    with_price(editor, course, "4200")

    english.refresh_from_db()
    assert english.outline == course.outline


def test_whoever_enrolled_is_not_told_of_another_outline_when_only_facts_changed(editor, course):
    release(course.outlines.get(), now=NOW)
    course.refresh_from_db()
    sold = course.outline_id

    with_price(editor, course, "4200")
    same = is_same_text(sold, course.outline_id)
    other = save_outline(course, TEXT.replace("第一句话", "头一句话"), now=NOW)

    assert (sold != course.outline_id, same) == (True, True)
    assert is_same_text(sold, other.pk) is False


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
