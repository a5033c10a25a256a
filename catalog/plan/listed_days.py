"""PURE. Days one by one between commas: 8、9日 is one session, if the course lasts so long."""

import re
from datetime import date

from catalog.plan.cell_errors import CellError, gettext_noop
from catalog.plan.cell_signs import one_word_each

DAY_OF_LIST = re.compile(
    r"(?:(?:(?P<year>\d{4})\s?[年/.]\s?)?(?P<month>\d{1,2})\s?[月/.]\s?)?"
    r"(?P<day>\d{1,2})\s?[日号]?(?P<rest>(?:\s|[#@]).*)?",
    re.DOTALL,
)


def sessions_in(group: str, *, month: date, days: int) -> list[str]:
    """The sessions between commas; days on end are one session as long as the course: 8, 9日.

    Raises CellError for days on end that are more than one session and do not come out even.
    """
    runs: list[list[re.Match[str]]] = []
    found: list[str] = []
    for piece in filter(None, (piece.strip() for piece in group.split(","))):
        day = DAY_OF_LIST.fullmatch(one_word_each(piece))
        if day is None:
            found += _sessions_of(runs, days=days)
            found.append(piece)
            runs = []
        elif runs and _goes_on(runs[-1][-1], day, month):
            runs[-1].append(day)
        else:
            runs.append([day])
    return found + _sessions_of(runs, days=days)


def _goes_on(last: re.Match[str], day: re.Match[str], month: date) -> bool:
    """Whether it is the day behind the last one, in the same place and hours, if any were said."""
    years = [int(one["year"] or month.year) for one in (last, day)]
    months = [int(one["month"] or month.month) for one in (last, day)]
    same = years[0] == years[1] and months[0] == months[1]
    same = same and _rest(last) in ("", _rest(day))
    return same and int(day["day"]) == int(last["day"]) + 1


def _rest(day: re.Match[str]) -> str:
    return (day["rest"] or "").strip()


def _sessions_of(runs: list[list[re.Match[str]]], *, days: int) -> list[str]:
    """Each run of days, cut into sessions. Raises CellError."""
    found = []
    for run in runs:
        if len(run) > days and len(run) % days:
            raise CellError(
                gettext_noop(
                    "“%(text)s”连着 %(listed)d 天，课程是 %(days)d 天。"
                    "请写清每个班次，例如 8-9; 10-11。"
                ),
                text=f"{run[0]['day']}-{run[-1]['day']}",
                listed=len(run),
                days=days,
            )
        for place in range(0, len(run), days):
            first, last = run[place], run[min(place + days, len(run)) - 1]
            until = f"-{last['day']}" if last is not first else ""
            begun = first[0].removesuffix(first["rest"] or "")
            found.append(f"{begun}{until} {_rest(last)}".strip())
    return found
