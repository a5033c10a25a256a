"""The sign-ins of staff: how long one lasts, which there are, and how they are ended.

A sign-in is a row of Django's sessions: its end moves on while it is used (idle), and the moment it
began is inside it (absolute). Nobody but staff has a session here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.utils.crypto import salted_hmac

BEGAN, CONFIRMED, SOURCE, AGENT = "signed_in_at", "confirmed_at", "source", "agent"
LONGEST = timedelta(hours=12)
LATELY = timedelta(minutes=15)  # how long a password that was just given counts
EVERY = timedelta(minutes=5)  # how often a sign-in that is used is prolonged

Held = SessionBase | dict[str, Any]  # what a session holds


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser in which the account is signed in; ``name`` names it without giving its key."""

    name: str
    key: str
    began: datetime
    seen: datetime
    source: str
    agent: str


def begin(session: SessionBase, *, source: str, agent: str, now: datetime) -> None:
    """Note in the session when it began, from where, and that the password was just given."""
    session[BEGAN] = session[CONFIRMED] = now.timestamp()
    session[SOURCE], session[AGENT] = source, agent[:160]


def is_over(session: Held, *, now: datetime) -> bool:
    """Whether it lasted as long as one may, however busy it was."""
    return now.timestamp() - float(session.get(BEGAN, 0)) > LONGEST.total_seconds()


def is_new(session: Held, *, now: datetime) -> bool:
    """Whether it began so lately that its end need not move yet."""
    return now.timestamp() - float(session.get(BEGAN, 0)) < EVERY.total_seconds()


def was_confirmed(session: Held, *, now: datetime) -> bool:
    """Whether the password was given a moment ago."""
    return now.timestamp() - float(session.get(CONFIRMED, 0)) < LATELY.total_seconds()


def prolong(key: str, *, now: datetime) -> None:
    """Move the end of a sign-in that is used; one UPDATE, for reading opens no transaction."""
    until = now + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    Session.objects.filter(session_key=key, expire_date__lt=until - EVERY).update(expire_date=until)


def sign_ins_of(user: User, *, now: datetime) -> list[SignIn]:
    """Every sign-in of the account that still holds, the latest used first."""
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    sign_ins = []
    for row in Session.objects.filter(expire_date__gt=now):
        held = row.get_decoded()
        if held.get(SESSION_KEY) == str(user.pk) and not is_over(held, now=now):
            began = datetime.fromtimestamp(held[BEGAN], tz=now.tzinfo)
            seen = max(began, row.expire_date - idle)
            origin = {"source": held.get(SOURCE, ""), "agent": held.get(AGENT, "")}
            name = name_of(row.session_key)
            sign_ins.append(SignIn(name, row.session_key, began=began, seen=seen, **origin))
    return sorted(sign_ins, key=lambda sign_in: sign_in.seen, reverse=True)


def name_of(key: str) -> str:
    return salted_hmac("enrollment.sign_in", key, algorithm="sha256").hexdigest()[:16]


def end(sign_ins: list[SignIn]) -> int:
    """End them now; the next request from there meets the sign-in page."""
    keys = [sign_in.key for sign_in in sign_ins]
    return Session.objects.filter(session_key__in=keys).delete()[0]
