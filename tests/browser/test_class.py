"""Attendance in a room without a net: taps stay on the telephone and arrive once there is one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from catalog.models import Session
from enrollment.models import Attendance
from tests.browser.test_office import office  # noqa: F401 - the fixture
from tests.enrollment.classes.ground import class_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_taps_without_a_net_are_sent_once_there_is_one(office):  # noqa: F811
    session, (an, bai, chen) = class_of("安小宁", "白一凡", "陈晨")
    today = timezone.localdate()
    Session.objects.filter(pk=session.pk).update(starts_on=today, ends_on=today + timedelta(days=1))
    page = office("editor", width=360)
    page.goto(reverse("admin:catalog_session_attendance", args=[session.pk, f"{today}-am"]))

    page.context.set_offline(True)
    page.locator(f"#p{an.pk} button[value$=':absent']").click()
    page.locator(f"#p{an.pk} button[value$=':present']").click()
    page.locator(f"#p{bai.pk} button[value$=':late']").click()
    expect(page.locator("[data-unsent]")).to_contain_text("3 次点名记在这台手机里")
    for place in (0, 100_000):  # wherever in the roll call somebody is
        page.evaluate("place => scrollTo(0, place)", place)
        expect(page.locator("[data-unsent]")).to_be_in_viewport()
    expect(page.locator(f"#p{bai.pk}")).to_have_class("is-late")
    before = Attendance.objects.count()
    page.context.set_offline(False)
    expect(page.locator("[data-unsent]")).to_be_hidden(timeout=20_000)
    page.locator("button[name=rest]").click()
    expect(page.locator(f"#p{chen.pk}")).to_have_class("is-present")
    expect(page.locator("[data-count='present']")).to_have_text("2")
    page.reload()

    marks = Attendance.objects.order_by("participant__position").values_list("presence", flat=True)
    assert before == 0
    assert list(marks) == ["present", "late", "present"]
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('attendance:'))")
    assert kept == []
    without_net = "net::ERR_INTERNET_DISCONNECTED"
    assert [told for told in page.complaints if without_net not in told] == []
