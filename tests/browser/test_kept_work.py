"""Nothing staff typed is lost or overwritten: two people, two tabs, an expired sign-in, Back."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalog.domain.outline_versions import save_outline
from catalog.models import Course, OutlineDraft
from tests.browser.test_office import office  # noqa: F401 - the fixture
from tests.factories import NOW, CourseFactory, SessionFactory, UserFactory, enrolled
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TEXT = "厅堂服务\n第一模块 迎宾\n一、站姿\n"
TYPED = "厅堂服务\n第一模块 没来得及保存\n一、站姿\n"
PASSWORD = "zhi-dao-de-mima-01"


@pytest.fixture
def course():
    course = CourseFactory(code="KK-101")
    save_outline(course, TEXT, now=NOW)
    return course


def outline_page(course) -> str:
    return reverse("admin:catalog_course_outline", args=[course.pk])


def course_page(course) -> str:
    return reverse("admin:catalog_course_change", args=[course.pk])


def type_into(page, text: str) -> None:
    """As keys do it, and wait until the draft is on the server."""
    page.fill("#id_source", text)
    expect(page.locator("[data-draft-note]")).to_contain_text("草稿已存", timeout=10_000)


def leave(page) -> list[str]:
    """Go elsewhere, whatever the page asks; gives what it asked."""
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(reverse("admin:index"))
    return asked


def sign_in(page, user) -> None:
    user.set_password(PASSWORD)
    user.save()
    page.fill("#id_username", user.username)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form input[type=submit]")


def test_a_draft_is_offered_says_from_when_and_ends_with_the_save(office, course):  # noqa: F811
    page = office("editor")
    page.goto(outline_page(course))
    type_into(page, TYPED)
    asked = leave(page)

    page.goto(outline_page(course))
    offer = page.locator(".draft")
    before = page.input_value("#id_source")
    expect(offer).to_contain_text(
        re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d 有一份没有保存的文字，从第 1 版")
    )
    offer.get_by_role("link", name="打开它").click()
    opened = page.input_value("#id_source")
    page.click("button[value=save]")
    page.wait_for_url(f"**{outline_page(course)}")

    assert asked == ["beforeunload"]
    assert (before, opened) == (TEXT, TYPED)
    assert page.locator(".draft").count() == 0
    assert OutlineDraft.objects.open().count() == 0
    assert page.complaints == []


def test_the_next_course_begins_with_an_empty_page(office):  # noqa: F811
    page = office("editor")
    page.goto(reverse("admin:catalog_course_import"))
    page.fill("#id_source", TEXT)
    page.click("button[value=save]")
    page.wait_for_url("**/change/")

    page.goto(reverse("admin:catalog_course_import"))
    page.wait_for_timeout(1500)  # longer than a draft needs to arrive

    assert page.input_value("#id_source") == ""
    assert page.locator(".draft").count() == 0
    assert Course.objects.count() == 1


def test_restoring_a_version_opens_with_its_text(office, course):  # noqa: F811
    save_outline(course, TYPED, now=NOW)
    page = office("editor")
    page.goto(outline_page(course))
    type_into(page, TYPED + "二、手势\n")
    leave(page)

    page.goto(reverse("admin:catalog_course_version", args=[course.pk, 1]))
    page.click("button[value=restore]")
    page.wait_for_url(f"**{outline_page(course)}")

    assert page.input_value("#id_source") == TEXT
    expect(page.locator(".draft")).to_contain_text("从第 2 版开始写的")


def test_typing_on_after_the_save_is_another_draft(office, course):  # noqa: F811
    page = office("editor")
    page.goto(outline_page(course))
    type_into(page, TYPED)
    page.click("button[value=save]")
    expect(page.locator(".messagelist")).to_contain_text("第 2 版")

    page.fill("#id_source", TYPED + "二、手势\n")
    expect(page.locator("#id_source")).to_have_value(TYPED + "二、手势\n")
    with page.expect_response("**/draft/"):
        pass
    leave(page)
    page.goto(outline_page(course))

    assert page.input_value("#id_source") == TYPED  # the version that was saved
    expect(page.locator(".draft")).to_contain_text("二、手势")


def test_typing_after_the_sign_in_expired_while_a_colleague_saves(office, course):  # noqa: F811
    """The server cannot take it: it waits in the browser, and is offered after signing in."""
    page = office("editor")
    page.goto(outline_page(course))
    cookies = [one for one in page.context.cookies() if one["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_source", TYPED)
    expect(page.locator("[data-draft-note]")).to_contain_text("登录已过期", timeout=10_000)
    save_outline(course, TEXT + "二、手势\n", now=NOW)

    page.context.add_cookies(cookies)
    asked = leave(page)
    page.goto(outline_page(course))
    expect(page.locator(".draft")).to_contain_text("从第 1 版开始写的", timeout=10_000)
    area = page.input_value("#id_source")
    page.locator(".draft").get_by_role("link", name="打开它").click()
    page.click("button[value=save]")

    assert asked == ["beforeunload"]
    assert area == TEXT + "二、手势\n"
    expect(page.locator(".errornote").first).to_contain_text("在您编辑的时候")
    assert page.input_value("#id_source") == TYPED
    assert course.outlines.count() == 2


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_posted_comes_back_after_signing_in(chromium, live_server, course, javascript):
    user = staff("editor")
    client = client_of("manager")
    client.force_login(user)
    context = chromium.new_context(
        java_script_enabled=javascript,
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
    )
    site = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([site | {"url": live_server.url}])
    page = context.new_page()
    page.goto(course_page(course))
    page.fill("#id_audience", "新任网点主任\n大堂经理")
    context.clear_cookies(name="sessionid")

    page.click("input[name=_continue]")
    expect(page.locator(".errornote")).to_contain_text("登录已过期")
    sign_in(page, user)
    page.get_by_role("button", name="打开填写的内容").click()
    typed = page.input_value("#id_audience")
    page.click("input[name=_continue]")

    assert typed == "新任网点主任\n大堂经理"
    course.refresh_from_db()
    assert course.audience.split() == ["新任网点主任", "大堂经理"]
    context.close()


def test_two_people_at_one_course_and_one_price(office, course):  # noqa: F811
    first, second = office("editor"), office("manager")
    for page in (first, second):
        page.goto(course_page(course))
    first.fill("#id_price", "11111")
    second.fill("#id_price", "22222")
    second.fill("#id_days", "9")
    first.click("input[name=_continue]")

    second.click("input[name=_continue]")
    question = second.locator(".contest")
    expect(question).to_contain_text("11111.00")
    expect(question).to_contain_text("22222")
    second.get_by_label("现在的").check()
    second.click("input[name=_continue]")
    expect(second.locator(".messagelist .success")).to_be_visible()

    course.refresh_from_db()
    assert (str(course.price), str(course.days)) == ("11111.00", "9.0")
    assert second.complaints == []


def test_two_tabs_of_one_person(office, course):  # noqa: F811
    page = office("manager")
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(course_page(course))
    page.fill("#id_days", "4")
    page.click("input[name=_continue]")
    other.fill("#id_includes", "教材")
    other.click("input[name=_continue]")

    course.refresh_from_db()
    assert (str(course.days), course.includes) == ("4.0", "教材")


def test_back_to_a_form_that_was_saved_undoes_nothing(office, course):  # noqa: F811
    page = office("manager")
    page.goto(course_page(course))
    page.fill("#id_days", "4")
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    Course.objects.update(price=11111)

    page.go_back()
    page.fill("#id_includes", "教材")
    page.click("input[name=_continue]")
    page.wait_for_load_state()

    course.refresh_from_db()
    assert (str(course.price), str(course.days), course.includes) == ("11111.00", "4.0", "教材")


def test_leaving_a_form_that_was_not_touched_asks_nothing(office, course):  # noqa: F811
    page = office("manager")
    page.goto(course_page(course))

    assert leave(page) == []


def test_a_suggestion_is_not_taken_before_it_answers_what_was_typed(office):  # noqa: F811
    for number in range(101, 104):
        CourseFactory(code=f"KK-{number}", title=f"课程{number}")
    page = office("manager")
    page.goto(reverse("admin:catalog_session_add"))
    page.route("**/autocomplete/**", lambda route: (page.wait_for_timeout(50), route.continue_()))
    page.click(".field-course .select2-selection")
    expect(page.locator(".select2-results__option")).to_have_count(3)

    page.keyboard.type("KK-103")
    page.keyboard.press("Enter")
    early = page.locator("#id_course").input_value()
    expect(page.locator(".select2-results__option")).to_have_count(1)
    page.keyboard.press("Enter")
    chosen = page.locator("#id_course").input_value()

    assert early == ""
    assert Course.objects.get(pk=chosen).code == "KK-103"


def test_the_pages_that_ask_are_narrow_and_break_no_policy(office, course):  # noqa: F811
    far = {"month": "2099-03-01", "starts_on": "2099-03-02", "ends_on": "2099-03-03"}
    session = SessionFactory(course=course, capacity=20, minimum=12, **far)
    enrolled(session, 2)
    UserFactory()
    page = office("manager", width=360)
    page.goto(course_page(course))

    page.get_by_role("button", name="下架").click()
    expect(page.locator(".errornote")).to_contain_text("2 个座位")
    widths = [page.evaluate("document.documentElement.scrollWidth")]
    page.goto(reverse("admin:catalog_course_delete", args=[course.pk]))
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.goto(reverse("admin:catalog_session_do", args=[session.pk, "confirm_session"]))
    expect(page.locator(".errornote")).to_contain_text("现在已确认 2 人，成班需要 12 人。")
    widths.append(page.evaluate("document.documentElement.scrollWidth"))

    assert widths == [360, 360, 360]
    assert page.complaints == []
