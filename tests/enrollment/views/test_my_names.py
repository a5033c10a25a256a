"""Names on the own page: typed, pasted, uploaded, mended in place, saved by one verb."""

import io
import re

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enrollment import actions
from enrollment.models import AuditEvent
from enrollment.people.party import Person
from tests.enrollment.own import text, unlocked, url
from tests.enrollment.people.roster.test_roster import workbook
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def names(party) -> list[str]:
    return list(party.participants.values_list("name", flat=True))


def read(client, party, *, pasted="", file=None, name="名单.xlsx", **typed):
    data = {"read": "1", "pasted": pasted, **typed}
    if file is not None:
        data["file"] = SimpleUploadedFile(name, file)
    return client.post(url(party, "my_participants"), data)


def sent(*people, **changes) -> dict[str, str]:
    """What the page sends when these names stand in its rows."""
    rows = {f"participants-{n}-name": name for n, name in enumerate(people)}
    return rows | changes


def test_some_names_now_and_the_others_later(client):
    party = enrolled(SessionFactory(), 3)

    client.post(url(party, "my_participants"), sent("安小宁", "", "白一凡"))

    assert names(party) == ["安小宁", "白一凡"]
    assert "已填 2 / 3" in text(client.get(url(party)))


def test_a_pasted_list_is_looked_at_before_it_is_saved(client):
    party = unlocked_party(client, 3, "安小宁")

    page = read(client, party, pasted="姓名\t电话\t工号\n安小宁\t139 0000 0001\t7\n白一凡\t\t8")

    assert "新增 1 位" in text(page)
    assert "更改 1 位" in text(page)
    assert "工号：7、8 没有用到的列。" in text(page)
    assert 'name="participants-1-name" value="白一凡"' in page.content.decode()
    assert names(party) == ["安小宁"]


def test_a_list_that_was_put_in_is_read_whichever_button_is_pressed(client):
    party = unlocked_party(client, 3, "安小宁")
    by_hand = sent("安小宁", "白一凡")

    pasted = client.post(url(party, "my_participants"), by_hand | {"pasted": "陈可 13900000003"})
    file = SimpleUploadedFile("名单.xlsx", workbook([["姓名", "手机"], ["陈可", "13900000003"]]))
    uploaded = client.post(url(party, "my_participants"), by_hand | {"file": file})

    for page in (pasted, uploaded):
        body = page.content.decode()
        assert "还没有保存" in body
        assert 'value="陈可"' in body
        assert 'value="白一凡"' in body
    assert names(party) == ["安小宁"]


def test_a_list_that_cannot_be_read_says_how_to_save_the_rows_alone(client):
    party = unlocked_party(client, 3)

    page = client.post(url(party, "my_participants"), sent("安小宁") | {"pasted": "请查收"})

    assert page.status_code == 422
    assert "只保存逐个填写的，请先清空粘贴框。" in text(page)
    assert "请查收" in text(page)
    assert 'value="安小宁"' in page.content.decode()


def unlocked_party(client, seats, *people):
    party = enrolled(SessionFactory(), seats, people=[Person(name) for name in people])
    unlocked(client, party)
    return party


def test_an_uploaded_list_is_read_in_the_order_of_its_columns(client):
    party = unlocked_party(client, 3)
    table = [["职务", "姓名", "手机"], ["柜员", "安小宁", 13900000001.0], ["主管", "白一凡", ""]]

    page = read(client, party, file=workbook(table)).content.decode()

    assert 'name="participants-0-phone" value="13900000001"' in page
    assert 'name="participants-1-job_title" value="主管"' in page


def test_the_same_list_again_saves_nothing(client):
    party = unlocked_party(client, 2)
    client.post(url(party, "my_participants"), sent("安小宁", "白一凡"))
    events, version = AuditEvent.objects.count(), version_of(party)

    page = read(client, party, file=workbook([["姓名"], ["安小宁"], ["白一凡"]]))
    response = client.post(url(party, "my_participants"), sent("安小宁", "白一凡"))

    assert "与现在的名单一样，没有要保存的改动" in text(page)
    assert response.status_code == 303
    assert (AuditEvent.objects.count(), version_of(party)) == (events, version)


