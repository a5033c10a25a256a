"""Real Chromium on a live server; without a Chromium these tests say so in one line."""

import os
import shutil

import pytest
from django.db import connection

# Playwright's sync API runs an event loop in this thread; Django would refuse its own ORM here.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = next(
    filter(
        None,
        (
            os.environ.get("CHROMIUM"),
            *map(shutil.which, ("chromium", "chromium-browser", "google-chrome")),
        ),
    ),
    None,
)
HOW_TO_INSTALL = (
    "Browser tests skipped: no Chromium found. Install one (Debian: apt install chromium) "
    "or name it: CHROMIUM=/path/to/chromium make test"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=HOW_TO_INSTALL))


def pytest_terminal_summary(terminalreporter):
    if CHROMIUM is None:
        terminalreporter.write_line(HOW_TO_INSTALL)


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    """The browser. Under its event loop Django opens another connection of this thread, which
    has to know what the migrations wrote: groups, for example, come back before each test."""
    from playwright.sync_api import sync_playwright

    written = getattr(connection, "_test_serialized_contents", None)
    with sync_playwright() as playwright:
        if written is not None:
            connection._test_serialized_contents = written
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium):
    """A page 360 px wide that fails on any error in the console or request to another origin."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN", has_touch=True
    )
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: page.complaints.append(message.text) if message.type == "error" else None,
    )
    yield page
    context.close()


@pytest.fixture
def open_page(chromium):
    """Pages of any width, scheme and with or without script; closed at the end."""
    contexts = []

    def opened(width, *, scheme="light", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, **options
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
