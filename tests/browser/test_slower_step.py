"""A form that comes too often, in a real browser: it does the work by itself, or a letter helps."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from enrollment.domain import pacing
from enrollment.models import Enrollment, OutboxMessage
from tests.browser.test_enroll import upcoming, wrongs

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def crowded(live_server):
    """So many enrolled from this address that the next one is slowed down."""
    now = timezone.now()
    for n in range(pacing.SOURCE.free):
        who = {"source": "127.0.0.1"}
        pacing.judge("enroll", who, about=str(n), answer=pacing.Answer(), now=now)
    session = upcoming(now)
    return live_server.url + reverse("enrollment:enroll", args=[session.public_id])


def send(page, address):
    page.goto(address)
    page.fill("[name=contact_name]", "安小宁")
    page.fill("[name=contact_phone]", "13900000001")
    page.fill("[name=contact_email]", "an@example.com")
    page.check("[name=notice_seen]")
    page.click(".go button")


def test_the_browser_works_it_out_and_sends_the_form_again_by_itself(phone, crowded):
    send(phone, crowded)
    phone.wait_for_url(re.compile(r"/my/.+"), timeout=20_000)

    assert Enrollment.objects.get().contact_name == "安小宁"


def test_without_script_a_letter_brings_the_code(chromium, crowded):
    page = chromium.new_context(java_script_enabled=False).new_page()
    send(page, crowded)
    page.click("[name=by_mail]")
    said = page.content()
    page.fill("[name=mail_code]", OutboxMessage.objects.get(kind="code").subject[-6:])
    page.click(".go button")

    assert "已寄到您填写的邮箱" in said
    assert re.search(r"/my/.+", page.url)
    page.context.close()


def test_the_page_of_the_slower_step_bars_nobody(phone, crowded):
    phone.route("**/site*.js", lambda route: route.abort())
    send(phone, crowded)

    assert phone.locator(".slower").is_visible()
    assert wrongs(phone, has_script=False) == []
