"""A plan copied from last year or another city, on days without a clash where there are any."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from catalog.domain import clash_finding
from catalog.domain.session_defaults import whole_days
from catalog.models import City
from catalog.models.course import CourseStatus
from catalog.models.session import SATURDAY, new_public_id
from catalog.plan import plan_cells
from catalog.plan.placing import Candidate, Placed, place
from catalog.queries import plan_book
from catalog.queries.plan_book import Book, Place, Planned
from catalog.queries.plan_steps import CellChange

WEEK = timedelta(days=7)


def from_last_year(before: Book, now: Book, year: int, *, today: date) -> list[CellChange]:
    """Last year's sessions on the same weekday of the same month, holidays and clashes avoided.

    Cells that have something this year stay; where no day is free, the one with the fewest clashes
    is given, and they are named when it is looked at.
    """
    cells_before = {
        (course, city, month.replace(year=year)): planned
        for (course, city, month), planned in before.cells.items()
        if planned
    }
    return _filled(cells_before, now, today=today, weeks_first=0)


def from_city(source: City, city: City, year: int, *, today: date) -> list[CellChange]:
    """Another city's sessions in this one, without their venues, a week or more apart."""
    there = plan_book.whole_year(year, city=source)
    now = plan_book.whole_year(year, city=city)
    moved = {
        (course, city.pk, month): planned for (course, _c, month), planned in there.cells.items()
    }
    return _filled(moved, now, today=today, weeks_first=1)


def _still_free(wanted: dict[Place, list[Planned]], now: Book) -> dict[Place, list[Planned]]:
    """What is wanted where nothing stands, of courses that are not archived."""
    return {
        where: planned
        for where, planned in wanted.items()
        if not now.cells.get(where) and now.courses[where[0]].status != CourseStatus.ARCHIVED
    }


def _filled(
    wanted: dict[Place, list[Planned]], now: Book, *, today: date, weeks_first: int
) -> list[CellChange]:
    free = _still_free(wanted, now)
    candidates: dict[str, tuple[Candidate, Planned, Place]] = {}
    texts: dict[Place, list[tuple[date, str]]] = defaultdict(list)
    for where, sessions in free.items():
        for planned in sessions:
            candidate = _candidate(planned, where, weeks_first=weeks_first)
            if candidate is None:
                texts[where].append((date.max, planned.text))
            else:
                candidates[candidate.slot.key] = (candidate, planned, where)
    placed = placed_beside(
        [candidate for candidate, _planned, _where in candidates.values()], today=today
    )
    for key, (candidate, planned, where) in candidates.items():
        slot = placed.slots.get(key) or placed.least_bad(key)
        first = slot.first if slot else candidate.days[0]
        texts[where].append((first, _text_there(candidate, planned, where, first)))
    return [
        CellChange(
            course, city, month, "", plan_cells.write(text for _day, text in sorted(entries))
        )
        for (course, city, month), entries in texts.items()
    ]


def _text_there(candidate: Candidate, planned: Planned, where: Place, first: date) -> str:
    """The session's text on another first day; its venue stays in its city."""
    shown = candidate.slot.beginning_on(first)
    venue = planned.entry.venue if where[1] == planned.session.city_id else ""
    meets = tuple(shown.dates) if planned.entry.meets else ()
    entry = replace(planned.entry, first=first, last=shown.last, venue=venue, meets=meets)
    return plan_cells.written(entry, days=whole_days(planned.session.course))


def placed_beside(candidates: list[Candidate], *, today: date) -> Placed:
    """Days for the candidates beside everything that is planned."""
    if not candidates:
        return Placed()
    first = min(day for candidate in candidates for day in candidate.days)
    last = max(day for candidate in candidates for day in candidate.days) + timedelta(days=60)
    fixed = clash_finding.slots_around(
        first, last, {candidate.slot.course for candidate in candidates}
    )
    return place(candidates, fixed, clash_finding.rules(first, last, today=today))


def _candidate(planned: Planned, where: Place, *, weeks_first: int) -> Candidate | None:
    """``None`` of a session without days."""
    session, (_course, city, month) = planned.session, where
    if session.starts_on is None or session.ends_on is None:
        return None
    template = clash_finding.slot_of(session, planned.teachers)
    template = replace(template, key=new_public_id(), city=city)
    if city != session.city_id:
        template = replace(template, venue=None, room="", holds=None)
    start = _same_weekday(session.starts_on, month)
    offsets = [day - template.first for day in template.dates]
    days = by_weekday(start + weeks_first * WEEK, month, offsets)
    return Candidate(template.beginning_on(start), tuple(days))


def _same_weekday(day: date, month: date) -> date:
    """The day of the month that is the same weekday and nearest to the same date."""
    wanted = month.replace(day=min(day.day, 28))
    return wanted + timedelta(days=(day.weekday() - wanted.weekday() + 3) % 7 - 3)


def by_weekday(start: date, month: date, offsets: Sequence[timedelta]) -> list[date]:
    """Days of the month on that weekday, the nearest first; then all others, the nearest first.

    ``offsets`` lead from the first day to each that it meets. What ran on working days does not
    run into a weekend; what meets on days that are apart keeps its weekdays.
    """
    first, days = month.replace(day=1), []
    at_work = not touches_weekend(start, offsets)
    is_series = offsets[-1].days >= len(offsets)
    while first.month == month.month:
        same_weekday = first.weekday() == start.weekday() if is_series else True
        if same_weekday and not (at_work and touches_weekend(first, offsets)):
            days.append(first)
        first += timedelta(days=1)
    return sorted(days, key=lambda day: (day.weekday() != start.weekday(), abs(day - start), day))


def touches_weekend(first: date, offsets: Iterable[timedelta]) -> bool:
    return any((first + offset).isoweekday() >= SATURDAY for offset in offsets)
