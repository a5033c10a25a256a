"""Scripts of two hundred requests against every form, and the people who must get through."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from enrollment.domain import pacing, slower_step
from enrollment.domain.pacing import Answer
from enrollment.forms import form_keys
from enrollment.messaging.delivery import LETTERS_A_DAY, send_due
from enrollment.models import Enrollment, Inquiry, Interest, OutboxMessage
from tests.factories import NOW, CourseFactory, SessionFactory, enrolled

pytestmark = pytest.mark.django_db

ATTACK = 200
VICTIM = {"contact_email": "Victim@example.com", "another": "on"}
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
TASK = re.compile(r'data-task="([^"]+)" data-bits="([0-9]+)"')


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def light_work(monkeypatch):
    """What a browser works out in a tenth of a second takes Python a hundredth."""
    monkeypatch.setattr(slower_step, "FEWEST_BITS", 6)


def worked_out(page) -> dict:
    """What the page's script sends along, calculated as it does."""
    task, bits = TASK.search(page.text).groups()
    number = 0
    while int(hashlib.sha256(f"{task}{number}".encode()).hexdigest(), 16) >> (256 - int(bits)):
        number += 1
    return {"ticket": TICKET.search(page.text)[1], "worked": str(number)}


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


def fill_up(session, *, count=10):
    """As many as pass at once from one address."""
    for n in range(count):
        enroll(session, n)


def test_whoever_waits_as_long_as_the_page_says_gets_through(clock):
    session = SessionFactory(capacity=500)
    fill_up(session)
    key = form_keys.new_key(session)

    slowed = enroll(session, 11, key=key)
    ticket = TICKET.search(slowed.text)[1]
    early = enroll(session, 11, key=key, ticket=ticket)
    clock.shift(int(slowed["Retry-After"]))
    answer = enroll(session, 11, key=key, ticket=ticket)

    assert "或者等 30 秒，再按一次提交。" in slowed.text
    assert 'value="a11@example.com"' in slowed.text
    assert (early.status_code, early["Retry-After"]) == (429, "30")
    assert TICKET.search(early.text)[1] == ticket
    assert answer.status_code == 303


def test_whose_browser_works_it_out_gets_through_at_once_and_once(light_work):
    session = SessionFactory(capacity=500)
    fill_up(session)
    key = form_keys.new_key(session)

    done = worked_out(enroll(session, 11, key=key))
    wrong = enroll(session, 11, key=key, **done | {"worked": "x" * 9})
    answer = enroll(session, 11, key=key, **done)
    again = enroll(session, 12, key=form_keys.new_key(session), **done)

    assert [page.status_code for page in (wrong, answer, again)] == [429, 303, 429]


def test_a_number_serves_for_its_own_ticket_alone(light_work):
    one, other = (slower_step.issue("enroll", about, now=NOW, bits=12) for about in "ab")
    number = next(n for n in range(10**6) if slower_step.is_worked_out(one, str(n)))

    assert not slower_step.is_worked_out(other, str(number))
    assert not any(slower_step.is_worked_out(one, text) for text in ("", "-1", "１", "9" * 17))


def test_the_same_ticket_sent_200_times_at_once_passes_once(light_work):
    for _n in range(10):
        pacing.judge("inquiry", {"source": "x"}, about="a", answer=Answer(), now=NOW)
    ticket = pacing.judge("inquiry", {"source": "x"}, about="a", answer=Answer(), now=NOW).ticket
    number = next(n for n in range(10**6) if slower_step.is_worked_out(ticket, str(n)))
    answer = Answer(ticket.text, str(number))

    verdicts = [
        pacing.judge("inquiry", {"source": "x"}, about="a", answer=answer, now=NOW)
        for _n in range(ATTACK)
    ]

    assert [verdict.passes for verdict in verdicts] == [True] + [False] * 199


