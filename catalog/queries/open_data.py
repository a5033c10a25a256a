"""The catalogue as plain data for other people's programs: names in both languages, no ids."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from catalog.models import Category, Course, OutlineItem, Session, Venue
from catalog.models.course import CourseStatus
from catalog.models.session import SessionQuerySet
from catalog.queries.availability import availability
from catalog.queries.catalogue import DATED_FIRST, teachers_of

Data = dict[str, Any]


def categories() -> list[Data]:
    return [
        {
            "slug": category.slug,
            "name": category.name,
            "name_en": category.name_en,
            "parent": category.parent.slug if category.parent else None,
            "text": category.text,
            "text_en": category.text_en,
            "url": settings.SITE_URL + category.get_absolute_url(),
        }
        for category in Category.objects.select_related("parent")
    ]


def courses() -> QuerySet[Course]:
    """Published ones by code, each with what ``course`` needs."""
    courses = Course.objects.published().select_related("category").order_by("code")
    return courses.prefetch_related("instructors")


def course(row: Course) -> Data:
    return {
        "slug": row.slug,
        "code": row.code,
        "title": row.title,
        "title_en": row.title_en,
        "summary": row.summary,
        "summary_en": row.summary_en,
        "category": row.category.slug,
        "audience": row.audience_lines,
        "price": None if row.price is None else str(row.price),
        "currency": "CNY",
        "days": None if row.days is None else str(row.days.normalize()),
        "language": row.language,
        "includes": row.includes,
        "instructors": [person.name for person in row.instructors.all()],
        "url": settings.SITE_URL + row.get_absolute_url(),
        "updated_at": _when(row.updated_at),
    }


def outline(row: Course) -> list[Data]:
    """The released outline in order; ``depth`` 1 is the top, an implied line was not printed."""
    rows = OutlineItem.objects.filter(outline=row.outline_id).order_by("position")
    names = ("position", "depth", "kind", "label", "title", "implied")
    return list(rows.values(*names)) if row.outline_id else []


def sessions() -> SessionQuerySet:
    """Of published courses, soonest first; cancelled and finished ones are among them."""
    sessions = Session.objects.public().select_related("course", "city", "venue")
    sessions = sessions.prefetch_related("instructors", "course__instructors")
    return sessions.order_by("month", DATED_FIRST, "pk")


def _venue(venue: Venue) -> Data:
    return {
        "name": venue.name,
        "name_en": venue.name_en,
        "address": venue.address,
        "address_en": venue.address_en,
    }


def session(row: Session, *, now: datetime) -> Data:
    seats, venue = availability(row, now=now), row.venue
    price = row.unit_price
    return {
        "id": row.public_id,
        "course": row.course.slug,
        "city": {"slug": row.city.slug, "name": row.city.name, "name_en": row.city.name_en},
        "venue": _venue(venue) if venue else None,
        "instructors": [person.name for person in teachers_of(row)],
        "month": f"{row.month:%Y-%m}",
        "starts_on": row.starts_on and row.starts_on.isoformat(),
        "ends_on": row.ends_on and row.ends_on.isoformat(),
        "days": [day.isoformat() for day in row.days],
        "state": row.state,
        "seats": seats.kind,
        "takes_enrollments": row.takes_enrollments(now=now),
        "price": None if price is None else str(price),
        "currency": "CNY",
        "url": settings.SITE_URL + row.get_absolute_url(),
        "updated_at": _when(row.updated_at),
    }


def changes(since: datetime, *, now: datetime) -> Data:
    """What was written since: courses that are gone stand by their address alone."""
    changed = Course.objects.filter(updated_at__gt=since)
    gone = (
        changed.filter(status=CourseStatus.ARCHIVED).order_by("code").values_list("slug", flat=True)
    )
    fresh = courses().filter(updated_at__gt=since)[:MOST]
    moved = sessions().filter(updated_at__gt=since)[:MOST]
    return {
        "since": _when(since),
        "until": _when(now),
        "courses": [course(row) for row in fresh],
        "courses_gone": list(gone[:MOST]),
        "sessions": [session(row, now=now) for row in moved],
    }


def _when(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


MOST = 500  # rows of each kind in one answer
