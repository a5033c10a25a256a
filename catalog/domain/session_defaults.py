"""What a new session takes from its course."""

from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any

from django.utils import timezone

from catalog.models import Course

CLOSES_AT = time(18)


def whole_days(course: Course) -> int:
    """How many days a session of the course takes; 1.5 are two."""
    return ceil(course.days or 1)


def usual_closing(course: Course, starts_on: date) -> datetime | None:
    """When enrolling usually ends for a session of the course; ``None`` is the common rule."""
    if course.usual_closing_days is None:
        return None
    last = starts_on - timedelta(days=course.usual_closing_days)
    return timezone.make_aware(datetime.combine(last, CLOSES_AT))


def defaults(course: Course, starts_on: date | None) -> dict[str, Any]:
    """The fields of a new session that its course fills in, its instructors apart."""
    return {
        "capacity": course.usual_capacity,
        "minimum": course.usual_minimum,
        "starts_at": course.usual_starts_at,
        "ends_at": course.usual_ends_at,
        "closes_at": usual_closing(course, starts_on) if starts_on else None,
    }
