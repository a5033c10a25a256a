"""A lost link: one answer for everybody, and one letter an hour to who is right."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enrollment import actions
from enrollment.domain import rate_limit
from enrollment.domain.links import my_url
from enrollment.messaging.delivery import send_due
from enrollment.models import Attempt, OutboxMessage
from tests.enrollment.own import text
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def ask(client, phone="139 0000 0001", proof="an@example.com"):
    return client.post(reverse("enrollment:lost"), {"phone": phone, "proof": proof})


def due(party) -> int:
    return OutboxMessage.objects.filter(enrollment=party, kind="link").count()


@pytest.mark.parametrize(
    "proof",
    ["an@example.com", "AN@example.com", "code", "code in pieces", "code as printed", "wide"],
)
def test_the_link_is_sent_to_the_address_that_was_given(client, proof):
    party = enrolled(SessionFactory())
    code = {
        "code": party.code.lower(),
        "code in pieces": f"{party.code[:4]} {party.code[4:]}",
        "code as printed": f"报名编号：{party.code}",
        "wide": "ａｎ＠example。com",
    }
    send_due(now=NOW)
    mail.outbox.clear()

    ask(client, proof=code.get(proof, proof))
    send_due(now=NOW)

    (letter,) = mail.outbox
    assert letter.to == ["an@example.com"]
    assert my_url(party) in letter.body


@pytest.mark.parametrize(
    ("phone", "proof"),
    [
        ("139 0000 0001", "other@example.com"),
        ("139 0000 0009", "an@example.com"),
        ("139 0000 0009", "NSUCHCDE"),
    ],
)
def test_the_answer_does_not_say_what_was_found(client, phone, proof):
    party = enrolled(SessionFactory())

    right, wrong = ask(client), ask(client, phone, proof)

    assert (right.status_code, wrong.status_code) == (200, 200)
    assert right.content == wrong.content
    assert due(party) == 1


def test_finding_nothing_costs_what_finding_one_costs(client):
    enrolled(SessionFactory())
    ask(client, "139 0000 0008", "x@example.com")
    kinds = []
    for phone in ("139 0000 0001", "139 0000 0009"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(client, phone)
        kinds.append([query["sql"].split()[0] for query in queries])

    found, nothing = kinds
    assert found == nothing


def test_it_is_sent_once_an_hour_however_often_it_is_asked_for(client):
    party = enrolled(SessionFactory())

    ask(client), ask(client)
    with time_machine.travel(NOW + HOUR, tick=False):
        ask(client)

    assert due(party) == 2


def test_all_enrollments_of_the_number_are_sent_and_cancelled_ones_too(client):
    first, second = enrolled(SessionFactory()), enrolled(SessionFactory())
    actions.cancel(second, now=NOW)

    ask(client)

    assert (due(first), due(second)) == (1, 1)


def test_a_party_that_moved_is_found_where_it_is_now(client):
    party = enrolled(SessionFactory())
    moved = actions.move(party, to=SessionFactory(course=party.session.course), now=NOW)

    ask(client)

    assert (due(party), due(moved)) == (0, 1)


def test_a_number_is_not_asked_after_without_end(client):
    enrolled(SessionFactory())
    for _try in range(5):
        ask(client)

    sixth = ask(client)
    other = ask(client, "139 0000 0009")

    assert (sixth.status_code, sixth["Retry-After"], other.status_code) == (429, "3600", 200)
    assert "提交的次数太多" in text(sixth)


def test_an_address_does_not_ask_after_everybody(client):
    answers = [ask(client, f"1390000{n:04d}").status_code for n in range(31)]

    assert answers == [200] * 10 + [429] * 21


@pytest.mark.parametrize(
    ("phone", "proof", "sentence"),
    [
        ("", "x", "请填写报名时的手机号，例如 139 0000 0000。"),
        ("12", "x", "电话号码的位数不对"),
        ("139 0000 0001", "", "请填写 8 位报名编号，或报名时的邮箱。"),
        ("139 0000 0001", "abc", "“abc”不是报名编号，也不是邮箱。编号是 8 位字母和数字"),
        ("139 0000 0001", "KJ0OI1L2", "里面没有 0、1、字母 O、I 和 L"),
        ("139 0000 0001", "139 0000 0001", "“139 0000 0001”不是报名编号，也不是邮箱。"),
        ("139 0000 0001", "\x00", "这里有看不见或无法识别的字符"),
        ("139 0000 0001", "x" * 9_999, "最多 200 个字"),
    ],
)
def test_what_cannot_be_asked_is_told(client, phone, proof, sentence):
    response = ask(client, phone, proof)

    assert response.status_code == 422
    assert sentence in text(response)
    assert "<title>错误：" in response.content.decode()


def test_what_is_counted_keeps_no_one_and_is_forgotten(client):
    ask(client)

    assert [one.key for one in Attempt.objects.all() if len(one.key) != 64] == []
    assert rate_limit.forget(now=NOW + 2 * HOUR) == 3
    assert Attempt.objects.count() == 0


def test_tries_are_counted_together_and_each_window_anew():
    tries = [
        rate_limit.is_over("x", "安", limit=2, window=HOUR, now=NOW + n * timedelta(minutes=10))
        for n in range(8)
    ]

    assert tries == [False, False, True, True, True, True, False, False]
