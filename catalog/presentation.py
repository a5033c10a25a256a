"""A flat outline as the nested lists a page shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    item: object
    children: list["Node"] = field(default_factory=list)


def nested(items: Iterable) -> list[Node]:
    """The top nodes; each item hangs below the nearest one above it with a smaller depth."""
    top: list[Node] = []
    path: list[Node] = []
    for item in items:
        while path and path[-1].item.depth >= item.depth:
            path.pop()
        node = Node(item)
        (path[-1].children if path else top).append(node)
        path.append(node)
    return top


def counts(items: Iterable) -> dict[str, int]:
    """How many items of each kind that has words."""
    return dict(Counter(item.kind for item in items if not item.implied))
