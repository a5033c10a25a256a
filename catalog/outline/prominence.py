"""Looks that make a line a heading where no style does: large, bold, a block of its own.

A look counts when several lines share it and other lines stand below them; typed numbers
of several kinds within one look decide for themselves.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .extras import is_contact, is_noise, is_sentence
from .field_names import is_outline_heading
from .fields import names_field
from .rows import Row

LONGEST_HEADING = 70
Look = tuple[int, bool]  # size in half points, bold


def promote(rows: list[Row]) -> None:
    """Give ``heading`` to the rows whose look makes them headings, below all stated ones."""
    deepest = max((row.heading or 0 for row in rows), default=0)
    by_look = _looks(rows)
    for level, members in enumerate(by_look, deepest + 1):
        for row in members:
            row.heading = min(level, 9)
            row.promoted = True
    if not (deepest or by_look):
        for row in _alone(rows):
            row.heading = 1
            row.promoted = True


def _may_be(row: Row) -> bool:
    if len(row.text) > LONGEST_HEADING or is_sentence(row.text) or _is_stated(row):
        return False
    if row.marker and row.marker.number is None:
        return False
    return not (row.cell and row.marker is None)


def _is_stated(row: Row) -> bool:
    """Whether the source says otherwise what the row is, or where it stands."""
    if row.heading or row.cells or row.rule or row.aid or row.mark or row.titled:
        return True
    return row.depth is not None or row.level is not None


def _looks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each look that makes headings, the widest look first."""
    body = _body(rows)
    classes: dict[Look, list[Row]] = {}
    for row in rows:
        look = (row.size, row.strong)
        larger = look > body and row.size >= body[0]
        if larger and _may_be(row) and not _is_inline(row, body):
            classes.setdefault(look, []).append(row)
    found = []
    for look in sorted(classes, reverse=True):
        members = _without_title(classes[look], rows)
        if _makes_headings(members, look, rows):
            found.append(members)
    return found


def _body(rows: Sequence[Row]) -> Look:
    """The look of most rows that are no headings."""
    looks = Counter((row.size, row.strong) for row in rows if not (row.heading or row.rule))
    return max(looks, key=lambda look: (looks[look], not look[1]), default=(0, False))


def _is_inline(row: Row, body: Look) -> bool:
    """名：值 in bold is a field or a remark, no heading; larger letters as well tell it is none."""
    at = max(row.text.find(":"), row.text.find("："))
    if row.strong and row.size > body[0] > 0 and at > 0 and not names_field(row.text):
        return is_contact(row) or is_noise(row)
    return (0 < at < len(row.text) - 1 and row.marker is None) or is_contact(row) or is_noise(row)


def _without_title(members: list[Row], rows: Sequence[Row]) -> list[Row]:
    """The first line of all is the title, whatever it shares its look with."""
    return members[1:] if members and members[0] is rows[0] and not members[0].marker else members


def _makes_headings(members: list[Row], look: Look, rows: Sequence[Row]) -> bool:
    if len(members) < 2:
        return bool(members) and _is_alone_above_list(members[0], look, rows)
    families = {row.marker.family for row in members if row.marker}
    if len(families) > 1 or (families and _is_mixed(members)):
        return False
    places = set(map(id, members))
    if not _has_units(places, rows):
        return False
    above = sum(1 for row, below in pairwise(rows) if id(row) in places and id(below) not in places)
    return above * 2 >= len(members)


def _is_alone_above_list(row: Row, look: Look, rows: Sequence[Row]) -> bool:
    """Whether the only large and bold line below the title and its fields heads a list."""
    at = next(at for at, other in enumerate(rows) if other is row)
    if at < 2 or at + 1 == len(rows) or not row.plain or names_field(row.text):
        return False
    above, below = rows[at - 1], rows[at + 1]
    larger = look[1] and look[0] > max(above.size, below.size)
    return larger and not below.strong and below.marker is not None


def _has_units(places: set[int], rows: Sequence[Row]) -> bool:
    """Whether all units have this look, if any of them is no heading already."""
    units = [row for row in rows if row.marker and row.marker.is_top_unit]
    return all(row.heading for row in units) or all(id(row) in places for row in units)


def _is_mixed(members: list[Row]) -> bool:
    """Numbered and bare rows in one look, and the bare ones are no names of fields."""
    bare = [row for row in members if not row.marker]
    return any(not (names_field(row.text) or is_outline_heading(row)) for row in bare)


def _alone(rows: Sequence[Row]) -> list[Row]:
    """Lines that stand between blank lines above blocks of several lines."""
    if any(row.number or row.unit or row.indent != rows[0].indent for row in rows):
        return []
    blocks = _blocks(rows)
    found = [block[0] for block, below in pairwise(blocks) if _heads_block(block, below)]
    whole = sum(1 for block in blocks if len(block) > 1)
    return found if len(found) >= 2 and len(found) * 2 > whole else []


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows between blank lines."""
    blocks: list[list[Row]] = []
    for row in rows:
        if row.gap or not blocks:
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _heads_block(block: list[Row], below: list[Row]) -> bool:
    """Whether a block of one line stands above a whole one, and neither is a field."""
    if len(block) > 1 or len(below) < 2:
        return False
    row = block[0]
    if not (row.plain and _may_be(row)) or row.text.endswith((":", "：")):
        return False
    return not any(names_field(other.text) for other in below)
