"""Tables of contents: a list of headings that comes again, with its contents, further down."""

import re
from bisect import bisect_right

from .families import rank
from .rows import Row

Key = tuple[str, int | None, str]  # family, number and words of a line
LONGEST = 120  # lines of a table of contents
LINK = re.compile(r"^(?:\S{1,6}\s)?\[[^\[\]]{1,120}\]\s?\(#[^()\s]{0,120}\)$")
SIGNS = re.compile(r"\W+")
# Each run of dots is tried from its first dot only: from every dot it would take O(n²).
LEADER = re.compile(
    r"(?:\s{0,3}(?:(?<!\.)\.{3,}|(?<!…)…+|(?<!·)·{3,}|(?<!—)—{3,}|(?<!_)_{3,})\s{0,3}|\t)\d{1,3}$"
)


def split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of the outline and the rows of tables of contents, both in order."""
    listed = set() if any(row.depth for row in rows) else _listed(rows)
    if not listed or not _remains(rows, listed):
        return rows, []
    kept = [row for at, row in enumerate(rows) if at not in listed]
    return kept, [rows[at] for at in sorted(listed)]


def _listed(rows: list[Row]) -> set[int]:
    """The places of the rows that only list others; none where the source states depths."""
    listed = {at for at, row in enumerate(rows) if _is_entry(row)}
    firsts = [at for at, row in enumerate(rows) if _is_first(row)]
    if len({_key(rows[at]) for at in firsts}) < len(firsts):
        listed |= _repeated(rows, firsts)
    return listed | _announced(rows)


def _announced(rows: list[Row]) -> set[int]:
    """The list above the first unit that names all units: 01 迎客, 02 送客, PART 01 迎客, …"""
    units = {_words(row.title): at for at, row in enumerate(rows) if row.unit and row.title}
    first = min(units.values(), default=0)
    listed = [at for at in range(first) if _words(rows[at].title) in units]
    places = [units[_words(rows[at].title)] for at in listed]
    alike = len({rows[at].family for at in listed}) == 1
    whole = len(places) > 1 and len(places) == len(units) == listed[-1] - listed[0] + 1
    return set(listed) if alike and whole and places == sorted(places) else set()


def _is_entry(row: Row) -> bool:
    """迎客 …… 2, [Day 1](#day-1): the number of a page, or a link to a place of this one."""
    return _has_leader(row.text) or (row.text[-1:] == ")" and bool(LINK.search(row.text)))


def _remains(rows: list[Row], listed: set[int]) -> bool:
    """Whether an outline is left without the list: one with page numbers may be all there is."""
    return any(row.marker or row.heading for at, row in enumerate(rows) if at not in listed)


def _is_first(row: Row) -> bool:
    """Whether a table of contents may begin here: with a heading, or with a first number."""
    if row.heading:
        return True
    return bool(row.marker and row.marker.number == 1 and rank(row.family) <= 60)


def _repeated(rows: list[Row], firsts: list[int]) -> set[int]:
    """The rows of lists that come again further down."""
    keys = [_key(row) for row in rows]
    later: dict[Key, list[int]] = {}
    for at, key in enumerate(keys):
        later.setdefault(key, []).append(at)
    listed: set[int] = set()
    end = 0
    for at in firsts:
        if at >= end:
            end = _end_of_toc(keys, later, at)
            listed.update(range(at, end))
    return listed


def _has_leader(text: str) -> bool:
    return text[-1:].isdecimal() and bool(len(text) < 200 and LEADER.search(text))


def _key(row: Row) -> Key:
    return row.family, row.marker.number if row.marker else None, _words(row.title)


def _words(text: str) -> str:
    if text.isalnum():
        return text
    return SIGNS.sub("", LEADER.sub("", text) if _has_leader(text) else text)


def _end_of_toc(keys: list[Key], later: dict[Key, list[int]], at: int) -> int:
    """The index after the table of contents that begins here, or 0."""
    places = later[keys[at]]
    index = bisect_right(places, at)
    again = places[index] if index < len(places) else at
    if not 2 <= again - at <= LONGEST:
        return 0
    return again if _is_toc(keys, later, at, again) else 0


def _is_toc(keys: list[Key], later: dict[Key, list[int]], at: int, again: int) -> bool:
    """Whether a list that comes again is one of contents: nothing wider in it, most of it again."""
    family = keys[at][0]
    block = range(at, again)
    if any(rank(keys[place][0]) < rank(family) for place in block):
        return False
    same = sum(1 for place in block if keys[place][0] == family)
    if same == len(block):
        return same > 1
    repeated = sum(1 for place in block if later[keys[place]][-1] >= again)
    several = same > 1 and repeated >= 0.6 * len(block)
    return several and not _is_same_list(keys, at, again)


def _is_same_list(keys: list[Key], at: int, again: int) -> bool:
    """Whether the list comes again as it was, with nothing between its entries: 案情 问题 启示."""
    length = 1
    while at + length < again and keys[at + length][:2] == (keys[at][0], length + 1):
        length += 1
    return length > 1 and keys[at : at + length] == keys[again : again + length]
