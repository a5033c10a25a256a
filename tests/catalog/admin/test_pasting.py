"""Pasted or uploaded outlines in the back office: seen, saved, refused, restored."""

import io
import json
import zipfile
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog import models
from catalog.domain import preview_links
from catalog.domain.intake import report_of, stored_report
from catalog.domain.outline_versions import release, save_outline, tree_of
from catalog.domain.uploads import uploaded
from catalog.models import Course, Outline
from catalog.outline import MAX_CHARACTERS, parse
from catalog.outline.tree import LeftOut, Place
from enrollment.actions.releasing import release_due
from tests.catalog.domain.test_uploads import word_file
from tests.factories import CategoryFactory, CourseFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
IMPORT = "/admin/catalog/course/import/"
DAYS = {"decide_days": "14", "apart_weeks": "2"}  # what the form of a course begins with
TEXT = """逾期沟通实务
课程类别：客户经理
课程价格：3800元/人
课程时长：2天
适合对象：一线客户经理
第一模块 开场
一、第一句话
1、自报家门
案例分析01：两通电话
第二模块 收束
一、承诺
一、再次确认
"""
MADE = [
    *(models.Course, models.Outline, models.Session, models.Testimonial),
    *(models.Office, models.Category, models.City, models.Instructor),
]


def counts():
    return [model.objects.count() for model in MADE]


def post(client, source=TEXT, do="preview", address=IMPORT, **values):
    return client.post(address, {"source": source, "do": do, **values})


def outline_of(course) -> str:
    return reverse("admin:catalog_course_outline", args=[course.pk])


@pytest.fixture
def editor():
    return client_of("editor")


@pytest.fixture
def course():
    course = CourseFactory(status="draft")
    save_outline(course, TEXT, now=timezone.now())
    return course


def test_the_list_of_courses_leads_to_the_page_where_an_outline_is_pasted(editor):
    page = editor.get("/admin/catalog/course/").content.decode()

    assert f'href="{IMPORT}"' in page


def test_the_list_of_courses_tells_days_as_people_write_them(editor):
    CourseFactory(days=Decimal("2.0"))
    CourseFactory(days=Decimal("1.5"))

    page = editor.get("/admin/catalog/course/").content.decode()

    assert ">2</td>" in page and ">1.5</td>" in page


def test_a_preview_shows_the_tree_and_what_goes_where_and_saves_nothing(editor):
    before = counts()

    answer = post(editor)

    preview = answer.context["preview"]
    facts = dict(preview["facts"])
    assert answer.status_code == 200
    assert counts() == before
    assert facts["课程名称"] == "逾期沟通实务"
    assert facts["课程类别"] == "客户经理（新建）"
    assert facts["课程价格"] == "3800.00 元/人"
    assert [(row.line, row.kind) for row in preview["rows"] if row.form == "item"] == [
        (6, "module"),
        (7, "section"),
        (8, "point"),
        (9, "case_study"),
        (10, "module"),
        (11, "section"),
        (12, "section"),
    ]


def test_a_doubt_stands_beside_its_line(editor):
    rows = post(editor).context["preview"]["rows"]

    assert [row.line for row in rows if row.doubts] == [12]
    assert 'href="#L12"' in post(editor).content.decode()


def test_every_line_of_the_text_is_shown_once(editor):
    rows = post(editor).context["preview"]["rows"]

    assert sorted(row.line for row in rows) == list(range(1, 13))


def test_saving_makes_a_draft_course_and_leads_to_its_page(editor):
    answer = post(editor, do="save", title="沟通课")

    course = Course.objects.get()
    outline = course.outlines.get()
    assert answer.url == reverse("admin:catalog_course_change", args=[course.pk])
    assert (course.title, course.status, course.outline) == ("沟通课", "draft", None)
    assert (course.category.name, str(course.price)) == ("客户经理", "3800.00")
    assert outline.source.replace("\r\n", "\n") == TEXT
    assert outline.created_by.username == "editor"


def test_the_chosen_category_wins_over_the_text(editor):
    chosen = CategoryFactory()

    post(editor, do="save", category=chosen.pk)

    assert Course.objects.get().category == chosen


def test_saving_and_publishing_makes_the_course_public(editor):
    post(editor, do="publish")

    course = Course.objects.get()
    assert (course.status, course.outline.number) == ("published", 1)
    assert editor.get(course.get_absolute_url()).status_code == 200


