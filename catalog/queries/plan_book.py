"""The sessions of a year by cell of the plan, each with the text that stands there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from catalog.domain.clash_finding import teachers_by
from catalog.domain.session_defaults import whole_days
from catalog.models import City, Course, Instructor, Session, Venue
from catalog.models.session_state import SessionState
from catalog.plan import plan_cells
from catalog.plan.cell_signs import plain_name
from catalog.plan.plan_cells import Entry

Place = tuple[int, int, date]  # course, city, month


@dataclass(slots=True)
class Planned:
    """A session and what stands for it; ``teachers`` are its own, else its course's."""

    session: Session
    entry: Entry
    teachers: tuple[int, ...]
    text: str = ""

    def __post_init__(self) -> None:
        self.text = plan_cells.written(self.entry, days=whole_days(self.session.course))

    @property
    def brief(self) -> str:
        """Days and hours."""
        return self.text.partition(" #")[0].partition(" @")[0]

    @property
    def aside(self) -> str:
        """Venue and instructors, where the cell names them."""
        return self.text[len(self.brief) :].strip()

    @property
    def is_settled(self) -> bool:
        """Whether anybody ever enrolled."""
        return self.session.next_number > 0

    @property
    def is_over(self) -> bool:
        return self.session.state == SessionState.FINISHED


@dataclass(slots=True)
class Book:
    """Cells and the names in them, read once for a whole page or a whole change."""

    courses: dict[int, Course]
    cities: dict[int, City]
    cells: dict[Place, list[Planned]] = field(default_factory=lambda: defaultdict(list))
    teachers_of: dict[int, list[int]] = field(default_factory=dict)  # by course
    names: dict[int, str] = field(default_factory=dict)  # of instructors
    venues: dict[tuple[int, str], Venue] = field(default_factory=dict)  # by city and name

    def text(self, place: Place) -> str:
        return plan_cells.write(planned.text for planned in self.cells.get(place, ()))


def whole_year(year: int, *, city: City | None = None, course: Course | None = None) -> Book:
    """One city's sessions by course, or one course's by city. Seven queries."""
    sessions = Session.objects.in_year(year)
    if city:
        sessions = sessions.filter(city=city)
    if course:
        sessions = sessions.filter(course=course)
    return book_of(sessions)


def of_places(places: Iterable[Place]) -> Book:
    """The sessions of these cells, and perhaps of more."""
    places = list(places)
    months = {month for _course, _city, month in places}
    courses = {course for course, _city, _month in places}
    cities = {city for _course, city, _month in places}
    sessions = Session.objects.filter(month__in=months, course__in=courses, city__in=cities)
    return book_of(sessions)


def book_of(sessions: QuerySet[Session]) -> Book:
    sessions = sessions.exclude(state=SessionState.CANCELLED)
    rows = list(sessions.order_by("starts_on", "pk").select_related("venue"))
    # Undated sessions stand last, whatever the database thinks of NULL.
    rows.sort(
        key=lambda session: (
            session.starts_on is None,
            session.starts_on or session.month,
            session.pk,
        )
    )
    book = Book(
        courses=Course.objects.select_related("category").in_bulk(),
        cities=City.objects.in_bulk(),
        teachers_of=teachers_by(Course, Course.objects.values_list("pk", flat=True)),
        names=dict(Instructor.objects.values_list("pk", "name")),
        venues=_venues_by_name(),
    )
    own = teachers_by(Session, sessions.order_by().values_list("pk", flat=True))
    for session in rows:
        session.course, session.city = book.courses[session.course_id], book.cities[session.city_id]
        mine = own.get(session.pk, [])
        usual = book.teachers_of.get(session.course_id, [])
        entry = _entry(session, mine if set(mine) != set(usual) else [], book)
        planned = Planned(session, entry, tuple(mine or usual))
        book.cells[session.course_id, session.city_id, session.month].append(planned)
    return book


def _venues_by_name() -> dict[tuple[int, str], Venue]:
    """Each by its name and by its English one; where two share one, the Chinese name wins."""
    venues = list(Venue.objects.all())
    english = {
        (venue.city_id, plain_name(venue.name_en)): venue for venue in venues if venue.name_en
    }
    return english | {(venue.city_id, plain_name(venue.name)): venue for venue in venues}


def _entry(session: Session, teachers: list[int], book: Book) -> Entry:
    return Entry(
        first=session.starts_on,
        last=session.ends_on,
        hours=None if session.hours == session.course.usual_hours else session.hours,
        venue=plain_name(session.venue.name) if session.venue else "",
        teachers=tuple(sorted(plain_name(book.names[teacher]) for teacher in teachers)),
        meets=tuple(session.days) if session.is_series else (),
    )
