"""How fast visitors may enroll, ask and wish: first freely, then after a wait, then not at all.

What is too fast is not refused at once. The page comes back with everything in it and a ticket that
is good from a moment on: the more requests come in a minute, the later. An office of forty behind
one address gets through; a script gets no further than a patient person, and ends at ``most``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from enrollment.domain import rate_limit
from enrollment.domain.rate_limit import Bucket

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
STEP = 4  # seconds longer for each request of the minute that has to wait
GOOD_FOR = timedelta(minutes=30)
SALT = "enrollment.pacing"
LONGEST_TICKET = 300  # characters


@dataclass(frozen=True, slots=True)
class Limit:
    """``free`` requests pass at once, up to ``most`` after a wait; counted within ``window``."""

    free: int
    most: int
    window: timedelta


SOURCE = Limit(10, 240, HOUR)
LIMITS = {
    "enroll": {
        "source": SOURCE,
        "phone": Limit(5, 20, DAY),
        "email": Limit(5, 20, DAY),
        "phone and session": Limit(3, 6, DAY),
    },
    "inquiry": {
        "source": Limit(5, 60, HOUR),
        "phone": Limit(3, 10, DAY),
        "email": Limit(3, 10, DAY),
    },
    "interest": {
        "source": SOURCE,
        "phone": Limit(10, 30, DAY),
        "email": Limit(10, 30, DAY),
    },
    # A whole class sits behind one address.
    "checkin": {"source": Limit(120, 600, HOUR)},
    "feedback": {"source": Limit(60, 300, HOUR)},
    "certificate": {"source": Limit(10, 60, HOUR), "number": Limit(5, 20, DAY)},
    "lost": {"source": Limit(10, 30, HOUR), "phone": Limit(5, 5, HOUR)},
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the request passes; else after how many ``seconds`` its ticket is good.

    Without a ticket there is no passing within the window any more.
    """

    passes: bool
    ticket: str = ""
    seconds: int = 0


def judge(scope: str, who: dict[str, str], *, about: str, ticket: str, now: datetime) -> Verdict:
    """Count the request and say whether it passes; ``who`` it counts for, by the kind of limit.

    ``about`` names what it would do, the same for the same form: a ticket serves for that alone.
    """
    if not settings.LIMITS:
        return Verdict(passes=True)
    waits = seconds_left(ticket, scope, about, now=now)
    if waits is not None:  # it was counted when it got the ticket
        return Verdict(waits == 0, ticket, waits)
    limits = {kind: limit for kind, limit in LIMITS[scope].items() if who.get(kind)}
    buckets = [Bucket(f"{scope} {kind}", who[kind], lim.window) for kind, lim in limits.items()]
    counts = list(zip(rate_limit.count(buckets, now=now), limits.values(), strict=True))
    if any(count > limit.most for count, limit in counts):
        return Verdict(passes=False)
    if all(count <= limit.free for count, limit in counts):
        return Verdict(True, ticket_for(scope, about, now=now, seconds=0))
    slowed = Bucket(f"{scope} slowed", who["source"], MINUTE)
    seconds = STEP * rate_limit.count([slowed], now=now)[0]
    return Verdict(False, ticket_for(scope, about, now=now, seconds=seconds), seconds)


def ticket_for(scope: str, about: str, *, now: datetime, seconds: int) -> str:
    """A ticket that is good after so many seconds, for half an hour."""
    begins = int(now.timestamp()) + seconds
    return signing.Signer(salt=SALT).sign(f"{begins}.{_mark(scope, about)}")


def seconds_left(ticket: str, scope: str, about: str, *, now: datetime) -> int | None:
    """How long the ticket has still to wait; ``None`` where it is not good for this at all."""
    try:
        said = signing.Signer(salt=SALT).unsign(ticket[:LONGEST_TICKET])
    except signing.BadSignature:
        return None
    begins, _dot, mark = said.partition(".")
    waits = int(begins) - int(now.timestamp())
    if mark != _mark(scope, about) or -waits > GOOD_FOR.total_seconds():
        return None
    return max(0, waits)


def _mark(scope: str, about: str) -> str:
    return salted_hmac(SALT, f"{scope}|{about}", algorithm="sha256").hexdigest()[:24]
