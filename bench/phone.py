"""What a phone gets, and whether everybody can use it: python -m bench.phone [--axe]

A real Chromium on a real gunicorn and SQLite with the sample catalogue, and a course of 300
items. Without an option, with the settings of production, style sheet and script compressed:
largest contentful paint (ms), layout shift and bytes over the wire of each page, on a cold cache,
at the pace of a slow phone (processor four times slower, 1.6 Mbit/s, 150 ms); before them, as
the machine's own measure, a few lines of plain text. With --axe: what axe finds, and whether
anything scrolls sideways, for each page in both languages, light and dark, at 360, 768 and 1280 px.
Prints JSON; CHROMIUM names the browser.
"""

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from itertools import product

from bench.site import ROOT, Site, browser, database

ROUNDS = 5
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 9e4}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# What the web server in front says of how the visitor came.
BY_TLS = {"X-Forwarded-Proto": "https"}
WATCH = """
window.shift = 0; window.painted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.painted = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""
PLAIN = "plain text"
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--axe", action="store_true")
    chosen = options.parse_args()
    with database("sqlite"):
        paths = prepared()
        settings = nullcontext({}) if chosen.axe else as_in_production()
        with settings as values, Site(values=values) as site, browser() as chromium:
            origin = f"http://127.0.0.1:{site.port}"
            found = axe(chromium, origin, paths) if chosen.axe else speed(chromium, origin, paths)
    print(json.dumps(found, ensure_ascii=False, indent=2))


@contextmanager
def as_in_production():
    """The settings of a public site behind a web server on this machine, its files collected."""
    with tempfile.TemporaryDirectory() as folder:
        values = {
            "KAIKE_VAR": folder,
            "KAIKE_PRODUCTION": "True",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "https://127.0.0.1",
            "EMAIL_URL": "smtp://127.0.0.1:25",
            "DEFAULT_FROM_EMAIL": "enroll@kaike.example.cn",
            "TRUSTED_PROXIES": "127.0.0.1",
            "ICP_NUMBER": "none",
            "POLICE_NUMBER": "none",
        }
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"],
            cwd=ROOT,
            env=os.environ | values,
            check=True,
        )
        yield values


def prepared() -> dict[str, str]:
    """The sample catalogue and a course of 300 items; the address of each kind of page."""
    from django.utils import timezone

    from bench.catalogue import fill
    from catalog.queries.catalogue import open_sessions
    from enrollment.management.sample_parties import load_sample

    load_sample(now=timezone.now())
    fill(courses=1, sessions=8)
    sessions = open_sessions(now=timezone.now()).with_free_seats(5)
    running = sessions.order_by("starts_on", "pk")[0]
    return {
        PLAIN: "/robots.txt",
        "home": "/",
        "list": "/courses/",
        "list, nothing found": "/courses/?city=kunming&price=-5000&q=xyz",
        "course, 300 items": "/courses/course-0/",
        "grid": "/schedule/",
        "search": "/search/?q=案例",
        "search, nothing found": "/search/?q=火星登陆+量子",
        "compare": "/courses/compare/?a=overdue-dialogue&b=card-instalment",
        "session": running.get_absolute_url(),
        "enroll": f"{running.get_absolute_url()}enroll/",
        "inquiry": "/inquiry/?course=overdue-dialogue",
        "tell me when": "/courses/overdue-dialogue/interest/",
        "lost link": "/my/",
        "privacy": "/privacy/",
        "accessibility": "/accessibility/",
    }


def speed(chromium, origin: str, paths: dict) -> dict:
    return {
        name: measured([visit(chromium, origin + path) for _ in range(ROUNDS)])
        for name, path in paths.items()
    }


def measured(visits: list[tuple[float, float, int, int]]) -> dict:
    painted, shift, size, requests = (list(values) for values in zip(*visits, strict=True))
    return {
        "LCP ms": round(statistics.median(painted)),
        "CLS": round(max(shift), 4),
        "bytes": round(statistics.median(size)),
        "requests": max(requests),
    }


def visit(chromium, address: str) -> tuple[float, float, int, int]:
    """One cold visit to the end of the page: paint, shift, bytes and requests."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740},
        device_scale_factor=3,
        has_touch=True,
        is_mobile=True,
        extra_http_headers=BY_TLS,
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    page.wait_for_function("window.painted > 0")
    painted = page.evaluate("window.painted")
    page.mouse.wheel(0, 100_000)
    page.wait_for_timeout(300)
    shift = page.evaluate("window.shift")
    context.close()
    return painted, shift, sum(sizes), len(sizes)


def axe(chromium, origin: str, paths: dict) -> dict:
    """By page: how often it was looked at, and the rules that were broken with their places."""
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    for language, scheme, width in product(("zh", "en"), ("light", "dark"), (360, 768, 1280)):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        prefix = origin + ("/en" if language == "en" else "")
        for name, show in states(paths):
            show(page, prefix)
            # axe misreads contrast in what is not laid out
            page.locator(":root.is-seen").wait_for()
            broken = Axe().run(page, options=RULES).response["violations"]
            wrong = [f"{rule['id']} {node['target']}" for rule in broken for node in rule["nodes"]]
            if page.evaluate(SIDEWAYS):
                wrong.append("scrolls sideways")
            told = found.setdefault(name, {"looked at": 0, "found": []})
            told["looked at"] += 1
            told["found"] += [f"{language} {scheme} {width}: {one}" for one in wrong]
        context.close()
    return found


def states(paths: dict):
    """Every page as it opens, then forms sent wrong and right."""
    for name, path in paths.items():
        if name == PLAIN:
            continue
        yield name, lambda page, prefix, path=path: page.goto(prefix + path)
    for name in ("enroll", "inquiry", "tell me when", "lost link"):
        yield f"{name}, refused", lambda page, prefix, path=paths[name]: sent(page, prefix + path)
    yield "enroll, too many", lambda page, prefix: sent(page, prefix + paths["enroll"], SEATS)
    yield "own page", lambda page, prefix: sent(page, prefix + paths["enroll"], PARTY)
    yield "own page, masked", elsewhere
    yield "no such page", lambda page, prefix: page.goto(f"{prefix}/no-such-page/")


PARTY = {
    "contact_name": "安小宁",
    "contact_phone": "13900000001",
    "company": "云岭示例银行",
    "seats": "1",
}
SEATS = PARTY | {"seats": "51"}


def sent(page, address: str, values: dict | None = None) -> None:
    page.goto(address)
    for name, value in (values or {}).items():
        page.fill(f"main [name={name}]", value)
    if values:
        page.check("main [name=notice_seen]")
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state()
    if page.locator("main [name=another]").count():  # the same person, in the other language
        page.check("main [name=another]")
        page.locator("main form [type=submit]").last.click()
        page.wait_for_load_state()


def elsewhere(page, _prefix: str) -> None:
    """The own page, which stands open, in a browser that was never there: names are masked."""
    page.context.clear_cookies()
    page.goto(page.url)
    page.wait_for_selector("main [name=digits]")


if __name__ == "__main__":
    main()
