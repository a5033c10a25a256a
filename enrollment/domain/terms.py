"""The terms of a session, and the deadlines that follow from them."""

from datetime import datetime, timedelta

from catalog.models import Session
from enrollment.models import SessionTerms


def terms_of(session: Session) -> SessionTerms:
    """The session's terms, or the defaults; costs a query unless ``terms`` was selected."""
    try:
        return session.terms
    except SessionTerms.DoesNotExist:
        return SessionTerms(session=session)


def held_until(session: Session, *, now: datetime, days: int | None = None) -> datetime:
    """When a hold made now ends; never after the session's closing time."""
    days = terms_of(session).hold_days if days is None else days
    return min(now + timedelta(days=days), session.closing)


def offered_until(session: Session, *, now: datetime) -> datetime:
    """When an offer made now ends; never after the session's closing time."""
    hours = timedelta(hours=terms_of(session).offer_hours)
    return min(now + hours, session.closing)