def test_an_uploaded_file_takes_the_place_of_the_text(editor):
    file = SimpleUploadedFile("outline.txt", TEXT.encode("gb18030"))

    answer = post(editor, source="", file=file)

    assert answer.context["form"]["source"].value() == TEXT


BAD_TEXTS = [
    ("", "大纲是空的。请至少写一行，例如“第一模块 课程导入”。"),
    (" \n\u3000\n", "大纲是空的。请至少写一行，例如“第一模块 课程导入”。"),
    ("第一行\n第二\x00行", "第 2 行含有空字符（NUL）。请删去后再保存。"),
    ("甲" * (MAX_CHARACTERS + 1), "大纲有 200001 个字符，最多 200000 个。请拆成几门课程。"),
]


@pytest.mark.parametrize(("text", "said"), BAD_TEXTS, ids=["empty", "blank", "nul", "long"])
@pytest.mark.parametrize("do", ["preview", "save", "publish"])
def test_text_that_is_no_outline_gets_a_sentence_and_is_kept(editor, text, said, do):
    before = counts()

    answer = post(editor, text, do)

    form = answer.context["form"]
    assert answer.status_code == 400
    assert form.errors == {"source": [said]}
    assert form["source"].value() == text
    assert counts() == before


BAD_FILES = [
    ("notes.txt", b"", "大纲是空的。请至少写一行，例如“第一模块 课程导入”。"),
    ("notes.txt", b"\x00\x01\x02", "这不是文本文件。请上传 .txt 或 .docx 文件。"),
    ("half.txt", b"\xed\xa0\x80\xff", "无法识别文件的编码。请用 UTF-8 编码另存为 .txt 后再上传。"),
    (
        "old.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "这是 .doc 文件，无法读取。请用原来的软件另存为 .docx 后再上传。",
    ),
    (
        "big.txt",
        b"a" * 5 * 1024 * 1024,
        "文件有 5.0 MB，最多 2 MB。请删去图片后另存，或只保留大纲。",
    ),
]


@pytest.mark.parametrize(
    ("name", "data", "said"), BAD_FILES, ids=["empty", "binary", "surrogate", "doc", "5 MB"]
)
def test_a_file_that_is_no_outline_gets_a_sentence_and_the_typed_text_stays(
    editor, name, data, said
):
    before = counts()

    answer = post(editor, "第一模块 已输入", "save", file=SimpleUploadedFile(name, data))

    form = answer.context["form"]
    assert answer.status_code == 400
    assert form.errors == {"file": [said]}
    assert form["source"].value() == "第一模块 已输入"
    assert counts() == before


def test_a_text_of_5_mb_gets_a_page_that_names_the_limit(editor):
    before = counts()

    answer = post(editor, "a" * 5 * 1024 * 1024, "save")

    assert answer.status_code == 413
    assert "大纲最多 200000 个字符" in answer.content.decode()
    assert counts() == before


def test_the_pages_check_their_tokens_all_the_same(editor):
    editor.handler.enforce_csrf_checks = True
    before = counts()

    assert post(editor, do="save").status_code == 403
    assert counts() == before


def test_the_fragment_is_what_the_page_shows(editor):
    fragment = editor.post("/admin/catalog/course/preview/", {"source": TEXT, "new": "1"})

    whole = post(editor).content.decode()
    assert fragment.content.decode().strip() in whole


def test_the_fragment_says_what_is_wrong_with_a_text(editor):
    answer = editor.post("/admin/catalog/course/preview/", {"source": ""})

    assert answer.status_code == 200
    assert "大纲是空的" in answer.content.decode()


def test_an_outline_is_corrected_into_the_next_version_and_released(editor, course):
    better = TEXT.replace("一、再次确认", "二、再次确认")

    editor.post(
        outline_of(course), {"source": better, "base": 1, "do": "release", "reason": "改编号"}
    )

    course.refresh_from_db()
    newest = course.outlines.get(number=2)
    assert (newest.source.replace("\r\n", "\n"), newest.reason) == (better, "改编号")
    assert (course.outline, newest.doubts) == (newest, [])


def test_saving_the_same_text_makes_no_new_version(editor, course):
    editor.post(outline_of(course), {"source": TEXT, "base": 1, "do": "save"})

    assert course.outlines.count() == 1


