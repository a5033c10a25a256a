"""Rows whose place needs no rule: the source tells the depth, or indentation alone orders them."""

from collections.abc import Sequence
from itertools import pairwise

from catalog.outline.extras import is_sentence
from catalog.outline.rows import Row

from .path import Node, Path


def only_indented(rows: Sequence[Row]) -> bool:
    """Whether indentation alone orders these rows: no numbers, no headings, several indents."""
    plain = [row for row in rows if row.family == "text"]
    if not rows or len(plain) * 3 < len(rows) * 2 or any(map(_is_ordered, rows)):
        return False
    if any(row.strong and is_sentence(row.text) for row in plain):
        return False
    return _has_levels(rows)


def _has_levels(rows: Sequence[Row]) -> bool:
    """Whether the first line and others stand at the margin, and several begin a level inside."""
    margin = min(row.indent for row in rows)
    tops = sum(1 for row in rows if row.indent == margin)
    deeper = sum(1 for above, row in pairwise(rows) if row.indent > above.indent)
    return rows[0].indent == margin and tops > 1 and deeper > 1


def _is_ordered(row: Row) -> bool:
    """Whether something else than its indentation gives a row its place."""
    if row.heading or row.cells or row.tier or row.mark:
        return True
    return row.marker is not None and (row.marker.number is not None or row.marker.is_unit)


def by_indentation(rows: Sequence[Row]) -> list[Node]:
    """Nodes of rows that only their indentation orders."""
    open_indents: list[int] = []
    for row in rows:
        while open_indents and open_indents[-1] >= row.indent:
            open_indents.pop()
        open_indents.append(row.indent)
        row.depth = len(open_indents)
    return placed(rows)


def placed(rows: Sequence[Row]) -> list[Node]:
    """Nodes of rows whose source tells the depth of each; one without stands beside that above."""
    path = Path()
    depths: list[int] = []
    for row in rows:
        own = row.depth or (depths[-1] if depths else 1)
        keep = next((at for at, depth in enumerate(depths) if depth >= own), len(depths))
        del depths[keep:]
        family = row.family
        family = "told" if family == "text" and row.role != "note" else family
        before = path.open(keep - 1).counts.get(family) if keep else None
        number = row.marker.number if row.marker else None
        path.add(row, family, number, keep=keep).before = before
        depths.append(own)
    return path.nodes
