"""How long the second page takes on a phone: python -m bench.second_page

A real Chromium reads a page at the pace of bench.phone (processor four times slower, 1.6 Mbit/s,
150 ms), as a phone or as a desktop computer so slow. Then a link is clicked: at once, or after it
was pressed or pointed at for a second, as when the browser foresees what will be tapped; and once
more with a browser that knows nothing of speculation rules. Prints as JSON, in ms, from the click
to the largest contentful paint: the median, the fastest and the slowest of some rounds, and how
many had been fetched or rendered ahead. A phone renders the first way on of each page ahead and
fetches the others, a computer renders what is pointed at.

Playwright attaches to pages and Chromium then renders none ahead, so this attaches to the tab, over
the pipe of ``--remote-debugging-pipe``. CHROMIUM names the browser.
"""

import fcntl
import itertools
import json
import os
import select
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bench.phone import BY_TLS, SLOW, as_in_production, prepared
from bench.site import Site, certificate, database

ROUNDS = 3
PATIENCE = 30  # seconds
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 3, "mobile": True}
HINTS = {"platform": "Android", "platformVersion": "15", "architecture": "", "model": ""}
# What tells the time of the click, and where to click.
PLACE = """(() => {
  const link = [...document.querySelectorAll("a")]
    .find((one) => one.pathname === %s && one.getClientRects().length);
  link.scrollIntoView({ block: "center", behavior: "instant" });
  addEventListener("click", () => console.debug(performance.timeOrigin + performance.now()), true);
  const box = link.getClientRects()[0];
  return JSON.stringify([box.x + box.width / 2, box.y + box.height / 2]);
})()"""
PAINTED = """new Promise((resolve) => {
  new PerformanceObserver((list) => setTimeout(() => {
    const [shown] = performance.getEntriesByType("navigation");
    const painted = list.getEntries().at(-1).startTime;
    const at = performance.timeOrigin + Math.max(painted, shown.activationStart);
    const ahead = shown.activationStart ? "rendered" : shown.deliveryType ? "fetched" : "";
    resolve(JSON.stringify([location.pathname, at, ahead]));
  }, 300)).observe({ type: "largest-contentful-paint", buffered: true });
})"""


def main() -> None:
    with database("sqlite"):
        paths = prepared()
        running = paths["session"]
        steps = {
            "home, then the list": ("/", "/courses/"),
            "list, then its first course": ("/courses/", "/courses/course-0/"),
            "list, then another course": ("/courses/", "/courses/counter-errors/"),
            "course, then its session": (course_of(running), running),
            "home, then the grid": ("/", "/schedule/"),
        }
        # Links of a public site lead to https, whatever the address before them.
        with (
            as_in_production() as values,
            certificate() as tls,
            Site(values=values, tls=tls) as site,
        ):
            origin = f"https://127.0.0.1:{site.port}"
            found = {name: step(origin, *paths) for name, paths in steps.items()}
    print(json.dumps(found, ensure_ascii=False, indent=2))


def course_of(session: str) -> str:
    """The page of the course that the session with this address belongs to."""
    from catalog.models import Session

    code = session.strip("/").rpartition("/")[2]
    return Session.objects.get(public_id=code).course.get_absolute_url()


def step(origin: str, first: str, second: str) -> dict[str, dict]:
    ways = {
        "phone, foreseen": Way(is_phone=True, seconds=1),
        "phone, at once": Way(is_phone=True),
        "computer, pointed at": Way(is_phone=False, seconds=1),
        "phone, no rules": Way(is_phone=True, has_rules=False),
    }
    return {
        name: summed_up([visit(origin, first, second, way) for _ in range(ROUNDS)])
        for name, way in ways.items()
    }


@dataclass(frozen=True)
class Way:
    is_phone: bool
    seconds: float = 0  # between pointing, or pressing, and the click
    has_rules: bool = True


def summed_up(visits: list[tuple[float, str]]) -> dict[str, object]:
    times, ahead = zip(*visits, strict=True)
    return {
        "ms": round(statistics.median(times)),
        "fastest": round(min(times)),
        "slowest": round(max(times)),
        "ahead": dict(Counter(filter(None, ahead))),
    }


def visit(origin: str, first: str, second: str, way: Way) -> tuple[float, str]:
    """Milliseconds from the click to the paint of ``second``; fetched, rendered or "" before it."""
    with Chromium(way) as chromium:
        page = chromium.pages[-1]
        chromium.ask("Page.navigate", {"url": origin + first}, page)
        chromium.listen(lambda: "Page.loadEventFired" in chromium.names())
        chromium.rest(1)
        x, y = json.loads(chromium.evaluate(PLACE % json.dumps(second), page))
        kinds = ["mouseMoved", "mousePressed", "mouseReleased"][way.is_phone :]
        chromium.point(kinds[0], x, y, page)
        chromium.rest(way.seconds)
        for kind in kinds[1:]:
            chromium.point(kind, x, y, page)
        chromium.listen(lambda: bool(chromium.clicks()))
        chromium.rest(1.5)
        shown, at, ahead = json.loads(chromium.evaluate(PAINTED, chromium.shown()))
        if shown != second:
            raise AssertionError(f"{shown} opened, not {second}")
        return at - chromium.clicks()[0], ahead


