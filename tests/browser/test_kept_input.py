"""The form at 360 px by hand: Back, no cookie, no script, large text, two tabs; nothing is lost."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from enrollment.models import Enrollment
from tests.enrollment.own import url
from tests.factories import SessionFactory, enrolled

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SCREEN = 740  # px


@pytest.fixture
def session():
    day = timezone.localdate() + timedelta(days=40)
    return SessionFactory(starts_on=day, ends_on=day, month=day.replace(day=1), capacity=20)


@pytest.fixture(params=["script", "no script"])
def page(request, chromium):
    context = chromium.new_context(
        java_script_enabled=request.param == "script",
        viewport={"width": 360, "height": SCREEN},
        locale="zh-CN",
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def address(live_server, session) -> str:
    return live_server.url + reverse("enrollment:enroll", args=[session.public_id])


def fill(page, *, seats="3", phone="139 0000 0001"):
    page.fill("[name=contact_name]", "安小宁")
    page.fill("[name=contact_phone]", phone)
    page.fill("[name=company]", "云岭农商银行")
    page.fill("[name=seats]", seats)
    if not page.is_visible("[name=participants-0-name]"):
        page.click(".names summary")
    page.fill("[name=participants-0-name]", "白一凡")
    if page.is_visible("[name=participants-2-name]"):
        page.fill("[name=participants-2-name]", "陈可")
    page.check("[name=notice_seen]")


def typed(page) -> list[str]:
    names = ("contact_name", "contact_phone", "company", "seats")
    names += ("participants-0-name", "participants-2-name")
    return [page.input_value(f"[name={name}]") for name in names]


TYPED = ["安小宁", "139 0000 0001", "云岭农商银行", "3", "白一凡", "陈可"]


def submit(page) -> None:
    with page.expect_navigation():
        page.click(".go button")


def test_enrollment_form_back_and_submit_again(live_server, page, session):
    page.goto(address(live_server, session))
    fill(page)
    submit(page)
    assert "/my/" in page.url

    page.go_back()
    page.wait_for_selector("[name=seats]")
    came_back = typed(page)
    submit(page)

    assert came_back == TYPED
    assert page.inner_text("#asked") == "再报一份吗？"
    assert Enrollment.objects.get().code in page.inner_text(".error-summary")
    assert typed(page) == TYPED


def test_rows_that_a_script_added_come_back_too(live_server, phone, session):
    phone.goto(address(live_server, session))
    fill(phone, seats="12")
    phone.fill("[name=participants-11-name]", "周全")
    submit(phone)

    phone.go_back()
    phone.wait_for_selector("[name=participants-11-name]", state="attached")

    assert phone.input_value("[name=participants-11-name]") == "周全"


def test_participants_back(live_server, page, session):
    party = enrolled(session, 3, now=timezone.now())
    at = live_server.url + url(party, "my_participants")
    page.goto(at)
    page.fill("[name=participants-1-name]", "白一凡")
    page.goto(live_server.url + url(party))

    page.go_back()
    page.wait_for_selector("[name=participants-1-name]")

    assert page.input_value("[name=participants-1-name]") == "白一凡"


def test_other_forms_back(live_server, page):
    page.goto(live_server.url + reverse("enrollment:inquiry"))
    page.fill("[name=text]", "能不能讲网点转型")
    page.fill("[name=people]", "30")
    page.goto(live_server.url + reverse("catalog:course_list"))

    page.go_back()
    page.wait_for_selector("[name=people]")

    assert page.input_value("[name=people]") == "30"
    assert page.input_value("[name=text]") == "能不能讲网点转型"


def test_enrollment_form_without_its_cookie(live_server, page, session):
    page.goto(address(live_server, session))
    fill(page)
    page.context.clear_cookies()
    submit(page)

    assert "还没有提交" in page.inner_text(".error-summary")
    assert typed(page) == TYPED
    submit(page)
    assert "/my/" in page.url
    assert Enrollment.objects.get().participants.count() == 2


def test_enrollment_form_in_two_tabs(live_server, page, session):
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(address(live_server, session))
        fill(tab)

    submit(page)
    submit(other)

    assert "/my/" in page.url
    assert typed(other) == TYPED
    assert other.inner_text("#asked") == "再报一份吗？"
    other.check("[name=another]")
    submit(other)
    assert Enrollment.objects.count() == 2


def test_a_choice_is_asked_for_and_taken(live_server, page, session):
    enrolled(session, 18, now=timezone.now(), contact_phone="13900000099", contact_email="")
    page.goto(address(live_server, session))
    fill(page)
    if not page.is_visible(".over"):
        submit(page)

    assert typed(page) == TYPED
    assert page.inner_text("[value=take-2]") == "先报 2 席，其余 1 人候补"
    with page.expect_navigation():
        page.click("[value=take-2]")
    assert "同一次报名里还有 1 人在候补" in page.inner_text("main")


def test_a_price_that_rose_is_asked_about(live_server, page, session):
    page.goto(address(live_server, session))
    fill(page)
    type(session).objects.filter(pk=session.pk).update(price="33333.00")
    submit(page)

    assert "价格从 ¥2,900 变为 ¥33,333" in page.inner_text(".error-summary")
    assert typed(page) == TYPED


@pytest.mark.parametrize("size", ["16", "32"])
def test_the_form_of_twelve_is_two_screens_long(live_server, chromium, session, size):
    """From 人数 to the button; with letters of twice the size nothing is cut off."""
    context = chromium.new_context(viewport={"width": 360, "height": SCREEN}, locale="zh-CN")
    page = context.new_page()
    page.context.new_cdp_session(page).send(
        "Page.setFontSizes", {"fontSizes": {"standard": int(size), "fixed": int(size)}}
    )
    page.goto(address(live_server, session))
    page.fill("[name=seats]", "12")

    span = page.evaluate(
        "() => document.querySelector('.go').getBoundingClientRect().bottom"
        " - document.querySelector('[name=seats]').getBoundingClientRect().top"
    )
    held = page.is_visible("[name=hold]")
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.click(".names summary")
    rows = page.locator(".person:visible").count()
    context.close()

    assert (held, wide, rows) == (True, False, 12)
    assert size == "32" or span <= 2 * SCREEN


def test_large_text_cuts_nothing_and_scrolls_nothing_sideways(live_server, phone, session):
    enrolled(session, 18, now=timezone.now(), contact_phone="13900000001", contact_email="")
    phone.goto(address(live_server, session))
    wide, asked = [], []
    for seats in ("1", "5"):  # asked about twice, then about the seats
        phone.evaluate("document.documentElement.style.fontSize = '200%'")
        fill(phone, seats=seats, phone=f"1390000000{1 if seats == '1' else 2}")
        if seats == "1":
            submit(phone)
            phone.evaluate("document.documentElement.style.fontSize = '200%'")
        asked.append(phone.is_visible("#asked") or phone.is_visible("#over"))
        wide.append(phone.evaluate("document.documentElement.scrollWidth"))
    with phone.expect_navigation():
        phone.click("[value=wait]")
    phone.evaluate("document.documentElement.style.fontSize = '200%'")

    assert asked == [True, True]
    assert max(*wide, phone.evaluate("document.documentElement.scrollWidth")) <= 360
    assert "/my/" in phone.url


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_the_questions_bar_nobody(live_server, chromium, session, light, language):
    enrolled(session, 18, now=timezone.now(), contact_phone="13900000001", contact_email="")
    context = chromium.new_context(
        viewport={"width": 360, "height": SCREEN}, color_scheme=light, reduced_motion="reduce"
    )
    page = context.new_page()
    at = live_server.url + language + reverse("enrollment:enroll", args=[session.public_id])
    found = {}
    for name, seats, phone in [("twice", "1", "13900000001"), ("over", "5", "13900000002")]:
        page.goto(at)
        fill(page, seats=seats, phone=phone)
        if name == "twice":
            submit(page)
        page.locator(":root.is-seen").wait_for()  # axe misreads contrast in what is not laid out
        found[name] = [one["id"] for one in Axe().run(page).response["violations"]]
    context.clear_cookies()
    with page.expect_navigation():
        page.click("[value=wait]")
    page.locator(":root.is-seen").wait_for()
    found["refused"] = [one["id"] for one in Axe().run(page).response["violations"]]
    context.close()

    assert found == {"twice": [], "over": [], "refused": []}
