"""The state of the nesting pass: the tree while it grows, and what the whole text tells."""

from collections.abc import Sequence

from catalog.outline.families import rank
from catalog.outline.rows import Row

from .evidence import entries, inner_glyphs, openings
from .lookahead import Lookahead
from .path import Node, Path


class Nesting:
    def __init__(self, rows: Sequence[Row], *, inside: bool = False):
        self.rows = rows
        self.path = Path()
        self.votes = openings(rows)
        self.lookahead = Lookahead(rows)
        self.inner = inner_glyphs(rows)
        self.entries = entries(rows)
        self.last: dict[str, int] = {}  # the last number of each family
        self.inside = inside  # these rows are one cell of a table
        self.until = 0  # rows before this one are placed
        self.base = 0  # how much of the path the open table stands below

    def mostly_own(self, family: str) -> bool:
        """Whether half of the lines of a family, and two at least, have lists below them."""
        owning = sum(
            count
            for (upper, lower), count in self.votes.items()
            if upper == family and lower != "aid" and rank(lower) > rank(upper)
        )
        return owning > 1 and owning * 2 >= self.lookahead.count(family)

    def graft(self, nodes: Sequence[Node], keep: int) -> None:
        """Put nodes that were built by themselves below path[:keep]."""
        for node in nodes:
            if node.parent < 0 and node.number and node.number > 1 and not node.implied:
                node.before = self.last.get(node.family)
            self.last[node.family] = node.number or 0
        self.path.graft(nodes, keep)
