"""Who would come where and when, as a map: courses and cities by months, to plan sessions from."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, F, Q, Sum

from catalog.models import City, Course, Session
from catalog.models.session_state import TAKING, SessionState
from enrollment.models import Enrollment, Interest
from enrollment.models.enrollment import EnrollmentState

Place = tuple[int, int | None, date | None]  # course, city, month; ``None`` is any


class Wanted(NamedTuple):
    """How many parties and people want to come to one place."""

    course: int
    city: int | None
    month: date | None
    parties: int
    people: int

    @property
    def place(self) -> Place:
        return self.course, self.city, self.month


@dataclass(slots=True)
class Demand:
    """One course, city and month (``None`` is any); ``session`` is already planned there."""

    course: Course
    city: City | None
    month: date | None
    parties: int = 0  # of interests and pre-registrations together
    seats: int = 0
    preregistered: int = 0  # of the seats
    queued: int = 0  # of the seats: they wait for a seat in a full session
    session: Session | None = None
    takes_over: int = 0  # seats that a session planned here would suit: its own, and "any" ones

    @property
    def query(self) -> str:
        """What fills the form of a new session: course=3&city=1&month=2027-01."""
        asked = {
            "course": self.course.pk,
            "city": self.city and self.city.pk,
            "month": self.month and f"{self.month:%Y-%m}",
        }
        return urlencode({name: value for name, value in asked.items() if value})


@dataclass(slots=True)
class Line:
    """A course in a city; ``cells`` has a place for each month of the map."""

    course: Course
    city: City | None
    cells: list[Demand | None] = field(default_factory=list)

    @property
    def seats(self) -> int:
        return sum(cell.seats for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class DemandMap:
    months: list[date | None]  # in order, "any" last
    lines: list[Line]  # the courses wanted most first, their cities the same


def demands(*, today: date) -> list[Demand]:
    """Interests, pre-registrations and waiting lists, the most seats first. Six queries."""
    interests, early, queued = _interests(today), _preregistrations(today), _waiting_lists(today)
    rows = [*((row, "") for row in interests), *((row, "preregistered") for row in early)]
    rows += [(row, "queued") for row in queued]
    courses = Course.objects.in_bulk({row.course for row, _kind in rows})
    cities = City.objects.in_bulk({row.city for row, _kind in rows if row.city is not None})
    planned: dict[Place, Session] = {
        (session.course_id, session.city_id, session.month): session
        for session in Session.objects.upcoming(today=today).filter(course__in=courses)
    }
    by_place: dict[Place, Demand] = {}
    for row, kind in rows:
        city = None if row.city is None else cities.get(row.city)
        session = planned.get(row.place)
        new = Demand(courses[row.course], city, row.month, session=session)
        demand = by_place.setdefault(row.place, new)
        demand.parties += row.parties
        demand.seats += row.people
        if kind:
            setattr(demand, kind, getattr(demand, kind) + row.people)
    count_what_is_taken_over(by_place.values())
    return sorted(
        by_place.values(),
        key=lambda demand: (-demand.seats, demand.course.title, demand.month or date.max),
    )


def count_what_is_taken_over(by_course: Collection[Demand]) -> None:
    """A new session suits who named its city and month, and who left either open."""
    wanted: Counter[Place] = Counter()
    for demand in by_course:
        wanted[demand.course.pk, demand.city.pk if demand.city else None, demand.month] += (
            demand.seats
        )
    for demand in by_course:
        if demand.city and demand.month:
            places = product((demand.city.pk, None), (demand.month, None))
            demand.takes_over = sum(wanted[demand.course.pk, city, month] for city, month in places)


def _interests(today: date) -> list[Wanted]:
    wanted = Q(month=None) | Q(month__gte=today.replace(day=1))
    rows = Interest.objects.open().filter(wanted).order_by()
    places = rows.values("course_id", "city_id", "month")
    return [
        Wanted(row["course_id"], row["city_id"], row["month"], row["parties"], row["people"])
        for row in places.annotate(parties=Count("pk"), people=Sum("seats"))
    ]


def _preregistrations(today: date) -> list[Wanted]:
    return _in_line(today, Q(preregistered=True, session__state=SessionState.PLANNED))


def _waiting_lists(today: date) -> list[Wanted]:
    """Who waits in sessions that take enrollments: another session would take them over."""
    return _in_line(today, Q(preregistered=False, session__state__in=TAKING))


def _in_line(today: date, which: Q) -> list[Wanted]:
    rows = Enrollment.objects.filter(
        which, state=EnrollmentState.WAITING, session__month__gte=today.replace(day=1)
    ).order_by()
    places = rows.values(
        course_id=F("session__course_id"), city_id=F("session__city_id"), month=F("session__month")
    )
    return [
        Wanted(row["course_id"], row["city_id"], row["month"], row["parties"], row["people"])
        for row in places.annotate(parties=Count("pk"), people=Sum("seats"))
    ]


def demand_map(*, today: date) -> DemandMap:
    """The demands laid out; what is wanted most stands first."""
    places = demands(today=today)
    months = sorted({demand.month for demand in places}, key=lambda month: month or date.max)
    lines: dict[tuple[int, int | None], Line] = {}
    for demand in places:
        place = (demand.course.pk, demand.city.pk if demand.city else None)
        line = lines.setdefault(place, Line(demand.course, demand.city, [None] * len(months)))
        line.cells[months.index(demand.month)] = demand
    wanted: Counter[int] = Counter()
    for line in lines.values():
        wanted[line.course.pk] += line.seats

    def rank(line: Line) -> tuple[int, str, int]:
        return -wanted[line.course.pk], line.course.title, -line.seats

    return DemandMap(months, sorted(lines.values(), key=rank))
