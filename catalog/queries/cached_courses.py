"""The published courses as the filters see them, with what is made of them for many pages."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar, cast

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from catalog.domain.pricing import PriceRange, price_range
from catalog.models import Category, City, Course, Session
from catalog.models.session_seats import SEATS_IN_USE, SELLS_AT_ONCE
from catalog.models.session_state import TAKING, still_open
from catalog.queries.course_pictures import covers
from catalog.queries.facets import (
    NO_LIMIT,
    Bands,
    Counts,
    CourseRow,
    Selection,
    SessionRow,
    count,
    ordered,
)
from catalog.queries.remembering import remembered
from catalog.text.pinyin import syllables

Made = TypeVar("Made")
# What a card and the filters tell of a course.
COURSE = (
    *("title", "title_en", "summary", "summary_en", "language", "slug", "code", "price", "days"),
    *(f"category__{name}" for name in ("slug", "name", "name_en", "position")),
    *(f"category__parent__{name}" for name in ("slug", "name", "name_en", "position")),
)
SESSION = ("course", "city", "month", "first", "seats", "price")
MOST_MADE = 400  # of the addresses of two seconds; no crawler fills memory


@dataclass(slots=True)
class CachedCourses:
    """Every published course, in the order of the catalogue, with what its options are called."""

    rows: list[CourseRow]
    courses: dict[int, Course]
    categories: dict[str, Category]  # in order, each followed by those below it
    cities: dict[str, City]
    months: list[date]
    prices: dict[int, PriceRange]
    covers: dict[int | None, str]  # by course, how the addresses of its picture begin
    made: dict[Hashable, object] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gave for this key; it holds as long as the rows do.

        With 2,000 courses a list takes 6 ms so, 10 where it sorts and 20 where it counts them anew.
        """
        value = self.made.get(key)
        if value is None:
            value = make()
            if len(self.made) >= MOST_MADE:
                self.made.clear()
            self.made[key] = value
        return cast(Made, value)

    def ids(self, selection: Selection, sort: str) -> list[int]:
        """The courses that fit, in that order; ``""`` is the order of the catalogue."""
        return self.once((selection, sort), lambda: ordered(self.rows, selection, sort))

    def counts(self, selection: Selection, bands: Bands) -> Counts:
        return self.once(selection, lambda: count(self.rows, selection, bands))


def cached_courses(*, now: datetime) -> CachedCourses:
    """Four queries, or none while what was read before is remembered."""
    return remembered("courses", lambda: _read(now))


def _read(now: datetime) -> CachedCourses:
    sessions, cities, own_prices = _sessions_of(now)
    published = Course.objects.published().select_related("category__parent").only(*COURSE)
    courses = {course.pk: course for course in published.order_by()}
    prices = {pk: price_range(course.price, own_prices[pk]) for pk, course in courses.items()}
    rows = [_row(course, prices[pk].low, sessions[pk]) for pk, course in courses.items()]
    rows.sort(key=lambda course: course.place)
    used = {course.category for course in courses.values()}
    used |= {category.parent for category in used if category.parent}
    months = sorted({session.month for course in rows for session in course.sessions})
    categories = {category.slug: category for category in sorted(used, key=in_order)}
    return CachedCourses(rows, courses, categories, cities, months, prices, covers())


def _row(course: Course, low: Decimal | None, sessions: list[SessionRow]) -> CourseRow:
    category = course.category
    return CourseRow(
        pk=course.pk,
        category=category.slug,
        place=(category.position, course.code),
        title=_spelt(course.title),
        price=low,
        days=course.days,
        sessions=tuple(sessions),
        parent=category.parent.slug if category.parent else "",
    )


def _sessions_of(
    now: datetime,
) -> tuple[dict[int, list[SessionRow]], dict[str, City], dict[int, list[Decimal | None]]]:
    """By course its sessions to come and their prices; and the cities of all, in order."""
    used: set[City] = set()
    sessions: dict[int, list[SessionRow]] = defaultdict(list)
    prices: dict[int, list[Decimal | None]] = defaultdict(list)
    upcoming = Session.objects.public().upcoming(today=timezone.localdate(now)).order_by()
    free = Case(When(capacity=None, then=NO_LIMIT), default=F("capacity") - SEATS_IN_USE)
    at_once = Case(
        When(still_open(now=now) & SELLS_AT_ONCE, state__in=TAKING, then=free), default=Value(0)
    )
    seen = upcoming.annotate(first=Coalesce("starts_on", "month"), seats=at_once)
    rows = list(seen.values_list(*SESSION))
    known = City.objects.in_bulk()  # after the sessions that name them
    for course, city_id, month, first, seats, price in rows:
        city = known[city_id]
        used.add(city)
        prices[course].append(price)
        sessions[course].append(SessionRow(city.slug, month, first, seats))
    cities = sorted(used, key=lambda city: (city.position, city.slug))
    return sessions, {city.slug: city for city in cities}, prices


@lru_cache(maxsize=10_000)  # to read 2,000 courses takes 72 ms so, else 295
def _spelt(title: str) -> str:
    return " ".join(syllables(title)).casefold()


def in_order(category: Category) -> tuple[tuple[int, str], ...]:
    """By the position of the first level, each followed by those below it."""
    own, above = (category.position, category.slug), category.parent
    return ((above.position, above.slug), own) if above else (own,)
