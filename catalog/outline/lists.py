"""Lines with a marker: which list they go on with, and where a new list begins."""

from .ahead import Ahead
from .families import LOOSE, inner_glyphs, openings, rank
from .path import Node, Path
from .rows import LIST_SIGNS, Row


def is_beside(row: Row, owner: Node) -> bool:
    """Entries of one Markdown list stand side by side, whatever number or word they begin with."""
    above = owner.row.marker if owner.row else None
    if above and above.is_unit and not row.marker.is_unit:
        return False
    return bool(
        above
        and above.glyph in LIST_SIGNS
        and row.marker.glyph in LIST_SIGNS
        and row.indent <= owner.indent
    )


class Lists(Path):
    """The evidence of a whole text: how families open, how bullets nest, what comes later."""

    def __init__(self, rows: list[Row]):
        super().__init__()
        self.rows = rows
        self.votes = openings(rows)
        self.last: dict[str, int] = {}
        self.ahead = Ahead(rows)
        self.inner = inner_glyphs(rows)

    def marked(self, at: int, row: Row, family: str) -> None:
        number = row.marker.number
        found = self.next_in_line(row, family, number)
        if found is None:
            found = self.sibling(row, family, number)
        if found is None:
            self.new_list(at, row, family, number)
            return
        before = self.open(found)
        if number == 1 and (before.number or 0) >= 1:
            self.again(at, row, family, found, before.number)
            return
        node = self.add(row, family, number, keep=found)
        node.before = before.number
        node.above = before.row.marker.label if before.row and before.row.marker else ""
        self.last[family] = number or 0

    def next_in_line(self, row: Row, family: str, number: int | None) -> int | None:
        """The quick answer for most rows: 3、 after 2、 where 2、 is the innermost of its kind."""
        for at in range(len(self.path) - 1, -1, -1):
            node = self.nodes[self.path[at]]
            if node.family == family:
                goes_on = number and node.number == number - 1 and node.indent == row.indent
                return at if goes_on else None
        return None

    def sibling(self, row: Row, family: str, number: int | None) -> int | None:
        """The open node whose list this row goes on with, as an index of the path."""
        opened = [self.nodes[index] for index in self.path]
        same = [at for at, node in enumerate(opened) if node.family == family]
        if number is None:
            return self.sibling_bullet(row, same)
        if row.marker.is_unit and number > 1 and not same and not self.last.get(family):
            beside = [
                at
                for at, node in enumerate(opened)
                if node.family.startswith("unit:") and node.number == number - 1
            ]
            if beside:  # 第二讲, 模块三: another word goes on counting
                return beside[0]
        going_on = [at for at in same if opened[at].number == number - 1]
        level = [at for at in going_on if opened[at].indent == row.indent]
        if level:
            return level[-1]
        if number == 1 and same and row.indent > opened[same[-1]].indent:
            return None
        if going_on:
            return going_on[-1]
        kin = self.kin(opened, family)
        near = [at for at in kin if opened[at].number == number - 1]
        if near and number > 1:
            return near[-1]
        mixed = [at for at in kin if at and 0 < opened[at - 1].counts.get(family, 0) < number]
        if mixed and not same:
            return mixed[-1]
        level = [at for at in same if opened[at].indent == row.indent]
        return (level or same or [None])[-1]

    @staticmethod
    def kin(opened: list[Node], family: str) -> list[int]:
        """Open nodes that count the same way in another dress: 1) beside 1、."""
        loose = LOOSE.get(family)
        if loose is None:
            return []
        return [
            at
            for at, node in enumerate(opened)
            if node.family != family and LOOSE.get(node.family) == loose
        ]

    def sibling_bullet(self, row: Row, same: list[int]) -> int | None:
        """Bullets go by indentation; their glyphs matter only below a colon."""
        if not same:
            return None
        level = [at for at in same if self.open(at).indent == row.indent]
        if level:
            glyph = [at for at in level if self.glyph(at) == row.marker.glyph]
            if not glyph and (
                self.owns_below(level[-1])
                or (self.glyph(level[-1]), row.marker.glyph) in self.inner
            ):
                return None
            return (glyph or level)[-1]
        if row.indent > self.open(same[-1]).indent:
            return None
        wider = [at for at in same if self.open(at).indent <= row.indent]
        return wider[-1] if wider else same[0]

    def new_list(self, at: int, row: Row, family: str, number: int | None) -> None:
        """A family that is not open begins a list below the innermost node that can own it."""
        keep = len(self.path)
        while keep and not self.can_own(keep - 1, row, family):
            keep -= 1
        counted = self.open(keep - 1).counts.get(family) if keep else None
        if counted and number == 1:
            self.again(at, row, family, keep, counted)
            return
        node = self.add(row, family, number, keep=keep)
        node.before = counted or (self.last.get(family) if number and number > 1 else None)
        if number and number > 1 and node.before is None:
            node.before = 0
        self.last[family] = number or 0

    def can_own(self, at: int, row: Row, family: str) -> bool:
        owner = self.open(at)
        if is_beside(row, owner):
            return False
        if self.owns_below(at) or owner.implied or (owner.row and owner.row.heading):
            return True
        if row.indent > owner.indent and owner.family not in ("text",):
            return True
        if owner.family == "text":
            return False
        if owner.family == "aid":
            return self.aid_owns(at, family)
        down, up = self.votes[owner.family, family], self.votes[family, owner.family]
        if owner.family in ("bullet", "dash"):
            return (
                family in ("bullet", "dash")
                and owner.family != family
                and rank(family) > rank(owner.family)
            ) or (family == "bullet" and (self.glyph(at), row.marker.glyph) in self.inner)
        if up > down:
            return False
        return not (up == down and rank(family) + 10 < rank(owner.family))

    def aid_owns(self, at: int, family: str) -> bool:
        above = self.open(at - 1).family if at else ""
        under_aid, under_above = self.votes["aid", family], self.votes[above, family]
        if rank(family) >= 70:
            return under_aid >= under_above
        return (
            under_aid > under_above
            and above != ""
            and rank(family) > 55
            and under_above == 0
            and under_aid > 1
        )

    def again(self, at: int, row: Row, family: str, found: int, counted: int) -> None:
        """A list counts from 1 again: a list inside, or one whose heading is missing."""
        outer = [self.open(index).family for index in range(found)]
        if self.ahead.goes_on(at, family, counted, outer):
            node = self.add(row, family, 1, keep=len(self.path))
        elif found and self.heading_is_missing(at, found):
            owner = self.open(found - 1)
            gap = Node(None, -1, owner.family, (owner.number or 0) + 1, owner.indent, implied=True)
            self.insert(gap, found - 1)
            node = self.add(row, family, 1, keep=found)
            node.restart = True
        else:
            node = self.add(row, family, 1, keep=found)
            node.restart, node.before = counted > 1, counted
        self.last[family] = 1

    def heading_is_missing(self, at: int, found: int) -> bool:
        """The next heading skips exactly one number: the missing one stood here."""
        owner = self.open(found - 1)
        if owner.number is None:
            return False
        following = self.ahead.next_number(at, owner.family)
        return following == owner.number + 2