def test_the_second_of_two_editors_sees_what_differs_and_chooses(editor, course):
    save_outline(course, TEXT + "二、第三次确认\n", now=timezone.now())
    mine = TEXT + "二、第三次书面确认\n"

    first = editor.post(outline_of(course), {"source": mine, "base": 1, "do": "save"})

    assert course.outlines.count() == 2
    assert first.context["conflict"].number == 2
    assert [(told.heading.title, [one.kind for one in told.changes])
            for told in first.context["told"]] == [("收束", ["reworded"])]  # fmt: skip
    base = first.context["form"]["base"].value()
    editor.post(outline_of(course), {"source": mine, "base": base, "do": "save"})
    assert [one.number for one in course.outlines.order_by("number")] == [1, 2, 3]


def test_two_editors_changes_are_merged_line_by_line_before_they_are_saved(editor, course):
    began = [TEXT, TEXT.replace("第一句话", "第一句"), TEXT.replace("第一句话", "头一句")]
    theirs, mine = began[1] + "二、第三次确认\n", began[2]
    save_outline(course, theirs, now=timezone.now())
    form = {"source": mine, "base": 1}
    asked = editor.post(outline_of(course), form | {"do": "save"})
    (part,) = [one for one in asked.context["merging"] if one["asked"]]
    form |= {"base": 2, "merge_base": 1, "do": "merge"}

    unsettled = editor.post(outline_of(course), form)
    merged = editor.post(outline_of(course), form | {part["name"]: "both"})

    assert (part["mine"], part["theirs"]) == ("一、头一句", "一、第一句")
    assert unsettled.status_code == 400
    assert "还有 1 处两边都改了" in unsettled.text
    both = mine.replace("一、头一句\n", "一、头一句\n一、第一句\n") + "二、第三次确认\n"
    assert merged.context["form"]["source"].value() == both
    assert course.outlines.count() == 2
    editor.post(outline_of(course), {"source": both, "base": 2, "do": "save"})
    assert course.outlines.get(number=3).source.replace("\r\n", "\n") == both


def test_a_doubt_that_was_looked_at_is_remembered_wherever_its_line_goes(editor, course):
    first = course.outlines.get()
    key = editor.get(outline_of(course)).context["preview"]["doubts"][0].key
    editor.post(outline_of(course), {"source": TEXT, "base": 1, "do": "save", "seen": key})
    first.refresh_from_db()

    page = editor.get(outline_of(course))
    moved = TEXT.replace("\n", "\n一句新的话\n", 1)
    editor.post(outline_of(course), {"source": moved, "base": 1, "do": "save", "seen": key})

    newest = course.outlines.get(number=2)
    assert [first.open_doubts, newest.open_doubts, len(newest.doubts)] == [0, 0, 1]
    assert (page.context["preview"]["left"], page.context["preview"]["doubts"][0].seen) == (0, True)
    assert course.outlines.count() == 2


def test_a_title_that_was_given_answers_the_doubt_about_it_for_good(editor):
    text = TEXT.partition("\n")[2]

    editor.post(IMPORT, {"source": text, "title": "逾期沟通实务", "do": "save"})

    (outline,) = Outline.objects.all()
    assert [kept["code"] for kept in outline.doubts if kept.get("seen")] == ["missing-title"]


def test_a_version_is_released_on_the_day_it_was_planned_for(editor, course):
    version = reverse("admin:catalog_course_version", args=[course.pk, 1])
    day = timezone.localdate() + timedelta(days=3)
    wrong = ["2027-02-30", "2027-13-8", "明天", "2020-03-01"]
    refused = [editor.post(version, {"do": "later", "on": on}, follow=True).text for on in wrong]
    editor.post(version, {"do": "later", "on": f"{day}"})
    begins = timezone.make_aware(datetime.combine(day, time.min))

    early = release_due(now=begins - timedelta(seconds=1))
    due = release_due(now=begins)

    course.refresh_from_db()
    said = ["2 月没有 30 日", "月份是 13", "“明天”不是日期", "要在今天以后"]
    assert [one in text for one, text in zip(said, refused, strict=True)] == [True] * 4
    assert all(f'value="{on}"' in text for on, text in zip(wrong, refused, strict=True))
    assert ([], [course.outline]) == (early, due)
    assert (course.outline.release_at, course.outline.released_at) == (None, begins)
    assert release_due(now=begins) == []


@pytest.mark.parametrize("items", [100, 190, 600])
def test_the_editor_stays_below_sixty_kilobytes(editor, course, items):
    text = "第一讲 逾期沟通的各个场景\n" + "".join(
        f"{n}、这个场景里要确认的第{n}件事\n" for n in range(1, items)
    )
    for turn in range(20):
        save_outline(course, f"{text}说明{turn}", now=timezone.now())

    answer = editor.get(outline_of(course))

    assert len(answer.content) < 60_000
    assert (answer.context["preview"] is not None) is (items < 200)


