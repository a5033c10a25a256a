"""The enrollment form and the own page in a real browser: by keyboard, by eye, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from enrollment import actions
from enrollment.models import Enrollment
from enrollment.people.party import Person
from tests.enrollment.own import url
from tests.factories import SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LIGHTS = ["light", "dark"]
LANGUAGES = ["", "/en"]


@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()


@pytest.fixture
def session(now):
    return upcoming(now)


def upcoming(now, **values):
    from datetime import timedelta

    day = now.date() + timedelta(days=40)
    dates = {"starts_on": day, "ends_on": day, "month": day.replace(day=1)}
    return SessionFactory(**(dates | values))


def address(live_server, session) -> str:
    return live_server.url + reverse("enrollment:enroll", args=[session.public_id])


def wrongs(page, *, has_script: bool = True) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    if has_script:  # axe misreads contrast in what is not laid out, which the script does
        page.locator(":root.is-seen").wait_for()
    found = [
        f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return found + (["scrolls sideways"] if wide else [])


def tab_to(page, selector: str, limit: int = 60) -> None:
    """Press Tab until the element has the focus; it must be in sight then."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            box = page.evaluate(
                "() => { const b = document.activeElement.getBoundingClientRect();"
                " return [b.top, b.bottom, innerHeight]; }"
            )
            assert 0 <= box[0] < box[1] <= box[2] + 1
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_a_party_enrolls_by_keyboard_alone(live_server, phone, session):
    phone.emulate_media(reduced_motion="reduce")  # a page still rolling shows nothing for sure
    phone.goto(address(live_server, session))

    for name, typed in [
        ("contact_name", "安小宁"),
        ("contact_phone", "139 0000 0001"),
        ("contact_email", "an@example.com"),
        ("company", "云岭农商银行"),
    ]:
        tab_to(phone, f"[name={name}]")
        phone.keyboard.type(typed)
    tab_to(phone, "[name=seats]")
    phone.keyboard.press("Control+a")
    phone.keyboard.type("3")
    tab_to(phone, "[name=contact_attends]")
    phone.keyboard.press("Space")
    tab_to(phone, "[name=participants-1-name]")
    phone.keyboard.type("白一凡")
    tab_to(phone, "[name=notice_seen]")
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/my/**")

    enrollment = Enrollment.objects.get()
    assert (enrollment.seats, enrollment.state) == (3, "confirmed")
    names = list(enrollment.participants.values_list("name", flat=True))
    assert names == ["安小宁", "白一凡"]
    assert phone.complaints == []


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(live_server, phone, session):
    phone.goto(address(live_server, session))
    phone.fill("[name=contact_name]", "安小宁")
    # The focus comes once the page is whole; a Tab before that would start at its top.
    with phone.expect_navigation():
        phone.press("[name=contact_name]", "Enter")
    phone.wait_for_function("document.activeElement.matches('.error-summary')")

    tab_to(phone, ".error-summary a", limit=1)
    phone.keyboard.press("Enter")

    assert phone.evaluate("document.activeElement.name") == "contact_phone"
    assert phone.title().startswith("错误：")
    assert phone.input_value("[name=contact_name]") == "安小宁"


def test_rows_and_the_total_follow_the_seats(live_server, phone, session):
    phone.goto(address(live_server, session))
    phone.fill("[name=seats]", "5")
    phone.click(".names summary")  # more rows than three are folded until they are asked for

    rows = phone.locator(".person:visible")
    counts = []
    for seats in ("1", "5", "２", "50", "x", "3"):
        phone.fill("[name=seats]", seats)
        counts.append(rows.count())
    phone.check("[name=contact_attends]")

    assert counts == [1, 5, 2, 50, 50, 3]
    assert rows.count() == 2
    assert phone.inner_text(".order__sum") == "¥8,700"
    assert phone.locator("[name=add_rows]").is_hidden()


PASTED = {
    "姓名\t手机\t职务\n庄一鸣\t13900000801\t柜员\n卓二妹\t139 0000 0802": [
        ["庄一鸣", "13900000801", "柜员"],
        ["卓二妹", "139 0000 0802", ""],
    ],
    "1. 庄一鸣 13900000801 大堂经理\n2、卓二妹，柜员": [
        ["庄一鸣", "13900000801", "大堂经理"],
        ["卓二妹", "", "柜员"],
    ],
    "庄一鸣、卓二妹": [["庄一鸣", "", ""], ["卓二妹", "", ""]],
    "Amy Adler\tTeller\nBob Birch, Lobby manager, +44 20 7946 0958": [
        ["Amy Adler", "", "Teller"],
        ["Bob Birch", "+44 20 7946 0958", "Lobby manager"],
    ],
    "庄一鸣 530102199001011234 138 0000 0801 柜员\n卓二妹\t53010219900101123x\t0871-63000000": [
        ["庄一鸣", "138 0000 0801", "柜员"],
        ["卓二妹", "0871-63000000", ""],
    ],
    "姓名：庄一鸣 电话：13900000801\n姓名：卓二妹 手机号：13900000802 职务：柜员": [
        ["庄一鸣", "13900000801", ""],
        ["卓二妹", "13900000802", "柜员"],
    ],
    "1 庄一鸣 13900000801\n2卓二妹 0871-63000000转802": [
        ["庄一鸣", "13900000801", ""],
        ["卓二妹", "0871-63000000转802", ""],
    ],
}
PASTE = """([element, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = { clipboardData, bubbles: true, cancelable: true };
  return element.dispatchEvent(new ClipboardEvent("paste", event));
}"""


def row_of(page, number: int) -> list[str]:
    fields = ("name", "phone", "job_title")
    return [page.input_value(f"[name=participants-{number}-{field}]") for field in fields]


@pytest.mark.parametrize(("text", "people"), PASTED.items())
def test_a_list_pasted_into_a_name_is_a_person_a_row(live_server, phone, session, text, people):
    phone.goto(address(live_server, session))
    name = phone.locator("[name=participants-0-name]").element_handle()

    is_left_alone = phone.evaluate(PASTE, [name, text])

    assert (is_left_alone, [row_of(phone, n) for n in range(2)]) == (False, people)
    assert phone.input_value("[name=seats]") == "2"
    assert phone.evaluate(PASTE, [name, "庄一鸣"]) is True


def test_a_list_pasted_over_another_leaves_nothing_of_it(live_server, phone, session):
    phone.goto(address(live_server, session))
    name = phone.locator("[name=participants-0-name]").element_handle()

    phone.evaluate(PASTE, [name, "庄一鸣\t13900000801\t柜员\n卓二妹\t13900000802"])
    phone.evaluate(PASTE, [name, "安小宁、白一凡"])

    assert [row_of(phone, n) for n in range(2)] == [["安小宁", "", ""], ["白一凡", "", ""]]


def test_how_many_of_a_list_have_no_row_is_said(live_server, phone, session):
    phone.goto(address(live_server, session))
    name = phone.locator("[name=participants-0-name]").element_handle()
    said = []

    for count in (53, 50):
        phone.evaluate(PASTE, [name, "\n".join(f"安小宁\t1390000{n:04}" for n in range(count))])
        said.append(phone.inner_text(".names__untaken"))

    assert said == ["名单太长：最后 3 位没有填入。", ""]
    assert row_of(phone, 49) == ["安小宁", "13900000049", ""]


def test_a_name_that_was_typed_never_disappears(live_server, phone, session):
    phone.goto(address(live_server, session))
    phone.fill("[name=seats]", "3")
    phone.fill("[name=participants-2-name]", "陈可")
    phone.fill("[name=seats]", "1")

    assert phone.locator("[name=participants-2-name]").is_visible()


def test_all_of_it_works_without_script(live_server, chromium, session):
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    page.goto(address(live_server, session))
    page.fill("[name=seats]", "9")
    page.click("[name=add_rows]")
    page.fill("[name=participants-7-name]", "白一凡")
    page.fill("[name=contact_name]", "安小宁")
    page.fill("[name=contact_phone]", "13900000001")
    page.check("[name=notice_seen]")
    page.click(".button--main")
    page.wait_for_url("**/my/**")
    context.close()

    assert Enrollment.objects.get().participants.get().name == "白一凡"


@pytest.fixture(params=LIGHTS)
def light(request):
    return request.param


@pytest.fixture(params=[360, 1280])
def width(request):
    return request.param


@pytest.fixture
def page(chromium, light, width):
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=light, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_bars_nobody(live_server, page, session, language):
    page.goto(live_server.url + language + reverse("enrollment:enroll", args=[session.public_id]))
    empty = wrongs(page)
    page.fill("[name=seats]", "3")
    page.fill("[name=participants-1-phone]", "12")
    page.press("[name=company]", "Enter")
    page.wait_for_selector(".error-summary")

    assert (empty, wrongs(page)) == ([], [])


def parties(now) -> dict[str, Enrollment]:
    """One in each state; the waiting one also shows what a full session asks."""
    people = [Person("安小宁", phone="13900000001"), Person("白一凡")]
    offering = TermsFactory(session=upcoming(now, capacity=2), offers_first=True).session
    first = enrolled(offering, 2, now=now)
    offered = enrolled(offering, 2, now=now, people=people)
    actions.cancel(first, now=now)
    full = upcoming(now, capacity=2)
    confirmed = enrolled(full, 2, now=now, people=people)
    return {
        "confirmed": confirmed,
        "waiting": enrolled(full, 2, now=now, min_seats=1),
        "held": enrolled(upcoming(now), 2, now=now, hold_days=7),
        "offered": offered,
        "cancelled": actions.cancel(enrolled(upcoming(now), now=now), now=now),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_own_page_bars_nobody_in_any_state(live_server, page, now, language):
    found = {}
    for state, party in parties(now).items():
        page.goto(live_server.url + language + url(party))
        found[state] = wrongs(page)

    assert found == {name: [] for name in found}


def test_the_tasks_of_the_own_page_bar_nobody(live_server, page, now):
    party = parties(now)["confirmed"]
    upcoming(now, course=party.session.course)
    site = live_server.url
    page.goto(site + url(party))
    page.fill("#digits", "0001")
    page.press("#digits", "Enter")
    page.wait_for_load_state()
    found = {}
    for name in ("my_participants", "my_reduce", "my_move", "my_cancel"):
        page.goto(site + url(party, name))
        found[name] = wrongs(page)
    page.goto(site + reverse("enrollment:interest", args=[party.session.course.slug]))
    found["interest"] = wrongs(page)
    page.click(".button--main")
    page.wait_for_selector(".error-summary")
    found["interest, wrong"] = wrongs(page)
    page.goto(site + reverse("enrollment:lost"))
    found["lost"] = wrongs(page)
    page.press("[name=phone]", "Enter")
    page.wait_for_selector(".error-summary")
    found["lost, wrong"] = wrongs(page)

    assert found == {name: [] for name in found}


def test_a_pasted_list_is_mended_and_saved(live_server, phone, now):
    party = enrolled(upcoming(now), 3, now=now)
    phone.goto(live_server.url + url(party, "my_participants"))

    phone.click(".roster-in summary")
    phone.fill("#pasted", "姓名\t手机\n安小宁\t139 0000 000\n白一凡\t13900000002")
    phone.click("[name=read]")
    phone.wait_for_selector(".error-summary")
    found = wrongs(phone)
    phone.fill("[name=participants-0-phone]", "139 0000 0001")
    phone.click("#names .button--large")
    phone.wait_for_selector("text=学员名单已保存。")

    assert found == []
    phones = list(party.participants.values_list("name", "phone"))
    assert phones == [("安小宁", "13900000001"), ("白一凡", "13900000002")]


def test_enter_in_a_row_saves_the_list_and_reads_none(live_server, phone, now):
    party = enrolled(upcoming(now), 2, now=now)
    phone.goto(live_server.url + url(party, "my_participants"))

    phone.fill("[name=participants-0-name]", "安小宁")
    phone.press("[name=participants-0-name]", "Enter")
    phone.wait_for_selector("text=学员名单已保存。")

    assert [one.name for one in party.participants.all()] == ["安小宁"]


def test_a_party_larger_than_the_seats_left_is_told_while_typing(live_server, phone, now):
    session = upcoming(now, capacity=4)
    phone.goto(live_server.url + reverse("enrollment:enroll", args=[session.public_id]))
    shown = []

    for seats in ("4", "5", "3"):
        phone.fill("[name=seats]", seats)
        shown.append(phone.is_visible(".over"))

    assert shown == [False, True, False]