def test_without_script_a_code_by_mail_lets_the_form_through():
    session = SessionFactory(capacity=500)
    fill_up(session)
    key = form_keys.new_key(session)
    ticket = TICKET.search(enroll(session, 11, key=key).text)[1]

    asked = enroll(session, 11, key=key, ticket=ticket, by_mail="1")
    send_due(now=NOW)
    letter = mail.outbox[-1]
    code = re.search(r"\d{6}", letter.subject)[0]
    wrong = enroll(session, 11, key=key, ticket=ticket, mail_code="12345x")
    other = enroll(
        session, 11, key=key, ticket=ticket, mail_code=code, contact_email="b@example.com"
    )
    answer = enroll(session, 11, key=key, ticket=ticket, mail_code=code)

    assert 'name="mail_code"' in asked.text
    assert letter.to == ["a11@example.com"]
    assert "验证码不对" in wrong.text
    assert [page.status_code for page in (wrong, other, answer)] == [429, 429, 303]


def test_a_code_is_guessed_five_times_and_letters_with_codes_are_few():
    session = SessionFactory(capacity=500)
    fill_up(session)
    key = form_keys.new_key(session)
    ticket = TICKET.search(enroll(session, 11, key=key).text)[1]

    letters = [enroll(session, 11, key=key, ticket=ticket, by_mail="1").text for _n in range(5)]
    for _n in range(5):
        enroll(session, 11, key=key, ticket=ticket, mail_code="000000")
    code = OutboxMessage.objects.filter(kind="code").first().subject[-6:]
    answer = enroll(session, 11, key=key, ticket=ticket, mail_code=code)

    assert OutboxMessage.objects.filter(kind="code").count() == 3
    assert "验证码已经很多" in letters[-1]
    assert answer.status_code == 429


def test_a_form_without_mailbox_says_where_to_write_it():
    session = SessionFactory(capacity=500)
    fill_up(session)
    key = form_keys.new_key(session)
    ticket = TICKET.search(enroll(session, 11, key=key).text)[1]

    page = enroll(session, 11, key=key, ticket=ticket, by_mail="1", contact_email="")

    assert "请先在下面填写邮箱" in page.text


def test_200_tickets_at_once_are_good_one_after_the_other():
    """Sending in parallel does not help: each ticket of an hour is good later than the last."""
    session = SessionFactory(capacity=500)
    waits = [int(enroll(session, n).headers.get("Retry-After", 0)) for n in range(30)]

    assert waits == [0] * 10 + [30 * n for n in range(1, 21)]


def test_the_more_came_the_more_is_worked_out():
    assert [slower_step.bits_for(n) for n in (1, 19, 20, 40, 80, 160, 10_000)] == [
        *(16, 16, 17, 18, 19, 20, 20)
    ]


def test_a_ticket_serves_for_its_own_form_alone(clock):
    session = SessionFactory(capacity=500)
    fill_up(session)
    ticket = TICKET.search(enroll(session, 11).text)[1]
    clock.shift(60)

    assert enroll(session, 12, ticket=ticket).status_code == 429
    assert ask(1, ticket=ticket).status_code == 303  # counted by itself
    assert slower_step.read(ticket + "x", "enroll", "", now=NOW) is None


def test_a_ticket_is_over_after_half_an_hour(clock):
    session = SessionFactory(capacity=500)
    fill_up(session)
    key = form_keys.new_key(session)
    ticket = TICKET.search(enroll(session, 11, key=key).text)[1]

    clock.shift(timedelta(minutes=31))

    assert enroll(session, 11, key=key, ticket=ticket).status_code == 429


def test_an_address_comes_to_an_end_however_patient_it_is():
    verdicts = [
        pacing.judge("enroll", {"source": "x"}, about=str(n), answer=Answer(), now=NOW)
        for n in range(241)
    ]

    assert (verdicts[0].passes, verdicts[9].passes, verdicts[10].passes) == (True, True, False)
    assert verdicts[-2].ticket.bits == 20
    assert (verdicts[-1].passes, verdicts[-1].ticket) == (False, None)


def test_40_colleagues_of_one_office_enroll_in_the_same_minute(light_work):
    """From the eleventh on the browser works for a moment and sends the form again by itself."""
    session, sent_again = SessionFactory(capacity=100), 0
    for n in range(40):
        key = form_keys.new_key(session)
        answer = enroll(session, n, key=key)
        if answer.status_code == 429:
            sent_again += 1
            answer = enroll(session, n, key=key, **worked_out(answer))
        assert answer.status_code == 303

    assert sent_again == 30
    assert Enrollment.objects.filter(state="confirmed").count() == 40


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
