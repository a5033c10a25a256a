"""Tables of contents: a list of headings that comes again, with its contents, further down."""

import re
from bisect import bisect_right

from .families import family_of, rank
from .rows import Row

LONGEST = 120  # lines of a table of contents
SIGNS = re.compile(r"\W+")
LEADER = re.compile(r"(?:\s*(?:\.{3,}|…{1,}|·{3,}|—{3,}|_{3,})\s*|\t)\d{1,3}$")


def split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of the outline and the rows of tables of contents, both in order."""
    keys = [_key(row) for row in rows]
    later: dict[tuple, list[int]] = {}
    for at, key in enumerate(keys):
        later.setdefault(key, []).append(at)
    listed: set[int] = {at for at, row in enumerate(rows) if _has_leader(row.text)}
    at = 0
    while at < len(rows):
        end = _end_of_toc(rows, keys, later, at)
        if end:
            listed.update(range(at, end))
        at = max(end, at + 1)
    return (
        [row for at, row in enumerate(rows) if at not in listed],
        [row for at, row in enumerate(rows) if at in listed],
    )


def _has_leader(text: str) -> bool:
    return text[-1:].isdecimal() and bool(len(text) < 200 and LEADER.search(text))


def _key(row: Row) -> tuple:
    return family_of(row), row.marker.number if row.marker else None, _words(row.title)


def _words(text: str) -> str:
    if text.isalnum():
        return text
    return SIGNS.sub("", LEADER.sub("", text) if _has_leader(text) else text)


def _end_of_toc(rows: list[Row], keys: list, later: dict, at: int) -> int:
    """The index after the table of contents that begins here, or 0."""
    row = rows[at]
    wide = row.heading or (row.marker and row.marker.number == 1 and rank(family_of(row)) <= 60)
    places = later[keys[at]]
    index = bisect_right(places, at)
    again = places[index] if wide and index < len(places) else at
    if not 2 <= again - at <= LONGEST:
        return 0
    family = keys[at][0]
    block = range(at, again)
    if any(rank(keys[place][0]) < rank(family) for place in block):
        return 0
    same = sum(1 for place in block if keys[place][0] == family)
    repeated = sum(1 for place in block if later[keys[place]][-1] >= again)
    flat = same == len(block)
    return again if same > 1 and (flat or repeated >= 0.6 * len(block)) else 0
