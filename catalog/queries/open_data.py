"""The catalogue as plain data for other people's programs: names in both languages, no ids."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from catalog.domain.english_outline import items_in_english
from catalog.models import Category, Course, FormerSlug, OutlineItem, Removal, Session, Venue
from catalog.models.course import CourseStatus
from catalog.models.removal import RemovedKind
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
        "audience_en": [line for line in row.audience_en.splitlines() if line.strip()],
        "price": None if row.price is None else str(row.price),
        "currency": "CNY",
        "days": None if row.days is None else str(row.days.normalize()),
        "language": row.language,
        "includes": row.includes,
        "includes_en": row.includes_en,
        "instructors": [person.name for person in row.instructors.all()],
        "instructors_en": [person.name_en or person.name for person in row.instructors.all()],
        "url": settings.SITE_URL + row.get_absolute_url(),
        "updated_at": _when(row.updated_at),
    }


def outline(row: Course) -> list[Data]:
    """The released outline in order; ``depth`` 1 is the top, an implied line was not printed."""
    rows = OutlineItem.objects.filter(outline=row.outline_id).order_by("position")
    names = ("position", "depth", "kind", "label", "title", "implied")
    return list(rows.values(*names)) if row.outline_id else []


def outline_in_english(row: Course) -> list[Data]:
    """Its translation, in the same form; empty where there is none."""
    names = ("position", "depth", "kind", "label", "title", "implied")
    items = items_in_english(row)
    return [{name: getattr(item, name) for name in names} for item in items]


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
    price, teachers = row.unit_price, teachers_of(row)
    return {
        "id": row.public_id,
        "course": row.course.slug,
        "city": {"slug": row.city.slug, "name": row.city.name, "name_en": row.city.name_en},
        "venue": _venue(venue) if venue else None,
        "instructors": [person.name for person in teachers],
        "instructors_en": [person.name_en or person.name for person in teachers],
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
        "updated_at": _when(_written_at(row)),
    }


def changes(since: datetime, *, now: datetime) -> Data:
    """What was written since: what is gone stands by its slug or id alone, as do addresses that a
    course had before.

    A session is written with its course: its price and instructors may be the course's, and of a
    course that is public again all are there again.

    The earliest first. ``more`` says that some were left out: they are told since ``until``.
    """
    kinds = _written(since)
    ends = [end for rows, moment in kinds if (end := _end_of_an_answer(rows, moment))]
    until = min(ends, default=max(since, now - NOT_YET_SEEN))
    if ends:  # all that was written at that moment is told, or it would never be
        kinds = [(rows.filter(**{f"{moment}__lte": until}), moment) for rows, moment in kinds]
    fresh, moved, archived, left, removed = (rows.order_by(moment, "pk") for rows, moment in kinds)
    slugs = archived.values_list("slug", flat=True), left.values_list("slug", flat=True)
    return {
        "since": _when(since),
        "until": _when(until, timespec="microseconds"),
        "more": bool(ends),
        "courses": [course(row) for row in fresh],
        "courses_gone": _without(
            Course.objects.published(),
            "slug",
            [*slugs[0], *slugs[1], *_keys(removed, RemovedKind.COURSE)],
        ),
        "categories_gone": _without(
            Category.objects.all(), "slug", _keys(removed, RemovedKind.CATEGORY)
        ),
        "sessions": [session(row, now=now) for row in moved],
        "sessions_gone": _without(
            Session.objects.public(),
            "public_id",
            _keys(removed, RemovedKind.SESSION),
        ),
    }


def _written(since: datetime) -> list[tuple[QuerySet[Any], str]]:
    """Rows of each kind that were written since, with the field that says when."""
    relabelled = Coalesce("relabelled_at", "updated_at")
    written = Greatest("updated_at", relabelled, "course__updated_at")
    return [
        (courses().filter(updated_at__gt=since), "updated_at"),
        (sessions().annotate(written_at=written).filter(written_at__gt=since), "written_at"),
        (Course.objects.filter(status=CourseStatus.ARCHIVED, updated_at__gt=since), "updated_at"),
        (FormerSlug.objects.filter(created_at__gt=since), "created_at"),
        (Removal.objects.filter(at__gt=since), "at"),
    ]


def _keys(removed: QuerySet[Removal], kind: RemovedKind) -> list[str]:
    return [row.key for row in removed if row.kind == kind]


def _without(there: QuerySet[Any], name: str, gone: list[str]) -> list[str]:
    """Each of them once, without those that are the ``name`` of something public again."""
    again = set(there.filter(**{f"{name}__in": gone}).values_list(name, flat=True))
    return [key for key in dict.fromkeys(gone) if key not in again]


def _end_of_an_answer(rows: QuerySet[Any], moment: str) -> datetime | None:
    """When the last row was written that one answer holds, if it does not hold all."""
    moments = rows.order_by(moment).values_list(moment, flat=True)
    last = list(moments[MOST - 1 : MOST + 1])
    return last[0] if len(last) == 2 else None


def _written_at(row: Session) -> datetime:
    return max(row.updated_at, row.relabelled_at or row.updated_at, row.course.updated_at)


def _when(moment: datetime, *, timespec: str = "seconds") -> str:
    return timezone.localtime(moment).isoformat(timespec=timespec)


NOT_YET_SEEN = timedelta(seconds=5)  # stamped before, and committed after an answer
MOST = 500  # rows of each kind in one answer
