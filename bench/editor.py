"""How long after a key, or a click on another reading, the editor shows it: python -m bench.editor

A real Chromium types into the outline of a course of 600 items, on a real gunicorn and SQLite.
Counted in the page: from the key's input event, through the pause in which the editor waits for
the next key, to the frame that shows the answer. Prints JSON; CHROMIUM names the browser.
"""

import argparse
import json
import statistics

from bench.site import Site, browser, database

ITEMS = 600
WATCH = """() => {
  const area = document.querySelector("[data-editor] textarea");
  const reading = document.querySelector("[data-reading]");
  window.times = [];
  area.addEventListener("input", () => { window.began = performance.now(); }, true);
  new MutationObserver(() => requestAnimationFrame(() => {
    const shown = new MessageChannel(); // answers once the frame is painted
    const began = window.clicked ?? window.began;
    shown.port1.onmessage = () => window.times.push(performance.now() - began);
    shown.port2.postMessage(0);
  })).observe(reading, { childList: true });
  area.focus();
  area.setSelectionRange(area.value.length / 2, area.value.length / 2);
}"""

SHOWN = """async (count) => {
  while (window.times.length < count) await new Promise((go) => setTimeout(go, 20));
}"""


def text_of(items: int) -> str:
    """Modules of twelve lines with sections, points and a case each."""
    lines = []
    while len(lines) < items:
        module = len(lines) // 12 + 1
        lines.append(f"第{module}讲 逾期沟通的第{module}个场景")
        for section in "一二":
            lines.append(f"{section}、先听清楚客户说的是什么")
            lines += [f"{n}、第{module}个场景里要确认的第{n}件事" for n in range(1, 4)]
        lines += [f"案例{module:02}：客户说下个月再还", "1、录音怎么听", "2、下一通怎么打"]
    return "\n".join(lines[:items])


def staff_cookie(course_text: str) -> tuple[int, str]:
    """A course with that outline, and the session of somebody who may change it."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client
    from django.utils import timezone

    from catalog.domain.outline_versions import save_outline
    from catalog.models import Category, Course

    category = Category.objects.create(name="客户经理", slug="managers")
    course = Course.objects.create(title="逾期沟通", slug="overdue", category=category)
    save_outline(course, course_text, now=timezone.now())
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    return course.pk, client.cookies[settings.SESSION_COOKIE_NAME].value


def typed(page, keys: int) -> list[float]:
    """Milliseconds from each key to its reading; the next key waits for it."""
    page.evaluate(WATCH)
    for number in range(1, keys + 1):
        page.keyboard.type("字")
        page.evaluate(SHOWN, number)
    return page.evaluate("window.times")


def loose_text(items: int) -> str:
    """Lines without a number in blocks: several readings explain them."""
    lines = []
    for number in range(items):
        if number % 20 == 0:
            lines.append(f"第{number // 20 + 1}讲 逾期沟通的第{number // 20 + 1}个场景")
        else:
            lines += [""] * (number % 4 == 1) + [f"场景里要确认的第{number}件事"]
    return "\n".join(lines)


def switched(page, clicks: int) -> list[float]:
    """Milliseconds from a click on the first other reading to its tree, there and back."""
    page.evaluate("window.times = []")
    for number in range(1, clicks + 1):
        page.evaluate(
            """() => {
              const button = document.querySelector(".readings [data-line]");
              window.clicked = performance.now();
              button.click();
            }"""
        )
        page.evaluate(SHOWN, number)
        page.wait_for_selector("[data-reading]:not([aria-busy])")
    return page.evaluate("window.times")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--keys", type=int, default=40)
    keys = options.parse_args().keys
    with database("sqlite"):
        from django.conf import settings

        pk, session = staff_cookie(text_of(ITEMS))
        with Site() as site, browser() as chromium:
            origin = f"http://127.0.0.1:{site.port}"
            context = chromium.new_context(locale="zh-CN")
            context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}]
            )
            page = context.new_page()
            answer = page.goto(f"{origin}/admin/catalog/course/{pk}/outline/")
            page.wait_for_selector("[data-reading] li")
            with page.expect_response("**/preview/") as reading:
                page.evaluate("read()")
            size = {"page": len(answer.body()), "reading": len(reading.value.body())}
            times = sorted(typed(page, keys))
            page.fill("[data-editor] textarea", loose_text(ITEMS))
            page.wait_for_selector(".readings [data-line]")
            page.wait_for_selector("[data-reading]:not([aria-busy])")
            clicks = sorted(switched(page, max(2, keys // 4)))
    figures = {
        "items": ITEMS,
        "bytes before compression": size,
        "key to reading, ms": {
            "median": round(statistics.median(times)),
            "p95": round(times[int(len(times) * 0.95) - 1]),
            "longest": round(times[-1]),
        },
        "click to another reading, ms": {
            "median": round(statistics.median(clicks)),
            "longest": round(clicks[-1]),
        },
    }
    print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
