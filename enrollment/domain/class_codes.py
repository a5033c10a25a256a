"""Codes for the class: on the badge, on the screen, and the links to its feedback."""

import hmac
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from catalog.models import Session
from catalog.text.codes import new_code
from enrollment.domain.class_days import HalfDay
from enrollment.models import Enrollment, Participant

SCREEN = "enrollment.screen"
FORM = "enrollment.checkin"
SCREEN_LASTS = timedelta(seconds=90)
SCREEN_CHANGES = timedelta(seconds=60)  # the page asks for the next one
FORM_LASTS = timedelta(minutes=10)  # to type one's name
PARTY, CLASS = "p", "c"
MAC = 16  # hexadecimal digits, 64 bits: good for what staff or the room can see anyway


def _mac(scope: str, value: str) -> str:
    return salted_hmac(f"enrollment.{scope}", value, algorithm="sha256").hexdigest()[:MAC]


def badge_of(participant: Participant) -> str:
    """What the badge's code says of who wears it; it opens for staff who are signed in."""
    return f"{participant.pk}-{_mac('badge', str(participant.pk))}"


def participant_of(badge: str) -> int | None:
    """The id of who wears the badge; ``None`` for what we did not print."""
    pk, _dash, mac = badge.partition("-")
    if len(pk) > 12 or not pk.isascii() or not pk.isdecimal():
        return None
    return int(pk) if hmac.compare_digest(mac, _mac("badge", pk)) else None


def screen_code(session: Session, half_day: HalfDay) -> str:
    """What the screen shows: good for a minute and a half."""
    return _signed(SCREEN, session.public_id, half_day)


def form_code(public_id: str, half_day: HalfDay) -> str:
    """What the form carries that the screen's code opened: time enough to type a name."""
    return _signed(FORM, public_id, half_day)


def read_screen(code: str) -> tuple[str, HalfDay] | None:
    """Return the public id and the half-day of a screen's code; None where it is no valid one."""
    return _read(SCREEN, code, SCREEN_LASTS)


def read_form(code: str) -> tuple[str, HalfDay] | None:
    """Return the public id and the half-day of a form's code; None where it is no valid one."""
    return _read(FORM, code, FORM_LASTS)


def _signed(salt: str, public_id: str, half_day: HalfDay) -> str:
    value = f"{public_id}.{half_day.day:%Y%m%d}.{half_day.half}"
    return signing.TimestampSigner(salt=salt).sign(value)


def _read(salt: str, code: str, lasts: timedelta) -> tuple[str, HalfDay] | None:
    """The session's public id and the half day; ``None`` for what is old or not ours."""
    try:
        value = signing.TimestampSigner(salt=salt).unsign(code, max_age=lasts)
        public_id, day, half = value.split(".")
        return public_id, HalfDay(date.fromisoformat(day), half)
    except (signing.BadSignature, ValueError):
        return None


def feedback_token(subject: Enrollment | Session) -> str:
    """The last part of the link to the feedback of a party, or of a whole class on the screen."""
    kind, name = (
        (CLASS, subject.public_id) if isinstance(subject, Session) else (PARTY, subject.code)
    )
    return f"{kind}-{name}-{_mac('feedback', f'{kind}.{name}')}"


def feedback_url(subject: Enrollment | Session) -> str:
    """Return the absolute address of the feedback form."""
    language = getattr(subject, "language", settings.LANGUAGE_CODE)
    with override(language):
        return settings.SITE_URL + reverse("enrollment:feedback", args=[feedback_token(subject)])


def read_feedback(token: str) -> tuple[str, str] | None:
    """Which kind of link, and the code or public id in it; ``None`` for what is not ours."""
    kind, _dash, rest = token.partition("-")
    name, _dash, mac = rest.partition("-")
    good = hmac.compare_digest(mac, _mac("feedback", f"{kind}.{name}"))
    return (kind, name) if good and kind in (PARTY, CLASS) else None


def feedback_mark(kind: str, name: str, number: int) -> str:
    """A keyed hash: tells that a seat has answered without saying whose seat."""
    value = f"{kind}.{name}.{number}"
    return salted_hmac("enrollment.feedback.turn", value, algorithm="sha256").hexdigest()


def certificate_number(year: int) -> str:
    """31^8 of them a year: nobody finds another one by counting on."""
    return f"{year}-{new_code()}"
