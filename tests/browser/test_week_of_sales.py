"""A week of sales in Chromium: the clicks of everyday work are counted, and may not become more."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from enrollment.domain import customers
from enrollment.models import Enrollment, Inquiry, Interest
from enrollment.people.party import Person
from tests.browser.test_office import office  # noqa: F401
from tests.factories import CityFactory, CourseFactory, SessionFactory, enrolled

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NAMES = "\n".join(["姓名\t手机", *(f"安小{n}\t139000001{n}" for n in range(10, 22))])


class Hand:
    """A hand on the mouse; what is typed costs no click."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, target) -> None:
        self.clicks += 1
        target.click()

    def link(self, name: str, **how) -> None:
        self.click(self.page.get_by_role("link", name=name, **how).first)

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True).last)


@pytest.fixture
def sessions():
    course = CourseFactory(title="网点服务营销")
    kunming = SessionFactory(course=course, city=CityFactory(name="昆明"), capacity=30)
    dali = SessionFactory(course=course, city=CityFactory(name="大理"), capacity=30)
    return kunming, dali


@pytest.fixture
def office_user(office):  # noqa: F811
    page = office("sales")
    page.goto(reverse("admin:index"))
    yield Hand(page)
    assert page.complaints == []


def test_a_party_of_twelve_by_telephone_takes_two_clicks(office_user, sessions):
    office_user.link("电话报名")
    page = office_user.page
    page.locator("#id_session_typed").fill("昆明")
    page.keyboard.press("Enter")
    page.locator("#id_contact_name").fill("白一凡")
    page.locator("#id_contact_phone").fill("139 0000 0042")
    page.locator("#id_names").fill(NAMES)
    office_user.button("报名")

    expect(page.locator(".messagelist")).to_contain_text("已确认")
    party = Enrollment.objects.get()
    assert (party.session, party.seats, party.participants.count()) == (sessions[0], 12, 12)
    assert office_user.clicks == 2


def test_a_caller_is_found_with_no_click_and_enrolls_with_one(office_user, sessions):
    party = enrolled(sessions[0], contact_name="白一凡", contact_phone="13900000042")
    page = office_user.page
    page.keyboard.type("139-0000-0042")  # the field has the focus
    page.keyboard.press("Enter")

    expect(page.locator("#result_list")).to_contain_text(party.code)
    assert office_user.clicks == 0
    office_user.click(page.locator(".callers").get_by_role("link", name="电话报名"))
    expect(page.locator("#id_contact_name")).to_have_value("白一凡")
    assert office_user.clicks == 1


def test_who_calls_again_enrolls_with_their_company_and_people_by_four_clicks(
    office_user, sessions
):
    people = tuple(Person(f"安小{n}", phone=f"1390000001{n}") for n in range(4))
    known = {"contact_name": "白一凡", "contact_phone": "13900000042", "company": "云岭示例银行"}
    enrolled(sessions[0], 4, people=people, **known)
    customers.recognise_waiting(now=timezone.now())
    office_user.link("电话报名")
    page = office_user.page
    page.locator("#who").fill("139 0000 0042")
    page.keyboard.press("Enter")
    office_user.click(page.locator("button[name=take]").first)
    office_user.click(page.get_by_label("全部 4 位"))
    page.locator("#id_session_typed").fill("大理")
    page.keyboard.press("Enter")
    office_user.button("报名")

    expect(page.locator(".messagelist")).to_contain_text("已确认")
    party = Enrollment.objects.get(session=sessions[1])
    assert {name: getattr(party, name) for name in known} == known
    assert [one.name for one in party.participants.all()] == [one.name for one in people]
    assert office_user.clicks == 4


