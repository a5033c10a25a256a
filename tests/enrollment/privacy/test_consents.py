"""Which notice was ticked, on which form, when; nothing is ticked before."""

import hashlib

import pytest
from django.test import Client

from enrollment.domain import notice, traces
from enrollment.models import ConsentRecord, Interest, NoticeText
from tests.enrollment.privacy.planted import FORM, PHONE, plant
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def test_each_form_records_the_text_that_was_ticked():
    party = plant()

    rows = ConsentRecord.objects.order_by("form")
    text = NoticeText.objects.get()
    assert [row.form for row in rows] == ["enroll", "inquiry", "interest"]
    assert {row.notice for row in rows} == {text.digest} == {notice.digest("zh-hans")}
    assert hashlib.sha256(text.text.encode()).hexdigest() == text.digest
    assert {row.person for row in rows} == {traces.mark_of_phone(PHONE)}
    assert rows[0].object_key == party.key
    assert {row.given_at for row in rows} == {NOW}


def test_a_form_sent_twice_is_one_consent_and_another_text_another():
    for text in ("甲", "甲"):
        Client().post("/inquiry/", {**FORM, "kind": "question", "text": text})
    Client().post("/en/inquiry/", {**FORM, "kind": "question", "text": "甲"})

    assert ConsentRecord.objects.count() == NoticeText.objects.count() == 2


@pytest.mark.parametrize("address", ["/inquiry/", "enroll", "interest"])
def test_no_box_is_ticked_before_and_none_ticked_writes_nothing(client, address):
    session = SessionFactory()
    address = {
        "enroll": f"/sessions/{session.public_id}/enroll/",
        "interest": f"/courses/{session.course.slug}/interest/",
    }.get(address, address)

    page = client.get(address)
    assert "checked" not in page.content.decode().split('name="notice_seen"')[1].split(">")[0]
    unticked = {name: value for name, value in FORM.items() if name != "notice_seen"}
    answer = client.post(address, {**unticked, "kind": "question", "text": "甲", "seats": 1})

    assert answer.status_code == 422
    assert ConsentRecord.objects.count() == 0


def test_what_staff_write_down_on_the_telephone_records_no_tick():
    enrolled(SessionFactory())

    assert ConsentRecord.objects.count() == 0


def test_a_wish_taken_back_withdraws_its_consent(client):
    plant()
    wish = Interest.objects.get()

    client.post(f"/interest/{wish.code}/")

    ended = ConsentRecord.objects.filter(form="interest").values_list("ended_by", "ended_at")
    assert list(ended) == [("withdrawn", NOW)]
    assert ConsentRecord.objects.filter(ended_at=None).count() == 2
