"""PURE. Days between commas in a cell of the plan: 8、9、22、23日 are two sessions of two days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from catalog.plan.cell_errors import CellError, gettext_noop
from catalog.plan.cell_signs import one_word_each

ONE_DAY = timedelta(days=1)
DAY_OF_LIST = re.compile(
    r"(?:(?:(?P<year>\d{4})\s?[年/.]\s?)?(?P<month>\d{1,2})\s?[月/.]\s?)?"
    r"(?P<day>\d{1,2})\s?[日号]?(?P<rest>(?:\s|[#@]).*)?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A day of a list as it was typed; ``on`` is None where no month of the plan has it."""

    text: re.Match[str]
    on: date | None

    @property
    def rest(self) -> str:
        """Its hours, venue and instructors."""
        return (self.text["rest"] or "").strip()

    def goes_on(self, last: "_Listed") -> bool:
        """Whether it is the day behind ``last``, in the same place and hours, if any were said."""
        behind = last.on and last.on + ONE_DAY
        return self.on is not None and self.on == behind and last.rest in ("", self.rest)


def sessions_in(group: str, *, month: date, days: int) -> list[str]:
    """The sessions between commas; days on end are one as long as the course: 8, 9日.

    Raises CellError for days on end that are more than one session and do not come out even.
    """
    runs: list[list[_Listed]] = []
    found: list[str] = []
    for piece in filter(None, (piece.strip() for piece in group.split(","))):
        text = DAY_OF_LIST.fullmatch(one_word_each(piece))
        if text is None:
            found += _cut(runs, month=month, days=days)
            found.append(piece)
            runs = []
            continue
        day = _Listed(text, _day_listed(text, runs[-1][-1].on if runs else None, month))
        if runs and day.goes_on(runs[-1][-1]):
            runs[-1].append(day)
        else:
            runs.append([day])
    return found + _cut(runs, month=month, days=days)


def _day_listed(text: re.Match[str], last: date | None, month: date) -> date | None:
    """The day that is meant: without its month the one behind ``last``, or one of this month."""
    behind = last and last + ONE_DAY
    if behind and not text["month"] and behind.day == int(text["day"]):
        return behind  # the 1 of 31、1日 is in the next month
    number = int(text["month"] or month.month)
    year = int(text["year"] or month.year + (number < month.month))
    try:
        return (
            None
            if year not in (month.year, month.year + 1)
            else date(year, number, int(text["day"]))
        )
    except ValueError:
        return None


def _cut(runs: list[list[_Listed]], *, month: date, days: int) -> list[str]:
    """Each run of days, cut into sessions. Raises CellError."""
    found = []
    for run in runs:
        if len(run) > days and len(run) % days:
            raise CellError(
                gettext_noop(
                    "“%(text)s”连着 %(listed)d 天，课程是 %(days)d 天。"
                    "请写清每个班次，例如 8-9; 10-11。"
                ),
                text=f"{run[0].text['day']}-{run[-1].text['day']}",
                listed=len(run),
                days=days,
            )
        for place in range(0, len(run), days):
            first, last = run[place], run[min(place + days, len(run)) - 1]
            until = f"-{last.text['day']}" if last is not first else ""
            found.append(f"{_begun(first, month)}{until} {last.rest}".strip())
    return found


def _begun(day: _Listed, month: date) -> str:
    """The day as typed, with its month where that is another one than the cell's."""
    if day.on and not day.text["month"] and day.on.month != month.month:
        return f"{day.on.month}/{day.on.day}"
    return day.text[0].removesuffix(day.text["rest"] or "")
