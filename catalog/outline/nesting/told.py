"""Rows whose place needs no rule: the source tells the depth, or indentation alone orders them."""

from collections.abc import Sequence
from itertools import pairwise

from catalog.outline.extras import is_sentence
from catalog.outline.rows import Row

from .path import Node, Path


def only_indented(rows: Sequence[Row]) -> bool:
    """Whether indentation alone orders these rows: no numbers, no headings, several indents."""
    indents = {row.indent for row in rows}
    plain = [row for row in rows if row.family == "text"]
    if len(indents) < 2 or len(plain) * 3 < len(rows) * 2 or rows[0].indent > min(indents):
        return False
    if any(row.heading or row.cells or row.tier or row.mark for row in rows):
        return False
    if any(row.marker and (row.marker.number is not None or row.marker.is_unit) for row in rows):
        return False
    tops = sum(1 for row in rows if row.indent == min(indents))
    deeper = sum(1 for above, row in pairwise(rows) if row.indent > above.indent)
    return tops > 1 and deeper > 1 and not any(is_sentence(row.text) for row in plain if row.strong)


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
    """Nodes of rows whose source tells the depth of each."""
    path = Path()
    depths: list[int] = []
    for row in rows:
        keep = next((at for at, depth in enumerate(depths) if depth >= row.depth), len(depths))
        del depths[keep:]
        family = row.family
        family = "told" if family == "text" and row.role != "note" else family
        before = path.open(keep - 1).counts.get(family) if keep else None
        number = row.marker.number if row.marker else None
        path.add(row, family, number, keep=keep).before = before
        depths.append(row.depth)
    return path.nodes