def test_earlier_versions_are_listed_on_request(editor, course):
    for turn in range(20):
        save_outline(course, f"第一讲 开场{turn}", now=timezone.now())

    listed = [
        [one.number for one in editor.get(outline_of(course) + more).context["versions"]]
        for more in ("", "?versions=all")
    ]

    assert listed == [list(range(21, 9, -1)), list(range(21, 0, -1))]


def test_an_old_version_is_restored_as_the_newest(editor, course):
    save_outline(course, "第一模块 别的", now=timezone.now())
    address = reverse("admin:catalog_course_version", args=[course.pk, 1])

    editor.post(address, {"do": "restore"})

    newest = course.outlines.get(number=3)
    assert (newest.source, newest.reason) == (TEXT, "恢复第 1 版")


def test_a_version_is_shown_beside_the_one_before(editor, course):
    save_outline(course, TEXT + "二、第三次确认\n", now=timezone.now())

    answer = editor.get(reverse("admin:catalog_course_version", args=[course.pk, 2]))

    assert [one.kind for told in answer.context["told"] for one in told.changes] == ["added"]


@pytest.mark.parametrize("ending", ["docx", "txt", "md"])
def test_a_version_is_taken_away_and_reads_back_to_the_same_items(editor, course, ending):
    saved = tree_of(course.outlines.get())

    answer = editor.get(file_of(course, ending))

    name = f"{course.slug}-v1.{ending}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    again = parse(uploaded(name, answer.content).text)
    assert places(again.items) == places(saved.items)


def test_a_version_as_json_is_what_the_reader_found(editor, course):
    answer = editor.get(file_of(course, "json"))

    assert answer.json() == json.loads(json.dumps(tree_of(course.outlines.get()).as_json()))


def test_a_form_that_is_not_offered_is_not_found(editor, course):
    assert editor.get(file_of(course, "exe")).status_code == 404


def file_of(course, ending: str) -> str:
    return reverse("admin:catalog_course_version_file", args=[course.pk, 1, ending])


def places(items) -> list[tuple]:
    return [(item.depth, "".join(f"{item.label}{item.title}".split())) for item in items]


def test_publishing_without_a_released_outline_is_refused_in_words(editor, course):
    address = reverse("admin:catalog_course_status", args=[course.pk])

    answer = editor.post(address, {"become": "published"}, follow=True)

    course.refresh_from_db()
    assert course.status == "draft"
    assert [str(message) for message in answer.context["messages"]] == [
        f"“{course}”还没有发布的大纲。请先发布一个大纲版本。"
    ]


def test_a_course_is_published_and_archived_by_its_buttons(editor, course):
    release(course.outlines.get(), now=timezone.now())
    address = reverse("admin:catalog_course_status", args=[course.pk])

    states = []
    for become in ("published", "archived"):
        editor.post(address, {"become": become})
        course.refresh_from_db()
        states.append(course.status)

    assert states == ["published", "archived"]


def test_a_course_added_by_hand_gets_an_address_and_a_number(editor):
    category = CategoryFactory()
    empty = {
        f"{name}-{field}": 0
        for name in ("details", "testimonials")
        for field in ("TOTAL_FORMS", "INITIAL_FORMS")
    }

    editor.post(
        "/admin/catalog/course/add/",
        {"title": "厅堂服务", "category": category.pk, "language": "zh-hans", **DAYS, **empty},
    )

    course = Course.objects.get()
    assert (course.slug, course.code, course.status) == ("ting-tang-fu-wu", "KK-101", "draft")


@pytest.mark.parametrize("group", ["sales"])
def test_who_may_not_change_courses_cannot_paste_one(group, course):
    client = client_of(group)
    before = counts()

    statuses = [
        post(client, do="save").status_code,
        client.post("/admin/catalog/course/preview/", {"source": TEXT}).status_code,
        client.get(outline_of(course)).status_code,
        client.post(outline_of(course), {"source": "x", "base": 1, "do": "save"}).status_code,
        client.post(
            reverse("admin:catalog_course_status", args=[course.pk]), {"become": "archived"}
        ).status_code,
    ]

    assert statuses == [403] * 5
    assert counts() == before


def test_a_list_from_the_clipboard_comes_back_with_its_numbers(editor):
    html = "<ol start=3><li>开场<ol type=a><li>自报家门</li></ol></li></ol>"

    answer = editor.post("/admin/catalog/course/clipboard/", {"html": html})

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == "3. 开场\n  a. 自报家门\n"


