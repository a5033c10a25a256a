"""A later outline of a course: its other facts are offered, and written only where ticked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.domain.course_changes import _equal, accept, find_changes
from catalog.domain.course_import import import_course, understand
from catalog.models import Course, Session
from tests.factories import NOW, TODAY
from tests.office import client_of

pytestmark = pytest.mark.django_db

IMPORT = "/admin/catalog/course/import/"
TEXT = """逾期沟通实务
课程类别：客户经理
课程价格：3800元/人
课程时长：2天
适合对象：一线客户经理
课程讲师：安小宁
课程背景：逾期客户变多了
第一模块 开场
一、第一句话
二、说明来意
第二模块 收束
一、约定还款的日子
城市 | 1月 | 2月 | 12月
---|---|---|---
昆明 |  |  | 15-16
"""
LATER = (
    TEXT.replace("客户经理\n课程价格：3800", "柜面\n培训费：4200")
    .replace("2天", "3天")
    .replace("一线客户经理", "支行客户经理")
    .replace("安小宁", "白一凡")
    .replace("变多了", "多了一倍")
    .replace("昆明 |  |  | 15-16", "昆明 |  |  | 18-19\n成都 | √ |  | ")
)


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def course():
    return import_course(TEXT, now=NOW).course


def outline_of(course) -> str:
    return reverse("admin:catalog_course_outline", args=[course.pk])


def offered(course, text=LATER) -> dict[str, tuple[str, str]]:
    course.refresh_from_db()
    return {
        offer.name: (offer.old, offer.new)
        for offer in find_changes(course, understand(text, today=TODAY))
    }


def facts(course) -> tuple:
    course.refresh_from_db()
    return (
        course.title, course.category.name, str(course.price), str(course.days), course.audience,
        [one.name for one in course.instructors.all()],
        list(course.details.values_list("name", "text")),
        sorted(str(session) for session in course.sessions.all()),
    )  # fmt: skip


def tick(course, name: str, text=LATER) -> str:
    found = find_changes(course, understand(text, today=timezone.localdate()))
    return next(offer.token for offer in found if offer.name == name)


def test_the_same_text_offers_nothing(course):
    assert offered(course, TEXT) == {}


def test_an_audience_in_lines_is_the_one_that_a_text_has_in_a_line(course):
    Course.objects.filter(pk=course.pk).update(audience="大堂经理\n大堂助理\n轮岗柜员")

    for line in ("大堂经理、大堂助理、轮岗柜员", "大堂经理，大堂助理; 轮岗柜员"):
        assert "适合对象" not in offered(course, TEXT.replace("一线客户经理", line))
    assert "适合对象" in offered(course, TEXT.replace("一线客户经理", "大堂经理、轮岗柜员"))


@pytest.mark.parametrize(
    ("column", "old", "new", "same"),
    [
        ("audience", "柜员；", "柜员", True),
        ("audience", "柜员、大堂", "柜员\n大堂", True),
        ("title", "沟通，表达", "沟通、表达", False),
        ("title", "沟通 表达 ", "沟通\n表达", True),
        ("opening", "满 1,000 人", "满 1 000 人", False),
    ],
)
def test_only_an_audience_is_the_same_whatever_stands_between(column, old, new, same):
    assert _equal(column, old, new) is same


def test_a_correction_of_the_punctuation_of_a_title_is_offered(course):
    Course.objects.filter(pk=course.pk).update(title="逾期，沟通实务")

    assert offered(course, TEXT.replace("逾期沟通", "逾期、沟通"))["课程名称"] == (
        "逾期，沟通实务",
        "逾期、沟通实务",
    )


def test_every_changed_fact_is_shown_old_and_new(course):
    found = offered(course)

    assert found["课程类别"] == ("客户经理", "柜面")
    assert found["课程价格"] == ("3800.00 元/人", "4200.00 元/人")
    assert found["天数"] == ("2", "3")
    assert found["适合对象"] == ("一线客户经理", "支行客户经理")
    assert found["讲师"] == ("安小宁", "白一凡")
    assert found["课程背景"] == ("逾期客户变多了", "逾期客户多了一倍")
    assert "成都" in found["计划中的班次"][1]
    assert "昆明" in found["班次日期"][0]
    assert len(found) == 8


def test_nothing_is_written_that_was_not_ticked(editor, course):
    before = facts(course)

    answer = editor.post(
        outline_of(course), {"source": LATER, "base": 1, "do": "save"}, follow=True
    )

    assert facts(course) == before
    assert course.outlines.count() == 2
    said = [str(message) for message in answer.context["messages"]]
    assert any(one.startswith("大纲与课程资料不同、没有改动的有：课程价格、") for one in said)
    assert [offer.name for offer in answer.context["preview"]["offers"]][:1] == ["课程价格"]


def test_what_was_ticked_is_written_and_nothing_else(editor, course):
    before = facts(course)
    take = [tick(course, "课程价格"), tick(course, "天数")]

    editor.post(outline_of(course), {"source": LATER, "base": 1, "do": "save", "take": take})

    after = facts(course)
    assert after[2:4] == ("4200.00", "3.0")
    assert (after[:2], after[4:]) == (before[:2], before[4:])
    assert "课程价格" not in offered(course)


def test_all_of_it_can_be_taken(course):
    understood = understand(LATER, today=TODAY)
    tokens = [offer.token for offer in find_changes(course, understood)]

    taken, _notes = accept(course, understood, tokens, now=NOW)

    assert len(taken) == 7
    assert list(offered(course)) == ["班次日期"]  # moved days are for the session's own page
    assert Session.objects.filter(course=course, city__name="成都").count() == 1
    assert Session.objects.get(course=course, city__name="昆明").starts_on.day == 15


def test_a_tick_for_a_change_that_is_no_more_the_same_writes_nothing(editor, course):
    take = tick(course, "课程价格")
    Course.objects.filter(pk=course.pk).update(price=5000)

    answer = editor.post(
        outline_of(course),
        {"source": LATER, "base": 1, "do": "save", "take": take},
        follow=True,
    )

    assert facts(course)[2] == "5000.00"
    said = [str(message) for message in answer.context["messages"]]
    assert "有些勾选的改动在您勾选之后又变了，没有写入，请再核对。" in said


def test_the_live_preview_offers_them_for_the_course_it_is_told(editor, course):
    address = "/admin/catalog/course/preview/"

    answer = editor.post(address, {"source": LATER, "course": course.pk}).content.decode()
    none = editor.post(address, {"source": LATER, "course": "x"}).content.decode()

    assert f'value="{tick(course, "课程价格")}"' in answer
    assert 'name="take"' not in none


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (TEXT, "same"),
        (TEXT.replace("一、第一句话", "1.  第一句话").replace("逾期沟通实务", "另名"), "same"),
        (
            LATER.replace("逾期沟通实务", "另名").replace("二、说明来意", "二、说明我为何打来"),
            "mostly",
        ),
        ("逾期 沟通实务\n第一模块 别的\n一、别的事\n", "title"),
    ],
    ids=["again", "other signs", "later", "title"],
)
def test_a_text_that_a_course_has_already_names_that_course(editor, course, text, how):
    answer = editor.post(IMPORT, {"source": text, "do": "preview"})

    assert [(one.course, one.how) for one in answer.context["preview"]["similar_courses"]] == [
        (course, how)
    ]
    assert f'href="{outline_of(course)}"' in answer.content.decode()


def test_another_outline_names_none(editor, course):
    text = "柜面服务\n第一模块 迎宾\n一、站姿\n二、手势\n"

    assert (
        editor.post(IMPORT, {"source": text, "do": "preview"}).context["preview"]["similar_courses"]
        == []
    )


@pytest.mark.parametrize("do", ["save", "publish"])
def test_saving_it_asks_first_and_writes_nothing(editor, course, do):
    answer = editor.post(IMPORT, {"source": TEXT, "do": do})

    assert answer.status_code == 400
    assert "还没有保存" in str(answer.context["form"].non_field_errors())
    assert 'name="same"' in answer.content.decode()
    assert (Course.objects.count(), course.outlines.count()) == (1, 1)
    assert answer.context["form"]["source"].value() == TEXT


def test_the_answer_makes_a_version_or_another_course(editor, course):
    version = editor.post(IMPORT, {"source": LATER, "do": "save", "same": course.pk})
    counts = (Course.objects.count(), course.outlines.count())
    editor.post(IMPORT, {"source": LATER, "do": "save", "same": "new"})

    assert version.url == outline_of(course)
    assert counts == (1, 2)
    assert Course.objects.count() == 2
    assert facts(course)[2] == "3800.00"


def test_the_same_text_again_makes_no_version_and_publishing_releases_it(editor, course):
    editor.post(IMPORT, {"source": TEXT, "do": "publish", "same": course.pk})

    course.refresh_from_db()
    assert (course.outlines.count(), course.outline.number, course.status) == (1, 1, "published")


def test_an_answer_that_names_another_course_is_asked_again(editor, course):
    answer = editor.post(
        IMPORT, {"source": "柜面服务\n第一模块 迎宾", "do": "save", "same": course.pk}
    )

    assert answer.status_code == 400
    assert (Course.objects.count(), course.outlines.count()) == (1, 1)


@pytest.mark.parametrize("name", ["培训费", "学费", "研修费", "报名费", "参会费", "培訓費"])
def test_a_fee_is_a_price(name):
    text = f"沟通课\n{name}：3800元/人\n课程时长：2天\n第一模块 迎宾\n1、站姿\n2、手势\n"

    assert str(understand(text, today=TODAY).header.price) == "3800.00"
