"""The tree while it grows: its nodes so far, and the path of nodes that are still open."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.outline.rows import Row


@dataclass(slots=True)
class Node:
    """A row in its place; ``parent`` is an index into the nodes, -1 for the top."""

    row: Row | None
    parent: int
    family: str
    number: int | None = None
    indent: int = 0
    depth: int = 1
    lines: tuple[int, ...] = ()
    more: tuple[str, ...] = ()  # text of further lines joined to the title
    before: int | None = None  # number of the sibling above in the same list
    above: str = ""  # its label
    restart: bool = False  # counts from 1 again below a parent that already counted
    children: int = 0  # without aids and text
    aids: int = 0  # aids among the children
    notes: int = 0  # text among the children
    heads: int = 0  # lines without marker that own a list, among the children
    counts: dict[str, int] = field(default_factory=dict)  # last number of each list below
    implied: bool = False

    @property
    def label(self) -> str:
        """Its number or bullet as printed; "" without."""
        return self.row.marker.label if self.row and self.row.marker else ""


class Path:
    """``path`` holds the indexes of the open nodes, the outermost first."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.path: list[int] = []

    def __len__(self) -> int:
        return len(self.path)

    def cut(self, keep: int) -> None:
        """Close all but the outermost so many nodes."""
        del self.path[keep:]

    @property
    def top(self) -> Node | None:
        return self.nodes[self.path[-1]] if self.path else None

    def open(self, at: int) -> Node:
        return self.nodes[self.path[at]]

    def opened(self) -> list[Node]:
        return [self.nodes[index] for index in self.path]

    def families(self, keep: int) -> list[str]:
        """The families of the outermost so many open nodes."""
        return [self.nodes[index].family for index in self.path[:keep]]

    def add(self, row: Row, family: str, number: int | None = None, *, keep: int) -> Node:
        """Append below path[:keep]."""
        node = Node(row, -1, family, number, row.indent, lines=row.lines)
        self.insert(node, keep)
        if node.parent >= 0:
            owner = self.nodes[node.parent]
            is_aid = family == "aid" or row.signed
            owner.aids += is_aid
            owner.notes += family == "text"
            owner.children += not is_aid and family != "text"
            owner.heads += family == "head"
            if number:
                owner.counts[family] = number
        return node

    def insert(self, node: Node, keep: int) -> None:
        """Append a node below path[:keep] that counts for nobody."""
        self.cut(keep)
        node.parent = self.path[-1] if self.path else -1
        node.depth = len(self.path) + 1
        self.path.append(len(self.nodes))
        self.nodes.append(node)

    def graft(self, nodes: Sequence[Node], keep: int) -> None:
        """Put nodes that were built by themselves below path[:keep]; the last stays open."""
        self.cut(keep)
        base, parent = len(self.nodes), self.path[-1] if self.path else -1
        for node in nodes:
            node.depth += keep
            if node.parent >= 0:
                node.parent += base
                continue
            node.parent = parent
            if parent >= 0:
                owner = self.nodes[parent]
                owner.aids += node.family == "aid"
                owner.notes += node.family == "text"
                owner.children += node.family not in ("aid", "text")
        self.nodes += nodes
        tops = [at for at, node in enumerate(nodes) if node.depth == keep + 1]
        if tops:
            self.path.append(base + tops[0])

    def glyph(self, at: int) -> str:
        row = self.open(at).row
        return row.glyph if row else ""

    def owns_below(self, at: int) -> bool:
        """A line that ends in a colon owns the list directly below it."""
        node = self.open(at)
        return at == len(self.path) - 1 and node.row is not None and ends_in_colon(node)


def ends_in_colon(node: Node) -> bool:
    text = node.more[-1] if node.more else node.row.text if node.row else ""
    return text.endswith((":", "："))
