"""How fast visitors may enroll, ask and leave an interest: freely, by a slower step, not at all.

What is too fast is not refused at once. The page comes back with everything in it and a ticket: a
browser works something out and sends the form again by itself, a code comes by mail, or one waits
(enrollment.domain.slower_step). An office of forty behind one address gets through without doing
anything; a script pays for each, and ends at ``most``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from enrollment.domain import rate_limit, slower_step
from enrollment.domain.rate_limit import Bucket
from enrollment.domain.slower_step import Ticket

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STEP = 30  # seconds longer for each request of the hour that has to wait
USES = 5  # of a ticket that passed: the page may ask something before it is done
TRIES = 5  # at the code of a letter
DOUBTFUL = 60  # requests of one source beyond the free ones: no office enrolls so many in an hour


@dataclass(frozen=True, slots=True)
class Limit:
    """``free`` requests pass at once, up to ``most`` by a slower step; both within ``window``."""

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
class Answer:
    """What came back with a form: the ticket, the number worked out, the code of a letter."""

    ticket: str = ""
    number: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the request passes; else by which ``ticket`` it may, ``None`` where by none.

    ``seconds``: after so many it passes without doing anything.
    """

    passes: bool
    ticket: Ticket | None = None
    seconds: int = 0
    wrong_code: bool = False

    @property
    def doubtful(self) -> bool:
        return self.ticket is not None and self.ticket.doubtful


def judge(scope: str, who: dict[str, str], *, about: str, answer: Answer, now: datetime) -> Verdict:
    """Count the request and say whether it passes; ``who`` it counts for, by the kind of limit.

    ``about`` names what it would do, the same for the same form: a ticket serves for that alone.
    """
    if not settings.LIMITS:
        return Verdict(passes=True)
    ticket = slower_step.read(answer.ticket, scope, about, now=now)
    if ticket and (verdict := _answered(ticket, answer, scope, about, who, now=now)):
        return verdict
    return _counted(scope, who, about, now=now)


def _counted(scope: str, who: dict[str, str], about: str, *, now: datetime) -> Verdict:
    limits = {kind: limit for kind, limit in LIMITS[scope].items() if who.get(kind)}
    buckets = [Bucket(f"{scope} {kind}", who[kind], lim.window) for kind, lim in limits.items()]
    counted = dict(zip(limits, rate_limit.count(buckets, now=now), strict=True))
    if any(counted[kind] > limit.most for kind, limit in limits.items()):
        return Verdict(passes=False)
    beyond = {kind: counted[kind] - limit.free for kind, limit in limits.items()}
    if max(beyond.values()) <= 0:
        return Verdict(True, slower_step.issue(scope, about, now=now))
    slowed = Bucket(f"{scope} slowed", who["source"], HOUR)
    seconds = STEP * rate_limit.count([slowed], now=now)[0]
    ticket = slower_step.issue(
        scope,
        about,
        now=now,
        seconds=seconds,
        bits=slower_step.bits_for(max(beyond.values())),
        doubtful=beyond.pop("source", 0) > DOUBTFUL or max(beyond.values(), default=0) > 0,
    )
    return Verdict(False, ticket, seconds)


def _answered(
    ticket: Ticket, answer: Answer, scope: str, about: str, who: dict[str, str], *, now: datetime
) -> Verdict | None:
    """What the ticket is good for; ``None`` where it was used up, and the form counts anew."""
    if ticket.bits == 0:
        return Verdict(True, ticket) if _is_left("passed", ticket, USES, now=now) else None
    seconds = ticket.seconds_left(now=now)
    done = seconds == 0 or slower_step.is_worked_out(ticket, answer.number)
    if not done and not _is_coded(ticket, answer, who, now=now):
        return Verdict(False, ticket, seconds, wrong_code=bool(answer.code))
    if not _is_left("worked", ticket, 1, now=now):
        return None
    return Verdict(True, slower_step.issue(scope, about, now=now, doubtful=ticket.doubtful))


def _is_coded(ticket: Ticket, answer: Answer, who: dict[str, str], *, now: datetime) -> bool:
    if not answer.code or not _is_left("code", ticket, TRIES, now=now):
        return False
    return slower_step.is_code(ticket, who.get("email", ""), answer.code)


def _is_left(use: str, ticket: Ticket, most: int, *, now: datetime) -> bool:
    """Count one use of the ticket; return whether it was not one too many."""
    # Counted within the day on which it begins: over midnight it is no new ticket.
    begins = now.fromtimestamp(ticket.begins, tz=now.tzinfo)
    bucket = Bucket(f"ticket {use}", ticket.text, DAY)
    return rate_limit.count([bucket], now=begins)[0] <= most
