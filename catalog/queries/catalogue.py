"""Which courses and sessions a reader's filter chooses; query sets, nothing is rendered here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypedDict

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from catalog.models import Category, City, Course, Instructor, Office, Session, Venue
from catalog.models.course import CourseStatus
from catalog.models.session import SessionQuerySet
from catalog.models.session_state import still_open
from catalog.queries.facets import Between
from catalog.queries.remembering import remembered

# SQLite puts NULL first and PostgreSQL last: both are told.
DATED_FIRST = F("starts_on").asc(nulls_last=True)


class Filter(TypedDict, total=False):
    """What a reader chose, as the form understood it; what was left open is not in it."""

    q: str
    category: Category
    city: City
    month: date
    price: Between
    days: Between
    seats: int
    sort: str


@dataclass(frozen=True, slots=True)
class CountedCategory:
    """A category of the first level, its published courses and those of ``below`` counted."""

    category: Category
    n: int
    below: list[Category]


class Figures(TypedDict):
    """How many take enrollments now."""

    courses: int
    cities: int
    sessions: int


class Named(NamedTuple):
    """By key, all that courses and sessions are named with; a category has the one above it."""

    categories: dict[int, Category]
    cities: dict[int, City]
    venues: dict[int, Venue]


def named() -> Named:
    """Remembered: there are few of them, and a statement that joins them is dear to write."""
    return remembered("named", _named)


def _named() -> Named:
    categories = Category.objects.select_related("parent").order_by().in_bulk()
    return Named(categories, City.objects.order_by().in_bulk(), Venue.objects.order_by().in_bulk())


def sessions_of(courses: Iterable[Course | int], *, today: date) -> SessionQuerySet:
    """The sessions of these courses that are not over, soonest first, each with its city.

    Whether a reader may see the courses is for the caller to know: it saves a join.
    """
    sessions = Session.objects.upcoming(today=today).filter(course__in=courses)
    return sessions.select_related("city").order_by("month", DATED_FIRST, "pk")


def teachers_of(session: Session) -> list[Instructor]:
    """Who teaches this session: its own instructors, else those of the course."""
    return list(session.instructors.all()) or list(session.course.instructors.all())


def sessions_shown(ids: list[int], chosen: Filter, *, now: datetime) -> dict[int, list[Session]]:
    """By course, those of its sessions that fit the filter."""
    sessions = sessions_of(ids, today=timezone.localdate(now))
    if "city" in chosen:
        sessions = sessions.filter(city=chosen["city"])
    if "month" in chosen:
        sessions = sessions.filter(month=chosen["month"])
    if "seats" in chosen:
        sessions = sessions.filter(pk__in=open_sessions(now=now)).with_free_seats(chosen["seats"])
    shown = defaultdict(list)
    for session in sessions:
        shown[session.course_id].append(session)
    return shown


def open_sessions(*, now: datetime) -> SessionQuerySet:
    """Public sessions with dates that take enrollments, full ones included."""
    return Session.objects.public().taking().filter(still_open(now=now))


def figures(*, now: datetime) -> Figures:
    """How many courses, cities and sessions take enrollments now; remembered."""
    return remembered("figures", lambda: _figures(now))


def _figures(now: datetime) -> Figures:
    counted = open_sessions(now=now).aggregate(
        courses=Count("course", distinct=True),
        cities=Count("city", distinct=True),
        sessions=Count("pk"),
    )
    return Figures(
        courses=counted["courses"], cities=counted["cities"], sessions=counted["sessions"]
    )


def counted_categories() -> list[CountedCategory]:
    """Those of the first level that have published courses; remembered."""
    return remembered("categories", _counted_categories)


def _counted_categories() -> list[CountedCategory]:
    published = Q(courses__status=CourseStatus.PUBLISHED)
    rows = list(Category.objects.annotate(n=Count("courses", filter=published)))
    below = defaultdict(list)
    for row in rows:
        if row.parent_id and row.n:
            below[row.parent_id].append(row)
    counted = [
        CountedCategory(row, row.n + sum(child.n for child in below[row.pk]), [*below[row.pk]])
        for row in rows
        if not row.parent_id
    ]
    return [row for row in counted if row.n]


def counted_cities(*, now: datetime) -> list[City]:
    """Cities with sessions that take enrollments, each with their number ``n``, in order."""
    return remembered("cities", lambda: _counted_cities(now))


def _counted_cities(now: datetime) -> list[City]:
    running = City.objects.filter(sessions__in=open_sessions(now=now))
    return list(running.annotate(n=Count("sessions")).order_by("position", "slug"))


def offices() -> list[Office]:
    """Whom to ask; remembered."""
    return remembered("offices", lambda: list(Office.objects.public()))


def teaching() -> QuerySet[Instructor]:
    """Instructors of published courses or of their sessions who have a page."""
    published = Course.objects.published()
    teaches = Q(courses__in=published) | Q(sessions__course__in=published)
    return Instructor.objects.filter(teaches, slug__isnull=False).distinct()
