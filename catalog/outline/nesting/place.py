"""The place of each row: it goes to the first rule that applies, and to the top where none does."""

from collections.abc import Sequence

from catalog.outline.rows import Row
from catalog.outline.rule import Rule

from . import numbered, unnumbered
from .path import Node
from .state import Nesting


def build(rows: Sequence[Row], *, inside: bool = False) -> list[Node]:
    """The nodes of rows, in their order; ``inside`` one cell of a table."""
    nesting = Nesting(rows, inside=inside)
    for at, row in enumerate(rows):
        if at < nesting.until:
            continue
        if at and rows[at - 1].tier and not (row.tier or inside):
            nesting.path.cut(nesting.base)  # what follows a table is no part of its last line
        if not any(rule.apply(nesting, at, row) for rule in RULES):
            number = row.marker.number if row.marker else None
            nesting.path.add(row, row.family, number, keep=0)
    return nesting.path.nodes


def cell(nesting: Nesting, at: int, row: Row) -> bool:
    """Build one cell by itself below the cell it belongs to."""
    if not row.tier or nesting.inside:
        return False
    rows = nesting.rows
    if not at or (rows[at - 1].cell or (-1,))[0] != row.cell[0]:
        nesting.base = _table_place(nesting)
    ends = (to for to in range(at, len(rows)) if rows[to].cell != row.cell)
    nesting.until = next(ends, len(rows))
    keep = min(nesting.base + row.tier - 1, len(nesting.path))
    inner = rows[at : nesting.until]
    if row.told == "head" and _heads_cell(inner):
        row.role = "head"
    nesting.graft(build(inner, inside=True), keep)
    return True


def _heads_cell(inner: Sequence[Row]) -> bool:
    """Whether the first paragraph of a cell heads the others: they are numbered or deeper."""
    first, *others = inner
    return first.family == "text" and any(row.marker or row.indent > first.indent for row in others)


def _table_place(nesting: Nesting) -> int:
    """How much of the path a table stands below: headings and units, or a line above it."""
    families = nesting.path.families(len(nesting.path))
    while families and (families[-1] == "half" or not families[-1].startswith(("h", "unit:"))):
        families.pop()
    return len(families)


RULES: tuple[Rule, ...] = (
    Rule("cell", "", "", "", cell),
    Rule("title-below-unit", "", "", "", unnumbered.title_below_unit),
    Rule("head", "", "", "", unnumbered.head),
    Rule("closing-line", "", "", "", unnumbered.closing_line),
    Rule("labelled-note", "", "", "", unnumbered.labelled_note),
    Rule("indented-note", "", "", "", unnumbered.indented_note),
    Rule("note", "", "", "", unnumbered.note),
    Rule("signed-aid", "", "", "", unnumbered.signed_aid),
    Rule("aid", "", "", "", unnumbered.aid),
    Rule("heading", "", "", "", numbered.heading),
    Rule("goes-on", "", "", "", numbered.goes_on),
    Rule("begins", "", "", "", numbered.begins),
)