def version_of(party) -> int:
    party.session.refresh_from_db()
    return party.session.version


def test_who_is_no_longer_on_the_list_is_named_before_leaving(client):
    party = unlocked_party(client, 2, "安小宁", "白一凡")

    page = read(client, party, pasted="安小宁\n陈可")

    assert "移除 1 位：白一凡" in text(page)


def test_what_the_list_has_no_column_for_stays(client):
    party = enrolled(
        SessionFactory(),
        3,
        people=[
            Person("安小宁", "13900000001", "an@example.com", "零售部", "柜员"),
            Person("白一凡", email="bai@example.com"),
            Person("白一凡", phone="13900000002"),
        ],
    )
    unlocked(client, party)
    table = [["姓名", "手机"], ["安小宁", "13900000009"], ["白一凡", ""], ["陈可", ""]]

    page = read(client, party, file=workbook(table)).content.decode()

    for cell in (
        ("0-email", "an@example.com"),
        ("0-department", "零售部"),
        ("0-phone", "13900000009"),
    ):
        assert f'name="participants-{cell[0]}" value="{cell[1]}"' in page
    assert "bai@example.com" not in page  # two of that name: nobody knows whose it is


def test_who_was_typed_is_not_lost_when_a_list_is_read(client):
    party = unlocked_party(client, 4, "安小宁")
    typed = sent("安小宁", "白一凡", "陈可")

    page = read(client, party, pasted="陈可\n戴安", **typed).content.decode()
    again = read(client, party, pasted="尤文", read_before="1", **typed).content.decode()

    for n, name in enumerate(["陈可", "戴安", "白一凡"]):
        assert f'name="participants-{n}-name" value="{name}"' in page
    assert 'value="安小宁"' not in page  # saved, and not on the list: it is named as leaving
    assert 'value="白一凡"' not in again  # another list in place of the one before


def test_what_was_typed_for_too_long_stays_and_shows_nothing_that_is_saved(client):
    party = enrolled(SessionFactory(), 3, people=[Person("安小宁"), Person("白一凡")])

    page = client.post(url(party, "my_participants"), sent("陈可"))

    assert page.status_code == 403
    assert 'value="陈可"' in page.content.decode()
    assert "请在新窗口里再输入一次" in text(page)
    assert "安小宁" not in text(page)
    assert names(party) == ["安小宁", "白一凡"]


def test_who_saved_meanwhile_is_not_overwritten_without_a_word(client):
    party = unlocked_party(client, 4, "安小宁")
    page = client.get(url(party, "my_participants")).content.decode()
    known = re.search(r'name="known" value="(\w+)"', page)[1]
    actions.name_participants(party, people=[Person("安小宁"), Person("白一凡")], now=NOW)

    refused = client.post(url(party, "my_participants"), sent("安小宁", "陈可", known=known))
    again = re.search(r'name="known" value="(\w+)"', refused.content.decode())[1]
    saved = client.post(url(party, "my_participants"), sent("安小宁", "陈可", known=again))

    assert refused.status_code == 409
    assert "移除 1 位：白一凡" in text(refused)
    assert (saved.status_code, names(party)) == (303, ["安小宁", "陈可"])


def test_a_phone_typed_for_somebody_saved_is_not_lost_when_names_are_read(client):
    party = unlocked_party(client, 2, "安小宁")
    typed = sent("安小宁", **{"participants-0-phone": "13900000007"})

    page = read(client, party, pasted="安小宁\n白一凡", **typed).content.decode()

    assert 'name="participants-0-phone" value="13900000007"' in page


def test_a_list_read_after_a_wrong_row_keeps_the_rows(client):
    party = unlocked_party(client, 3)
    wrong = client.post(
        url(party, "my_participants"), sent("安小宁", **{"participants-0-phone": "1390"})
    )

    page = read(client, party, pasted="白一凡", **sent("安小宁")).content.decode()

    assert 'name="read_before"' not in wrong.content.decode()
    assert 'value="安小宁"' in page


