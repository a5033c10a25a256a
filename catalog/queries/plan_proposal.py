"""How often each course is wanted in each city -> a year's plan beside what is planned already."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from catalog.domain.session_defaults import whole_days
from catalog.models import City, Course, Session
from catalog.models.course import CourseStatus
from catalog.models.session import new_public_id
from catalog.models.session_state import SessionState
from catalog.plan import plan_cells
from catalog.plan.clashes import Clash, Slot
from catalog.plan.placing import Candidate, Placed
from catalog.plan.plan_cells import Entry
from catalog.queries import plan_book
from catalog.queries.plan_book import Book, Place
from catalog.queries.plan_copying import placed_beside, touches_weekend
from catalog.queries.plan_steps import CellChange

MOST_TIMES = 24  # a year
MOST = 900  # sessions that are proposed at once


@dataclass(frozen=True, slots=True)
class Wanted:
    """``times`` are of the whole year, those that are planned already among them."""

    course: Course
    city: City
    times: int


@dataclass(slots=True)
class Proposal:
    year: int
    cells: list[CellChange] = field(default_factory=list)
    missing: list[tuple[Wanted, Clash | None]] = field(default_factory=list)  # and its cause
    placed: int = 0
    book: Book | None = None


def usual_times(year: int, asked: Iterable[tuple[int, int]] = ()) -> Counter[tuple[int, int]]:
    """How often each course ran in each city the year before, and once where ``asked`` names it."""
    before = Session.objects.in_year(year - 1).exclude(state=SessionState.CANCELLED)
    live = before.exclude(course__status=CourseStatus.ARCHIVED).order_by()
    times = Counter(live.values_list("course_id", "city_id"))
    for place in asked:
        times[place] = max(1, times[place])
    return times


def propose(wanted: list[Wanted], year: int, *, today: date) -> Proposal:
    """Days for what is wanted and not planned, spread over the working days of the year."""
    book = plan_book.book_of(
        Session.objects.in_year(year).filter(
            course__in={want.course.pk for want in wanted},
            city__in={want.city.pk for want in wanted},
        )
    )
    planned: Counter[tuple[int, int]] = Counter()
    for (course, city, _month), sessions in book.cells.items():
        planned[course, city] += len(sessions)
    asked: dict[str, Wanted] = {}
    slots: list[Candidate] = []
    for want in wanted:
        for candidate in _candidates(
            want, planned[want.course.pk, want.city.pk], book, year, today
        ):
            slots.append(candidate)
            asked[candidate.slot.key] = want
    placed = placed_beside(slots, today=today)
    return _proposal(placed, asked, book, year)


def _candidates(
    wanted: Wanted, planned: int, book: Book, year: int, today: date
) -> list[Candidate]:
    times = min(wanted.times, MOST_TIMES)
    length = timedelta(days=whole_days(wanted.course) - 1)
    offsets = [timedelta(days=n) for n in range(length.days + 1)]
    days = [day for day in _days(year) if day > today and not touches_weekend(day, offsets)]
    candidates = []
    for number in range(planned, times):
        # In the middle of its part of the year, the parts of each city a little later.
        part = 365 / times
        shift = (wanted.city.pk * 37 + wanted.course.pk * 11) % max(1, int(part))
        target = date(year, 1, 1) + timedelta(days=int(number * part) + shift)
        liked = tuple(sorted(days, key=lambda day: (abs(day - target), day)))
        if liked:
            candidates.append(Candidate(_slot(wanted, book, liked[0], length), liked))
    return candidates


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


def _slot(wanted: Wanted, book: Book, first: date, length: timedelta) -> Slot:
    course = wanted.course
    return Slot(
        key=new_public_id(),
        course=course.pk,
        city=wanted.city.pk,
        first=first,
        last=first + length,
        hours=course.usual_hours,
        teachers=frozenset(book.teachers_of.get(course.pk, ())),
        capacity=course.usual_capacity,
        minimum=course.usual_minimum,
        days=course.days,
        apart=course.apart_weeks,
    )


def _proposal(placed: Placed, asked: dict[str, Wanted], book: Book, year: int) -> Proposal:
    texts: dict[Place, list[tuple[date, str]]] = defaultdict(list)
    for slot in placed.slots.values():
        place = (slot.course, slot.city, slot.first.replace(day=1))
        days = whole_days(book.courses[slot.course])
        text = plan_cells.written(Entry(slot.first, slot.last), days=days)
        texts[place].append((slot.first, text))
    proposal = Proposal(year, placed=len(placed.slots), book=book)
    for place, entries in sorted(texts.items()):
        before = book.text(place)
        after = plan_cells.write(
            [*filter(None, [before]), *(text for _day, text in sorted(entries))]
        )
        proposal.cells.append(CellChange(*place, before, after))
    for key, clashes in placed.unplaced.items():
        proposal.missing.append((asked[key], clashes[0] if clashes else None))
    return proposal
