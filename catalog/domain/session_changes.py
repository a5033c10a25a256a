"""What of a session's time and place may change."""

from datetime import date, datetime, time
from typing import TypedDict

from catalog.models import City, Venue


class SessionChanges(TypedDict, total=False):
    """New values by field; what is not in it stays.

    ``meeting_days``, of a session over several weekends, are ISO dates.
    """

    city: City
    venue: Venue | None
    room: str
    month: date
    starts_on: date | None
    ends_on: date | None
    meeting_days: list[str]
    starts_at: time | None
    ends_at: time | None
    closes_at: datetime
