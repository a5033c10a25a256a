"""Where headings and lines with a marker stand: in a list that goes on, or in a new one."""

from typing import TYPE_CHECKING

from catalog.outline.rows import Row, is_marked

from . import owners, siblings
from .path import Node
from .state import Nesting

if TYPE_CHECKING:
    from catalog.outline.rows import Marked


def heading(nesting: Nesting, at: int, row: Row) -> bool:
    """Beside the open heading of its level, or below the last one above it."""
    if not row.heading or row.family in ("text", "aid"):
        return False
    path, family = nesting.path, row.family
    keep = next((at for at, node in enumerate(path.opened()) if _ends(node, family)), len(path))
    before = path.open(keep) if keep < len(path) else None
    node = path.add(row, family, row.marker.number if row.marker else None, keep=keep)
    if before is not None and before.family == family:
        node.before = before.number
    return True


def _ends(node: Node, family: str) -> bool:
    """Whether a heading of this level closes the node."""
    wider = node.family.startswith("h") and node.family != "half" and node.family < family
    return not wider


def again_in_table(nesting: Nesting, at: int, row: Row) -> bool:
    """Day 1 | …, Day 1 | …: lines of a typed table that say the same day stand side by side."""
    if row.marker is None or not row.cells:
        return False
    opened = nesting.path.opened()
    same = [
        index
        for index, node in enumerate(opened)
        if node.family == row.family and node.number == row.marker.number
        if node.row is not None and node.row.cells
    ]
    if not same:
        return False
    nesting.path.add(row, row.family, row.marker.number, keep=same[-1])
    return True


def goes_on(nesting: Nesting, at: int, row: Row) -> bool:
    """A line goes on with a list that is open."""
    if not is_marked(row) or row.family in ("text", "aid"):
        return False
    family, number = row.family, row.marker.number
    found = siblings.find(nesting, at, row)
    if found is None:
        return False
    before = nesting.path.open(found)
    if number == 1 and (before.number or 0) >= 1:
        again(nesting, at, row, found, before.number or 0)
        return True
    node = nesting.path.add(row, family, number, keep=found)
    node.before = before.number
    node.above = before.row.marker.label if before.row and before.row.marker else ""
    nesting.last[family] = number or 0
    return True


def begins(nesting: Nesting, at: int, row: Row) -> bool:
    """A family that is not open begins a list below the innermost node that can own it."""
    if not is_marked(row) or row.family in ("text", "aid"):
        return False
    path, family, number = nesting.path, row.family, row.marker.number
    keep = _below_owner(nesting, row)
    counted = path.open(keep - 1).counts.get(family) if keep else None
    if counted and number == 1:
        again(nesting, at, row, keep, counted)
        return True
    node = path.add(row, family, number, keep=keep)
    late = nesting.last.get(family, 0) if number and number > 1 else None
    node.before = counted or late
    nesting.last[family] = number or 0
    return True


def _below_owner(nesting: Nesting, row: "Marked") -> int:
    """How much of the path is left down to the innermost node that can own the row."""
    keep = len(nesting.path)
    while keep and not owners.can_own(nesting, keep - 1, row):
        keep -= 1
    return keep


def again(nesting: Nesting, at: int, row: Row, found: int, counted: int) -> None:
    """A list counts from 1 again: a list inside, or one whose heading is missing."""
    path, family = nesting.path, row.family
    if nesting.lookahead.goes_on(at, family, counted, path.families(found)):
        path.add(row, family, 1, keep=len(path))
    elif found and _heading_is_missing(nesting, at, found):
        owner = path.open(found - 1)
        gap = Node(None, -1, owner.family, (owner.number or 0) + 1, owner.indent, implied=True)
        path.insert(gap, found - 1)
        path.add(row, family, 1, keep=found).restart = True
    else:
        node = path.add(row, family, 1, keep=found)
        node.restart, node.before = counted > 1, counted
    nesting.last[family] = 1


def _heading_is_missing(nesting: Nesting, at: int, found: int) -> bool:
    """The next heading skips exactly one number: the missing one stood here."""
    owner = nesting.path.open(found - 1)
    if owner.number is None:
        return False
    return nesting.lookahead.next_number(at, owner.family) == owner.number + 2
