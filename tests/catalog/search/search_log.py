"""The log of searches in ``searches.tsv``, and how well a search answers it.

A line is one search: its kind, the words as typed, the codes of which one should come first, and
the codes that must all be found. ``{m3}`` is the third month from now as readers write it.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from catalog.management.sample_catalogue import month_after

LOG = Path(__file__).with_name("searches.tsv")
# The first of a month: every session of the sample catalogue in this month is still to come.
TODAY = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
CHINESE = "一 二 三 四 五 六 七 八 九 十 十一 十二"
ENGLISH = "January February March April May June July August September October November December"


@dataclass(frozen=True)
class Search:
    kind: str
    query: str
    first: frozenset[str]
    expected: frozenset[str]


@dataclass(frozen=True)
class Score:
    """``recall``: the share of the expected courses that was found, averaged over the searches."""

    recall: float
    first: float
    wrong: list[str]


def searches(today: date) -> list[Search]:
    with LOG.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    months = _months(today)
    return [
        Search(
            row["kind"],
            row["query"].format(**months),
            _codes(row["first"]),
            _codes(row["expected"]),
        )
        for row in rows
    ]


def _codes(text: str) -> frozenset[str]:
    return frozenset(f"KK-{number}" for number in text.split())


def _months(today: date) -> dict[str, str]:
    words = {}
    for ahead in range(1, 9):
        month = month_after(today, ahead)
        words[f"m{ahead}"] = f"{month.month}月"
        words[f"y{ahead}"] = f"{month.year}年{month.month}月"
        words[f"i{ahead}"] = f"{month:%Y-%m}"
        words[f"c{ahead}"] = f"{CHINESE.split()[month.month - 1]}月"
        words[f"e{ahead}"] = ENGLISH.split()[month.month - 1]
    return words


def score(log: list[Search], codes_of: Callable[[str], list[str]]) -> Score:
    shares, firsts, wrong = [], 0, []
    for search in log:
        found = codes_of(search.query)
        missed = search.expected - set(found)
        right = bool(found) and found[0] in search.first
        shares.append(1 - len(missed) / len(search.expected))
        firsts += right
        if missed or not right:
            wrong.append(f"{search.kind} {search.query!r}: {found[:4]} misses {sorted(missed)}")
    return Score(sum(shares) / len(log), firsts / len(log), wrong)
