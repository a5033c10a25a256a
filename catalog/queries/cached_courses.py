"""The published courses as the filters see them, read at most every three seconds."""

import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from threading import Lock
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from catalog.domain.pricing import PriceRange, price_range
from catalog.models import Category, City, Course, Session
from catalog.models.session import TAKING, seats_left, still_open
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
from catalog.text.pinyin import syllables

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Named = TypeVar("Named", Category, City)
# With those for which a page is cached (PAGE_SECONDS), seats are never older than five.
CACHE_SECONDS = 3
COURSE = (
    "pk", "title", "code", "price", "days",
    "category__slug", "category__name", "category__name_en", "category__position",
    "category__parent__slug", "category__parent__name", "category__parent__name_en",
    "category__parent__position",
)  # fmt: skip
SESSION = (
    "course", "month", "starts_on", "capacity", "overbook", "taken", "held", "waiting",
    "strict_order", "price",
    "city__slug", "city__name", "city__name_en", "city__position", "is_open",
)  # fmt: skip


@dataclass(slots=True)
class CachedCourses:
    """Every published course, in the order of the catalogue, with what its options are called.

    What was found and counted for a selection is kept as long as the rows are.
    """

    rows: list[CourseRow]
    categories: dict[str, Category]
    parents: dict[str, str]  # slugs of categories by those below them
    cities: dict[str, City]
    months: list[date]
    prices: dict[int, PriceRange]
    mark: str = field(default_factory=lambda: secrets.token_hex(8))
    found: dict[tuple[Selection, str], list[int]] = field(default_factory=dict)
    heads: dict[str, dict[int, str]] = field(default_factory=dict)  # of cards, by language
    counted: dict[Selection, Counts] = field(default_factory=dict)

    def ids(self, selection: Selection, sort: str) -> list[int]:
        """The courses that fit, in that order; ``""`` is the order of the catalogue."""
        return _memoised(self.found, (selection, sort), lambda: ordered(self.rows, selection, sort))

    def counts(self, selection: Selection, bands: Bands) -> Counts:
        return _memoised(self.counted, selection, lambda: count(self.rows, selection, bands))


def _memoised(known: dict[Asked, Answer], key: Asked, make: Callable[[], Answer]) -> Answer:
    found = known.get(key)
    if found is None:
        found = make()
        if len(known) > 200:  # the addresses of three seconds; no crawler fills memory
            known.clear()
        known[key] = found
    return found


class _InMemory:
    """The rows in this process; the cache says how long they hold, its memory would copy them."""

    courses: CachedCourses | None = None
    lock = Lock()  # one thread reads, the others wait for what it found


def cached_courses(*, now: datetime) -> CachedCourses:
    """Two queries, or none while what was read before holds."""
    courses = _fresh()
    if courses is None:
        with _InMemory.lock:
            courses = _fresh()
            if courses is None:
                courses = _InMemory.courses = _read(now)
                cache.set("courses", courses.mark, CACHE_SECONDS)
    return courses


def _fresh() -> CachedCourses | None:
    courses = _InMemory.courses
    return courses if courses is not None and cache.get("courses") == courses.mark else None


def _read(now: datetime) -> CachedCourses:
    sessions, cities, own_prices = _sessions_of(now)
    rows: list[CourseRow] = []
    categories: dict[str, Category] = {}
    parents: dict[str, str] = {}
    prices: dict[int, PriceRange] = {}
    for row in Course.objects.published().order_by().values_list(*COURSE):
        pk, title, code, price, days, slug, *names = row
        for known, *words in ((slug, *names[:3]), names[3:]):
            if known and known not in categories:
                categories[known] = _named(Category, known, *words)
        place, parent = (categories[slug].position, code), names[3] or ""
        if parent:
            parents[slug] = parent
        prices[pk] = price_range(price, own_prices[pk])
        low, dated = prices[pk].low, tuple(sessions[pk])
        rows.append(CourseRow(pk, slug, place, _spelt(title), low, days, dated, parent))
    rows.sort(key=lambda course: course.place)
    months = sorted({session.month for course in rows for session in course.sessions})
    tree = _as_tree(categories, parents)
    return CachedCourses(rows, tree, parents, _in_order(cities), months, prices)


def _sessions_of(
    now: datetime,
) -> tuple[dict[int, list[SessionRow]], dict[str, City], dict[int, list[Decimal | None]]]:
    sessions: dict[int, list[SessionRow]] = defaultdict(list)
    cities: dict[str, City] = {}
    prices: dict[int, list[Decimal | None]] = defaultdict(list)
    upcoming = Session.objects.public().upcoming(today=timezone.localdate(now)).order_by()
    rows = upcoming.annotate(is_open=Q(still_open(now=now), state__in=TAKING))
    for (
        course,
        month,
        starts_on,
        *seats,
        price,
        slug,
        name,
        name_en,
        position,
        is_open,
    ) in rows.values_list(*SESSION):
        if slug not in cities:
            cities[slug] = _named(City, slug, name, name_en, position)
        prices[course].append(price)
        first = starts_on or month
        sessions[course].append(SessionRow(slug, month, first, _seats(*seats) if is_open else 0))
    return sessions, cities, prices


def _named(model: type[Named], slug: str, name: str, name_en: str, position: int) -> Named:
    return model(slug=slug, name=name, name_en=name_en, position=position)


def _seats(
    capacity: int | None, overbook: int, taken: int, held: int, waiting: int, strict_order: bool
) -> int:
    """The largest party that gets seats at once; 0 where it has to wait its turn."""
    if waiting and strict_order:
        return 0
    left = seats_left(capacity, overbook=overbook, taken=taken, held=held)
    return NO_LIMIT if left is None else left


@lru_cache(maxsize=10_000)
def _spelt(title: str) -> str:
    return " ".join(syllables(title)).casefold()


def _as_tree(categories: dict[str, Category], parents: dict[str, str]) -> dict[str, Category]:
    """In order, each followed by those below it."""

    def place(pair: tuple[str, Category]) -> tuple[tuple[int, str], tuple[int, str] | tuple[()]]:
        slug, one = pair
        above = categories.get(parents.get(slug, ""))
        if above is None:
            return (one.position, slug), ()
        return (above.position, above.slug), (one.position, slug)

    return dict(sorted(categories.items(), key=place))


def _in_order(cities: dict[str, City]) -> dict[str, City]:
    return dict(sorted(cities.items(), key=lambda pair: (pair[1].position, pair[0])))
