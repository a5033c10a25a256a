"""Which courses and sessions a reader's filter chooses; query sets, nothing is rendered here."""

from collections import defaultdict
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.utils import timezone

from catalog.models import Category, City, Instructor, Office, Session
from catalog.models.course import CourseStatus
from catalog.models.session import TAKING, still_open

REMEMBERED = 60  # seconds: for what is costly to count and never tells a seat
# SQLite puts NULL first and PostgreSQL last: both are told.
DATED_FIRST = F("starts_on").asc(nulls_last=True)


def sessions_of(courses, *, today: date):
    """The sessions of these courses that are not over, soonest first, each with its city.

    Whether a reader may see the courses is for the caller to know: it saves a join.
    """
    found = Session.objects.upcoming(today=today).filter(course__in=courses)
    return found.select_related("city").order_by("month", DATED_FIRST, "pk")


def teachers_of(session: Session) -> list[Instructor]:
    """Who teaches this session: its own instructors, else those of the course."""
    return list(session.instructors.all()) or list(session.course.instructors.all())


def sessions_shown(ids: list[int], chosen: dict, *, now: datetime) -> dict[int, list[Session]]:
    """By course, those of its sessions that fit the filter."""
    sessions = sessions_of(ids, today=timezone.localdate(now))
    if "city" in chosen:
        sessions = sessions.filter(city=chosen["city"])
    if "month" in chosen:
        sessions = sessions.filter(month=chosen["month"])
    if "seats" in chosen:
        sessions = with_free_seats(sessions.filter(pk__in=open_sessions(now=now)), chosen["seats"])
    shown = defaultdict(list)
    for session in sessions:
        shown[session.course_id].append(session)
    return shown


def open_sessions(*, now: datetime):
    """Public sessions with dates that take enrollments, full ones included."""
    return Session.objects.public().filter(still_open(now=now), state__in=TAKING)


def with_free_seats(sessions, party: int = 1):
    """Those of ``sessions`` where a party of that size gets seats at once."""
    taken = F("taken") + F("held")
    free = Q(capacity__isnull=True) | Q(capacity__gte=taken - F("overbook") + party)
    return sessions.filter(free, Q(waiting=0) | Q(strict_order=False))


def soonest(sessions, *, limit: int):
    """The first ``limit`` of ``sessions`` by date, with their names: few rows to join, not all."""
    first = sessions.order_by("starts_on", "pk").values("pk")[:limit]
    return Session.objects.filter(pk__in=first).with_names().order_by("starts_on", "pk")


def figures(*, now: datetime) -> dict[str, int]:
    """How many courses, cities and sessions take enrollments now; up to a minute old."""
    return cache.get_or_set("figures", lambda: _figures(now), REMEMBERED)


def _figures(now: datetime) -> dict[str, int]:
    return open_sessions(now=now).aggregate(
        courses=Count("course", distinct=True),
        cities=Count("city", distinct=True),
        sessions=Count("pk"),
    )


def counted_categories() -> list[Category]:
    """Categories of the first level that have published courses; up to a minute old.

    Each with their number ``n`` and those ``below`` it that have some.
    """
    return cache.get_or_set("categories", _counted_categories, REMEMBERED)


def _counted_categories() -> list[Category]:
    published = Q(courses__status=CourseStatus.PUBLISHED)
    rows = list(Category.objects.annotate(n=Count("courses", filter=published)))
    below = defaultdict(list)
    for row in rows:
        if row.parent_id and row.n:
            below[row.parent_id].append(row)
    for row in rows:
        row.below = below[row.pk]
        row.n += sum(child.n for child in row.below)
    return [row for row in rows if row.n and not row.parent_id]


def counted_cities(*, now: datetime) -> list[City]:
    """Cities with sessions that take enrollments, each with their number ``n``, in order."""
    return cache.get_or_set("cities", lambda: _counted_cities(now), REMEMBERED)


def _counted_cities(now: datetime) -> list[City]:
    running = City.objects.filter(sessions__in=open_sessions(now=now))
    return list(running.annotate(n=Count("sessions")).order_by("position", "slug"))


def offices() -> list[Office]:
    """Whom to ask; up to a minute old."""
    return cache.get_or_set("offices", lambda: list(Office.objects.public()), REMEMBERED)
