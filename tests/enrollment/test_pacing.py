"""Scripts of two hundred requests against every form, and the people who must get through."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from enrollment.domain import pacing
from enrollment.forms import form_keys
from enrollment.messaging.delivery import LETTERS_A_DAY, send_due
from enrollment.models import Enrollment, Inquiry, Interest, OutboxMessage
from tests.factories import NOW, CourseFactory, SessionFactory, enrolled

pytestmark = pytest.mark.django_db

ATTACK = 200
VICTIM = {"contact_email": "Victim@example.com", "another": "on"}
TICKET = re.compile(r'name="ticket" value="([^"]+)"')


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


def contact(n: int, **values) -> dict:
    return {
        "contact_name": f"安小{chr(0x4E00 + n)}",
        "contact_phone": f"1390000{n:04d}",
        "contact_email": f"a{n}@example.com",
        "company": "云岭示例银行",
        "notice_seen": "on",
    } | values


def enroll(session, n: int, *, address="203.0.113.9", key="", forwarded="", **values):
    """Send the enrollment form, as a script does: straight, without opening the page."""
    data = contact(n) | {"seats": "1", "choice": "wait", "key": key or form_keys.new_key(session)}
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    page = reverse("enrollment:enroll", args=[session.public_id])
    return Client().post(page, data | values, REMOTE_ADDR=address, **headers)


def ask(n: int, *, address="203.0.113.9", **values):
    data = contact(n) | {"kind": "question", "text": f"第 {n} 个问题"}
    return Client().post(reverse("enrollment:inquiry"), data | values, REMOTE_ADDR=address)


def wish(course, n: int, *, address="203.0.113.9", **values):
    page = reverse("enrollment:interest", args=[course.slug])
    return Client().post(page, contact(n) | {"seats": "2"} | values, REMOTE_ADDR=address)


def lose(n: int, *, address="203.0.113.9", **values):
    data = {"phone": f"1390000{n:04d}", "proof": f"a{n}@example.com"}
    return Client().post(reverse("enrollment:lost"), data | values, REMOTE_ADDR=address)


def statuses(send) -> list[int]:
    return [send(n).status_code for n in range(ATTACK)]


def test_200_enrollments_from_one_address_with_ever_new_people():
    session = SessionFactory(capacity=500)

    answers = statuses(lambda n: enroll(session, n))

    assert answers == [303] * 10 + [429] * 190
    assert Enrollment.objects.count() == 10


def test_200_enrollments_that_each_claim_another_address():
    session = SessionFactory(capacity=500)

    answers = statuses(lambda n: enroll(session, n, forwarded=f"198.51.100.{n}"))

    assert answers.count(303) == 10


def test_200_enrollments_of_one_telephone_over_all_sessions_from_many_addresses():
    sessions = [SessionFactory(capacity=50) for _n in range(20)]

    answers = statuses(
        lambda n: enroll(
            sessions[n % 20],
            1,
            address=f"198.51.100.{n}",
            contact_email=f"a{n}@example.com",
            another="on",
        )
    )

    assert answers.count(303) == 5


def test_200_enrollments_with_one_mailbox_from_many_addresses_send_it_few_letters():
    session = SessionFactory(capacity=500)

    answers = statuses(
        lambda n: enroll(
            session, n, address=f"198.51.100.{n}", contact_email="Victim@example.com", another="on"
        )
    )
    send_due(now=NOW)

    assert answers.count(303) == 5
    assert len(mail.outbox) == 5


def test_200_inquiries_from_one_address():
    assert statuses(ask) == [303] * 5 + [429] * 195
    assert Inquiry.objects.count() == 5


def test_200_inquiries_of_one_telephone_from_many_addresses():
    answers = statuses(lambda n: ask(n, address=f"198.51.100.{n}", contact_phone="13900000001"))

    assert answers.count(303) == 3


def test_200_wishes_from_one_address():
    course = CourseFactory()

    assert statuses(lambda n: wish(course, n)) == [303] * 10 + [429] * 190
    assert Interest.objects.count() == 10


def test_200_lost_links_from_one_address_and_of_one_telephone():
    assert statuses(lose) == [200] * 10 + [429] * 190
    answers = statuses(lambda n: lose(1, address=f"198.51.100.{n}"))
    assert answers.count(200) == 4  # one was asked for from the first address


def test_whoever_waits_as_long_as_the_page_says_gets_through(clock):
    session = SessionFactory(capacity=500)
    for n in range(10):
        enroll(session, n)
    key = form_keys.new_key(session)

    slowed = enroll(session, 11, key=key)
    ticket = TICKET.search(slowed.text)[1]
    early = enroll(session, 11, key=key, ticket=ticket)
    clock.shift(int(slowed["Retry-After"]))
    answer = enroll(session, 11, key=key, ticket=ticket)

    assert "填写的内容都在，请等 4 秒再按一次" in slowed.text
    assert 'value="a11@example.com"' in slowed.text
    assert (early.status_code, early["Retry-After"]) == (429, "4")
    assert TICKET.search(early.text)[1] == ticket
    assert answer.status_code == 303


def test_200_tickets_at_once_are_good_one_after_the_other(clock):
    """Sending in parallel does not help: each ticket of a minute is good later than the last."""
    session = SessionFactory(capacity=500)
    waits = [int(enroll(session, n).headers.get("Retry-After", 0)) for n in range(60)]

    assert waits == [0] * 10 + [4 * n for n in range(1, 51)]


def test_a_ticket_serves_for_its_own_form_alone(clock):
    session = SessionFactory(capacity=500)
    for n in range(10):
        enroll(session, n)
    ticket = TICKET.search(enroll(session, 11).text)[1]
    clock.shift(60)

    assert enroll(session, 12, ticket=ticket).status_code == 429
    assert ask(1, ticket=ticket).status_code == 303  # counted by itself
    assert pacing.seconds_left(ticket + "x", "enroll", "", now=NOW) is None


def test_a_ticket_is_over_after_half_an_hour(clock):
    session = SessionFactory(capacity=500)
    for n in range(10):
        enroll(session, n)
    key = form_keys.new_key(session)
    ticket = TICKET.search(enroll(session, 11, key=key).text)[1]

    clock.shift(timedelta(minutes=31))

    assert enroll(session, 11, key=key, ticket=ticket).status_code == 429


def test_an_address_comes_to_an_end_however_patient_it_is(clock):
    session = SessionFactory(capacity=500)
    first = pacing.judge("enroll", {"source": "x"}, about="0", ticket="", now=NOW)
    verdicts = [
        pacing.judge("enroll", {"source": "x"}, about=str(n), ticket="", now=NOW)
        for n in range(1, 241)
    ]

    assert (first.passes, session.pk is not None) == (True, True)
    assert verdicts[-2].ticket != ""
    assert (verdicts[-1].passes, verdicts[-1].ticket) == (False, "")


def test_40_colleagues_of_one_office_enroll_in_the_same_minute(clock):
    """Each has the page open and does what it says."""
    session, keys = SessionFactory(capacity=100), {}
    waiting = []
    for n in range(40):
        keys[n] = form_keys.new_key(session)
        answer = enroll(session, n, key=keys[n])
        if answer.status_code == 429:
            due = int(answer["Retry-After"])
            waiting.append((due, n, TICKET.search(answer.text)[1]))
    passed, late = 0, 0
    for due, n, ticket in sorted(waiting):
        clock.move_to(NOW + timedelta(seconds=due), tick=False)
        passed += enroll(session, n, key=keys[n], ticket=ticket).status_code == 303
        late = due

    assert (len(waiting), passed) == (30, 30)
    assert late <= 120  # seconds
    assert Enrollment.objects.count() == 40


def test_a_question_that_was_answered_does_not_count_twice():
    session = SessionFactory(capacity=500)
    enrolled(session, 1, contact_phone="13900000001")
    for n in range(50, 59):
        enroll(session, n)
    key = form_keys.new_key(session)

    asked = enroll(session, 1, key=key)
    ticket = TICKET.search(asked.text)[1]
    answer = enroll(session, 1, key=key, ticket=ticket, another="on")

    assert (asked.status_code, answer.status_code) == (409, 303)


def test_without_limits_a_load_test_gets_through(settings):
    settings.LIMITS = False
    session = SessionFactory(capacity=500)

    assert [enroll(session, n).status_code for n in range(15)] == [303] * 15


# Letters and names


def test_letters_to_one_mailbox_are_limited_whoever_causes_them():
    session = SessionFactory(capacity=500)
    for n in range(30):
        enrolled(session, 1, contact_phone=f"1390000{n:04d}", contact_email="victim@example.com")

    send_due(now=NOW)

    assert len(mail.outbox) == LETTERS_A_DAY
    assert OutboxMessage.objects.troubled().count() == 30 - LETTERS_A_DAY
    assert set(OutboxMessage.objects.troubled().values_list("last_error", flat=True)) == {
        "TooManyLetters"
    }


def test_no_letter_begins_with_what_a_stranger_typed():
    enrolled(SessionFactory(), 1, contact_name="恭喜中奖点这里")

    send_due(now=NOW)

    body = mail.outbox[0].body
    assert body.lstrip().startswith("您好：")
    assert "恭喜" not in mail.outbox[0].subject
    assert body.index("恭喜") > body.index("报名编号")


LINKS = [
    "http://evil.example/",
    "恭喜 https://a.cn",
    "www.evil.example",
    "请看 evil.com",
    "ｗｗｗ．ｅｖｉｌ．ｃｏｍ",
    "a@evil.example",
    "加微信 1390000000",
    "//evil.example",
]


@pytest.mark.parametrize("text", LINKS)
@pytest.mark.parametrize("field", ["contact_name", "company"])
def test_names_carry_no_links(field, text):
    session, course = SessionFactory(), CourseFactory()

    answers = [
        enroll(session, 1, **{field: text}),
        ask(1, **{field: text}),
        wish(course, 1, **{field: text}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert all("这里不能写网址、邮箱或号码" in answer.text for answer in answers)


@pytest.mark.parametrize(
    "name", ["欧阳 小宁", "阿卜杜勒·热合曼", "Dr. Anne-Marie O'Neill", "J.R. Lin", "陈小丽（3班）"]
)
def test_names_that_people_have_are_taken(name):
    assert enroll(SessionFactory(), 1, contact_name=name).status_code == 303


@pytest.mark.parametrize(
    "company",
    ["云岭示例银行股份有限公司昆明分行", "A.B. & Co., Ltd.", "中国银行 0871 支行", "ICBC/CCB"],
)
def test_companies_that_exist_are_taken(company):
    assert enroll(SessionFactory(), 1, company=company).status_code == 303
