"""Suggestions while typing, and the embedded page inside somebody else's site, in real Chromium."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import CourseFactory, SessionFactory, released

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def courses():
    lobby = released(CourseFactory(title="厅堂服务", slug="lobby"), "第一模块 开场")
    SessionFactory(course=lobby, public_id="SEAT2345")
    return released(CourseFactory(title="厅堂礼仪", slug="manners"), "第一模块 开场")


def test_a_reader_chooses_a_suggestion_with_the_keyboard_and_hears_how_many(
    chromium, live_server, courses
):
    page = chromium.new_context().new_page()
    page.goto(live_server.url + reverse("catalog:search"))
    box = page.get_by_role("combobox", name="搜索课程与大纲要点")

    box.press_sequentially("tingtang")

    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(page.get_by_role("status").filter(has_text="2 条建议")).to_have_count(1)
    assert box.get_attribute("aria-expanded") == "true"
    assert Axe().run(page).violations_count == 0
    box.press("ArrowDown")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.fill("厅堂礼")
    expect(options).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/courses/manners/")


def test_the_search_works_without_javascript(chromium, live_server, courses):
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + reverse("catalog:search"))

    page.get_by_label("搜索课程与大纲要点", exact=True).last.fill("厅堂礼仪")
    page.get_by_role("main").get_by_role("button", name="搜索").click()

    expect(page.get_by_role("link", name="厅堂礼仪")).to_be_visible()


class Foreign(BaseHTTPRequestHandler):
    """A page of another origin with our page in a frame."""

    inside = ""

    def do_GET(self):
        body = f'<!doctype html><title>x</title><iframe src="{self.inside}" width=400 height=600>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        pass


def test_another_site_shows_the_sessions_and_a_click_opens_the_form_with_its_source(
    chromium, live_server, courses
):
    handler = type("Handler", (Foreign,), {"inside": live_server.url + reverse("catalog:embed")})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    context = chromium.new_context()
    page = context.new_page()

    page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
    frame = page.frame_locator("iframe")
    with context.expect_page() as opened:
        frame.get_by_role("link", name="报名").first.click()

    assert "/sessions/SEAT2345/enroll/?from=embed" in opened.value.url
    server.shutdown()
    server.server_close()
