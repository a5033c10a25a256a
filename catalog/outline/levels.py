"""What a level of numbers is for: whether it divides an outline or lists its points.

Lines that one family counts at one depth are all of one kind, whatever stands below a single one
of them: 三、 without points is a section beside 一、 and 二、, and 2. with two bullets stays a
point in a text whose other numbers have none. So do bullets, but one above no others is a point.
Units own their lines of text as well, and one that owns some is a section in any company.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .families import LOOSE, Family, Kin, rank
from .nesting import Node
from .rows import Row

SUBSECTION = "dec2"  # 1.1 is numbered as a part of 1
LISTED = Family.BULLET.code  # bullets of any sign, and entries of lists without labels
SIGNS = (Family.BULLET.code, Family.DASH.code)
DIVIDING = Family.CHINESE_BRACKETED.rank  # the numbers that divide by official rules of writing
CUSTOMARY = 2  # how deep they divide in any case

Level = tuple[str, int]  # what counts, at what depth


class Levels(NamedTuple):
    """What the whole text tells of its levels."""

    dividing: frozenset[Level]  # of sections
    leading: frozenset[Level]  # at the top, of parts that decimals go on from: 1 above 1.1

    def divides(self, node: Node) -> bool:
        """Whether a node is a section: by its level, or by itself where nothing counts it."""
        level = level_of(node)
        if level is None or (level in self.dividing and level[0] == LISTED):
            return bool(node.children)  # a bullet above none is a point among any others
        return level in self.dividing or (_is_part(node) and _owns(node))

    def leads(self, node: Node) -> bool:
        return level_of(node) in self.leading


def read(nodes: Sequence[Node]) -> Levels:
    total: Counter[Level] = Counter()
    owning: Counter[Level] = Counter()
    leading = set()
    for node in nodes:
        level = level_of(node)
        if level:
            total[level] += 1
            owning[level] += _owns(node)
        if node.family == SUBSECTION and node.depth == 2:
            leading.add(level_of(nodes[node.parent]))
    dividing = frozenset(level for level in owning if _divides(level, owning[level], total[level]))
    return Levels(dividing, frozenset(level for level in leading if level and level[0][:2] == "ar"))


def level_of(node: Node) -> Level | None:
    """Which level counts this line; None for units, headings and lines that stand by themselves."""
    row = node.row
    if row is None or row.heading or row.cell:
        return None
    if row.unit:
        return node.family, node.depth
    if node.number is not None and not row.unprinted:
        return LOOSE.get(node.family, node.family), node.depth
    return (LISTED, node.depth) if _is_listed(row) else None


def _owns(node: Node) -> bool:
    """Whether others stand below a line; text makes a list of points no level of sections."""
    return bool(node.children or (node.notes and _is_part(node)))


def _is_part(node: Node) -> bool:
    """Whether a line is a unit that is none of the steps inside a point."""
    unit = node.row.unit if node.row else None
    return unit is not None and rank(unit.family) <= Kin.UNIT.rank


def _is_listed(row: Row) -> bool:
    """Whether a line is an entry of a list whose numbers, if any, nobody sees."""
    if row.told == "note":
        return False
    marked = row.marker is not None and (row.unprinted or row.family in SIGNS)
    return bool(marked or row.depth)


def _divides(level: Level, owning: int, total: int) -> bool:
    """Half of a level must own others; of 一、, which divides by custom, a single one.

    By custom they divide parts and what stands below these; further in they list points as well.
    """
    family, depth = level
    if rank(family) == Kin.UNIT.rank:
        return owning * 2 > total
    if depth <= CUSTOMARY and family != SUBSECTION and rank(family) <= DIVIDING:
        return owning > 0
    return owning * 2 >= total
