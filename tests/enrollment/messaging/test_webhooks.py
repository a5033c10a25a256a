"""Other programs are told of sessions and enrollments: ids only, signed, till they answer."""

import hashlib
import hmac
import http.client
import json
import socket
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.urls import reverse

from enrollment.domain import webhooks
from enrollment.domain.public_addresses import NotPublic, host_of, public_ip
from enrollment.messaging import leases, webhook_delivery
from enrollment.messaging.leases import PAUSES
from enrollment.messaging.webhook_delivery import send_webhooks
from enrollment.models import Webhook, WebhookDelivery
from enrollment.models.webhook import WebhookEvent
from tests.factories import NOW, InstructorFactory, SessionFactory, VenueFactory, enrolled
from tests.office import client_of
from tests.source import ROOT
from tests.tab import Tab

pytestmark = pytest.mark.django_db
URL = "https://hooks.example.com/kaike?key=1"


class Receiver:
    """Somebody's address: answers with the statuses in turn, the last one for good."""

    def __init__(self, *statuses):
        self.statuses, self.calls = list(statuses), []

    def __call__(self, url, body, headers):
        self.calls.append((url, body, headers))
        answer = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def webhook(time_machine):
    time_machine.move_to(NOW - timedelta(hours=1), tick=False)
    made = Webhook.objects.create(name="集团平台", url=URL, gathered_until=NOW)
    time_machine.move_to(NOW, tick=False)
    return made


def test_the_docs_name_every_event():
    page = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    rows = [line.partition("` |")[0] for line in page.splitlines() if line.startswith("| `")]

    assert [row.removeprefix("| `") for row in rows] == WebhookEvent.values


def told() -> list[tuple]:
    rows = WebhookDelivery.objects.order_by("pk")
    return list(rows.values_list("event", "session", "enrollment"))


def test_an_address_that_hangs_does_not_keep_the_rest_of_a_tick_from_being_done(
    webhook, monkeypatch
):
    enrolled(SessionFactory(), 1)
    webhooks.gather(now=NOW)
    due, hangs = WebhookDelivery.objects.count(), Receiver(OSError())
    monkeypatch.setattr(leases, "ROUND", 0)

    send_webhooks(now=NOW, post=hangs)

    assert due > 1
    assert len(hangs.calls) == 1


class Several:
    """Receivers by address: those named hang, all others take what they get."""

    def __init__(self, *dead):
        self.dead, self.calls = set(dead), []

    def __call__(self, url, body, headers):
        self.calls.append(url)
        if url in self.dead:
            raise TimeoutError
        return 204


def with_waiting(*names: str, each: int) -> list[str]:
    """Active webhooks in this order with so many deliveries each that are due; their addresses."""
    hooks = [
        Webhook.objects.create(name=name, url=f"https://{name}.example.com/", gathered_until=NOW)
        for name in names
    ]
    for hook in hooks:
        for number in range(each):
            moment = NOW - timedelta(minutes=number + 1)
            webhooks.try_out(hook, now=moment)
    return [hook.url for hook in hooks]


def test_a_receiver_that_hangs_has_one_try_a_round_and_others_get_all_of_theirs():
    dead, alive = with_waiting("dead", "alive", each=4)
    receivers = Several(dead)

    send_webhooks(now=NOW, post=receivers)

    assert receivers.calls.count(dead) == 1
    assert receivers.calls.count(alive) == 4


def test_receivers_have_their_turns_one_after_another(monkeypatch):
    monkeypatch.setattr(webhook_delivery, "AT_ONCE", 4)
    busy, quiet = with_waiting("busy", "quiet", each=2)
    with_waiting("late", each=0)
    receivers = Several()

    send_webhooks(now=NOW, post=receivers)

    assert receivers.calls == [busy, quiet, busy, quiet]


