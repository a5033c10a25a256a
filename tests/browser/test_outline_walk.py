"""From what a person has, to the public page of a course: pasted, uploaded, read in another way."""

import io
import re

import pytest
from django.urls import reverse
from docx import Document
from playwright.sync_api import expect

from catalog.domain.course_import import import_course
from catalog.models import Course
from tests.browser.test_office import faults
from tests.catalog.admin.test_course_changes import LATER, TEXT
from tests.catalog.outline.test_drafts import STATED
from tests.catalog.outline.test_reading_marks import BLOCKS
from tests.factories import NOW
from tests.office import client_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

IMPORT = "/admin/catalog/course/import/"
PAGE = """课程类别：贷后管理
开课时间：3月
培训费：4600.00元/人
适合对象：支行客户经理、贷后专员
第一模块 听懂借款人
一、开口之前
1、看三样东西
2、想好要问什么
案例分析01：两通相隔一天的电话
二、听出真正的难处
工具01：难处对照表
第二模块 谈成一个约定
一、把日子说具体
随堂练习：写下一句约定
三、约定之后
案例分析02：约定的那一天
获取更多培训信息,请致电13900000207安老师
城市 | 1月 | 2月 | 3月 | 12月
---|---|---|---|---
昆明 |  | √ |  | √
成都 | √ |  | √ |
学员评价
“回去第二天就用上了那张表。”
"""
TIMETABLE = [
    ("时间", "主题", "内容"),
    ("第一天上午", "听懂借款人", "开口之前看什么\n听出真正的难处"),
    ("第一天下午", "谈成一个约定", "把日子说具体\n约定之后怎么跟"),
    ("第二天上午", "谈不成的时候", "还有哪些办法\n怎么留下记录"),
]


