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
            "slug": one.slug,
            "name": one.name,
            "name_en": one.name_en,
            "parent": one.parent.slug if one.parent else None,
            "text": one.text,
            "text_en": one.text_en,
            "url": settings.SITE_URL + one.get_absolute_url(),
        }
        for one in Category.objects.select_related("parent")
    ]


def courses() -> QuerySet[Course]:
    """Published ones by code, each with what ``course`` needs."""
    found = Course.objects.published().select_related("category").order_by("code")
    return found.prefetch_related("instructors")


def course(one: Course) -> Data:
    return {
        "slug": one.slug,
        "code": one.code,
        "title": one.title,
        "title_en": one.title_en,
        "summary": one.summary,
        "summary_en": one.summary_en,
        "category": one.category.slug,
        "audience": one.audience_lines,
        "price": None if one.price is None else str(one.price),
        "currency": "CNY",
        "days": None if one.days is None else str(one.days.normalize()),
        "language": one.language,
        "includes": one.includes,
        "instructors": [person.name for person in one.instructors.all()],
        "url": settings.SITE_URL + one.get_absolute_url(),
        "updated_at": _when(one.updated_at),
    }


def outline(one: Course) -> list[Data]:
    """The released outline in order; ``depth`` 1 is the top, an implied line was not printed."""
    rows = OutlineItem.objects.filter(outline=one.outline_id).order_by("position")
    names = ("position", "depth", "kind", "label", "title", "implied")
    return list(rows.values(*names)) if one.outline_id else []


def sessions() -> SessionQuerySet:
    """Of published courses, soonest first; cancelled and finished ones are among them."""
    found = Session.objects.public().select_related("course", "city", "venue")
    found = found.prefetch_related("instructors", "course__instructors")
    return found.order_by("month", DATED_FIRST, "pk")


def _venue(venue: Venue) -> Data:
    return {
        "name": venue.name,
        "name_en": venue.name_en,
        "address": venue.address,
        "address_en": venue.address_en,
    }


def session(one: Session, *, now: datetime) -> Data:
    seats, venue = availability(one, now=now), one.venue
    price = one.unit_price
    return {
        "id": one.public_id,
        "course": one.course.slug,
        "city": {"slug": one.city.slug, "name": one.city.name, "name_en": one.city.name_en},
        "venue": _venue(venue) if venue else None,
        "instructors": [person.name for person in teachers_of(one)],
        "month": f"{one.month:%Y-%m}",
        "starts_on": one.starts_on and one.starts_on.isoformat(),
        "ends_on": one.ends_on and one.ends_on.isoformat(),
        "days": [day.isoformat() for day in one.days],
        "state": one.state,
        "seats": seats.kind,
        "takes_enrollments": one.takes_enrollments(now=now),
        "price": None if price is None else str(price),
        "currency": "CNY",
        "url": settings.SITE_URL + one.get_absolute_url(),
        "updated_at": _when(one.updated_at),
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
        "courses": [course(one) for one in fresh],
        "courses_gone": list(gone[:MOST]),
        "sessions": [session(one, now=now) for one in moved],
    }


def _when(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


MOST = 500  # rows of each kind in one answer
