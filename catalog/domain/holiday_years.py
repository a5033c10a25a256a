"""The table of public holidays, a year at a time: as a text, replaced by a notice, and how sure."""

from dataclasses import dataclass

from django.db import transaction

from catalog.models import CalendarDay
from catalog.models.planning import DayKind
from catalog.plan.holiday_notice import NamedDay, Notice, write


class Changed(Exception):
    """Somebody else saved this year meanwhile."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a notice changes in its year."""

    added: list[NamedDay]
    removed: list[NamedDay]
    changed: list[NamedDay]  # another name or kind, as it becomes

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def days_of(year: int) -> list[NamedDay]:
    """Return the stored days of the year, in their order."""
    rows = CalendarDay.objects.filter(day__year=year).order_by("day")
    return [NamedDay(row.day, row.name, row.kind == DayKind.HOLIDAY) for row in rows]


def text_of(year: int) -> str:
    """The year's table in the words that ``holiday_notice.read`` reads."""
    return write(days_of(year), year)


def doubt_about(year: int) -> str:
    """``missing`` or ``provisional`` where a plan of the year cannot rely on its holidays."""
    known = CalendarDay.objects.filter(day__year=year).values_list("provisional", flat=True)
    if not known:
        return "missing"
    return "provisional" if any(known) else ""


def difference(notice: Notice, year: int) -> Difference:
    """Return what the notice adds, removes and changes in the year."""
    before = {named.day: named for named in days_of(year)}
    after = {named.day: named for named in notice.days}
    return Difference(
        added=[named for day, named in after.items() if day not in before],
        removed=[named for day, named in before.items() if day not in after],
        changed=[named for day, named in after.items() if day in before and before[day] != named],
    )


@transaction.atomic
def replace(notice: Notice, year: int, *, shown: str, provisional: bool) -> Difference:
    """Make the year's table what the notice says; ``shown`` is its text when somebody read it.

    Raises Changed where it says something else by now. Days of the year before that the notice
    names are set too; its others stay.
    """
    rows = CalendarDay.objects.select_for_update().filter(day__year=year)
    list(rows.values_list("pk"))
    if text_of(year) != shown:
        raise Changed
    changed = difference(notice, year)
    rows.exclude(day__in=[named.day for named in notice.days]).delete()
    for named in notice.days:
        kind = DayKind.HOLIDAY if named.is_holiday else DayKind.WORKDAY
        params = {"kind": kind, "name": named.name, "provisional": provisional}
        CalendarDay.objects.update_or_create(day=named.day, defaults=params)
    return changed
