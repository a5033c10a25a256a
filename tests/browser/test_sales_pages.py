"""Pages of the sales desk as they are read: at both widths, and on paper."""

from collections import Counter
from datetime import date

import pytest
from django.urls import reverse

from enrollment.domain import customers
from enrollment.models import Inquiry
from enrollment.people.party import Person
from tests.browser.test_office import office  # noqa: F401
from tests.factories import NOW, CourseFactory, SessionFactory, enrolled

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LONG = (
    "中国云岭农村商业联合示例银行股份有限公司昆明高新技术产业开发区"
    "科技创新支行（原昆明市郊示例信用合作联社）"
)
ENGLISH = "Example Bank (China) Co., Ltd. [Kunming Sub-branch] <Training & Development>"
A4_WIDTH, A4_HEIGHT = 703, 1031  # pixels inside margins of 12 mm
ON_ONE_LINE = "all => all.every(one => one.getClientRects().length === 1)"
WORDS_ON_ONE_LINE = """all => all.filter(one => one.firstChild && !/[ ]/.test(one.innerText.trim()))
    .every(one => { const text = document.createRange(); text.selectNodeContents(one);
                    return text.getClientRects().length <= 1; })"""
WIDER_THAN_HIGH = """all => all.map(one => one.getBoundingClientRect())
    .every(box => box.height < 50 || box.width >= box.height)"""
AS_READ = {
    ".whole": ON_ONE_LINE,
    "thead th:not(:has(a))": WORDS_ON_ONE_LINE,
    ".beside li > span": WIDER_THAN_HIGH,
}
NOT_CUT = "all => all.every(one => one.scrollWidth <= one.clientWidth + 1)"


@pytest.fixture
def parties(time_machine):
    """Parties of a bank whose name is long, of one in English, of one in rare characters."""
    time_machine.move_to(NOW, tick=True)
    course = CourseFactory(title="逾期客户合规沟通与方案协商实务")
    session = SessionFactory(course=course, capacity=60)
    people = (Person("𠮷田𣘺", phone="13900000011"), Person("阿不都热合曼·买买提吐尔逊"))
    return [
        enrolled(session, 2, company=LONG, contact_name="𠮷川雪", people=people),
        enrolled(session, 2, company=ENGLISH, contact_name="Charlotte O’Connor-Featherstone"),
        enrolled(session, 2, company="占位示例银行", hold_days=2),
    ]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_dates_and_headings_stay_whole_and_names_stay_wide(office, parties, width, language):  # noqa: F811
    session, party = parties[0].session, parties[0]
    page = office("sales", width)
    pages = {
        "dashboard": reverse("admin:index"),
        "session": reverse("admin:catalog_session_change", args=[session.pk]),
        "party": reverse("admin:enrollment_enrollment_change", args=[party.pk]),
        "course": reverse("admin:catalog_course_overview", args=[session.course_id]),
    }
    found: Counter[str] = Counter()
    for name, address in pages.items():
        page.goto(language + address)

        for what, rule in AS_READ.items():
            found[what] += page.locator(what).count()
            assert page.locator(what).evaluate_all(rule), (name, what)
    assert [what for what in AS_READ if not found[what]] == []
    assert page.complaints == []


def test_what_was_chosen_by_typing_can_be_read_on_a_telephone(office, parties):  # noqa: F811
    page = office("sales", 360)
    page.goto(reverse("admin:enrollment_enrollment_add"))
    page.locator("#id_session_typed").fill("逾期")
    page.keyboard.press("Enter")

    assert "2027-01-12" in page.locator(".typing__whole").inner_text()
    page.locator("#id_session_typed").fill("逾")
    assert page.locator(".typing__whole").is_hidden()


def test_paper_shows_every_column_and_begins_on_the_first_sheet(office, parties):  # noqa: F811
    for number in range(20):
        session = SessionFactory(course=CourseFactory(title=f"课程名称不短的第{number:02d}门课程"))
        enrolled(session, 2)
    states = ("new", "answered", "quoted", "held", "won")
    for state in states:
        Inquiry.objects.create(
            key=state, state=state, contact_name="白一凡", contact_phone="13900000002",
            text="三月有班吗", quote="两天", quote_until=date(2027, 1, 1), created_at=NOW,
        )  # fmt: skip
    customers.recognise_waiting(now=NOW)
    page = office("sales")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_WIDTH, "height": A4_HEIGHT})

    page.goto(reverse("admin:enrollment_enrollment_changelist"))
    cells = page.locator("#result_list tbody :is(td, th)")
    assert cells.count() and cells.evaluate_all(NOT_CUT)
    assert page.locator("#result_list").bounding_box()["width"] <= A4_WIDTH
    assert page.locator(".picks__keep").is_hidden()

    page.goto(reverse("admin:enrollment_inquiry_board"))
    assert page.locator(".kanban__column").count() >= len(states)
    for column in page.locator(".kanban__column").all():
        box = column.bounding_box()
        assert box["x"] + box["width"] <= A4_WIDTH

    page.goto(
        reverse("admin:enrollment_enrollment_figures") + "?by=course&first=2026-06&last=2027-05"
    )
    first = page.locator(".bars").first.bounding_box()
    assert first["y"] + first["height"] <= A4_HEIGHT

    parties[0].refresh_from_db()
    page.goto(reverse("admin:enrollment_company_change", args=[parties[0].company_record_id]))
    buttons = page.locator(".beside .button")
    assert buttons.count()
    assert buttons.evaluate_all("all => all.every(one => !one.offsetHeight)")