def test_reading_nothing_is_said_so_and_keeps_what_was_typed(client):
    party = unlocked_party(client, 2)

    page = read(client, party, pasted=" ", **sent("白一凡"))

    assert page.status_code == 422
    assert "请先选择文件，或把名单粘贴进来" in text(page)
    assert 'value="白一凡"' in page.content.decode()


def test_a_wrong_cell_is_mended_where_it_stands(client):
    party = unlocked_party(client, 2)

    page = read(client, party, pasted="姓名\t手机\n安小宁\t139 0000 000\n白一凡\t1.39E+10")
    body = page.content.decode()
    wrong = client.post(
        url(party, "my_participants"), sent("安小宁", **{"participants-0-phone": "139 0000 000"})
    )
    right = client.post(
        url(party, "my_participants"), sent("安小宁", **{"participants-0-phone": "139 0000 0001"})
    )

    sentence = "手机号应是 11 位，这里有 10 位，请核对。"
    assert f'<a href="#participants-0-phone">第 1 行 手机：{sentence}</a>' in body
    assert body.count("aria-invalid") == 2
    assert "<title>错误：学员名单" in body
    assert (wrong.status_code, right.status_code) == (422, 303)
    assert list(party.participants.values_list("name", "phone")) == [("安小宁", "13900000001")]


def test_more_names_than_seats_are_kept_on_the_page(client):
    party = unlocked_party(client, 2)

    page = read(client, party, pasted="安小宁\n白一凡\n陈可")
    response = client.post(url(party, "my_participants"), sent("安小宁", "白一凡", "陈可"))

    assert "只有 2 个座位，名单多了 1 位" in text(page)
    assert response.status_code == 422
    assert "这份报名有 2 个座位，填写了 3 位学员。" in text(response)
    assert 'value="陈可"' in response.content.decode()
    assert names(party) == []


@pytest.mark.parametrize(
    ("name", "file", "sentence"),
    [
        ("a.xlsx", b"PK nonsense", "这个文件打不开"),
        ("a.pdf", b"%PDF-1.7", "请上传 .xlsx、.xls、.ods 或 .csv 文件"),
        ("a.csv", "安小宁\n".encode() * 101, "名单里有 101 人"),
        ("a.xlsx", b"P" * (5 * 1024 * 1024 + 9), "最多 5 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_the_names_stay(client, name, file, sentence):
    party = unlocked_party(client, 2, "安小宁")

    response = read(client, party, file=file, name=name)

    assert response.status_code == 422
    assert sentence in text(response)
    assert 'value="安小宁"' in response.content.decode()
    assert names(party) == ["安小宁"]


def test_nothing_pasted_is_told_and_nothing_changes(client):
    party = unlocked_party(client, 2, "安小宁")

    assert read(client, party, pasted=" \n ").status_code == 422
    assert names(party) == ["安小宁"]


def test_after_the_last_day_the_names_stay(client):
    session = TermsFactory(names_days=50).session
    party = enrolled(session, 2)

    page = client.get(url(party, "my_participants"))
    response = client.post(url(party, "my_participants"), sent("安小宁"))

    assert "修改学员的期限已过" in text(page)
    assert response.status_code == 422
    assert names(party) == []


def test_names_are_shown_to_who_knows_the_number(client):
    party = enrolled(SessionFactory(), 2, people=(Person("白一凡", phone="13900000002"),))

    response = client.get(url(party, "my_participants"))

    assert (response.status_code, response["Location"]) == (303, f"{url(party)}#unlock")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{7*7}}", "'\"", "=1+1", "😀"])
def test_any_name_is_kept_as_it_was_typed(client, name):
    party = unlocked_party(client, 1)

    client.post(url(party, "my_participants"), sent(name))
    page = client.get(url(party)).content.decode()

    assert names(party) == [name]
    assert "<script>alert" not in page


def test_the_template_opens_with_the_headers_that_are_read_back(client):
    response = client.get(reverse("enrollment:roster_template"))

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert next(sheet.iter_rows(values_only=True)) == ("姓名", "手机", "部门", "职务", "邮箱")
