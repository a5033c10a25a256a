"""The published courses as the filters see them, read at most every five seconds."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.core.cache import cache
from pypinyin import lazy_pinyin

from catalog.facets import NO_LIMIT, Counts, Offer, Run, Wish, count
from catalog.models import Category, City, Course, Session
from catalog.models.session import SessionState

KEPT = 5  # seconds: seats are counted here, so never older than what a page may show
COURSE = (
    "pk", "title", "code", "price", "days",
    "category__slug", "category__name", "category__name_en", "category__position",
)  # fmt: skip
SESSION = (
    "course", "month", "starts_on", "state", "capacity", "overbook", "taken", "held", "waiting",
    "city__slug", "city__name", "city__name_en", "city__position",
)  # fmt: skip


@dataclass(slots=True)
class Offers:
    """Every published course, in the order of the catalogue, with what its options are called."""

    rows: list[Offer]
    categories: dict[str, Category]
    cities: dict[str, City]
    counted: dict[Wish, Counts] = field(default_factory=dict)

    def counts(self, wish: Wish, bands: dict) -> Counts:
        if wish not in self.counted:
            if len(self.counted) > 200:  # the addresses of five seconds; no crawler fills memory
                self.counted.clear()
            self.counted[wish] = count(self.rows, wish, bands)
        return self.counted[wish]


class _Held:
    """The rows in this process; the cache says how long they hold, its memory would copy them."""

    mark = ""
    offers: Offers | None = None


def offers(*, today: date) -> Offers:
    """Two queries, or none while what was read before holds."""
    mark = cache.get("offers")
    if mark is None or mark != _Held.mark or _Held.offers is None:
        _Held.offers = _read(today)
        _Held.mark = secrets.token_hex(8)
        cache.set("offers", _Held.mark, KEPT)
    return _Held.offers


def _read(today: date) -> Offers:
    runs, cities = _runs(today)
    rows, categories = [], {}
    for row in Course.objects.published().order_by().values_list(*COURSE):
        pk, title, code, price, days, slug, name, name_en, position = row
        categories.setdefault(
            slug, Category(slug=slug, name=name, name_en=name_en, position=position)
        )
        spelt = _spelt(title)
        rows.append(Offer(pk, slug, position, code, spelt, price, days, tuple(runs[pk])))
    rows.sort(key=lambda offer: (offer.position, offer.code))
    return Offers(rows, _in_order(categories), _in_order(cities))


def _runs(today: date) -> tuple[dict[int, list[Run]], dict[str, City]]:
    runs, cities = defaultdict(list), {}
    sessions = Session.objects.public().upcoming(today=today).order_by()
    for course, month, starts_on, *state, slug, name, name_en, position in sessions.values_list(
        *SESSION
    ):
        cities.setdefault(slug, City(slug=slug, name=name, name_en=name_en, position=position))
        first = starts_on or month
        runs[course].append(Run(slug, month, first, _seats(*state, starts_on, today)))
    return runs, cities


def _seats(state, capacity, overbook, taken, held, waiting, starts_on, today) -> int:
    """The largest party that gets seats at once; 0 where nobody can enroll or people wait."""
    if state not in {SessionState.OPEN, SessionState.CONFIRMED} or waiting:
        return 0
    if starts_on is not None and starts_on < today:
        return 0
    return NO_LIMIT if capacity is None else max(0, capacity + overbook - taken - held)


@lru_cache(maxsize=10_000)
def _spelt(title: str) -> str:
    return " ".join(lazy_pinyin(title)).casefold()


def _in_order(named: dict) -> dict:
    return dict(sorted(named.items(), key=lambda pair: (pair[1].position, pair[0])))
