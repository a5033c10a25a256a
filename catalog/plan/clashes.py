"""PURE. Sessions and a calendar -> what is wrong with the plan; nothing is looked up, no clock.

A clash has a token that names the sessions with their days: an overruling holds for these days
alone, so a session that is moved is looked at anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from decimal import Decimal
from hashlib import blake2b
from math import ceil, floor

FAR_AHEAD = timedelta(days=3 * 366)
ONE_DAY = timedelta(days=1)
Need = tuple[str, int] | tuple[str, int, int]  # what it is, and whose or where


@dataclass(frozen=True, slots=True)
class Slot:
    """A session as far as clashes go; ``key`` is its public id. Other ids are the database's."""

    key: str
    course: int
    city: int
    first: date
    last: date
    venue: int | None = None
    room: str = ""
    hours: tuple[time, time] | None = None  # None: the whole day
    teachers: frozenset[int] = frozenset()
    capacity: int | None = None
    minimum: int | None = None
    days: Decimal | None = None  # how long the course lasts
    apart: int = 0  # weeks between two sessions of the course in a city
    holds: int | None = None  # seats in the venue
    off: frozenset[date] = frozenset()  # days between the first and the last without it

    @property
    def dates(self) -> list[date]:
        """The days it meets, of at most a year."""
        span = range(min((self.last - self.first).days, 366) + 1)
        return [day for n in span if (day := self.first + n * ONE_DAY) not in self.off]

    def beginning_on(self, first: date) -> "Slot":
        """The same session on another first day, its days as far apart as they are."""
        by = first - self.first
        off = frozenset(day + by for day in self.off)
        return replace(self, first=first, last=self.last + by, off=off)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    name: str
    is_holiday: bool  # else a day of a weekend on which everybody works
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    today: date
    days: dict[date, SpecialDay] = field(default_factory=dict)
    absences: dict[int, list[tuple[date, date]]] = field(default_factory=dict)  # by instructor


@dataclass(frozen=True, slots=True)
class Clash:
    """``about`` is the instructor, the venue or the day that it is about."""

    kind: str
    slot: Slot
    other: Slot | None = None
    about: int | date | None = None

    @property
    def token(self) -> str:
        ends = sorted(_named(slot) for slot in (self.slot, self.other) if slot)
        return ":".join([self.kind, *ends, *([str(self.about)] if self.about else [])])

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.slot.key, self.other.key) if self.other else (self.slot.key,)


def _named(slot: Slot) -> str:
    without = ",".join(sorted(day.isoformat() for day in slot.off))
    apart = f"~{blake2b(without.encode(), digest_size=3).hexdigest()}" if without else ""
    return f"{slot.key}@{slot.first:%y%m%d}-{slot.last:%y%m%d}{apart}"


def find(slots: Iterable[Slot], rules: Rules, *, only: set[str] | None = None) -> list[Clash]:
    """Every clash once, by day; with ``only`` those of the sessions with these keys."""
    slots = sorted(slots, key=lambda slot: (slot.first, slot.last, slot.key))
    found = [*_between(slots, only)]
    for slot in slots:
        if only is None or slot.key in only:
            found += alone(slot, rules)
    return sorted(found, key=lambda clash: (clash.slot.first, clash.slot.key, clash.kind))


def needs(slot: Slot) -> list[Need]:
    """What a session needs for itself: sessions that need the same may clash."""
    found: list[Need] = [("teacher", teacher) for teacher in slot.teachers]
    if slot.venue is not None:
        found.append(("venue", slot.venue))
    return [*found, ("course", slot.course, slot.city)]


def _between(slots: list[Slot], only: set[str] | None) -> Iterator[Clash]:
    by_need, seen = defaultdict(list), set()
    for slot in slots:
        for need in needs(slot):
            by_need[need].append(slot)
    for need, mine in by_need.items():
        weeks = max(slot.apart for slot in mine) if need[0] == "course" else 0
        for one, other in _near(mine, timedelta(weeks=weeks) or ONE_DAY, only):
            if (one.key, other.key) not in seen:
                seen.add((one.key, other.key))
                yield from between(one, other)


def _near(
    slots: list[Slot], within: timedelta, only: set[str] | None
) -> Iterator[tuple[Slot, Slot]]:
    """Pairs of which the later begins before the earlier is over for ``within``."""
    for place, one in enumerate(slots):
        for other in slots[place + 1 :]:
            if other.first > one.last + within:
                break
            if only is None or one.key in only or other.key in only:
                yield one, other


def _of_one_teacher(one: Slot, other: Slot) -> str:
    same_days = _gap(one, other) <= 0
    if one.city != other.city:
        return "teacher" if same_days else "travel"
    return "teacher" if same_days and _same_hours(one, other) else ""


def between(one: Slot, other: Slot) -> Iterator[Clash]:
    """What is wrong between two sessions, whichever comes first."""
    if (other.first, other.last, other.key) < (one.first, one.last, one.key):
        one, other = other, one
    days = _gap(one, other)
    if days <= 1:
        for teacher in one.teachers & other.teachers:
            if kind := _of_one_teacher(one, other):
                yield Clash(kind, one, other, teacher)
    same_venue = one.venue is not None and one.venue == other.venue
    if days <= 0 and same_venue and _same_room(one, other) and _same_hours(one, other):
        yield Clash("venue", one, other, one.venue)
    if (one.course, one.city) == (other.course, other.city):
        apart = max(one.apart, other.apart)
        if (other.first - one.first).days < apart * 7:
            yield Clash("close", one, other)


def _gap(one: Slot, other: Slot) -> int:
    """Days from the earlier to the later; none or fewer where they share a day."""
    if not (one.off or other.off):
        return (other.first - one.last).days
    theirs = other.dates
    return min(abs((day - there).days) for day in one.dates for there in theirs)


def _same_room(one: Slot, other: Slot) -> bool:
    return not (one.room and other.room) or one.room == other.room


def _same_hours(one: Slot, other: Slot) -> bool:
    if one.hours is None or other.hours is None:
        return True
    return one.hours[0] < other.hours[1] and other.hours[0] < one.hours[1]


def alone(slot: Slot, rules: Rules) -> Iterator[Clash]:
    """What is wrong with a session whatever else is planned."""
    if slot.first < rules.today:
        yield Clash("past", slot)
    if slot.first > rules.today + FAR_AHEAD:
        yield Clash("far", slot)
    if slot.minimum and slot.capacity and slot.minimum > slot.capacity:
        yield Clash("minimum", slot)
    if slot.holds and slot.capacity and slot.capacity > slot.holds:
        yield Clash("small", slot, about=slot.venue)
    length = (slot.last - slot.first).days + 1 - len(slot.off)
    if slot.days and length not in (max(1, floor(slot.days)), ceil(slot.days)):
        yield Clash("length", slot)
    yield from _in_calendar(slot, rules)


def _in_calendar(slot: Slot, rules: Rules) -> Iterator[Clash]:
    day = special_day(slot.dates, rules.days)
    if day:
        yield Clash("holiday" if rules.days[day].is_holiday else "workday", slot, about=day)
    for teacher in sorted(slot.teachers):
        away = rules.absences.get(teacher, ())
        if any(first <= day <= last for first, last in away for day in slot.dates):
            yield Clash("absence", slot, about=teacher)


def special_day(dates: Iterable[date], days: dict[date, SpecialDay]) -> date | None:
    """The first holiday among the dates; else the first day that everybody works for."""
    found = [day for day in dates if day in days]
    return min(found, key=lambda day: (not days[day].is_holiday, day), default=None)