@pytest.fixture
def office(chromium, live_server):
    """``office(width)``: a page of an editor; anything the browser complains about is kept."""
    session = client_of("editor").cookies["sessionid"].value
    contexts = []

    def open_office(width=1280, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, base_url=live_server.url, **options
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        return page

    yield open_office
    for context in contexts:
        context.close()


def word_table() -> bytes:
    document = Document()
    document.add_paragraph("贷后沟通两日课", style="Title")
    table = document.add_table(rows=0, cols=3)
    for texts in TIMETABLE:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            first, *others = text.split("\n")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def public_page(office, course) -> str:
    """What a reader of the course's page sees."""
    page = office(360)
    page.goto(course.get_absolute_url())
    for closed in page.locator("details:not([open]) > summary").all():
        closed.click()
    return page.inner_text("main")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_pasted_page_becomes_a_public_course(office, width):
    page = office(width)
    page.goto(IMPORT)

    page.fill("#id_source", PAGE)
    page.fill("#id_title", "贷后沟通")
    expect(page.locator(".becomes")).to_contain_text("4600.00 元/人")
    page.click("button[value=publish]")
    page.wait_for_url("**/change/")

    course = Course.objects.get()
    read = public_page(office, course)
    assert (course.title, course.status, str(course.price)) == ("贷后沟通", "published", "4600.00")
    assert course.sessions.count() == 4
    for words in ("听懂借款人", "两通相隔一天的电话", "约定的那一天", "成都", "支行客户经理"):
        assert words in read
    assert "13900000207" not in read  # checked by staff first
    assert page.complaints == []


def test_a_table_in_a_word_file_becomes_a_public_course(office):
    page = office()
    page.goto(IMPORT)
    name, kind = "timetable.docx", "application/octet-stream"

    page.set_input_files("#id_file", {"name": name, "mimeType": kind, "buffer": word_table()})
    page.locator(".editor__do button[value=preview]").click()
    rows = page.locator("[data-reading] .r.item")
    expect(rows.first).to_be_visible()
    page.click("button[value=publish]")
    page.wait_for_url("**/change/")

    read = public_page(office, Course.objects.get())
    for row in TIMETABLE[1:]:
        for words in (row[1], *row[2].split("\n")):
            assert words in read
    assert page.complaints == []


def depth_of(page, title: str) -> str:
    classes = page.locator("[data-reading] .r.item", has_text=title).get_attribute("class")
    return re.search(r"\bd(\d)\b", classes)[1]


def test_one_click_reads_the_text_in_another_way_and_one_click_goes_back(office):
    page = office()
    page.goto(IMPORT)
    page.fill("#id_source", BLOCKS)
    other = page.get_by_role("button", name="按空行分块")

    other.click()
    expect(page.locator(".readings strong")).to_have_text("按空行分块")
    marked, depth = page.input_value("#id_source"), depth_of(page, "手势要轻")
    focused = page.evaluate("document.activeElement.className")
    page.get_by_role("button", name="按编号和标题").click()
    expect(page.locator(".readings strong")).to_have_text("按编号和标题")

    assert (marked, depth, focused) == (f"〔读法：空行〕\n{BLOCKS}", "2", "readings")
    assert (page.input_value("#id_source"), depth_of(page, "手势要轻")) == (BLOCKS, "3")
    assert page.complaints == []


def test_levels_that_a_text_states_come_back_with_one_click(office):
    page = office()
    page.goto(IMPORT)
    page.fill("#id_source", STATED)
    expect(page.locator(".readings strong")).to_have_text("完全按每行的层级")

    page.get_by_role("button", name="按编号和标题").click()
    expect(page.locator(".readings strong")).to_have_text("按编号和标题")
    other, depth = page.input_value("#id_source"), depth_of(page, "送客")
    page.get_by_role("button", name="完全按每行的层级").click()
    expect(page.locator(".readings strong")).to_have_text("完全按每行的层级")

    assert (other, depth) != (STATED, "3")
    assert other == f"〔读法：编号〕\n{STATED}"
    assert (page.input_value("#id_source"), depth_of(page, "送客")) == (STATED, "3")
    assert page.complaints == []


def test_enter_in_a_field_is_a_preview_and_no_other_reading(office):
    page = office(java_script_enabled=False)
    page.goto(IMPORT)
    page.fill("#id_source", BLOCKS)
    page.locator(".editor__do button[value=preview]").click()

    page.press("#id_title", "Enter")

    assert page.input_value("#id_source") == BLOCKS
    page.get_by_role("button", name="按空行分块").click()
    assert page.input_value("#id_source") == f"〔读法：空行〕\n{BLOCKS}"
    assert page.inner_text(".readings strong") == "按空行分块"


def test_a_tick_outlives_the_next_key_and_writes_what_it_says(office):
    course = import_course(TEXT, now=NOW).course
    page = office()
    page.goto(reverse("admin:catalog_course_outline", args=[course.pk]))
    page.fill("#id_source", LATER)

    page.get_by_role("checkbox", name="课程价格").check()
    with page.expect_response("**/preview/"):
        page.locator("#id_source").press("End")
        page.keyboard.type("甲")
    expect(page.get_by_role("checkbox", name="课程价格")).to_be_checked()
    page.click("button[value=save]")
    page.wait_for_selector(".messagelist")

    course.refresh_from_db()
    assert (str(course.price), str(course.days)) == ("4200.00", "2.0")
    assert page.complaints == []


def test_a_text_that_is_there_already_is_saved_as_its_next_version(office):
    course = import_course(TEXT, now=NOW).course
    page = office(360)
    page.goto(IMPORT)
    page.fill("#id_source", LATER)

    page.get_by_role("radio", name=f"存为“{course.title}”的新版本").check()
    page.click("button[value=save]")
    page.wait_for_url("**/outline/")

    assert (Course.objects.count(), course.outlines.count()) == (1, 2)
    expect(page.locator(".offers")).to_contain_text("4200.00 元/人")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_there_is_something_to_choose(office, scheme):
    course = import_course(TEXT, now=NOW).course
    page = office(color_scheme=scheme)
    found = []

    page.goto(IMPORT)
    for text, shown in [(BLOCKS, ".readings"), (LATER, ".similar-courses")]:
        page.fill("#id_source", text)
        page.wait_for_selector(shown)
        found += faults(page)
    page.goto(reverse("admin:catalog_course_outline", args=[course.pk]))
    page.fill("#id_source", LATER)
    page.wait_for_selector(".offers")

    assert found + faults(page) == []


MODULES = "风险课\n第一模块 甲\n一、子\n第二模块 乙\n一、丑\n1、寅\n\n第四模块 丙\n一、卯\n"


def test_a_module_moves_by_a_key_or_the_mouse_and_undo_reaches_back_over_tidy_and_save(office):
    course = import_course(MODULES, now=NOW).course
    page = office()
    page.goto(reverse("admin:catalog_course_outline", args=[course.pk]))
    module, source = page.locator(".reading .k-module"), expect(page.locator("#id_source"))

    page.locator(".reading a[href='#L4']").click()  # the line of 第二模块
    page.keyboard.press("Alt+ArrowUp")
    by_key = "第一模块 乙\n一、丑\n1、寅\n第二模块 甲\n一、子\n\n第四模块 丙\n一、卯\n"
    source.to_have_value(f"风险课\n{by_key}")
    expect(module.first).to_contain_text("乙")
    page.get_by_role("button", name="收起全部模块").click()
    expect(page.locator(".reading .r.item:visible")).to_have_count(3)
    module.nth(2).locator("> b").drag_to(module.nth(1), target_position={"x": 200, "y": 3})
    by_mouse = "第一模块 乙\n一、丑\n1、寅\n第二模块 丙\n一、卯\n\n第四模块 甲\n一、子\n"
    source.to_have_value(f"风险课\n{by_mouse}")

    page.click("button[value=tidy]")
    page.get_by_role("checkbox", name="第四模块 甲").click()
    page.click("button[value=tidied]")
    source.to_have_value(f"风险课\n{by_mouse}")
    page.click("button[value=tidy]")
    page.click("button[value=tidied]")
    tidied = f"风险课\n{by_mouse}".replace("四", "三")
    source.to_have_value(tidied)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("第 2 版")
    for _step in range(3):
        page.keyboard.press("Control+z")

    source.to_have_value(MODULES)
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("第 3 版")
    sources = course.outlines.order_by("number").values_list("source", flat=True)
    assert [text.replace("\r\n", "\n") for text in sources] == [MODULES, tidied, MODULES]
    assert page.complaints == []


def test_a_dragged_item_is_no_text_that_a_field_would_take(office):
    course = import_course(MODULES, now=NOW).course
    page = office()
    page.goto(reverse("admin:catalog_course_outline", args=[course.pk]))
    page.evaluate(
        """() => document.addEventListener("dragstart", (event) => {
          window.types = [...event.dataTransfer.types];
        })"""
    )

    page.locator(".reading .k-module").nth(1).locator("> b").drag_to(page.locator("#id_source"))

    assert page.evaluate("window.types") == ["application/x-outline"]
    expect(page.locator("#id_source")).to_have_value(MODULES)


def test_a_save_asked_for_while_the_last_one_is_on_its_way_is_done_after_it(office):
    course = import_course(MODULES, now=NOW).course
    page = office()
    address = reverse("admin:catalog_course_outline", args=[course.pk])
    page.goto(address)
    page.route(f"**{address}", lambda route: (page.wait_for_timeout(400), route.continue_()))

    page.press("#id_source", "End")
    page.keyboard.type("一")
    page.keyboard.press("Control+s")
    page.keyboard.press("Control+s")  # the same text twice is one save
    page.keyboard.type("二")
    page.keyboard.press("Control+s")

    expect(page.locator(".messagelist")).to_contain_text("第 3 版")
    page.wait_for_timeout(500)
    assert course.outlines.count() == 3
    assert page.complaints == []
