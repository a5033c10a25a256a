"""A messy list in a real browser: from upload to saved names, mended beside its source."""

import io

import pytest
import xlsxwriter
from django.urls import reverse

from enrollment.models import Enrollment
from tests.browser.test_enroll import upcoming, wrongs
from tests.enrollment.own import url
from tests.factories import enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NAMES = [
    *("安小宁", "白一凡", "陈可", "戴安然", "方子墨", "龚思远"),
    *("郝若溪", "江雨桐", "康文博", "陆景行", "孟晓棠", "倪佳慧"),
]
CHAT = """@所有人 老师好，我行报名如下：
1、安小宁，13900000001，城东支行，客户经理
2．白一凡13900000002（副经理）
3）13900000003 陈可
4、戴安然、方子墨（手机号明天补）
以上共5人，谢谢！
联系人：孟立敏 0871-60000330"""


@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()


def messy() -> bytes:
    """Twelve people under a title, a note and a header, with a total and a signature below."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    cover, sheet = book.add_worksheet("说明"), book.add_worksheet("报名表")
    cover.write(0, 0, "填表说明")
    cover.write(1, 0, "1. 请用正楷填写")
    sheet.merge_range(0, 0, 0, 5, "大堂经理培训班报名表")
    sheet.write(1, 0, "请于周五前返回，谢谢")
    head = ["序号", "学员姓名", "联系方式（必填）", "归属", "现任岗位", "备注"]
    for column, text in enumerate(head):
        sheet.write(3, column, text)
    for n, name in enumerate(NAMES):
        row = [n + 1, name, 13900000001 + n, "片区甲" if n % 2 else "片区乙", "柜员", ""]
        for column, value in enumerate(row):
            sheet.write(4 + n, column, value)
    sheet.write(16, 0, "合计")
    sheet.write(16, 1, "12人")
    sheet.write(18, 1, "候补一位：薛晓棠（片区甲）")
    sheet.write(19, 0, "联系人：孟立敏")
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("language", "total", "saved"),
    [
        ("", "合计或小计", "学员名单已保存。"),
        ("/en", "A total or subtotal", "The list of participants has been saved."),
    ],
)
def test_a_messy_list_is_uploaded_mended_and_saved(
    live_server, phone, now, width, language, total, saved
):
    phone.set_viewport_size({"width": width, "height": 800})
    party = enrolled(upcoming(now, capacity=20), 13, now=now)
    phone.goto(live_server.url + language + url(party, "my_participants"))

    phone.click(".roster-in summary")
    file = {"name": "名单.xlsx", "mimeType": "application/octet-stream", "buffer": messy()}
    phone.set_input_files("#file", file)
    phone.click("[name=read]")
    phone.wait_for_selector(".source__table")
    read = wrongs(phone)
    names = [phone.input_value(f"[name=participants-{n}-name]") for n in range(12)]
    seen = phone.inner_text(".source")

    phone.select_option("[name^=roster-column][name$='-3']", value="department")
    phone.click("[name=roster-reread]")
    phone.wait_for_selector("[name=participants-0-department][value=片区乙]")
    phone.fill("[name=participants-0-name]", "安晓宁")
    phone.click("tr:has-text('候补一位') [name=roster-take]")
    phone.wait_for_selector("[name=participants-12-name]:not([value=''])")
    phone.fill("[name=participants-12-name]", "薛晓棠")
    changed = wrongs(phone)
    phone.click("#names .button--large")
    phone.wait_for_selector(f"text={saved}")

    assert names == NAMES
    assert total in seen
    assert (read, changed, phone.complaints) == ([], [], [])
    people = list(party.participants.values_list("name", "phone", "department"))
    assert people[0] == ("安晓宁", "13900000001", "片区乙")
    assert [name for name, _phone, _department in people[1:]] == [*NAMES[1:], "薛晓棠"]


def test_a_chat_message_is_pasted_on_a_phone(live_server, phone, now):
    party = enrolled(upcoming(now), 5, now=now)
    phone.goto(live_server.url + url(party, "my_participants"))

    phone.click(".roster-in summary")
    phone.fill("#pasted", CHAT)
    phone.click("[name=read]")
    phone.wait_for_selector(".source__table")
    found = wrongs(phone)
    said = phone.inner_text(".notice")
    phone.click("#names .button--large")
    phone.wait_for_selector("text=学员名单已保存。")

    assert found == []
    assert "读到 5 位" in said
    assert list(party.participants.values_list("name", "phone")) == [
        ("安小宁", "13900000001"),
        ("白一凡", "13900000002"),
        ("陈可", "13900000003"),
        ("戴安然", ""),
        ("方子墨", ""),
    ]


def test_it_works_without_javascript(live_server, chromium, now):
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    party = enrolled(upcoming(now, capacity=20), 13, now=now)
    page.goto(live_server.url + url(party, "my_participants"))

    page.click(".roster-in summary")
    page.fill("#pasted", "姓名\t手机\n安小宁\t13900000001\n备选\n白一凡\t13900000002")
    page.click("[name=read]")
    page.click("tr:has-text('备选') [name=roster-take]")
    page.fill("[name=participants-1-name]", "陈可")
    page.click("#names .button--large")
    page.wait_for_selector("text=学员名单已保存。")

    assert [one.name for one in party.participants.all()] == ["安小宁", "陈可", "白一凡"]
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_staff_enroll_the_parties_of_one_list(live_server, chromium, now, width):
    session = upcoming(now, capacity=20)
    cookie = client_of("sales").cookies["sessionid"].value
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, base_url=live_server.url, locale="zh-CN"
    )
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("admin:enrollment_enrollment_import"))

    text = (
        "单位\t姓名\t手机\n甲银行\t安小宁\t0086-13900000001\n乙银行\t白一凡\t13900000002\n合计\t2人"
    )
    page.fill("[name=pasted]", text)
    page.locator("#id_session_typed").fill(session.city.name)
    page.keyboard.press("Enter")
    page.click("[name=read]")
    page.wait_for_selector(".source__table")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.click("[name=enroll]")
    page.wait_for_selector("text=已登记 2 份报名。")

    assert wide == width
    found = Enrollment.objects.order_by("contact_phone").values_list("company", "contact_phone")
    assert list(found) == [("甲银行", "13900000001"), ("乙银行", "13900000002")]
    context.close()
