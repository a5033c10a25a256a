"""Third pass: a list of rows divided into title, header fields, outline, and what is neither.

The header ends at an outline heading such as 课程大纲 or at the first structured row that no
field owns; after the last structured row a contact or a schedule begins the footer.
"""

from collections.abc import Sequence

from catalog.outline.field_names import is_known
from catalog.outline.rows import Row

from . import header, inside
from .facts import is_structured
from .scan import Regions, Scan
from .titles import choose


def divide(rows: Sequence[Row]) -> Regions:
    """Sort every row into exactly one region; ``body`` keeps reading order."""
    found = _divided(rows, lists_are_values=True)
    if not found.body and sum(map(is_structured, rows)) > 1:
        # What states structure is an outline, whatever its words: no field takes a list.
        found = _divided(rows, lists_are_values=False)
    if _swallowed(found):
        return _divided(rows, lists_are_values=True, unknown_names=False)
    return found


def _swallowed(found: Regions) -> bool:
    """Whether names that no course header uses have taken the lines of the outline."""
    if any(map(is_structured, found.body)):
        return False
    unknown = [entry for entry in found.fields if not is_known(entry.name)]
    below = sum(len(entry.lines) - 1 for entry in unknown)
    return len(unknown) > 1 and below > len(found.body)


def _divided(rows: Sequence[Row], *, lists_are_values: bool, unknown_names: bool = True) -> Regions:
    scan = Scan(rows, lists_are_values, unknown_names)
    start = header.read(scan)
    choose(scan)
    inside.read(scan, start)
    return scan.found


__all__ = ["Regions", "divide"]
