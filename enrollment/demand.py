"""Who would come where and when: noted, counted for staff, and told once a session opens."""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from catalog.models import City, Course, Session
from catalog.models.session import TAKING, still_open
from enrollment.messages import render_interest
from enrollment.models import Interest
from enrollment.outbox import LEASE, clock

logger = logging.getLogger(__name__)
MOST_LETTERS = 200  # in one go


@dataclass(frozen=True, slots=True)
class Wish:
    """What one party would like; ``None`` as city or month is any."""

    city: City | None
    month: date | None
    seats: int
    contact_name: str
    contact_phone: str
    contact_email: str = ""
    company: str = ""


def note(course: Course, wish: Wish, *, language: str, now: datetime) -> Interest:
    """Keep the wish; the same wish again replaces the earlier one."""
    place = wish.city.pk if wish.city else ""
    key = salted_hmac(
        "enrollment.interest",
        f"{course.pk}|{place}|{wish.month or ''}|{wish.contact_phone}",
        algorithm="sha256",
    ).hexdigest()
    interest, _created = Interest.objects.update_or_create(
        key=key,
        defaults={
            "course": course,
            "city": wish.city,
            "month": wish.month,
            "seats": wish.seats,
            "contact_name": wish.contact_name,
            "contact_phone": wish.contact_phone,
            "contact_email": wish.contact_email,
            "company": wish.company,
            "language": language,
            "created_at": now,
            "claimed_at": None,
            "told_at": None,
        },
    )
    return interest


def tell_due(*, now: datetime) -> int:
    """Write to those whom an open session with dates suits; gives how many letters went out.

    Who left no e-mail stays in the demand map: somebody has to call.
    """
    today, moment = timezone.localdate(now), clock(now)
    sessions = (
        Session.objects.public()
        .with_names()
        .upcoming(today=today)
        .filter(
            still_open(now=now),
            state__in=TAKING,
            course__in=Interest.objects.open().values("course"),
        )
        .order_by("starts_on", "pk")
    )
    sent = 0
    for session in sessions:
        suited = Interest.objects.open().met_by(session).exclude(contact_email="")
        for interest in suited.order_by("created_at", "pk"):
            if sent >= MOST_LETTERS:
                return sent
            sent += _tell(interest, session, now=moment())
    return sent


def _tell(interest: Interest, session: Session, *, now: datetime) -> bool:
    """One letter; at least once, as the outbox: claimed by a conditional update, with a lease."""
    free = Q(claimed_at=None) | Q(claimed_at__lte=now - LEASE)
    mine = Interest.objects.open().filter(free, pk=interest.pk)
    if not mine.update(claimed_at=now):
        return False
    subject, body = render_interest(interest, session)
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [interest.contact_email]).send()
    except Exception as error:
        # Any mailer may fail in its own way; the claim runs out and it is tried again.
        logger.warning("interest %s not told: %s", interest.pk, type(error).__name__)
        return False
    Interest.objects.filter(pk=interest.pk, claimed_at=now).update(told_at=now)
    return True
