"""Send what webhooks are due: signed, at least once, with the same id each time."""

import hashlib
import hmac
import http.client
import json
import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import Timer
from urllib.parse import urlsplit

from enrollment.domain.public_addresses import NotPublic, host_of, public_ip
from enrollment.messaging import leases
from enrollment.models import Webhook, WebhookDelivery
from enrollment.models.webhook import DeliveryState

logger = logging.getLogger(__name__)
PATIENCE = 10  # seconds to connect, and from there to the whole answer
AT_ONCE = 100

Post = Callable[[str, bytes, dict[str, str]], int]


class PublicConnection(http.client.HTTPSConnection):
    """Connects to the number that was judged: a name that changes its number meanwhile is not
    followed. The certificate is checked against the name."""

    def connect(self):
        """Without a word said yet: ``greet`` comes first, where somebody looks at the clock."""
        number = public_ip(self.host, self.port)
        plain = socket.create_connection((number, self.port), timeout=self.timeout)
        self.sock = ssl.create_default_context().wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )

    def greet(self):
        """Agree on keys; raises where the certificate is not of that name."""
        self.sock.do_handshake()


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """The status the address answers with; a redirect is an answer and not followed.

    Raise NotPublic, OSError, HTTPException.
    """
    host, port = host_of(url)
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = PublicConnection(host, port, timeout=PATIENCE)
    try:
        connection.connect()
        with _all_within(PATIENCE, connection.sock):
            connection.greet()
            connection.request("POST", path, body=body, headers=headers)
            return connection.getresponse().status
    finally:
        connection.close()


@contextmanager
def _all_within(seconds: float, line: socket.socket) -> Iterator[None]:
    """Raise TimeoutError where what is inside takes longer: a receiver that answers a few bytes at
    a time is never late with any of them, and would keep everything else waiting for hours."""
    over: list[bool] = []

    def hang_up() -> None:
        over.append(True)
        with suppress(OSError):  # it was closed meanwhile
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if over:
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
    if over:  # the line broke between two headers: no error, and not the whole answer
        raise TimeoutError


def send_webhooks(*, now: datetime, post: Post = post) -> dict[str, int]:
    """Send what is due; gives how many were taken and how many failed for now.

    One receiver after another has its turn. One that fails is left till the next round: each of
    its deliveries may take ``PATIENCE``, and a few of them would keep all others waiting.
    """
    counts = {"sent": 0, "failed": 0}
    every = WebhookDelivery.objects.all()
    silent: set[int] = set()
    due = _in_turn(now=now)
    for pk in leases.for_a_round(list(due)):
        if due[pk] not in silent and leases.claim(every, pk, now=now):
            delivery = every.select_related("webhook").get(pk=pk)
            is_taken = _deliver(delivery, now=now, post=post)
            counts["sent" if is_taken else "failed"] += 1
            if not is_taken:
                silent.add(due[pk])
    return counts


def _in_turn(*, now: datetime) -> dict[int, int]:
    """What is due, with the webhook of each: the first of every receiver, then the second.

    Receivers that did not take what they got last come after all others, but for the one that was
    not tried for longest: it comes first, so that those which always take have no more than most
    of a round.
    """
    healthy: list[tuple[int, int, int, int]] = []  # turn, place, delivery, webhook
    failing: list[tuple[int, datetime, int, int]] = []
    due = WebhookDelivery.objects.filter(leases.free(now=now), due_at__lte=now)
    for webhook in Webhook.objects.filter(is_active=True):
        keys = due.filter(webhook=webhook).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
        tried = webhook.deliveries.filter(claimed_at__isnull=False)
        last = tried.order_by("-claimed_at", "-pk").first()
        if last and last.claimed_at and last.state != DeliveryState.SENT:
            tried_at = last.claimed_at
            failing += [(turn, tried_at, pk, webhook.pk) for turn, pk in enumerate(keys)]
        else:
            healthy += [(turn, webhook.pk, pk, webhook.pk) for turn, pk in enumerate(keys)]
    failing.sort()
    order = [*failing[:1], *sorted(healthy)[:AT_ONCE], *failing[1:]]
    return {pk: webhook for _turn, _place, pk, webhook in order}


def _deliver(delivery: WebhookDelivery, *, now: datetime, post: Post) -> bool:
    body = payload(delivery)
    answer, error = None, ""
    try:
        answer = post(delivery.webhook.url, body, headers_of(delivery, body, now=now))
    except (OSError, http.client.HTTPException, NotPublic, UnicodeError) as failure:
        error = type(failure).__name__  # never the address: it may hold a key
        logger.warning("webhook delivery %s not sent: %s", delivery.pk, error)
    is_taken = answer is not None and 200 <= answer < 300
    done = {"state": DeliveryState.SENT, "attempts": delivery.attempts + 1, "due_at": now}
    after = done if is_taken else leases.after_failure(delivery, now=now)
    leases.mine(delivery).update(answer=answer, error=error[:60], **after)
    return is_taken


def payload(delivery: WebhookDelivery) -> bytes:
    """The event as JSON: ids only; what they mean is asked of the API or the back office."""
    said = {
        "id": str(delivery.pk),
        "event": delivery.event,
        "at": delivery.happened_at.isoformat(timespec="seconds"),
        "session": delivery.session or None,
        "enrollment": delivery.enrollment or None,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def headers_of(delivery: WebhookDelivery, body: bytes, *, now: datetime) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": "Kaike-Webhook/1",
        "Kaike-Event": delivery.event,
        "Kaike-Delivery": str(delivery.pk),
        "Kaike-Signature": signature(delivery.webhook.secret, body, at=int(now.timestamp())),
    }


def signature(secret: str, body: bytes, *, at: int) -> str:
    """``t=<seconds>,v1=<hex>``: HMAC-SHA256 of ``<seconds>.<body>``, so an old one is no use."""
    signed = hmac.digest(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hex()}"
