"""Depth without fixed levels: a family of markers stands where it first appears on the open path.

Evidence, strongest first: heading levels, numbering that goes on, indentation within one family,
a line that ends in a colon, and how often one family opens directly under another.
"""

from itertools import pairwise

from .extras import is_sentence
from .families import rank
from .lists import Lists
from .path import Node, Path
from .rows import Row


class Builder(Lists):
    """Places rows one by one."""

    inside = False  # one cell of a table
    base = 0

    def build(self) -> list[Node]:
        until = 0
        for at, row in enumerate(self.rows):
            family = row.family
            if at < until:
                continue
            if row.tier and not self.inside:
                until = self.cell(at)
                continue
            if at and self.rows[at - 1].tier and not self.inside:
                del self.path[self.base :]  # what follows a table is no part of its last line
            if family == "text":
                self.text(at, row)
            elif family == "aid":
                self.aid(at, row)
            elif row.heading:
                self.heading(at, row, family)
            else:
                self.marked(at, row, family)
        return self.nodes

    # ------------------------------------------------------------ cells of tables

    def cell(self, at: int) -> int:
        """Build one cell by itself below the cell it belongs to; the index of the row after it."""
        first = self.rows[at]
        if not at or (self.rows[at - 1].cell or (-1,))[0] != first.cell[0]:
            self.base = self.table_place()
        end = next(
            (to for to in range(at, len(self.rows)) if self.rows[to].cell != first.cell),
            len(self.rows),
        )
        keep = min(self.base + first.tier - 1, len(self.path))
        inner = self.rows[at:end]
        if first.told == "head" and self.heads_cell(inner):
            first.role = "head"
        builder = type(self)(inner)
        builder.inside = True
        self.graft(builder.build(), keep)
        return end

    @staticmethod
    def heads_cell(inner: list[Row]) -> bool:
        """Whether the first paragraph of a cell heads the others: they are numbered or deeper."""
        first, *others = inner
        return first.family == "text" and any(
            row.marker or row.indent > first.indent for row in others
        )

    def table_place(self) -> int:
        """How much of the path a table stands below: headings and units, or a line above it."""
        keep = len(self.path)
        while keep and not (
            self.open(keep - 1).family.startswith(("h", "unit:", "head"))
            and self.open(keep - 1).family != "half"
        ):
            keep -= 1
        return keep

    def graft(self, nodes: list[Node], keep: int) -> None:
        """Put nodes that were built by themselves below path[:keep]; the last stays open."""
        del self.path[keep:]
        base, parent = len(self.nodes), self.path[-1] if self.path else -1
        for node in nodes:
            node.depth += keep
            if node.parent < 0 and node.number and node.number > 1 and not node.implied:
                node.before = self.last.get(node.family)
            self.last[node.family] = node.number or 0
            if node.parent < 0 and parent >= 0:
                owner = self.nodes[parent]
                owner.aids += node.family == "aid"
                owner.notes += node.family == "text"
                owner.children += node.family not in ("aid", "text")
            node.parent = parent if node.parent < 0 else node.parent + base
        self.nodes += nodes
        tops = [at for at, node in enumerate(nodes) if node.depth == keep + 1]
        if tops:
            self.path.append(base + tops[0])

    # ------------------------------------------------------------ headings

    def heading(self, at: int, row: Row, family: str) -> None:
        keep = next(
            (
                index
                for index in range(len(self.path))
                if not self.open(index).family.startswith("h")
                or self.open(index).family == "half"
                or self.open(index).family >= family
            ),
            len(self.path),
        )
        before = self.open(keep) if keep < len(self.path) else None
        node = self.add(row, family, row.marker.number if row.marker else None, keep=keep)
        if before is not None and before.family == family:
            node.before = before.number

    # ------------------------------------------------------------ aids

    def aid(self, at: int, row: Row) -> None:
        """An aid belongs to the point above it when another point follows, else to the section."""
        keep = len(self.path)
        if row.signed and any(self.open(at).family in ("bullet", "dash") for at in range(keep)):
            while keep and self.open(keep - 1).indent >= row.indent and self.may_close(keep - 1):
                keep -= 1
            self.add(row, "aid", None, keep=keep)
            return
        while (keep and self.open(keep - 1).family in ("aid", "text")) or (
            keep and self.open(keep - 1).parent >= 0 and self.inside_aid(keep - 1)
        ):
            keep -= 1
        deeper = keep and row.indent > self.open(keep - 1).indent
        if keep > 1 and not deeper and not self.stays_with_point(at, keep - 1):
            keep -= 1
        self.add(row, "aid", None, keep=keep)

    def inside_aid(self, at: int) -> bool:
        return any(self.open(index).family == "aid" for index in range(at))

    def stays_with_point(self, at: int, keep: int) -> bool:
        point = self.open(keep)
        if point.row is not None and (point.row.heading or rank(point.family) <= 30):
            return True
        if point.aids or self.ahead.list_goes_on(
            at, point, [self.open(i).family for i in range(keep)]
        ):
            return True
        mine = self.path[keep]
        rest = [
            node
            for node in self.nodes[self.path[keep - 1] + 1 : mine]
            if node.parent == point.parent and node.family == point.family
        ]
        return all(node.aids for node in rest)

    # ------------------------------------------------------------ text

    def text(self, at: int, row: Row) -> None:
        top = self.top
        if top is not None and self.joins(at, row, top):
            top.lines += tuple(number for number in row.lines if number not in top.lines)
            top.more += (row.text,)
            return
        if row.role == "head":
            self.add(row, "head", None, keep=self.head_place(at, row))
            return
        self.add(row, "text", None, keep=0 if row.role == "close" else self.text_place(row))

    def text_place(self, row: Row) -> int:
        """A note belongs to the line above it, but to the owner of a list of bullets."""
        keep = len(self.path)
        if row.labelled and any(
            self.open(at).row and self.open(at).row.promoted for at in range(keep)
        ):
            while not (self.open(keep - 1).row and self.open(keep - 1).row.promoted):
                keep -= 1
            return keep - 1
        if row.nested:
            while keep and self.open(keep - 1).indent >= row.indent and self.may_close(keep - 1):
                keep -= 1
            return keep
        while (
            keep
            and self.open(keep - 1).family == "text"
            and not (row.nested and row.indent > self.open(keep - 1).indent)
        ):
            keep -= 1
        while (
            keep
            and self.open(keep - 1).family in ("bullet", "dash")
            and (row.indent <= self.open(keep - 1).indent)
        ):
            keep -= 1
        return keep

    def may_close(self, at: int) -> bool:
        """Indentation closes lists and lines of text, not what a heading or a unit owns."""
        family = self.open(at).family
        return family in ("text", "bullet", "dash", "aid")

    def head_place(self, at: int, row: Row) -> int:
        """Beside the open head, or where the list below it would otherwise stand."""
        below = self.rows[at + 1].family if at + 1 < len(self.rows) else "text"
        open_at = range(len(self.path) - 1, -1, -1)
        for index in open_at:
            if self.open(index).family == "head" and self.open(index).indent == row.indent:
                return index
        for index in open_at:
            if self.open(index).family == below and below not in ("text", "aid"):
                return index
        keep = len(self.path)
        while keep and self.open(keep - 1).family in ("text", "bullet", "dash", "aid"):
            keep -= 1
        return keep

    def joins(self, at: int, row: Row, top: Node) -> bool:
        """The title of a unit may stand on the line below its number."""
        if top.row is None or top.more or self.rows[at - 1] is not top.row:
            return False
        bare = not top.row.title and top.row.marker is not None and bool(top.row.marker.label)
        if bare and top.family.startswith("step:") and not row.gap:
            return row.role != "head"
        if not top.family.startswith("unit:") or row.role == "head":
            return False
        title = top.row.title
        return not title or (title[0] in "（(" and title[-1] in "）)")


def only_indented(rows: list[Row]) -> bool:
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


def by_indentation(rows: list[Row]) -> list[Node]:
    """Nodes of rows that only their indentation orders."""
    open_indents: list[int] = []
    for row in rows:
        while open_indents and open_indents[-1] >= row.indent:
            open_indents.pop()
        open_indents.append(row.indent)
        row.depth = len(open_indents)
    return placed(rows)


def placed(rows: list[Row]) -> list[Node]:
    """Nodes of rows whose source tells the depth of each."""
    path, depths = Path(), []
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