def hand_over(ends: list[int]) -> None:
    """Give the ends of two pipes the numbers that the browser knows them by."""
    for one, number in zip(ends, (3, 4), strict=True):
        os.dup2(one, number)


BEHIND = "document.prerendering"


class Chromium:
    """A slow browser with one tab; each page in it is a session of the protocol."""

    def __init__(self, way: Way):
        self.way = way
        self.pages: list[str] = []
        self.events: list[dict] = []
        self.waiting = b""
        self.numbers = itertools.count(1)

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        read, self.to = os.pipe()
        self.of, write = os.pipe()
        # The browser reads from descriptor 3 and writes to 4: out of their way first.
        ends = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (read, write)]
        self.process = subprocess.Popen(
            [
                os.environ.get("CHROMIUM") or shutil.which("chromium"),
                *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
                "--ignore-certificate-errors",
                *("--remote-debugging-pipe", f"--user-data-dir={self.folder.name}"),
                "about:blank",
            ],
            preexec_fn=lambda: hand_over(ends),  # noqa: PLW1509 - no thread runs
            close_fds=False,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        for one in (read, write, *ends):
            os.close(one)
        tabs = self.ask("Target.getTargets", {"filter": [{"type": "tab"}]})["targetInfos"]
        which = {"targetId": tabs[0]["targetId"], "flatten": True}
        tab = self.ask("Target.attachToTarget", which)["sessionId"]
        how = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
        self.ask("Target.setAutoAttach", how, tab)
        self.listen(lambda: bool(self.pages))
        return self

    def __exit__(self, *_error):
        self.process.kill()
        self.process.wait(PATIENCE)
        os.close(self.to)
        os.close(self.of)
        self.folder.cleanup()

    def ask(self, method: str, params: dict, session: str | None = None) -> dict:
        """The browser's answer; raises RuntimeError when it refuses."""
        number = self.tell(method, params, session)
        while True:
            said = self.hear(time.monotonic() + PATIENCE)
            if said and said.get("id") == number:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']['message']}")
                return said["result"]

    def tell(self, method: str, params: dict, session: str | None = None) -> int:
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        return number

    def hear(self, deadline: float) -> dict | None:
        """The next message, or None when none came in time; what begins is slowed down."""
        while b"\0" not in self.waiting:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.of], [], [], left)[0]:
                return None
            self.waiting += os.read(self.of, 65_536)
        text, _, self.waiting = self.waiting.partition(b"\0")
        said = json.loads(text)
        if said.get("method"):
            self.events.append(said)
        if said.get("method") == "Target.attachedToTarget":
            self.slow_down(said["params"])
        return said

    def slow_down(self, attached: dict) -> None:
        session = attached["sessionId"]
        if attached["targetInfo"]["type"] == "page":
            self.pages.append(session)
            self.tell("Page.enable", {}, session)
            self.tell("Runtime.enable", {}, session)
            self.tell("Network.enable", {}, session)
            self.tell("Network.setExtraHTTPHeaders", {"headers": BY_TLS}, session)
            self.tell("Network.emulateNetworkConditions", SLOW, session)
            if not self.way.has_rules:
                self.tell("Network.setBlockedURLs", {"urls": ["*/speculation.json"]}, session)
            self.tell("Emulation.setCPUThrottlingRate", {"rate": 4}, session)
            self.tell("Emulation.setDeviceMetricsOverride", PHONE, session)
            hints = HINTS | {"mobile": self.way.is_phone}
            how = {"userAgent": "Chrome", "userAgentMetadata": hints}
            self.tell("Emulation.setUserAgentOverride", how, session)
        self.tell("Runtime.runIfWaitingForDebugger", {}, session)

    def listen(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not until():
            if self.hear(deadline) is None:
                raise TimeoutError("the browser fell silent")

    def rest(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.hear(deadline):
            pass

    def names(self) -> set[str]:
        return {one["method"] for one in self.events}

    def clicks(self) -> list[float]:
        told = [one["params"] for one in self.events if one["method"] == "Runtime.consoleAPICalled"]
        return [one["args"][0]["value"] for one in told if one["type"] == "debug"]

    def shown(self) -> str:
        """The page in sight: others stand behind it, rendered for a link that was not clicked."""
        for one in reversed(self.pages):
            try:
                if not self.evaluate(BEHIND, one):
                    return one
            except RuntimeError:  # no longer there
                continue
        raise RuntimeError("no page is in sight")

    def evaluate(self, expression: str, session: str) -> str:
        how = {"expression": expression, "awaitPromise": True}
        return self.ask("Runtime.evaluate", how, session)["result"]["value"]

    def point(self, kind: str, x: float, y: float, session: str) -> None:
        button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
        self.ask("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y} | button, session)


if __name__ == "__main__":
    main()
