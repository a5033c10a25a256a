"""The other readings of a text in the editor: offered, chosen with one click, kept by saving."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from catalog.domain.outline_versions import release, save_outline, sentence
from catalog.models import Course
from catalog.outline import parse
from tests.catalog.outline.test_reading_marks import BLOCKS, CLOSE
from tests.factories import CourseFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db

IMPORT = "/admin/catalog/course/import/"
MARK = "〔读法：空行〕\n"
DOUBT = "这段文字也可以把无编号的行并列来读，点一下就能看到。"


@pytest.fixture
def editor():
    return client_of("editor")


def outline_of(course) -> str:
    return reverse("admin:catalog_course_outline", args=[course.pk])


def depths(answer) -> list[int]:
    return [row.depth for row in answer.context["preview"]["rows"] if row.form == "item"]


def test_the_editor_names_the_reading_and_has_a_button_for_each_other(editor):
    answer = editor.post(IMPORT, {"source": BLOCKS, "do": "preview"})

    choices = answer.context["preview"]["choices"]
    assert choices.now == "按编号和标题"
    assert ("blocks", MARK.strip(), "按空行分块") in [
        (choice.code, choice.line, choice.name) for choice in choices.others
    ]
    assert 'name="reading" value="blocks" data-line="〔读法：空行〕"' in answer.content.decode()


def test_a_text_that_reads_in_one_way_offers_nothing(editor):
    answer = editor.post(IMPORT, {"source": "第一模块 甲\n一、乙\n二、丙", "do": "preview"})

    assert answer.context["preview"]["choices"] is None


@pytest.mark.parametrize("page", ["import", "course"])
def test_without_a_script_the_button_puts_the_mark_in_and_out(editor, page):
    address = IMPORT if page == "import" else outline_of(CourseFactory())
    form = {"source": BLOCKS, "base": 0}

    by_blocks = editor.post(address, form | {"reading": "blocks"})
    marked = by_blocks.context["form"]["source"].value()
    back = editor.post(address, form | {"source": marked, "reading": ""})

    assert marked == MARK + BLOCKS
    assert depths(by_blocks) == [item.depth for item in parse(BLOCKS, reading="blocks").items]
    assert back.context["form"]["source"].value() == BLOCKS
    assert depths(back) == [item.depth for item in parse(BLOCKS).items]


def test_the_usual_reading_is_a_button_that_takes_the_mark_out(editor):
    answer = editor.post(IMPORT, {"source": MARK + BLOCKS, "do": "preview"})

    choices = answer.context["preview"]["choices"]
    assert choices.now == "按空行分块"
    assert ("", "", "按编号和标题") in [(one.code, one.line, one.name) for one in choices.others]


def test_a_mark_that_changes_nothing_can_be_taken_out(editor):
    for mark in ("〔读法：编号〕\n", "〔读法：随便〕\n"):
        answer = editor.post(IMPORT, {"source": mark + "第一模块 甲\n一、乙", "do": "preview"})

        assert answer.context["preview"]["choices"].settle.line == ""


def test_a_close_reading_is_listed_as_a_doubt_and_settled_by_a_choice(editor):
    before = editor.post(IMPORT, {"source": CLOSE, "do": "preview"}).context["preview"]
    answer = editor.post(IMPORT, {"source": CLOSE, "reading": before["choices"].settle.code})

    assert [doubt.text for doubt in before["doubts"]] == [DOUBT]
    assert answer.context["preview"]["doubts"] == []
    with override("en"):
        english = sentence(parse(CLOSE).doubts[0])
    assert english.isascii()


def test_the_choice_is_shown_for_a_saved_outline_too(editor):
    course = CourseFactory()
    save_outline(course, MARK + BLOCKS, now=timezone.now())

    answer = editor.get(outline_of(course))

    assert answer.context["preview"]["choices"].now == "按空行分块"


def test_the_mark_outlives_saving_and_no_reader_sees_it(editor):
    editor.post(IMPORT, {"source": MARK + BLOCKS, "do": "save"})
    course = Course.objects.get()
    outline = release(course.outlines.get(), now=timezone.now())
    Course.objects.update(status="published")

    assert outline.source == MARK + BLOCKS
    assert [item.depth for item in outline.items.order_by("position")] == [
        item.depth for item in parse(BLOCKS, reading="blocks").items
    ]
    for address in (course.get_absolute_url(), "/search/?q=读法", "/courses/"):
        assert "〔读法" not in Client().get(address).content.decode()


def test_the_live_preview_offers_them_as_well(editor):
    answer = editor.post("/admin/catalog/course/preview/", {"source": BLOCKS, "new": "1"})

    assert 'data-line="〔读法：空行〕"' in answer.content.decode()
