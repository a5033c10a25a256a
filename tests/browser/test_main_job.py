"""The main job end to end: an outline becomes a page, a party enrolls, sales opens the list."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from catalog.models import Course, OutlineItem
from enrollment.models import Enrollment
from enrollment.queries.invariants import complaints
from tests.factories import SessionFactory, UserFactory

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT.parent / "shared" / "outlines" / "seed.txt"
SAMPLE = ROOT / "fixtures" / "outlines" / "overdue-dialogue.txt"

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SEED_OUTLINE = pytest.param(
    SEED,
    251,
    id="seed",
    marks=pytest.mark.skipif(not SEED.exists(), reason="../shared/outlines is not beside this"),
)


@pytest.mark.parametrize(("outline", "items"), [SEED_OUTLINE, pytest.param(SAMPLE, None, id="own")])
def test_an_outline_becomes_a_page_a_party_enrolls_and_sales_opens_the_list(
    outline, items, live_server, phone
):
    call_command("import_course", str(outline), "--publish", "--title", "逾期沟通实务")
    course = Course.objects.get()
    session = SessionFactory(course=course, capacity=30)

    assert items in (None, printed_items(course))
    assert items_on_the_page(phone, live_server.url + course.get_absolute_url()) == words(course)

    enroll_three(phone, live_server.url, session)

    enrollment = Enrollment.objects.get()
    session.refresh_from_db()
    assert (enrollment.state, enrollment.seats, session.taken) == ("confirmed", 3, 3)
    assert enrollment.code in phone.inner_text("main")
    assert phone.complaints == []
    assert rows_that_sales_opens(phone, live_server.url) == [
        (enrollment.code, "云岭农商银行", name) for name in ("安小宁", "白一凡", "待定")
    ]
    assert list(complaints()) == []


def printed_items(course) -> int:
    return OutlineItem.objects.filter(outline=course.outline, implied=False).count()


def words(course) -> list[str]:
    """What each item says, white space aside, in the order of the outline."""
    items = course.outline.items.order_by("position")
    return [squeezed(item.label + item.title) for item in items if item.label or item.title]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def items_on_the_page(page, address: str) -> list[str]:
    page.goto(address)
    texts = page.eval_on_selector_all(
        "[id^=item-]", "nodes => nodes.map(node => node.dataset.words ?? node.textContent)"
    )
    return [text for text in map(squeezed, texts) if text]


def enroll_three(page, site: str, session) -> None:
    page.goto(site + reverse("enrollment:enroll", args=[session.public_id]))
    page.fill("[name=contact_name]", "安小宁")
    page.fill("[name=contact_phone]", "139 0000 0001")
    page.fill("[name=contact_email]", "an@example.com")
    page.fill("[name=company]", "云岭农商银行")
    page.fill("[name=seats]", "3")
    page.fill("[name=participants-0-name]", "安小宁")
    page.fill("[name=participants-1-name]", "白一凡")
    page.check("[name=notice_seen]")
    page.click("main form button[type=submit]:not([name])")
    page.wait_for_url("**/my/**")


def rows_that_sales_opens(page, site: str) -> list[tuple[str, str, str]]:
    sales = UserFactory(username="sales")
    sales.set_password("browser-test-only")
    sales.save()
    sales.groups.add(Group.objects.get(name="sales"))
    page.goto(f"{site}/admin/login/?next=/admin/enrollment/enrollment/")
    page.fill("[name=username]", "sales")
    page.fill("[name=password]", "browser-test-only")
    page.click("[type=submit]")
    page.click("a[href*='/export/']")
    page.fill("[name=reason]", "给昆明班做桌牌")
    with page.expect_download() as download:
        page.click("a[href*=xlsx], button[value*=xlsx], button[name*=xlsx]")
    sheet = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    head, *rows = sheet.iter_rows(values_only=True)
    columns = [head.index(name) for name in ("报名编号", "单位", "学员姓名")]
    return [tuple(row[column] for column in columns) for row in rows]
