"""The public pages as a reader meets them: a phone, a keyboard, a screen reader, no script."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from catalog.models import Course
from catalog.views.speculation import FIRST
from tests.factories import (
    CourseFactory,
    OfficeFactory,
    SessionFactory,
    TestimonialFactory,
    sessions_in,
)

OUTLINE = Path(__file__).resolve().parents[2] / "fixtures" / "outlines" / "overdue-dialogue.txt"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDE, PHONE, NARROW = 1280, 360, 320  # px

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def course():
    """A course of 268 items with sessions in every state a reader meets."""
    call_command("import_course", str(OUTLINE), "--publish", "--title", "逾期沟通实务")
    course = Course.objects.get()
    states = {
        "杭州": {"public_id": "SEAT2345"},
        "南京": {"taken": 10, "waiting": 2},
        "苏州": {"taken": 8, "state": "confirmed", "price": 25800},
        "宁波": {"state": "planned", "starts_on": None, "ends_on": None},
    }
    sessions_in(course, states)
    TestimonialFactory(course=course)
    OfficeFactory()
    return course


def addresses(course) -> list[str]:
    year = (timezone.localdate() + timedelta(days=20)).year
    return [
        reverse("catalog:home"),
        f"{reverse('catalog:course_list')}?city=no-such",
        f"{reverse('catalog:course_list')}?q=没有这样的词",
        course.get_absolute_url(),
        reverse("catalog:session", args=["SEAT2345"]),
        f"{reverse('catalog:schedule')}?year={year}",
        f"{reverse('catalog:schedule')}?year={year}&course={course.slug}&by=city",
        reverse("catalog:city", args=[course.sessions.get(public_id="SEAT2345").city.slug]),
        reverse("enrollment:privacy"),
        f"{reverse('enrollment:inquiry')}?course={course.slug}",
        "/no-such-page/",
    ]


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [("", "light", PHONE), ("", "dark", WIDE), ("/en", "light", WIDE), ("/en", "dark", PHONE)],
)
def test_axe_finds_nothing(live_server, open_page, course, language, scheme, width):
    page = open_page(width, scheme=scheme)
    found = {}

    for path in addresses(course):
        page.goto(live_server.url + language + path)
        page.locator(":root.is-seen").wait_for()  # axe misreads contrast in what is not laid out
        for violation in Axe().run(page, options=RULES).response["violations"]:
            found[path, violation["id"]] = [node["html"][:120] for node in violation["nodes"]]

    assert found == {}


FOCUSED = """() => {
  const seen = getComputedStyle(document.activeElement);
  const value = (text) => {
    const found = text.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [r, g, b] = found.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = document.activeElement.parentElement;
  while (ground && /rgba\\(.*, 0\\)/.test(getComputedStyle(ground).backgroundColor)) {
    ground = ground.parentElement;
  }
  const below = ground ? getComputedStyle(ground).backgroundColor : "rgb(255, 255, 255)";
  const pair = [value(seen.outlineColor), value(below)].sort((a, b) => b - a);
  return {
    what: document.activeElement.outerHTML.slice(0, 80),
    width: seen.outlineStyle === "none" ? 0 : parseFloat(seen.outlineWidth),
    contrast: (pair[0] + 0.05) / (pair[1] + 0.05),
  };
}"""


@pytest.mark.parametrize(
    ("scheme", "colours"), [("light", "none"), ("dark", "none"), ("light", "active")]
)
def test_the_focus_is_seen_in_every_scheme_and_in_forced_colours(
    live_server, open_page, course, scheme, colours
):
    page, weak = open_page(WIDE, scheme=scheme, forced_colors=colours), []

    for path in (course.get_absolute_url(), f"{reverse('enrollment:inquiry')}"):
        page.goto(live_server.url + path)
        for _stop in range(25):
            page.keyboard.press("Tab")
            seen = page.evaluate(FOCUSED)
            if seen["what"].startswith("<body"):
                break
            if seen["width"] < 2 or seen["contrast"] < 3:
                weak.append(seen)

    assert weak == []


def test_on_paper_the_text_has_contrast_and_nothing_to_press_is_left(
    live_server, open_page, course
):
    page, found = open_page(WIDE, scheme="dark"), {}
    page.emulate_media(media="print")

    for path in (course.get_absolute_url(), reverse("catalog:schedule")):
        page.goto(live_server.url + path)
        for violation in (
            Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
        ):
            found[path] = [node["html"][:120] for node in violation["nodes"]]
        assert page.locator("header nav, form[role=search] button").first.is_hidden()

    assert found == {}


def test_nothing_scrolls_sideways_at_320_px(live_server, open_page, course):
    page = open_page(NARROW)
    widths = {}

    for language in ("", "/en"):
        for path in addresses(course):
            page.goto(live_server.url + language + path)
            widths[language + path] = page.evaluate("document.documentElement.scrollWidth")

    assert {path: width for path, width in widths.items() if width > NARROW} == {}


SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
CUT = """[...document.querySelectorAll("main p, main a, main li, main h1, main h2, main button")]
  .filter(node => node.offsetParent && getComputedStyle(node).overflow === "hidden")
  .filter(node => !node.closest(".visually-hidden, .skip"))
  .filter(node => node.scrollHeight > node.clientHeight + 2)
  .map(node => node.outerHTML.slice(0, 80))"""


def test_text_set_wider_is_neither_cut_nor_scrolls_sideways(live_server, open_page, course):
    page = open_page(PHONE, bypass_csp=True)  # the reader's own style sheet
    wrong = {}

    for path in addresses(course):
        page.goto(live_server.url + path)
        page.add_style_tag(content=SPACED)
        over = page.evaluate("document.documentElement.scrollWidth") - PHONE
        if over > 0 or page.evaluate(CUT):
            wrong[path] = over, page.evaluate(CUT)

    assert wrong == {}


SMALL = """least => [...document.querySelectorAll("a, button, input, select, summary")]
  .filter(node => node.matches(".button")
    || node.offsetParent && !node.closest("p, li:not([class])"))
  .filter(node => !node.matches(".visually-hidden, .skip"))
  .map(node => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
  .filter(([html, box]) => box.height < least || box.width < least)
  .map(([html]) => html)"""
SMALL_ACTIONS = """[...document.querySelectorAll(".button:not(.button--small), .tel, select")]
  .filter(node => node.offsetParent)
  .filter(node => node.getBoundingClientRect().height < (node.matches(".tel") ? 36 : 44))
  .map(node => node.outerHTML.slice(0, 80))"""


def test_targets_are_large_enough_for_a_finger(live_server, open_page, course):
    page = open_page(PHONE, has_touch=True)
    small = {}

    for path in addresses(course):
        page.goto(live_server.url + path)
        small[path] = page.evaluate(SMALL, 24) + page.evaluate(SMALL_ACTIONS)

    assert {path: nodes for path, nodes in small.items() if nodes} == {}


def test_the_way_to_enroll_stays_in_sight_on_a_phone(live_server, open_page, course):
    page = open_page(PHONE)
    page.goto(live_server.url + course.get_absolute_url())
    page.evaluate("document.getElementById('item-100').scrollIntoView()")

    page.get_by_role("link", name="选班次报名").click()

    assert page.get_by_role("heading", name="开课班次").is_visible()
    expect(page.get_by_role("link", name="选班次报名")).to_be_hidden()  # it would cover a button


def test_modules_fold_and_unfold_together(live_server, open_page, course):
    page = open_page(WIDE)
    page.goto(live_server.url + course.get_absolute_url())

    page.get_by_role("button", name="全部收起").click()
    folded = page.locator("details.part[open]").count()
    page.get_by_role("button", name="全部展开").click()

    assert (folded, page.locator("details.part[open]").count()) == (0, 7)


def test_finding_within_the_outline_marks_and_counts(live_server, open_page, course):
    page = open_page(WIDE)
    page.goto(live_server.url + course.get_absolute_url())
    page.get_by_role("button", name="全部收起").click()

    page.get_by_label("在大纲中查找").fill("通话记录")
    expect(page.locator("output")).not_to_be_empty()

    hits = page.locator(".is-hit").all_inner_texts()
    assert page.locator("output").inner_text() == f"找到 {len(hits)} 条"
    assert all("通话记录" in hit for hit in hits)
    assert len(hits) > 0


def test_what_was_not_found_gives_way_and_enter_goes_to_the_next(live_server, open_page, course):
    page = open_page(PHONE)
    page.goto(live_server.url + course.get_absolute_url())
    everything = page.locator("#outline-body [id^=item-]:visible").count()
    field = page.get_by_label("在大纲中查找")

    field.fill("通话记录")
    expect(page.locator("output")).to_have_text(re.compile("找到"))
    fewer = page.locator("#outline-body [id^=item-]:visible").count()
    field.press("Enter")
    field.press("Enter")
    current = page.locator(".is-current")
    expect(current).to_have_count(1)
    expect(current).to_be_in_viewport()
    field.fill("")
    expect(page.locator("output")).to_be_empty()

    assert 0 < fewer < everything
    assert page.locator("#outline-body [id^=item-]:visible").count() == everything


def test_a_link_into_a_folded_module_opens_it(live_server, open_page, course):
    page = open_page(WIDE)
    page.goto(live_server.url + course.get_absolute_url())
    page.get_by_role("button", name="全部收起").click()

    page.evaluate("location.hash = '#item-100'")

    page.locator("#item-100").wait_for(state="visible")


def test_a_page_that_was_seen_has_one_to_three_links_that_a_phone_renders_ahead(
    live_server, open_page, course
):
    SessionFactory(course=CourseFactory(title="其他"))
    page, found = open_page(PHONE), {}
    city = course.sessions.get(public_id="SEAT2345").city
    links = {
        reverse("catalog:home"): 3,
        reverse("catalog:course_list"): 1,
        f"{reverse('catalog:search')}?q=逾期": 1,
        course.get_absolute_url(): 1,
        reverse("catalog:city", args=[city.slug]): 1,
        reverse("enrollment:privacy"): 0,
    }

    for path in links:
        page.goto(live_server.url + path)
        page.locator(":root.is-seen").wait_for()
        found[path] = page.locator(",".join(FIRST)).count()

    assert found == links


@pytest.mark.parametrize(("seconds", "loads"), [(5, 1), (90, 2)])
def test_a_page_that_was_rendered_long_ago_is_fetched_anew_when_it_is_shown(
    live_server, open_page, course, seconds, loads
):
    page = open_page(PHONE)
    page.add_init_script("Object.defineProperty(document, 'prerendering', { value: true })")
    page.add_init_script(f"performance.now = () => {seconds * 1000}")
    loaded = []
    page.on("load", lambda _page: loaded.append(page.url))
    page.goto(live_server.url + course.get_absolute_url())

    page.evaluate("document.dispatchEvent(new Event('prerenderingchange'))")
    page.wait_for_timeout(1000)

    assert len(loaded) == loads


def test_a_page_rendered_ahead_is_laid_out_before_its_first_frame_and_renders_none_itself(
    live_server, open_page, course
):
    page = open_page(PHONE)
    page.add_init_script("Object.defineProperty(document, 'prerendering', { value: true })")
    page.add_init_script("window.requestAnimationFrame = () => 0")
    page.goto(live_server.url + course.get_absolute_url())

    page.wait_for_function("!document.querySelector('.part + .part:not(.is-laid)')")

    assert page.locator(".part.is-laid").count() > 1
    assert page.locator(",".join(FIRST)).count() == 0


@pytest.mark.parametrize("anchoring", ["auto", "none"])  # Safari knows no scroll anchoring
def test_a_point_that_was_linked_to_stays_in_sight_when_the_rest_is_laid_out(
    live_server, open_page, course, anchoring
):
    page = open_page(PHONE)
    page.add_init_script(
        f"document.addEventListener('DOMContentLoaded',"
        f" () => {{ document.documentElement.style.overflowAnchor = '{anchoring}'; }})"
    )
    page.goto(f"{live_server.url}{course.get_absolute_url()}#item-200")

    page.locator(":root.is-seen").wait_for()
    page.wait_for_timeout(100)

    point = page.locator("#item-200")
    kept = point.bounding_box()["y"]
    point.evaluate("point => point.scrollIntoView()")
    assert kept == pytest.approx(point.bounding_box()["y"], abs=2)


def test_without_script_the_whole_outline_can_be_read_and_filtered(live_server, open_page, course):
    page = open_page(WIDE, java_script_enabled=False)
    page.goto(live_server.url + course.get_absolute_url())

    everything = page.locator("[id^=item-]:visible").count()
    page.get_by_role("link", name="30 个案例").click()

    assert everything == course.outline.items.filter(implied=False).count()
    assert page.locator(".aid--case_study:visible").count() == 30
    assert page.locator(".aid--tool").count() == 0
    assert not page.locator(".outline__tools").is_visible()


def test_the_first_key_leads_past_the_header(live_server, open_page, course):
    page = open_page(WIDE)
    page.goto(live_server.url + course.get_absolute_url())

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_year_prints_on_one_landscape_sheet(live_server, open_page, course):
    page = open_page(WIDE)
    page.goto(live_server.url + addresses(course)[5])

    sheet = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    assert set(re.findall(rb"MediaBox \[0 0 (\d+)\.\d+ (\d+)", sheet)) == {(b"841", b"594")}


def test_pages_load_little_and_nothing_from_elsewhere(live_server, open_page, course):
    page = open_page(PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(live_server.url + course.get_absolute_url(), wait_until="networkidle")

    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert len(asked) <= 7  # one tells which pages may be fetched ahead
    assert complaints == []


def test_a_visit_begins_without_waiting_for_the_sheet_and_goes_on_with_the_one_it_kept(
    live_server, open_page, course, settings
):
    settings.PAGE_SECONDS = 60
    page = open_page(PHONE)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    sheets = """() => [
      [...document.styleSheets].map((sheet) => sheet.media.mediaText),
      performance.getEntriesByType("resource").filter((one) => one.name.endsWith("site.css"))
        .map((one) => [one.renderBlockingStatus, one.transferSize > 0]),
      getComputedStyle(document.querySelector(".masthead__inner")).display,
    ]"""

    page.goto(live_server.url + course.get_absolute_url(), wait_until="networkidle")
    first = page.evaluate(sheets)
    page.locator(".masthead__nav a").first.click()
    page.wait_for_url(f"{live_server.url}/courses/", wait_until="networkidle")
    second = page.evaluate(sheets)

    assert first[:2] == [["", "not all"], [["non-blocking", True]]]
    assert second[:2] == [[""], [["blocking", False]]]  # linked to, and not loaded again
    assert second[2] == first[2] != "block"
    assert complaints == []


def test_the_next_page_is_read_ahead_where_a_finger_rests_and_forms_are_not(
    live_server, open_page, course
):
    """Chromium tells which addresses its rules chose; with a debugger it fetches, else renders."""
    page = open_page(PHONE)
    wire = page.context.new_cdp_session(page)
    chosen = set()
    wire.on(
        "Preload.preloadingAttemptSourcesUpdated",
        lambda event: chosen.update(
            one["key"]["url"].removeprefix(live_server.url)
            for one in event["preloadingAttemptSources"]
        ),
    )
    wire.send("Preload.enable")
    page.goto(f"{live_server.url}{course.get_absolute_url()}", wait_until="networkidle")
    link = page.locator("main a[href^='/sessions/']:not([href*='enroll'])").first
    link.hover()
    page.wait_for_timeout(1000)

    assert link.get_attribute("href") in chosen
    assert [one for one in chosen if "?" in one or "/enroll/" in one or "/files/" in one] == []