def test_numbering_is_tidied_before_a_course_is_made(editor):
    form = {"source": TEXT, "title": "", "do": "tidy"}

    offered = editor.post(IMPORT, form)
    taken = editor.post(IMPORT, form | {"do": "tidied", "tidy": "12 二、再次确认"})

    assert offered.context["patches"] == [(12, "一、再次确认", "二、再次确认")]
    assert offered.context["form"]["source"].value() == TEXT
    assert taken.context["form"]["source"].value() == TEXT.replace("一、再次", "二、再次")
    assert [taken.context["patches"], Course.objects.count()] == [[], 0]


def test_each_doubt_is_listed_above_the_reading_and_a_title_that_is_given_is_no_doubt(editor):
    text = TEXT.partition("\n")[2]

    doubts = [
        [
            doubt.line
            for doubt in editor.post(IMPORT, {"source": text, "title": title}).context["preview"][
                "doubts"
            ]
        ]
        for title in ("", "逾期沟通实务")
    ]

    assert doubts == [[1, 11], [11]]


def test_tidy_numbering_is_offered_and_only_ticked_lines_are_put_in(editor, course):
    form = {"source": TEXT, "base": 1}

    offered = editor.post(outline_of(course), form | {"do": "tidy"})
    unticked = editor.post(outline_of(course), form | {"do": "tidied"})
    accepted = editor.post(outline_of(course), form | {"do": "tidied", "tidy": "12 二、再次确认"})

    assert offered.context["patches"] == [(12, "一、再次确认", "二、再次确认")]
    assert offered.context["form"]["source"].value() == TEXT
    assert unticked.context["form"]["source"].value() == TEXT
    assert accepted.context["form"]["source"].value() == TEXT.replace("一、再次", "二、再次")
    assert course.outlines.count() == 1


def test_a_signed_link_shows_a_draft_to_whoever_has_it(course):
    address = preview_links.address(course.outlines.get())

    answer = Client().get(address)

    assert answer.status_code == 200
    assert "自报家门" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert Client().get(course.get_absolute_url()).status_code == 404


def test_a_forged_or_old_link_or_one_of_another_course_is_not_found(course):
    address = preview_links.address(course.outlines.get())
    other = CourseFactory()
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        old = Client().get(address).status_code

    forged = Client().get(address[:-3] + "xx/").status_code
    elsewhere = Client().get(address.replace(course.slug, other.slug)).status_code

    assert (old, forged, elsewhere) == (404, 404, 404)


def test_a_word_file_with_heavy_pictures_is_read(editor):
    heavy = io.BytesIO()
    with (
        zipfile.ZipFile(ROOT / "fixtures" / "outlines" / "lobby-flow.docx") as original,
        zipfile.ZipFile(heavy, "w") as package,
    ):
        for name in original.namelist():
            package.writestr(name, original.read(name))
        package.writestr("word/media/image1.png", bytes(3 * 1024 * 1024))

    file = SimpleUploadedFile("outline.docx", heavy.getvalue())
    answer = post(editor, source="", file=file)

    assert answer.status_code == 200
    assert answer.context["preview"]["items"] > 20


def version_page(course) -> str:
    return reverse("admin:catalog_course_version", args=[course.pk, 1])


def test_what_of_a_file_was_left_out_stays_with_the_version_made_of_it(editor):
    seen = post(editor, "", file=SimpleUploadedFile("a.docx", word_file(pictures=2)))
    form = seen.context["form"]
    assert form["read_from"].value() in seen.content.decode()

    post(editor, form["source"].value(), "save", read_from=form["read_from"].value(), title="网点")

    page = editor.get(version_page(Course.objects.get())).content.decode()
    assert "读入报告" in page
    assert "图片：2 处" in page
    assert "有文字的段落：1" in page


def test_a_pasted_text_has_a_report_too(editor):
    post(editor, TEXT, "save")

    assert "有文字的行：12" in editor.get(version_page(Course.objects.get())).content.decode()


def test_a_report_that_nobody_signed_is_not_kept(editor):
    post(editor, TEXT, "save", read_from='{"facts": [["pages", "9"]]}')

    assert models.Outline.objects.get().intake["facts"] == [["lines", "12"]]


def test_words_of_comments_are_not_kept_with_the_version():
    comment = LeftOut("comment", Place("line", "3"), "老周的孩子病了")

    kept = stored_report([comment], [])

    assert "老周" not in json.dumps(kept, ensure_ascii=False)
    assert report_of(kept).left_out[0].text == "批注：1 处（第 3 行）"
