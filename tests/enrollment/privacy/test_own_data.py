"""On its own page a party reads and takes along what is stored, and asks for the rest."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from enrollment.domain import links
from enrollment.models import AuditEvent, PrivacyRequest
from enrollment.people.party import Person
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def party():
    return enrolled(SessionFactory(), 2, people=(Person("白一凡", phone="13900000222"),))


def data(party) -> str:
    return reverse("enrollment:my_data", args=[links.token_for(party)])


def unlocked(party) -> Client:
    client = Client()
    token = links.token_for(party)
    client.post(reverse("enrollment:my_unlock", args=[token]), {"digits": "0001"})
    return client


def test_a_request_lands_on_the_dashboard_with_its_last_day(client, party, settings):
    settings.PRIVACY_REQUEST_DAYS = 10

    answer = client.post(data(party), {"kind": "erase", "digits": "0001"})
    page = client.get(data(party)).content.decode()
    dashboard = client_of("manager").get("/admin/").content.decode()

    asked = PrivacyRequest.objects.get()
    assert answer.status_code == 303
    assert (asked.kind, asked.state, asked.due_on) == ("erase", "open", date(2026, 12, 11))
    assert "删除我的信息" in page
    assert f"删除我的信息 · {party.code}" in dashboard
    assert "2026-12-11" in dashboard


def test_sales_do_not_see_requests(client, party):
    client.post(data(party), {"kind": "erase", "digits": "0001"})

    assert "删除我的信息" not in client_of("sales").get("/admin/").content.decode()


def test_the_same_request_twice_is_one(client, party):
    for _time in range(2):
        client.post(data(party), {"kind": "copy", "digits": "0001"})
    client.post(data(party), {"kind": "withdraw", "digits": "0001"})

    assert sorted(PrivacyRequest.objects.values_list("kind", flat=True)) == ["copy", "withdraw"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"kind": "erase"}, 403), ({"kind": "erase", "digits": "9999"}, 403), ({"kind": "x"}, 409)],
)
def test_a_request_that_proves_nothing_or_asks_nothing_writes_nothing(client, party, sent, status):
    answer = client.post(data(party), sent)

    assert answer.status_code in {status, 422, 409}
    assert "错误" in answer.content.decode()
    assert PrivacyRequest.objects.count() == 0


def test_the_answer_of_staff_is_read_on_the_own_page(client, party):
    client.post(data(party), {"kind": "correct", "digits": "0001"})
    asked = PrivacyRequest.objects.get()
    address = reverse("admin:enrollment_privacyrequest_change", args=[asked.pk])

    answer = client_of("manager").post(address, {"state": "done", "answer": "已改好手机"})

    asked.refresh_from_db()
    assert answer.status_code == 302
    assert (asked.state, asked.closed_at) == ("done", NOW)
    assert "已改好手机" in client.get(data(party)).content.decode()
    assert AuditEvent.objects.filter(verb="answer request").count() == 1


def test_what_is_stored_is_shown_and_taken_along_by_who_knows_the_number(party):
    browser = unlocked(party)
    token = links.token_for(party)

    page = browser.get(data(party)).content.decode()
    copy = browser.get(reverse("enrollment:copy_json", args=[token]))
    file = browser.get(reverse("enrollment:copy_html", args=[token])).content.decode()

    said = json.dumps(json.loads(copy.content), ensure_ascii=False)
    for word in ("白一凡", "13900000222", party.contact_phone, "云岭示例银行"):
        assert word in page
        assert word in said
        assert word in file
    assert party.token_hash not in said
    assert "no-store" in copy["Cache-Control"]
    assert AuditEvent.objects.filter(verb="copy", actor="visitor").count() == 2


def test_the_link_alone_shows_nothing_of_it(client, party):
    token = links.token_for(party)

    page = client.get(data(party)).content.decode()
    copy = client.get(reverse("enrollment:copy_json", args=[token]))

    assert party.contact_phone not in page
    assert "白一凡" not in page
    assert copy.status_code == 303
