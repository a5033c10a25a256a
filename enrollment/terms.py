"""The terms of a session, and the deadlines that follow from them."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from catalog.models import Session
from enrollment.models import SessionTerms

SHORTEST = timedelta(hours=1)  # the day before a session begins an offer still gives time to read


def terms_of(session: Session) -> SessionTerms:
    """The session's terms, or the defaults; costs a query unless ``terms`` was selected."""
    try:
        return session.terms
    except SessionTerms.DoesNotExist:
        return SessionTerms(session=session)


def held_until(session: Session, *, now: datetime, days: int | None = None) -> datetime:
    """When a hold made now ends."""
    days = terms_of(session).hold_days if days is None else days
    return _before_it_begins(session, now + timedelta(days=days), now=now)


def offered_until(session: Session, *, now: datetime) -> datetime:
    """When an offer made now ends."""
    hours = timedelta(hours=terms_of(session).offer_hours)
    return _before_it_begins(session, now + hours, now=now)


def _before_it_begins(session: Session, moment: datetime, *, now: datetime) -> datetime:
    first_day = terms_of(session).first_day
    begins = timezone.make_aware(datetime.combine(first_day, time.min))
    return min(moment, max(begins, now + SHORTEST))
