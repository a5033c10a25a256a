"""The tree while it grows: its nodes so far, and the path of nodes that are still open."""

from dataclasses import dataclass, field

from .rows import Row


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


class Path:
    """``path`` holds the indexes of the open nodes, the outermost first."""

    def __init__(self):
        self.nodes: list[Node] = []
        self.path: list[int] = []

    @property
    def top(self) -> Node | None:
        return self.nodes[self.path[-1]] if self.path else None

    def open(self, at: int) -> Node:
        return self.nodes[self.path[at]]

    def add(self, row: Row, family: str, number: int | None = None, *, keep: int) -> Node:
        """Append below path[:keep]."""
        del self.path[keep:]
        parent = self.path[-1] if self.path else -1
        node = Node(row, parent, family, number, row.indent, len(self.path) + 1, row.lines)
        if parent >= 0:
            owner = self.nodes[parent]
            if family == "aid":
                owner.aids += 1
            elif family == "text":
                owner.notes += 1
            else:
                owner.children += 1
                owner.heads += family == "head"
            if number:
                owner.counts[family] = number
        self.path.append(len(self.nodes))
        self.nodes.append(node)
        return node

    def insert(self, node: Node, keep: int) -> None:
        del self.path[keep:]
        node.parent = self.path[-1] if self.path else -1
        node.depth = len(self.path) + 1
        self.path.append(len(self.nodes))
        self.nodes.append(node)

    def glyph(self, at: int) -> str:
        return self.open(at).row.marker.glyph if self.open(at).row else ""

    def owns_below(self, at: int) -> bool:
        """A line that ends in a colon owns the list directly below it."""
        node = self.open(at)
        return at == len(self.path) - 1 and node.row is not None and ends_in_colon(node)


def ends_in_colon(node: Node) -> bool:
    text = node.more[-1] if node.more else node.row.text
    return text.endswith((":", "："))
