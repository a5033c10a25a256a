"""The pictures of docs/img, taken anew of the sample catalogue: python -m bench.pictures

A real Chromium on a real gunicorn and SQLite. What each file shows stands in PICTURES and in
``paste``; look at them before they are committed. CHROMIUM names the browser.
"""

import io
from datetime import date, timedelta

from PIL import Image

from bench.site import ROOT, Site, browser, database

COURSE = "/courses/overdue-dialogue/"
OUTLINE = ROOT / "fixtures" / "outlines" / "card-instalment.txt"
FREE = ".session-row__go a.button:not(.button--quiet)"  # a session with seats left
SOON = date.today() + timedelta(days=90)  # noqa: DTZ011 - the year of a picture
WIDE, PHONE = (1280, 900), (360, 760)
# The file, how large, the page, and the link of that page to follow first.
PICTURES = [
    ("courses-1280", WIDE, "/courses/", ""),
    ("schedule-1280", WIDE, f"/schedule/?year={SOON.year}", ""),
    ("course-360", PHONE, COURSE, ""),
    ("enroll-360", PHONE, COURSE, FREE),
]


def main() -> None:
    with database("sqlite"):
        cookie = staff_cookie()
        with Site() as site, browser() as chromium:
            origin = f"http://127.0.0.1:{site.port}"
            for name, size, path, link in PICTURES:
                with on_page(chromium, size) as page:
                    page.goto(origin + path)
                    if link:
                        page.goto(origin + page.get_attribute(link, "href"))
                    save(page, name)
            with on_page(chromium, (1280, 800)) as page:
                page.context.add_cookies([{"url": origin, **cookie}])
                paste(page, f"{origin}/admin/catalog/course/import/")
                save(page, "import-1280")


def staff_cookie() -> dict[str, str]:
    """Fill the database; return the session of an editor."""
    from django.conf import settings
    from django.contrib.auth.models import Group, User
    from django.test import Client
    from django.utils import timezone

    from enrollment.management.sample_parties import load_sample

    load_sample(now=timezone.now())
    editor = User.objects.create_user("editor", is_staff=True)
    editor.groups.set([Group.objects.get(name="editor")])
    client = Client()
    client.force_login(editor)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


def on_page(chromium, size: tuple[int, int]):
    width, height = size
    view = {"width": width, "height": height}
    return chromium.new_page(
        viewport=view, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
    )


def paste(page, address: str) -> None:
    """An outline of the catalogue pasted once more: it is read, and its course is found."""
    page.goto(address)
    area = page.locator("[data-editor] textarea").first
    area.fill(OUTLINE.read_text(encoding="utf-8"))
    page.locator("[data-reading] li, [data-reading] tr").first.wait_for()
    area.evaluate("area => { area.blur(); area.scrollTop = 0; }")


def save(page, name: str) -> None:
    page.evaluate("document.fonts.ready")
    image = Image.open(io.BytesIO(page.screenshot()))
    image.convert("RGB").quantize(256).save(ROOT / "docs" / "img" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