def test_those_that_failed_come_last_but_for_the_one_that_waited_longest():
    one, other, third, alive = with_waiting("one", "other", "third", "alive", each=3)
    receivers = Several(one, other, third)
    send_webhooks(now=NOW, post=receivers)
    assert receivers.calls[:4] == [one, other, third, alive]
    WebhookDelivery.objects.filter(webhook__url=one, attempts=1).update(claimed_at=NOW)
    later = NOW + timedelta(minutes=2)
    WebhookDelivery.objects.filter(webhook__url=other, attempts=1).update(claimed_at=later)
    with_waiting("new", each=2)
    receivers.calls.clear()

    send_webhooks(now=later, post=receivers)

    new = "https://new.example.com/"
    assert receivers.calls == [one, new, new, third, other]


def test_a_receiver_that_comes_back_gets_all_that_waited_in_one_round():
    (address,) = with_waiting("back", each=5)
    receivers = Several(address)
    send_webhooks(now=NOW, post=receivers)
    receivers.dead.clear()

    counts = send_webhooks(now=NOW + timedelta(minutes=2), post=receivers)

    assert counts == {"sent": 5, "failed": 0}


def test_what_nobody_took_in_a_month_is_forgotten(webhook):
    webhooks.try_out(webhook, now=NOW - timedelta(days=31))
    kept = webhooks.try_out(webhook, now=NOW)

    webhooks.forget(now=NOW)

    assert list(WebhookDelivery.objects.values_list("pk", flat=True)) == [kept.pk]


def test_each_event_is_told_once_however_often_it_is_looked_for(webhook):
    session = SessionFactory(public_id="SEAT2345")
    party = enrolled(session, 3)

    webhooks.gather(now=NOW)
    webhooks.gather(now=NOW + timedelta(minutes=1))

    assert told() == [
        ("session.created", "SEAT2345", ""),
        ("enrollment.created", "SEAT2345", party.code),
    ]
    type(session).objects.update(updated_at=NOW + timedelta(minutes=2))
    webhooks.gather(now=NOW + timedelta(minutes=3))
    assert told()[2:] == [("session.changed", "SEAT2345", "")]


@pytest.mark.parametrize("of", ["city", "venue", "instructor"])
def test_a_new_name_changes_sessions_to_come_and_none_that_are_over(webhook, time_machine, of):
    past = SessionFactory(public_id="PAST2345", starts_on=None, ends_on=None)
    venue = VenueFactory(city=past.city)
    coming = SessionFactory(
        public_id="NEXT2345", city=past.city, month=date(2028, 1, 1), starts_on=None, ends_on=None
    )
    teacher = InstructorFactory()
    for session in (past, coming):
        session.venue = venue
        session.save()
        session.instructors.add(teacher)
    webhooks.gather(now=NOW)
    later = datetime(2027, 6, 1, 1, tzinfo=UTC)
    time_machine.move_to(later, tick=False)
    Webhook.objects.update(gathered_until=later)
    named = {"city": past.city, "venue": venue, "instructor": teacher}[of]
    tab = Tab(client_of("manager"), reverse(f"admin:catalog_{of}_change", args=[named.pk]))
    tab["name"] = "新名"

    assert tab.send().status_code == 302
    webhooks.gather(now=later)

    assert told()[-1] == ("session.changed", "NEXT2345", "")
    assert [session for _event, session, _party in told()].count("PAST2345") == 1


def test_nothing_of_a_burst_is_lost(webhook, monkeypatch):
    monkeypatch.setattr(webhooks, "AT_ONCE", 2)
    session = SessionFactory(capacity=None)
    codes = {enrolled(session).code for _ in range(5)}

    webhooks.gather(now=NOW)

    assert {enrollment for _event, _session, enrollment in told() if enrollment} == codes
    assert len(told()) == 1 + len(codes)


def test_nobody_is_told_of_drafts_or_of_what_was_before(webhook):
    SessionFactory(course__status="draft")
    Webhook.objects.update(created_at=NOW + timedelta(seconds=1))
    SessionFactory()

    webhooks.gather(now=NOW + timedelta(minutes=1))

    assert told() == []


