"""Versions of an outline: kept, numbered, released, restored, read back."""

import pytest

from catalog.domain import outline_versions
from catalog.domain.outline_versions import read, release, restore, save_outline, sentence, tree_of
from catalog.models import Outline, OutlineItem
from catalog.outline import OutlineError, parse
from tests.factories import NOW, CourseFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT = "厅堂服务\r\n第一模块 迎宾\r\n一、站姿\n一、手势\n"


def test_each_save_is_the_next_version_with_who_and_why():
    course, user = CourseFactory(), UserFactory()

    first = save_outline(course, TEXT, user=user, reason="初稿", now=NOW)
    second = save_outline(course, TEXT, now=NOW)
    other = save_outline(CourseFactory(), TEXT, now=NOW)

    assert [one.number for one in (first, second, other)] == [1, 2, 1]
    assert (first.created_by, first.reason, second.created_by) == (user, "初稿", None)


def test_the_source_is_kept_byte_for_byte_and_its_tree_is_read_back():
    outline = save_outline(CourseFactory(), TEXT, now=NOW)

    kept = Outline.objects.get(pk=outline.pk)
    assert kept.source == TEXT
    assert tree_of(kept) == parse(TEXT)
    assert tree_of(kept).to_text() == TEXT


def test_releasing_makes_the_version_public_and_keeps_the_time_of_its_first_release():
    course = CourseFactory()
    first = release(save_outline(course, TEXT, now=NOW), now=NOW)
    second = release(save_outline(course, TEXT, now=NOW), now=NOW)
    again = release(first, now=NOW.replace(year=2027))

    course.refresh_from_db()
    assert (course.outline, again.released_at, second.released_at) == (first, NOW, NOW)


def test_restoring_adds_a_version_and_changes_no_other():
    course = CourseFactory()
    first = save_outline(course, TEXT, now=NOW)
    save_outline(course, "第一模块 别的", now=NOW)

    restored = restore(first, now=NOW)

    assert (restored.number, restored.source) == (3, TEXT)
    assert course.outlines.count() == 3


@pytest.mark.parametrize("text", ["", "甲\x00乙", "甲" * 200_001])
def test_a_text_that_cannot_be_kept_is_refused_and_nothing_is_written(text):
    course = CourseFactory()

    with pytest.raises(OutlineError):
        save_outline(course, text, now=NOW)

    assert (Outline.objects.count(), OutlineItem.objects.count()) == (0, 0)


def test_a_reading_that_would_lose_a_line_is_refused(monkeypatch):
    monkeypatch.setattr(outline_versions, "losses", lambda tree: ["第 3 行"])

    with pytest.raises(OutlineError, match="没有保存：第 3 行"):
        read(TEXT)


def test_a_refusal_and_a_doubt_are_said_in_words():
    doubt = parse(TEXT).doubts[0]

    assert sentence(doubt) == "编号“一、”在同一层里出现了两次。"
    assert sentence(OutlineError("大纲有 %(length)d 个字符。", length=3)) == "大纲有 3 个字符。"