def test_an_inquiry_is_recorded_followed_and_won(office_user, sessions):
    page = office_user.page
    office_user.link("记一条咨询")
    page.locator("#id_contact_name").fill("白一凡")
    page.locator("#id_contact_phone").fill("139 0000 0042")
    page.locator("#id_company").fill("云岭示例银行")
    page.locator("#id_text").fill("两个人，昆明")
    page.locator("#id_next_step").fill("把报价发过去")
    page.locator("#id_next_on").fill(f"{timezone.localdate():%Y-%m-%d}")
    office_user.button("记下")
    expect(page.locator(".messagelist")).to_contain_text("咨询已记下")
    page.goto(reverse("admin:index"))
    office_user.link("把报价发过去", exact=False)  # today's follow-ups
    office_user.link("报价")
    page.locator("#id_quote").fill("两天，每人 2900 元")
    office_user.button("报价")
    expect(page.locator(".messagelist")).to_contain_text("已完成")
    office_user.link("报名或占位")
    page.locator("#id_session_typed").fill("昆明")
    page.keyboard.press("Enter")
    office_user.button("报名")

    expect(page.locator(".messagelist")).to_contain_text("已确认")
    party = Enrollment.objects.get()
    assert (party.session, party.company) == (sessions[0], "云岭示例银行")
    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.enrollment) == ("won", party)
    assert office_user.clicks == 7


def test_what_a_caller_wishes_is_written_down_where_they_were_found(office_user, sessions):
    enrolled(sessions[0], contact_name="白一凡", contact_phone="13900000042")
    page = office_user.page
    page.keyboard.type("白一凡")
    page.keyboard.press("Enter")
    office_user.click(page.locator(".callers").get_by_role("link", name="记意向"))
    page.locator("#id_course_typed").fill("网点")
    page.keyboard.press("Enter")
    office_user.button("记下")

    expect(page.locator(".messagelist")).to_contain_text("已记下意向")
    assert Interest.objects.get().contact_phone == "13900000042"
    assert office_user.clicks == 2


def test_a_hold_is_extended_with_three_clicks(office_user, sessions):
    party = enrolled(sessions[0], company="云岭示例银行", hold_days=2, now=timezone.now())
    page = office_user.page
    page.reload()
    office_user.link(party.code, exact=False)
    office_user.link("延长占位")
    page.locator("#id_reason").fill("单位还在审批")
    office_user.button("延长占位")

    expect(page.locator(".messagelist")).to_contain_text("已完成")
    before = party.held_until
    party.refresh_from_db()
    assert party.held_until > before
    assert office_user.clicks == 3


def test_the_confirmed_of_a_session_leave_as_a_file_with_two_clicks(office_user, sessions):
    enrolled(sessions[0], 3)
    enrolled(sessions[0], 2, hold_days=5, now=timezone.now())
    page = office_user.page
    page.goto(reverse("admin:catalog_session_change", args=[sessions[0].pk]))
    office_user.link("导出已确认…")
    expect(page.locator(".lede").first).to_contain_text("共 3 行")
    page.locator("#id_reason").fill("给会务")
    with page.expect_download() as download:
        office_user.button("导出 Excel")

    assert download.value.suggested_filename.endswith(".xlsx")
    assert office_user.clicks == 2


def test_a_party_moves_with_two_clicks_from_its_page(office_user, sessions):
    party = enrolled(sessions[0], 2)
    page = office_user.page
    page.goto(reverse("admin:enrollment_enrollment_change", args=[party.pk]))
    office_user.link("改班次")
    page.locator("input[role=combobox]").fill("大理")
    page.keyboard.press("Enter")
    office_user.button("改班次")

    expect(page.locator(".messagelist")).to_contain_text("已完成")
    assert Enrollment.objects.get(state="confirmed").session == sessions[1]
    assert office_user.clicks == 2


def test_the_text_for_the_customer_is_copied_with_one_click(office_user, sessions):
    party = enrolled(sessions[0], contact_name="白一凡")
    page = office_user.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("admin:enrollment_enrollment_change", args=[party.pk]))
    office_user.button("复制文字")

    expect(page.locator(".pass-on [role=status]")).to_contain_text("已复制")
    text = page.evaluate("navigator.clipboard.readText()")
    assert party.code in text
    assert "/my/" in text
    assert office_user.clicks == 1
