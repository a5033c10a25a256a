"""The embedded page inside a page of another site, in a real browser."""

import http.server
import json
from threading import Thread
from urllib.parse import urlsplit

import pytest

from catalog.documents.embed_code import embed_code
from tests.factories import CourseFactory, SessionFactory, released

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAGE = """<!doctype html><meta charset="utf-8"><title>Another site</title>
<script>
  window.told = [];
  addEventListener("message", (one) => told.push([one.origin, one.data]));
</script>
<body style="margin: 0">{code}"""
INSIDE = """() => ({
  scheme: getComputedStyle(document.documentElement).colorScheme,
  paper: getComputedStyle(document.body).backgroundColor,
  height: document.documentElement.getBoundingClientRect().height,
  cookies: document.cookie,
})"""


@pytest.fixture
def elsewhere():
    """A site of its own, whose one page is set by ``show``; gives its address and ``show``."""
    pages = {"/": b""}

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages["/"])

        def log_message(self, *_said):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"

    def show(code: str) -> None:
        pages["/"] = PAGE.replace("{code}", code).encode()

    yield address, show
    server.shutdown()
    server.server_close()


@pytest.fixture
def sessions():
    course = released(CourseFactory(slug="lobby"), "第一模块 开场\n一、迎候")
    return [SessionFactory(course=course) for _ in range(12)]


def opened(phone, elsewhere, src: str):
    """The frame of ``src`` in the other site, once it has said how high it is."""
    address, show = elsewhere
    show(embed_code(src, title="班次"))
    phone.goto(address)
    phone.wait_for_function("told.length > 0")
    return next(frame for frame in phone.frames if frame.url == src)


def test_a_frame_in_another_site_is_as_high_as_it_needs(phone, live_server, elsewhere, sessions):
    src = f"{live_server.url}/embed/?course=lobby"
    frame = opened(phone, elsewhere, src)

    inside, told = frame.evaluate(INSIDE), phone.evaluate("told")

    assert urlsplit(elsewhere[0]).netloc != urlsplit(src).netloc
    assert inside["cookies"] == ""
    assert phone.context.cookies() == []
    assert {origin for origin, _data in told} == {live_server.url}
    assert [list(data) for _origin, data in told] == [["kaikeHeight"]] * len(told)
    assert inside["height"] > 600
    phone.wait_for_function(
        "document.querySelector('iframe').clientHeight >= told.at(-1)[1].kaikeHeight"
    )
    assert phone.evaluate("document.querySelector('iframe').clientHeight") < inside["height"] + 2
    assert phone.complaints == []


def test_a_message_of_anybody_else_changes_nothing(phone, live_server, elsewhere, sessions):
    opened(phone, elsewhere, f"{live_server.url}/embed/?course=lobby")
    before = phone.evaluate("document.querySelector('iframe').style.height")

    phone.evaluate("postMessage({kaikeHeight: 5}, '*'); postMessage(null, '*')")
    phone.wait_for_function("told.length > 2")

    assert phone.evaluate("document.querySelector('iframe').style.height") == before
    assert phone.complaints == []


@pytest.mark.parametrize(("theme", "paper"), [("light", 255), ("dark", 15)])
@pytest.mark.parametrize("prefers", ["light", "dark"])
def test_a_theme_wins_over_what_the_device_prefers(
    phone, live_server, elsewhere, sessions, theme, paper, prefers
):
    phone.emulate_media(color_scheme=prefers)

    frame = opened(phone, elsewhere, f"{live_server.url}/embed/?theme={theme}")

    inside = frame.evaluate(INSIDE)
    assert (inside["scheme"], inside["paper"].startswith(f"rgb({paper},")) == (theme, True)


def test_sites_that_are_not_named_may_not_show_it(
    phone, live_server, elsewhere, sessions, monkeypatch
):
    from catalog.views import embed

    monkeypatch.setitem(embed.POLICY, "frame-ancestors", ["https://www.example.cn"])
    address, show = elsewhere
    show(embed_code(f"{live_server.url}/embed/", title="班次"))

    phone.goto(address)
    phone.wait_for_timeout(500)

    assert phone.evaluate("told") == []
    assert "frame-ancestors" in json.dumps(phone.complaints)
