"""The plan of a year by keys and clipboard, as a screen reader hears it, and without scripts."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from catalog.models import Session
from tests.browser.test_office import office  # noqa: F401 - the fixture
from tests.factories import CityFactory, CourseFactory, SessionFactory
from tests.office import client_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
SCRIPT = Path(__file__).resolve().parents[2] / "static" / "js" / "admin" / "plan.js"
CHANGED = "[...document.querySelectorAll('.plan__changed')].map(td => td.dataset.v)"


@pytest.fixture
def rows():
    city = CityFactory(name="昆明", slug="kunming", position=0)
    courses = [
        CourseFactory(title=f"课程{letter}", code=code)
        for letter, code in zip("甲乙丙", "ABC", strict=True)
    ]
    SessionFactory(
        course=courses[0],
        city=city,
        month=date(2027, 3, 1),
        starts_on=date(2027, 3, 9),
        ends_on=date(2027, 3, 10),
    )
    return courses


@pytest.fixture
def plan(office, rows):  # noqa: F811
    page = office(role="editor")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("admin:catalog_session_plan") + "?year=2027&city=kunming")
    page.focus("td[tabindex='0']")
    return page


def copied(page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


def when() -> list[str]:
    return sorted(f"{one.course.title} {one.when}" for one in Session.objects.all())


def test_cells_are_typed_pasted_taken_back_moved_and_saved(plan):
    keys = plan.keyboard
    keys.type("13-14")
    keys.press("Escape")
    keys.type("12-13")
    keys.press("Enter")
    copied(plan, "19-20\t16-17\n\t23-24")
    keys.press("Control+v")
    plan.wait_for_selector("[data-plan-said]:has-text('贴入 3 格')", state="attached")
    pasted = plan.evaluate(CHANGED)
    keys.press("Control+z")
    undone = plan.evaluate(CHANGED)
    keys.press("Control+y")
    keys.press("Control+Home")
    for _step in range(2):
        keys.press("ArrowRight")
    keys.press("Alt+ArrowRight")
    with plan.expect_navigation():
        keys.press("Control+s")

    assert pasted == ["12-13", "19-20", "16-17", "23-24"]
    assert undone == ["12-13"]
    assert "已保存：6 格。" in plan.inner_text(".messagelist")
    assert when() == [
        "课程丙 2027-02-23 – 02-24",
        "课程乙 2027-01-19 – 01-20",
        "课程乙 2027-02-16 – 02-17",
        "课程甲 2027-01-12 – 01-13",
        "课程甲 2027-04-09 – 04-10",
    ]
    assert plan.complaints == []


def test_a_block_goes_to_a_spreadsheet_and_comes_back_the_same(plan):
    for _step in range(2):
        plan.keyboard.press("ArrowRight")
    plan.keyboard.press("Shift+ArrowDown")
    plan.keyboard.press("Shift+ArrowRight")
    plan.keyboard.press("Control+c")

    assert plan.evaluate("navigator.clipboard.readText()") == "9-10\t\n\t"


def test_a_screen_reader_hears_a_grid_with_its_heads(plan):
    said = plan.get_by_role("grid").aria_snapshot()

    assert said.splitlines()[0].startswith('- grid "排期 2027 · 昆明"')
    assert '- columnheader "3 月"' in said
    assert '- rowheader "课程甲 A"' in said
    assert said.count("- gridcell") == 36
    assert '- gridcell "9-10"' in said
    plan.keyboard.press("Shift+ArrowRight")
    assert plan.get_by_role("grid").aria_snapshot().count("[selected]") == 2
    assert plan.evaluate("document.activeElement.getAttribute('role')") == "gridcell"


def test_typing_is_kept_while_the_page_of_questions_is_looked_at(plan):
    plan.keyboard.type("1-2")
    plan.keyboard.press("Enter")
    with plan.expect_navigation():
        plan.keyboard.press("Control+s")
    asked = plan.inner_text(".plan__ask")
    with plan.expect_navigation():
        plan.click("text=回到表格继续改")

    assert "放假" in asked
    assert plan.evaluate(CHANGED) == ["1-2"]
    assert Session.objects.count() == 1


def test_chinese_is_composed_in_the_cell_in_hand_whatever_stands_there(plan):
    composing = plan.context.new_cdp_session(plan)

    def compose(letters, word):
        composing.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
        composing.send("Input.insertText", {"text": word})

    compose("dai", "待定")
    plan.keyboard.press("Enter")
    compose("shangwu", "上午")
    plan.keyboard.press("Escape")
    plan.keyboard.press("ArrowUp")
    plan.keyboard.press("ArrowRight")
    plan.keyboard.press("ArrowRight")
    compose("dai", "待定")
    plan.keyboard.press("Enter")

    assert plan.evaluate(CHANGED) == ["待定", "待定"]
    assert plan.complaints == []


def test_an_empty_cell_that_was_left_is_gone_on_with(plan):
    empty = plan.locator("tbody tr:nth-child(2) td:nth-child(3)")
    empty.click()
    plan.keyboard.press("Enter")
    plan.evaluate("document.activeElement.blur()")
    plan.keyboard.type("3-4")
    plan.keyboard.press("Enter")

    assert plan.evaluate(CHANGED) == ["3-4"]
    assert plan.complaints == []


def test_a_session_is_dragged_and_dragged_on_before_it_is_saved(plan):
    def cell(row, month):
        return plan.locator(f"tbody tr:nth-child({row}) td:nth-child({month + 1})")

    cell(1, 3).locator(".plan__one").drag_to(cell(1, 5))
    cell(1, 5).locator(".plan__one").drag_to(cell(2, 6))
    dragged = plan.evaluate(CHANGED)
    with plan.expect_navigation():
        plan.keyboard.press("Control+s")

    assert dragged == ["", "9-10"]
    assert "讲师" in plan.inner_text("body")


def test_without_scripts_a_row_is_filled_in_as_a_form(chromium, live_server, rows):
    cookie = client_of("editor").cookies["sessionid"].value
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("admin:catalog_session_plan") + "?year=2027&city=kunming")

    page.click("th >> text=课程乙")
    page.fill("#m5", "11-12; 待定")
    page.click("text=检查并保存")

    assert when()[:2] == ["课程乙 2027-05", "课程乙 2027-05-11 – 05-12"]
    context.close()


def test_the_script_stays_small():
    assert SCRIPT.stat().st_size <= 15_000
