"""A list with many parties: read, looked at, mended, enrolled by staff."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enrollment.models import Enrollment
from tests.enrollment.people.roster.test_roster import workbook
from tests.factories import SessionFactory
from tests.office import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sound")]

ADDRESS = reverse("admin:enrollment_enrollment_import")
TABLE = [
    ["各行报名汇总"],
    ["单位", "姓名", "手机", "职务"],
    ["甲银行", "安小宁", "13900000001", "柜员"],
    ["甲银行", "白一凡", "13900000002", ""],
    ["乙银行", "陈可", "13900000003", "主管"],
    ["合计", "3人", "", ""],
]


def sent_back(page) -> dict[str, str]:
    """What a browser would send of the form, its values as they stand."""
    body = page.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))
    for name, value in re.findall(r'<input type="\w+" name="(party-[^"]+)" value="([^"]*)"', body):
        found[name] = value
    for name, value in re.findall(r'<textarea name="(party-[^"]+)"[^>]*>\s?([^<]*)', body):
        found[name] = value
    for name, options in re.findall(r'<select name="(party-[^"]+)".*?>(.*?)</select>', body, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    for name in re.findall(r'name="(party-\d+-wanted)"', body):
        found[name] = "on"
    found.pop("csrfmiddlewaretoken", None)
    return found


def read(client, session):
    file = SimpleUploadedFile("汇总.xlsx", workbook(TABLE))
    return client.post(ADDRESS, {"read": "1", "file": file, "session": session.pk})


def test_each_company_of_a_list_becomes_an_enrollment():
    client, session = client_of("sales"), SessionFactory()

    page = read(client, session)
    answer = client.post(ADDRESS, sent_back(page) | {"enroll": "1"})
    again = client.post(ADDRESS, sent_back(page) | {"enroll": "1"})

    assert (page.status_code, answer.status_code, again.status_code) == (200, 302, 302)
    parties = Enrollment.objects.order_by("number")
    assert [(one.company, one.contact_name, one.seats, one.channel) for one in parties] == [
        ("甲银行", "安小宁", 2, "staff"),
        ("乙银行", "陈可", 1, "staff"),
    ]
    names = [list(one.participants.values_list("name", "phone", "job_title")) for one in parties]
    assert names == [
        [("安小宁", "13900000001", "柜员"), ("白一凡", "13900000002", "")],
        [("陈可", "13900000003", "主管")],
    ]


def test_the_list_stands_beside_the_parties_and_says_what_was_left_out():
    body = read(client_of("sales"), SessionFactory()).content.decode()

    assert "各行报名汇总" in body
    assert "合计或小计。" in body
    assert "名单上的每一行都有着落。" in body


def test_a_session_column_finds_its_session():
    client = client_of("sales")
    one, other = SessionFactory(), SessionFactory()
    table = [["姓名", "手机", "班次"], ["安小宁", "13900000001", other.public_id]]
    table += [["白一凡", "13900000002", one.public_id]]
    file = SimpleUploadedFile("汇总.xlsx", workbook(table))

    page = client.post(ADDRESS, {"read": "1", "file": file})
    client.post(ADDRESS, sent_back(page) | {"enroll": "1"})

    found = {e.contact_name: e.session for e in Enrollment.objects.select_related("session")}
    assert found == {"安小宁": other, "白一凡": one}


def test_a_wrong_party_is_marked_and_nothing_is_enrolled():
    client, session = client_of("sales"), SessionFactory()
    sent = sent_back(read(client, session)) | {"party-1-contact_phone": "1390", "enroll": "1"}

    answer = client.post(ADDRESS, sent)

    assert answer.status_code == 422
    assert "这里有 4 位" in answer.content.decode() or "位数不对" in answer.content.decode()
    assert not Enrollment.objects.exists()


@pytest.mark.parametrize("how", ["pasted", "file"])
def test_another_list_that_nobody_read_yet_is_not_passed_over(how):
    client, session = client_of("sales"), SessionFactory()
    page = read(client, session)
    text = "姓名\t手机\n董欣\t13900000004"
    more = {"pasted": text, "file": SimpleUploadedFile("又一份.csv", text.encode())}

    answer = client.post(ADDRESS, sent_back(page) | {"enroll": "1", how: more[how]})

    assert answer.status_code == 422
    assert "还没有读取" in answer.content.decode()
    assert sent_back(answer)["party-0-company"] == "甲银行"
    assert not Enrollment.objects.exists()


def test_what_was_read_no_longer_stands_in_the_field_of_lists():
    page = client_of("sales").post(ADDRESS, {"read": "1", "pasted": "安小宁\t13900000001"})

    assert page.context["form"]["pasted"].value() is None


@pytest.mark.parametrize("data", [{"read": "1"}, {"read": "1", "pasted": "请查收"}])
def test_no_list_is_answered_with_a_sentence(data):
    answer = client_of("sales").post(ADDRESS, data)

    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()


def test_who_may_not_enroll_may_not_import():
    assert client_of("editor").get(ADDRESS).status_code == 403
