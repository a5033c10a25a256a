"""Lines that belong together: wrapped, in two languages, a blank more or less indented."""

import re
from dataclasses import replace

from catalog.outline.extras import has_contact_label
from catalog.outline.fields import names_field
from catalog.outline.rows import Row

OPENING = "，,、（(“《「『"
JOINING = "与或和及"  # of which the last two end words of their own: 温和, 普及
CLOSING = "，。、；：）》”」』！？,;)"
PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"))
ENDS = "。！？；：.!?;:…”"
SHORT = 8  # characters: 温故与 may be a title
MARGIN = 40  # columns; a page is wider
WIDE = re.compile("[\u2e80-\U0010ffff]")
CHINESE = re.compile("[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3}")


def level_indents(rows: list[Row]) -> None:
    """One blank more or less is no level of its own: indents a column apart become one."""
    start, levels, columns = -2, {}, _columns_of_aids(rows)
    for indent in sorted({row.indent for row in rows}):
        if indent - start > 1 or indent in columns:
            start = indent
        levels[indent] = start
    if any(indent != level for indent, level in levels.items()):
        for row in rows:
            row.indent = levels[row.indent]


def _columns_of_aids(rows: list[Row]) -> set[int]:
    """Further right than other aids nothing but aids: whoever did so means the point above."""
    aids = {row.indent for row in rows if row.aid}
    if len(aids) < 2:
        return set()
    return aids - {min(aids)} - {row.indent for row in rows if not row.aid}


def bilingual_lines(rows: list[Row]) -> list[Row]:
    """單元一 投訴 / Unit 1 Complaints: lines that alternate in two scripts say the same twice."""
    pairs = [at for at in range(len(rows) - 1) if _is_translation(rows[at], rows[at + 1])]
    wide = sum(1 for row in rows if _is_wide(row.text))
    if len(pairs) < 4 or len(pairs) * 5 < wide * 3:
        return rows
    return _with_joined(rows, {at + 1 for at in pairs})


def _is_wide(text: str) -> bool:
    return not text.isascii() and CHINESE.search(text) is not None


def _is_translation(row: Row, below: Row) -> bool:
    """Whether the line below has no Chinese, no place of its own, and stands directly below."""
    if below.gap or below.raw or _are_ordered(row, below):
        return False
    if not _is_wide(row.text) or _is_wide(below.text) or not LATIN.search(below.text):
        return False
    if below.marker is None:
        return below.plain and not below.aid
    return bool(row.marker and below.marker.number == row.marker.number)


def _are_ordered(row: Row, below: Row) -> bool:
    """Whether what the source states of two lines keeps them apart."""
    placed = any(one.cells or one.rule or one.depth for one in (row, below))
    return placed or row.cell != below.cell


def unwrap(rows: list[Row]) -> list[Row]:
    """Join a line to the one above when that one stops in mid-sentence."""
    out: list[Row] = []
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else None
        if out and (_goes_on(out[-1], row) or _hangs(out[-1], row, below)):
            _join(out[-1], row)
        else:
            out.append(row)
    return out


def _hangs(above: Row, row: Row, below: Row | None) -> bool:
    """Whether a single line in small letters stands below the words of a number, not the number."""
    if not _is_loose(row) or _stands_apart(above, row) or not above.number:
        return False
    words = above.title
    if row.indent <= above.indent or not row.text[:1].islower() or not words[:1].isupper():
        return False
    alone = below is None or below.indent < row.indent
    return alone and words[-1:].isalnum() and words.count(" ") > 1


def full_lines(rows: list[Row]) -> list[Row]:
    """Where a page cuts lines off at its margin, what follows a full line belongs to it."""
    widths = [columns(row) if len(row.lines) == 1 else 0 for row in rows]
    margin = max(widths, default=0)
    if margin < MARGIN:
        return rows
    full = [at for at, width in enumerate(widths) if width >= margin - 4]
    cut = [at + 1 for at in full if at + 1 < len(rows) and _may_follow(rows[at], rows[at + 1])]
    if len(cut) < 2 or len(cut) * 3 < len(full) * 2:
        return rows
    return _with_joined(rows, set(cut))


def _with_joined(rows: list[Row], places: set[int]) -> list[Row]:
    """The rows, those at the places joined to the one above."""
    out: list[Row] = []
    for at, row in enumerate(rows):
        if at in places and out:
            _join(out[-1], row)
        else:
            out.append(row)
    return out


def columns(row: Row) -> int:
    """How wide a line is: characters of Chinese and Japanese count twice."""
    text = row.text
    return row.indent + len(text) + (0 if text.isascii() else len(WIDE.findall(text)))


def _may_follow(above: Row, row: Row) -> bool:
    """Whether a line without a place of its own may go on with the full one above it."""
    if not (above.marker or above.aid or names_field(above.text)):
        return False  # where nothing is numbered, each line is one
    if not _is_loose(row) or row.size or row.cell or _stands_apart(above, row):
        return False
    if names_field(row.text) or has_contact_label(row):
        return False  # a field or an address of its own
    return above.text[-1:] not in ENDS


def _is_loose(row: Row) -> bool:
    """Whether nothing gives a line a place of its own."""
    if row.marker or not row.plain or row.depth:
        return False
    return not (row.gap or row.cells or row.strong or row.rule)


def _stands_apart(above: Row, row: Row) -> bool:
    """Whether what the source states separates two lines."""
    shared = above.shared or row.shared
    return bool(shared or above.cells or above.rule or above.heading or row.cell != above.cell)


def _goes_on(above: Row, row: Row) -> bool:
    if not _is_loose(row) or _stands_apart(above, row):
        return False
    last, first = above.text[-1:], row.text[:1]
    if last in OPENING or first in CLOSING or _is_joined(above, row):
        return True
    if _is_small(first) and last.isalnum() and last.isascii():
        return _is_long(above) and row.indent >= above.indent
    return len(above.text) > 16 and any(_is_open(above, row, *pair) for pair in PAIRS)


def _is_joined(above: Row, row: Row) -> bool:
    """Whether the line above, no mere word, ends in 与: what it joins stands in this one."""
    if above.text[-1:] not in JOINING or len(above.text) <= SHORT:
        return False
    return above.text[-1] in JOINING[:2] or row.indent > above.indent


def _is_long(row: Row) -> bool:
    """Whether a line of Latin letters is as long as one that was wrapped."""
    told = row.marker or row.aid or ":" in row.text
    return len(row.text) > (30 if told else 40)


def _is_small(letter: str) -> bool:
    return letter.islower() and letter.isascii()


def _is_open(above: Row, row: Row, left: str, right: str) -> bool:
    """Whether a bracket that one line opens is closed by the next."""
    opened = above.text.count(left) > above.text.count(right)
    return opened and row.text.count(right) > row.text.count(left)


def _join(above: Row, row: Row) -> None:
    above.lines += row.lines
    if above.marker:
        above.marker = replace(above.marker, rest=f"{above.marker.rest} {row.text}")
    if above.aid:
        above.aid = replace(above.aid, rest=f"{above.aid.rest} {row.text}")
    above.text = f"{above.text} {row.text}"
