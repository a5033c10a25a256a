"""What is typed in the outline editor is kept on the server, offered, and ends with the save."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.domain import outline_drafts
from catalog.domain.outline_versions import restore, save_outline
from catalog.models import Course, OutlineDraft
from tests.factories import NOW, CourseFactory
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db

TEXT = "厅堂服务\n第一模块 迎宾\n一、站姿"
TYPED = "厅堂服务\n第一模块 没来得及保存"
TOKEN = "a" * 32
DRAFT = reverse("admin:catalog_course_draft")
IMPORT = reverse("admin:catalog_course_import")


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def course():
    course = CourseFactory()
    save_outline(course, TEXT, now=NOW)
    return course


def outline_page(course) -> str:
    return reverse("admin:catalog_course_outline", args=[course.pk])


def typed(client, course=None, *, token=TOKEN, base=1, text=TYPED):
    place = {"course": course.pk, "base": base} if course else {"course": "", "base": 0}
    return client.post(DRAFT, {"draft": token, "source": text, **place})


def test_a_draft_is_offered_with_its_time_and_version_and_never_put_in(editor, course):
    typed(editor, course)

    page = editor.get(outline_page(course))
    draft = OutlineDraft.objects.get()

    said = f"{timezone.localtime(draft.typed_at):%Y-%m-%d %H:%M} 有一份没有保存的文字，从第 1 版"
    assert said in page.text
    assert page.context["form"]["source"].value() == TEXT
    assert f"?draft={TOKEN}" in page.text


def test_an_opened_draft_goes_on_under_its_own_token_and_version(editor, course):
    typed(editor, course)
    save_outline(course, TEXT + "\n二、手势", now=NOW)

    page = editor.get(outline_page(course), {"draft": TOKEN})
    form = page.context["form"]

    assert [form[name].value() for name in ("source", "base", "draft")] == [TYPED, 1, TOKEN]
    assert "它从第 1 版开始写，那以后另存过第 2 版" in page.text


def test_a_draft_of_an_older_version_meets_the_newer_one_when_it_is_saved(editor, course):
    typed(editor, course)
    save_outline(course, TEXT + "\n二、手势", now=NOW)

    answer = editor.post(
        outline_page(course), {"source": TYPED, "base": 1, "draft": TOKEN, "do": "save"}
    )

    assert "在您编辑的时候" in answer.text
    assert course.outlines.count() == 2
    assert OutlineDraft.objects.open().get().text == TYPED


def test_a_draft_ends_with_the_save_and_a_late_copy_is_not_taken_for_newer(editor, course):
    typed(editor, course)
    editor.post(outline_page(course), {"source": TYPED, "base": 1, "draft": TOKEN, "do": "save"})

    late = typed(editor, course)

    assert late.status_code == 410
    assert OutlineDraft.objects.open().count() == 0
    assert "没有保存的文字" not in editor.get(outline_page(course)).text


def test_after_restoring_a_version_an_earlier_draft_is_not_its_text(editor, course):
    first = course.outlines.get()
    save_outline(course, TYPED, now=NOW)
    typed(editor, course, base=2, text=TYPED + "改")
    restore(first, now=NOW)

    page = editor.get(outline_page(course))

    assert page.context["form"]["source"].value() == TEXT
    assert "从第 2 版开始写的" in page.text


def test_pasting_the_next_course_begins_empty(editor):
    text = "第一门课\n第一模块 开场\n一、问候"
    typed(editor, text=text)
    editor.post(IMPORT, {"source": text, "draft": TOKEN, "do": "save"})

    page = editor.get(IMPORT)

    assert Course.objects.count() == 1
    assert not page.context["form"]["source"].value()
    assert "没有保存的文字" not in page.text


def test_another_draft_of_the_same_words_ends_with_them(editor, course):
    typed(editor, course, token="b" * 32, text=TYPED)

    editor.post(
        outline_page(course),
        {"source": TYPED.replace("\n", "\r\n"), "base": 1, "draft": TOKEN, "do": "save"},
    )

    assert OutlineDraft.objects.open().count() == 0


@pytest.mark.parametrize("do", ["preview", "tidy"])
def test_what_was_posted_and_not_saved_is_a_draft(editor, course, do):
    editor.post(outline_page(course), {"source": TYPED, "base": 1, "draft": TOKEN, "do": do})

    draft = OutlineDraft.objects.get()

    assert (draft.text, draft.base, draft.course) == (TYPED, 1, course)


def test_a_draft_is_its_authors_alone(editor, course):
    typed(editor, course)
    other = client_of("manager")

    page = other.get(outline_page(course))
    opened = other.get(outline_page(course), {"draft": TOKEN})
    stolen = typed(other, course, text="别人的")
    other.post(DRAFT, {"draft": TOKEN, "course": course.pk, "do": "discard"})

    assert "没有保存的文字" not in page.text
    assert opened.context["form"]["source"].value() == TEXT
    assert stolen.status_code == 410
    assert OutlineDraft.objects.open().get().text == TYPED


def test_a_draft_is_thrown_away_by_its_button(editor, course):
    typed(editor, course)

    answer = editor.post(DRAFT, {"draft": TOKEN, "course": course.pk, "do": "discard"})

    assert answer.url == outline_page(course)
    assert OutlineDraft.objects.open().count() == 0


def test_a_text_back_where_it_began_is_no_draft(editor, course):
    typed(editor, course)
    typed(editor, course, text="")

    assert OutlineDraft.objects.count() == 0


def test_only_who_may_change_courses_keeps_drafts(course):
    assert typed(client_of("sales"), course).status_code == 403
    assert OutlineDraft.objects.count() == 0


def test_drafts_nobody_came_back_to_are_forgotten(course):
    user = staff("editor")
    old, new = NOW - timedelta(days=61), NOW - timedelta(days=59)
    for token, at in (("a" * 32, old), ("b" * 32, new)):
        outline_drafts.save(user, token=token, course=course, base=1, text=TYPED, now=at)

    outline_drafts.forget(now=NOW)

    assert [draft.token for draft in OutlineDraft.objects.all()] == ["b" * 32]


def test_who_else_is_typing_is_named_for_ten_minutes_and_the_text_is_not_shown(editor, course):
    colleague = staff("editor", username="colleague")
    now = timezone.now()
    for token, at in (("b" * 32, now), ("c" * 32, now - timedelta(minutes=11))):
        outline_drafts.save(colleague, token=token, course=course, base=1, text="机密", now=at)

    page, answer = editor.get(outline_page(course)), typed(editor, course)

    for text in (page.text, answer.text):
        assert text.count("也在编辑这份大纲") == 1
        assert "机密" not in text
