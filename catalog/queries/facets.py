"""PURE. Which courses fit what a reader chose, in which order, and how many fit each option."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain
from typing import NamedTuple

NO_LIMIT = 10**6  # seats
LATE = date.max
Key = str | int | date  # what an option is counted under
Bands = dict[str, dict[str, "Between"]]  # options of price and days by their form in an address
FACETS = ("category", "city", "month", "price", "days", "seats")
# As they stand in the address: CNY per person, days, seats of one party.
PRICES = ("-5000", "5000-10000", "10000-20000", "20000-")
DAYS = ("1", "2", "3", "4-")
SEATS = (1, 3, 5, 10)
BETWEEN = re.compile(r"(\d{0,7})(?:(-)(\d{0,7}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Between:
    """From ``low`` to ``high``, both included, ``None`` is open; ``text`` as in an address."""

    low: Decimal | None
    high: Decimal | None
    text: str

    def __contains__(self, value: Decimal | None) -> bool:
        if value is None:
            return False
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


def between(text: str) -> Between | None:
    """``3-5``, ``3-``, ``-5`` or ``3`` for just that; anything else is None."""
    match = BETWEEN.fullmatch(text)
    if not match or not (match[1] or match[3]):
        return None
    low = Decimal(match[1]) if match[1] else None
    high = (Decimal(match[3]) if match[3] else None) if match[2] else low
    return Between(low, high, text)


class SessionRow(NamedTuple):
    """A session to come: where, in which month, and how large a party still gets seats."""

    city: str
    month: date
    first_day: date
    seats: int


class CourseRow(NamedTuple):
    """A published course as filters see it."""

    pk: int
    category: str
    place: tuple[int, str]  # in the catalogue: the position of its category, its code
    title: str  # in pinyin, to sort by
    price: Decimal | None
    days: Decimal | None
    sessions: tuple[SessionRow, ...] = ()
    parent: str = ""  # of the category

    @property
    def categories(self) -> tuple[str, ...]:
        """Its own category, and the one above it."""
        return (self.category, self.parent) if self.parent else (self.category,)

    @property
    def soonest(self) -> date:
        return min((session.first_day for session in self.sessions), default=LATE)


def _price(course: CourseRow) -> Decimal:
    return Decimal("Infinity") if course.price is None else course.price


SORTS: dict[str, Callable[[CourseRow], tuple[object, ...]]] = {
    "soonest": lambda course: (course.soonest, course.place),
    "price": lambda course: (_price(course), course.place),
    "price-down": lambda course: (course.price is None, -_price(course), course.place),
    "days": lambda course: (course.days or 0, course.place),
    "title": lambda course: (course.title, course.place),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader chose; ``None`` is anything."""

    category: str | None = None
    city: str | None = None
    month: date | None = None
    price: Between | None = None
    days: Between | None = None
    seats: int | None = None

    def accepts(self, course: CourseRow, *, but: str = "") -> bool:
        """Whether the course itself fits, the filter ``but`` aside."""
        return (
            (but == "category" or self.category in {None, course.category, course.parent})
            and (but == "price" or self.price is None or course.price in self.price)
            and (but == "days" or self.days is None or course.days in self.days)
        )

    def sessions(self, course: CourseRow, *, but: str = "") -> list[SessionRow]:
        """Those of its sessions that fit."""
        return [
            session
            for session in course.sessions
            if (but == "city" or self.city in {None, session.city})
            and (but == "month" or self.month in {None, session.month})
            and (but == "seats" or self.seats is None or session.seats >= self.seats)
        ]

    def asks_for_session(self, *, but: str = "") -> bool:
        asked = {"city": self.city, "month": self.month, "seats": self.seats}
        return any(value is not None for name, value in asked.items() if name != but)

    def fits(self, course: CourseRow, *, but: str = "") -> bool:
        return self.accepts(course, but=but) and (
            not self.asks_for_session(but=but) or bool(self.sessions(course, but=but))
        )


def ordered(courses: Iterable[CourseRow], selection: Selection, sort: str) -> list[int]:
    """The courses that fit, by ``sort``, else in the order in which they came."""
    fitting = [course for course in courses if selection.fits(course)]
    if sort:
        fitting.sort(key=SORTS[sort])
    return [course.pk for course in fitting]


@dataclass
class Counts:
    """For each filter: how many courses each of its options would leave, the others as chosen."""

    of: dict[str, Counter[Key]] = field(default_factory=dict)
    without: dict[str, int] = field(default_factory=dict)  # courses if that filter were dropped


def count(courses: list[CourseRow], selection: Selection, bands: Bands) -> Counts:
    counts = Counts()
    for name in FACETS:
        options = _options(name, bands)
        asks = selection.asks_for_session(but=name)
        taking = [course for course in courses if selection.accepts(course, but=name)]
        sessions = [
            selection.sessions(course, but=name) if asks else course.sessions for course in taking
        ]
        fitting = [pair for pair in zip(taking, sessions, strict=True) if pair[1] or not asks]
        counts.without[name] = len(fitting)
        counts.of[name] = Counter(chain.from_iterable(options(*pair) for pair in fitting))
    return counts


def _options(
    name: str, bands: Bands
) -> Callable[[CourseRow, Iterable[SessionRow]], Collection[Key]]:
    """Under which options of the filter ``name`` a course with these sessions is found."""
    if name == "category":
        return lambda course, sessions: course.categories
    if name == "city":
        return lambda course, sessions: {session.city for session in sessions}
    if name == "month":
        return lambda course, sessions: {session.month for session in sessions}
    if name == "seats":
        return lambda course, sessions: _parties(
            max((session.seats for session in sessions), default=0)
        )
    within = cache(lambda value: [text for text, band in bands[name].items() if value in band])
    return lambda course, sessions: within(getattr(course, name))


def _parties(most: int) -> list[int]:
    return [number for number in SEATS if number <= most]
