"""The share of nodes right: a tree beside an annotated one, by the importer's contract.

A node is right when an item starts at its line, takes the same lines, and has an accepted kind and
an accepted parent: the nearest item above with a smaller depth.
"""

from collections import Counter
from collections.abc import Sequence

TOP, IMPLIED = "top", "implied"


def share(wanted: dict, got: dict) -> float:
    """From 0 to 1; 1 for an outline without nodes."""
    answer = Answer(wanted, got)
    nodes = [at for at, item in enumerate(wanted["items"]) if item["lines"]]
    return sum(map(answer.is_right, nodes)) / len(nodes) if nodes else 1.0


class Answer:
    """``places`` names items by their first line, and by their words where lines are shared."""

    def __init__(self, wanted: dict, got: dict):
        self.wanted, self.got = wanted["items"], got["items"]
        named = Counter(
            line
            for entry in (*wanted["fields"], *wanted["items"], *wanted["extras"])
            for line in set(entry["lines"])
        )
        self.shared = {line for line, count in named.items() if count > 1}
        self.above, self.parents = _parents(self.wanted), _parents(self.got)
        self.places: dict[str, int] = {}
        for at, item in enumerate(self.got):
            self.places.setdefault(self.place(item), at)
        self.held = {
            "extra": {line for entry in got["extras"] for line in entry["lines"]},
            "field": {line for entry in got["fields"] for line in entry["lines"]},
            "joined": {line for entry in got["items"] for line in entry["lines"]},
        }
        self.warned = {entry["line"] for entry in got["warnings"]}

    def place(self, item: dict | None) -> str:
        if item is None:
            return TOP
        if not item["lines"]:
            return IMPLIED
        first = min(item["lines"])
        words = _letters(item["label"] + item["title"]) if first in self.shared else ""
        return f"{first} {words}"

    def is_right(self, at: int) -> bool:
        item = self.wanted[at]
        found = self.places.get(self.place(item))
        if found is None:
            return self.is_elsewhere(at)
        answer = self.got[found]
        lines = [set(item["lines"]), *map(set, item.get("alt_lines", []))]
        kinds = {item["kind"], *item.get("alt_kinds", [])}
        parent = self.parents[found]
        return (
            set(answer["lines"]) in lines
            and answer["kind"] in kinds
            and self.accepts(at, None if parent is None else self.got[parent])
        )

    def is_elsewhere(self, at: int) -> bool:
        """Whether the line may be something else, and is."""
        item = self.wanted[at]
        if self.place(item) in self.places:
            return False
        return any(self.held[other].issuperset(item["lines"]) for other in item.get("alt_as", []))

    def accepts(self, at: int, parent: dict | None) -> bool:
        above = self.above[at]
        while above is not None and self.wanted[above]["lines"] and self.is_elsewhere(above):
            above = self.above[above]  # its heading became an extra: the next one up counts
        place = self.place(parent)
        if place == self.place(None if above is None else self.wanted[above]):
            return True
        return any(self.is_other(one, parent, place) for one in self.wanted[at].get("alt", []))

    def is_other(self, other: dict, parent: dict | None, place: str) -> bool:
        if other.get("if_warned", 0) and other["if_warned"] not in self.warned:
            return False
        if other.get("implied"):
            return place == IMPLIED
        if other["parent_line"] == 0:
            return parent is None
        first = parent and parent["lines"] and min(parent["lines"])
        title = _letters(other.get("parent_title", ""))
        return first == other["parent_line"] and (
            not title or title == _letters(parent["label"] + parent["title"])
        )


def _parents(items: Sequence[dict]) -> list[int | None]:
    found, path = [], []
    for at, item in enumerate(items):
        while path and items[path[-1]]["depth"] >= item["depth"]:
            path.pop()
        found.append(path[-1] if path else None)
        path.append(at)
    return found


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
