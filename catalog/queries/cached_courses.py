"""The published courses as the filters see them, read at most every three seconds."""

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from threading import Lock

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone
from pypinyin import lazy_pinyin

from catalog.domain.pricing import PriceRange, price_range
from catalog.models import Category, City, Course, Session
from catalog.models.session import TAKING, still_open
from catalog.queries.facets import NO_LIMIT, Counts, Offer, Run, Wish, count, ordered

KEPT = 3  # seconds: with those a page is kept (PAGE_SECONDS), seats are never older than five
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
class Offers:
    """Every published course, in the order of the catalogue, with what its options are called.

    What was found and counted for a wish is kept as long as the rows are.
    """

    rows: list[Offer]
    categories: dict[str, Category]
    cities: dict[str, City]
    months: list[date]
    prices: dict[int, PriceRange]
    mark: str = field(default_factory=lambda: secrets.token_hex(8))
    found: dict[tuple[Wish, str], list[int]] = field(default_factory=dict)
    heads: dict[str, dict[int, str]] = field(default_factory=dict)  # of cards, by language
    counted: dict[Wish, Counts] = field(default_factory=dict)

    def ids(self, wish: Wish, sort: str) -> list[int]:
        """The courses that fit, in that order; ``""`` is the order of the catalogue."""
        return _kept(self.found, (wish, sort), lambda: ordered(self.rows, wish, sort))

    def counts(self, wish: Wish, bands: dict) -> Counts:
        return _kept(self.counted, wish, lambda: count(self.rows, wish, bands))


def _kept(known: dict, key, make):
    found = known.get(key)
    if found is None:
        found = make()
        if len(known) > 200:  # the addresses of three seconds; no crawler fills memory
            known.clear()
        known[key] = found
    return found


class _Held:
    """The rows in this process; the cache says how long they hold, its memory would copy them."""

    offers: Offers | None = None
    lock = Lock()  # one thread reads, the others wait for what it found


def offers(*, now: datetime) -> Offers:
    """Two queries, or none while what was read before holds."""
    if not _holds():
        with _Held.lock:
            if not _holds():
                _Held.offers = _read(now)
                cache.set("offers", _Held.offers.mark, KEPT)
    return _Held.offers


def _holds() -> bool:
    return _Held.offers is not None and cache.get("offers") == _Held.offers.mark


def _read(now: datetime) -> Offers:
    runs, cities, own_prices = _runs(now)
    rows, categories, prices = [], {}, {}
    for row in Course.objects.published().order_by().values_list(*COURSE):
        pk, title, code, price, days, slug, *names = row
        for known, *words in ((slug, *names[:3]), names[3:]):
            if known and known not in categories:
                categories[known] = _named(Category, known, *words)
        place, parent = (categories[slug].position, code), names[3] or ""
        categories[slug].parent_slug = parent
        prices[pk] = price_range(price, own_prices[pk])
        low, dated = prices[pk].low, tuple(runs[pk])
        rows.append(Offer(pk, slug, place, _spelt(title), low, days, dated, parent))
    rows.sort(key=lambda offer: offer.place)
    months = sorted({run.month for offer in rows for run in offer.runs})
    return Offers(rows, _as_tree(categories), _in_order(cities), months, prices)


def _runs(now: datetime) -> tuple[dict[int, list[Run]], dict[str, City], dict[int, list]]:
    runs, cities, prices = defaultdict(list), {}, defaultdict(list)
    sessions = Session.objects.public().upcoming(today=timezone.localdate(now)).order_by()
    rows = sessions.annotate(is_open=Q(still_open(now=now), state__in=TAKING))
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
        runs[course].append(Run(slug, month, first, _seats(*seats) if is_open else 0))
    return runs, cities, prices


def _named(model, slug: str, name: str, name_en: str, position: int):
    return model(slug=slug, name=name, name_en=name_en, position=position)


def _seats(capacity, overbook, taken, held, waiting, strict_order) -> int:
    """The largest party that gets seats at once; 0 where it has to wait its turn."""
    if waiting and strict_order:
        return 0
    return NO_LIMIT if capacity is None else max(0, capacity + overbook - taken - held)


@lru_cache(maxsize=10_000)
def _spelt(title: str) -> str:
    return " ".join(lazy_pinyin(title)).casefold()


def _as_tree(categories: dict[str, Category]) -> dict[str, Category]:
    """In order, each followed by those below it."""

    def place(pair) -> tuple:
        slug, one = pair
        above = categories.get(getattr(one, "parent_slug", ""))
        if above is None:
            return (one.position, slug), ()
        return (above.position, above.slug), (one.position, slug)

    return dict(sorted(categories.items(), key=place))


def _in_order(named: dict) -> dict:
    return dict(sorted(named.items(), key=lambda pair: (pair[1].position, pair[0])))