def test_what_is_sent_is_signed_and_names_ids_only(webhook):
    enrolled(SessionFactory(), 1, contact_name="王小明")
    webhooks.gather(now=NOW)
    receiver = Receiver(204)

    assert send_webhooks(now=NOW, post=receiver) == {"sent": 2, "failed": 0}

    url, body, headers = receiver.calls[-1]
    at, mark = headers["Kaike-Signature"].split(",")
    expected = hmac.new(webhook.secret.encode(), f"{at[2:]}.".encode() + body, hashlib.sha256)
    assert url == URL
    assert mark == f"v1={expected.hexdigest()}"
    assert set(json.loads(body)) == {"id", "event", "at", "session", "enrollment"}
    assert "王" not in body.decode()


def test_an_address_that_does_not_answer_is_tried_again_with_the_same_id_and_given_up(webhook):
    webhooks.try_out(webhook, now=NOW)
    receiver, moment = Receiver(500, TimeoutError(), 301), NOW

    for pause in [*PAUSES, timedelta(0)]:
        send_webhooks(now=moment, post=receiver)
        assert send_webhooks(now=moment, post=receiver) == {"sent": 0, "failed": 0}
        moment += pause

    delivery = WebhookDelivery.objects.get()
    assert len(receiver.calls) == len(PAUSES) + 1
    assert len({body for _url, body, _headers in receiver.calls}) == 1
    assert (delivery.state, delivery.answer) == ("failed", 301)


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.com/", "https://user:pass@example.com/", "https://127.0.0.1/"),
        *("https://10.1.2.3/x", "https://169.254.169.254/", "https://[::1]/", "https://localhost/"),
        *("https://[::ffff:10.0.0.1]/", "https://2130706433/", "ftp://example.com/", "https://"),
    ],
)
def test_only_public_addresses_are_called(url):
    with pytest.raises(NotPublic):
        host_of(url)


@pytest.mark.parametrize(
    "inside",
    [
        *("127.0.0.1", "10.0.0.8", "fd00::1", "::ffff:192.168.1.1", "64:ff9b::7f00:1", "0.0.0.1"),
        *("100.64.0.1", "2002:a00:1::", "2001:0:a00:1::", "fe80::1%eth0", "::", "::127.0.0.1"),
        *("fec0::1", "192.0.0.192"),
    ],
)
def test_a_name_that_leads_inside_is_not_called(inside):
    def resolve(*numbers):
        return lambda host, port, **_how: [(0, 0, 0, "", (number, port)) for number in numbers]

    assert public_ip("a.example", 443, resolve=resolve("93.184.216.34")) == "93.184.216.34"
    with pytest.raises(NotPublic):
        public_ip("a.example", 443, resolve=resolve("93.184.216.34", inside))


class Dripping(http.client.HTTPConnection):
    """A receiver that is never late with the next header, and never done."""

    first, then = b"", b""

    def connect(self):
        self.sock, far = socket.socketpair()
        self.sock.settimeout(5)
        Thread(target=self.drip, args=(far,), daemon=True).start()

    def greet(self):
        pass

    def drip(self, far):
        with far, suppress(OSError):
            far.sendall(self.first)
            while True:
                far.sendall(self.then)
                time.sleep(0.02)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"X-More: b\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_receiver_that_answers_a_few_bytes_at_a_time_is_left(monkeypatch, first, then):
    monkeypatch.setattr(Dripping, "first", first)
    monkeypatch.setattr(Dripping, "then", then)
    monkeypatch.setattr(webhook_delivery, "PublicConnection", Dripping)
    monkeypatch.setattr(webhook_delivery, "PATIENCE", 0.2)

    with pytest.raises(TimeoutError):
        webhook_delivery.post(URL, b"{}", {})


def test_a_manager_adds_one_and_sees_how_the_last_fared():
    manager, add = client_of("manager"), reverse("admin:enrollment_webhook_add")

    refused = manager.post(add, {"name": "甲", "url": "https://10.0.0.1/", "is_active": "on"})
    manager.post(add, {"name": "甲", "url": URL, "is_active": "on"})

    webhook = Webhook.objects.get()
    assert "内部网络" in refused.text
    webhooks.try_out(webhook, now=NOW)
    send_webhooks(now=NOW, post=Receiver(503))
    page = manager.get(reverse("admin:enrollment_webhook_change", args=[webhook.pk])).text
    assert "HTTP 503" in page and webhook.secret in page
    assert client_of("sales").get(add).status_code == 403
