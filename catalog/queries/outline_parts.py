"""PURE. A flat outline as the parts and rows a page shows, and how many of each kind it has."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Protocol, TypeVar

from catalog.outline.kinds import AID_CODES, BY_CODE, COUNTED
from catalog.outline.tree import Printable


class Item(Printable, Protocol):
    """What a page asks of an item of an outline; ``implied`` is truthy where it was not printed."""

    @property
    def position(self) -> int: ...

    @property
    def implied(self) -> object: ...


Given = TypeVar("Given", bound=Item)


@dataclass(slots=True)
class Row:
    """An item below the head of a part; read in order, the rows open and close nested lists."""

    item: Item
    level: int  # 1 directly below the head
    opens: bool = False  # a list of its own follows
    closes: range = range(0)  # so many lists end after it

    @property
    def says_its_kind(self) -> bool:
        """Whether the printed label has the name of the kind in it."""
        kind = BY_CODE.get(self.item.kind)
        return kind is not None and kind.is_aid and kind.name in self.item.label

    @property
    def label(self) -> str:
        """As printed; a bullet says nothing beside the symbol of an aid and is left out."""
        label = self.item.label
        return label if not self.is_aid or any(map(str.isalnum, label)) else ""

    @property
    def is_aid(self) -> bool:
        return self.item.kind in AID_CODES


@dataclass(slots=True)
class Part:
    """An item at the top of the outline with all that hangs below it."""

    head: Item
    rows: list[Row] = field(default_factory=list)

    @property
    def itself(self) -> list[Row]:
        """The head as a row, for a part that has nothing below it."""
        return [Row(self.head, level=1)]

    @property
    def counts(self) -> list[tuple[str, int]]:
        return counts((row.item for row in self.rows), kinds=COUNTED[1:])


def parts(items: Iterable[Item]) -> list[Part]:
    """Each item hangs below the nearest one above it with a smaller depth."""
    parts: list[Part] = []
    path: list[int] = []  # depths of the items still open
    for item in items:
        while path and path[-1] >= item.depth:
            path.pop()
        if path:
            parts[-1].rows.append(Row(item, level=len(path)))
        else:
            parts.append(Part(item))
        path.append(item.depth)
    for part in parts:
        _nest(part.rows)
    return parts


def _nest(rows: list[Row]) -> None:
    for row, following in zip_longest(rows, rows[1:]):
        level = following.level if following else 1
        row.opens = level > row.level
        row.closes = range(row.level - level)


def modules(items: Iterable[Given]) -> list[Given]:
    """The items at the top that stand in the text."""
    return [item for item in items if item.depth == 1 and not item.implied]


def counts(items: Iterable[Item], *, kinds: Iterable[str] = COUNTED) -> list[tuple[str, int]]:
    """Pairs of kind and number, in the order of ``kinds``; kinds without an item are left out."""
    numbers = Counter(item.kind for item in items if not item.implied)
    return [(kind, numbers[kind]) for kind in kinds if numbers[kind]]


def only(items: Iterable[Given], kind: str) -> list[Given]:
    """The items of ``kind`` and all those above them, in order."""
    given: list[Given] = []
    path: list[Given] = []  # the items still open
    for item in items:
        while path and path[-1].depth >= item.depth:
            path.pop()
        path.append(item)
        if item.kind == kind:
            last = given[-1].position if given else -1
            given += [above for above in path if above.position > last]
    return given
