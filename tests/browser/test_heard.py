"""Four tasks as a screen reader hears them: what Chromium's accessibility tree says, in order.

What eight pages say is kept in heard/, numbers aside, and read by people when it changes:
HEARD=write makes the files anew, the difference is reviewed with the change that caused it.
"""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from enrollment.models import Enrollment
from tests.factories import CategoryFactory, CourseFactory, OfficeFactory, SessionFactory, released

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SPOKEN = {
    *("heading", "link", "button", "textbox", "searchbox", "combobox", "checkbox", "spinbutton"),
    *("columnheader", "rowheader", "cell", "alert", "status", "StaticText", "paragraph"),
}


HEARD = Path(__file__).parent / "heard"


def differing(name: str, lines: list[str], *, secret: str = "") -> str:
    """What is heard otherwise than the file says; nothing where it is the same."""
    file, text = HEARD / f"{name}.txt", "\n".join(lines) + "\n"
    heard = re.sub(r"\d+", "#", text.replace(secret, "CODE") if secret else text)
    if os.environ.get("HEARD") == "write":
        HEARD.mkdir(exist_ok=True)
        file.write_text(heard, encoding="utf-8")
    kept = file.read_text(encoding="utf-8")
    return "" if heard == kept else f"{name}: HEARD=write, then git diff {file.name}\n{heard}"


def transcript(page) -> list[str]:
    """The main part of the page as lines of role and name, blanks aside (phrases are set apart)."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    main = next(node for node in nodes if _said(node, "role") == "main")
    lines: list[str] = []
    _hear(main, by_id, lines)
    client.detach()
    return lines


def _hear(node: dict, by_id: dict, lines: list[str]) -> None:
    role, name = _said(node, "role"), _said(node, "name")
    spoken = not node.get("ignored") and role in SPOKEN and name
    if spoken:
        lines.append(f"{role} {''.join(name.split())}{_states(node)}")
    if spoken and role != "alert":
        return  # its name says what is inside
    for child in node.get("childIds", []):
        if child in by_id:
            _hear(by_id[child], by_id, lines)


def _said(node: dict, what: str) -> str:
    return str(node.get(what, {}).get("value", ""))


def _states(node: dict) -> str:
    """Whether a field has to be filled in, as it is announced."""
    values = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    return " required" if values.get("required") else ""


def heard_in_order(lines: list[str], *expected: str) -> list[str]:
    """Those of ``expected`` that are not heard, each after the one before it."""
    missing, at = [], 0
    for words in expected:
        found = next((n for n in range(at, len(lines)) if words in lines[n]), None)
        if found is None:
            missing.append(words)
        else:
            at = found + 1
    return missing


@pytest.fixture
def session():
    OfficeFactory()
    lobby, day = CategoryFactory(name="厅堂"), timezone.localdate() + timedelta(days=60)
    days = {"starts_on": day, "ends_on": day, "month": day.replace(day=1)}
    for title, slug in (("厅堂服务", "service"), ("厅堂礼仪", "manners")):
        outline = "第一模块 客户投诉\n一、听完再说\n第二模块 " + title
        course = released(CourseFactory(title=title, slug=slug, category=lobby), outline)
        found = SessionFactory(course=course, city__name=f"昆明{slug}", capacity=20, **days)
    return found


def test_a_course_is_found_compared_enrolled_for_and_given_up_by_ear(
    live_server, chromium, session
):
    page, site = chromium.new_context().new_page(), live_server.url

    page.goto(f"{site}{reverse('catalog:search')}?q=投诉")
    found = transcript(page)
    page.goto(f"{site}{reverse('catalog:compare')}?a=service&b=manners")
    compared = transcript(page)
    page.goto(site + session.course.get_absolute_url())
    course = transcript(page)
    page.goto(site + reverse("catalog:session", args=[session.public_id]))
    dates = transcript(page)
    page.goto(site + reverse("enrollment:enroll", args=[session.public_id]))
    form = transcript(page)
    enroll_three(page)
    enrolled = transcript(page)
    page.goto(f"{page.url.split('?')[0].split('#')[0]}cancel/")
    asked = transcript(page)
    cancel(page)
    cancelled = transcript(page)

    party = Enrollment.objects.get()
    assert heard_in_order(found, "heading", "厅堂", "客户投诉") == []
    assert (
        heard_in_order(
            compared,
            *("heading 课程对比", "厅堂服务", "厅堂礼仪", "rowheader 价格", "rowheader 大纲里共有"),
        )
        == []
    )
    assert heard_in_order(form, "heading", "textbox", "checkbox", "button") == []
    assert [line for line in form if line.startswith("textbox") and not line[8:].strip()] == []
    assert heard_in_order(enrolled, party.code) == []
    assert heard_in_order(asked, "heading 取消报名", "3个座位", "button 确认取消") == []
    assert party.state == "cancelled"
    assert heard_in_order(cancelled, "已取消") == []
    pages = {
        "search": found,
        "compare": compared,
        "course": course,
        "session": dates,
        "form": form,
        "enrolled": enrolled,
        "asked": asked,
        "cancelled": cancelled,
    }
    changed = [differing(name, lines, secret=party.code) for name, lines in pages.items()]
    assert "".join(changed) == ""


def enroll_three(page) -> None:
    """By the names that are heard, not by those of the fields."""
    main = page.get_by_role("main")
    for label, text in (
        *(("联系人", "安小宁"), ("手机", "13900000001"), ("单位", "云岭农商银行"), ("人数", "3")),
    ):
        main.get_by_label(label).first.fill(text)
    main.get_by_role("checkbox").last.check()
    main.locator("form button[type=submit]:not([name])").last.click()
    page.wait_for_url("**/my/**", wait_until="load")


def cancel(page) -> None:
    digits = page.locator("main input[name=digits]")
    if digits.count():
        digits.fill("0001")
    page.get_by_role("button", name="确认取消").click()
    page.wait_for_load_state()
