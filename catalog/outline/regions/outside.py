"""Rules for what stands above or below an outline that states its levels."""

import re

from catalog.outline.fences import OUTSIDE
from catalog.outline.fields import Entry
from catalog.outline.rows import Row

from .scan import Scan, Verdict

BOXED = re.compile(r"【([^【】]{1,60})】\s{0,3}(.*)", re.DOTALL)
PLACED = Verdict.PLACED


def title(scan: Scan, at: int, row: Row) -> Verdict | None:
    told = row.depth == OUTSIDE and row.heading == 1
    return scan.keep_loose(row) if told else None


def field(scan: Scan, at: int, row: Row) -> Verdict | None:
    found = BOXED.fullmatch(row.text) if row.depth == OUTSIDE else None
    if found is None:
        return None
    scan.begin([Entry(found[1], [found[2]], list(row.lines), open=not found[2])])
    return PLACED


def value(scan: Scan, at: int, row: Row) -> Verdict | None:
    """A line further right than the name of the field that is open."""
    if row.depth != OUTSIDE or scan.open is None or row.indent <= scan.open.indent:
        return None
    scan.take(row)
    return PLACED


def below(scan: Scan, at: int, row: Row) -> Verdict | None:
    return scan.put("noise", row) if row.depth == OUTSIDE else None
