"""PURE. Which courses fit what a reader chose, in which order, and how many fit each option."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

NO_LIMIT = 10**6  # seats
LATE = date.max
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


@dataclass(frozen=True, slots=True)
class Run:
    """A session to come: where, in which month, and how large a party still gets seats."""

    city: str
    month: date
    first_day: date
    seats: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A published course as filters see it."""

    pk: int
    category: str
    position: int
    code: str
    title: str  # in pinyin, to sort by
    price: Decimal | None
    days: Decimal | None
    runs: tuple[Run, ...] = ()

    @property
    def soonest(self) -> date:
        return min((run.first_day for run in self.runs), default=LATE)


def _price(offer: Offer) -> Decimal:
    return Decimal("Infinity") if offer.price is None else offer.price


SORTS: dict[str, Callable[[Offer], tuple]] = {
    "soonest": lambda offer: (offer.soonest, offer.position, offer.code),
    "price": lambda offer: (_price(offer), offer.position, offer.code),
    "price-down": lambda offer: (offer.price is None, -_price(offer), offer.position, offer.code),
    "days": lambda offer: (offer.days or 0, offer.position, offer.code),
    "title": lambda offer: (offer.title, offer.code),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader chose; ``None`` is anything."""

    category: str | None = None
    city: str | None = None
    month: date | None = None
    price: Between | None = None
    days: Between | None = None
    seats: int | None = None

    def takes(self, offer: Offer, *, but: str = "") -> bool:
        """Whether the course itself fits, the filter ``but`` aside."""
        return (
            (but == "category" or self.category in {None, offer.category})
            and (but == "price" or self.price is None or offer.price in self.price)
            and (but == "days" or self.days is None or offer.days in self.days)
        )

    def runs(self, offer: Offer, *, but: str = "") -> list[Run]:
        """Those of its sessions that fit."""
        return [
            run
            for run in offer.runs
            if (but == "city" or self.city in {None, run.city})
            and (but == "month" or self.month in {None, run.month})
            and (but == "seats" or self.seats is None or run.seats >= self.seats)
        ]

    def asks_for_a_run(self, *, but: str = "") -> bool:
        asked = {"city": self.city, "month": self.month, "seats": self.seats}
        return any(value is not None for name, value in asked.items() if name != but)

    def fits(self, offer: Offer, *, but: str = "") -> bool:
        return self.takes(offer, but=but) and (
            not self.asks_for_a_run(but=but) or bool(self.runs(offer, but=but))
        )


@dataclass
class Counts:
    """For each filter: how many courses each of its options would leave, the others as chosen."""

    of: dict[str, Counter] = field(default_factory=dict)
    without: dict[str, int] = field(default_factory=dict)  # courses if that filter were dropped


def count(offers: Iterable[Offer], wish: Wish, bands: dict[str, dict[str, Between]]) -> Counts:
    """``bands`` are the options of price and days: their form in an address -> what answers in."""
    counts = Counts({name: Counter() for name in FACETS}, dict.fromkeys(FACETS, 0))
    asks = {name: wish.asks_for_a_run(but=name) for name in FACETS}
    for offer in offers:
        for name in FACETS:
            if wish.takes(offer, but=name):
                runs = wish.runs(offer, but=name) if asks[name] else offer.runs
                if runs or not asks[name]:
                    counts.without[name] += 1
                    counts.of[name].update(_options(offer, runs, name, bands))
    return counts


def _options(offer: Offer, runs: list[Run], name: str, bands: dict) -> Iterable:
    """The options of the filter ``name`` under which the course is found."""
    if name == "category":
        return (offer.category,)
    if name in {"city", "month"}:
        return {getattr(run, name) for run in runs}
    if name == "seats":
        most = max((run.seats for run in runs), default=0)
        return (number for number in SEATS if number <= most)
    return (text for text, band in bands[name].items() if getattr(offer, name) in band)
