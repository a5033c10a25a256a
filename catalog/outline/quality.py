"""PURE. What an editor would mend in an outline that reads without a doubt."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .diff import parents
from .kinds import AID_CODES
from .tree import Item

LONGEST = 80  # characters of a title; a slide holds no more
ALIKE = 0.8  # share of common character pairs from which two titles say the same
SHORTEST = 6  # characters; shorter titles repeat by right: 总结, 讨论


@dataclass(frozen=True, slots=True)
class Weakness:
    """``code``: module-without-aid, empty-section, near-duplicate or long-line."""

    code: str
    item: Item
    other: Item | None = None


def weaknesses(items: Sequence[Item]) -> list[Weakness]:
    """All of them, in the order of the outline."""
    above = parents(items)
    found = [*_bare_modules(items, above), *_empty(items, above), *_long(items), *_twins(items)]
    order = {id(item): position for position, item in enumerate(items)}
    return sorted(found, key=lambda weakness: order[id(weakness.item)])


def _bare_modules(items: Sequence[Item], above: list[int]) -> Iterator[Weakness]:
    helped = set()
    for position, item in enumerate(items):
        owner = position if item.kind in AID_CODES else -1
        while owner >= 0 and owner not in helped:
            helped.add(owner)
            owner = above[owner]
    for position, item in enumerate(items):
        if item.kind == "module" and position not in helped:
            yield Weakness("module-without-aid", item)


def _empty(items: Sequence[Item], above: list[int]) -> Iterator[Weakness]:
    owners = set(above)
    for position, item in enumerate(items):
        if item.kind in ("module", "section") and position not in owners:
            yield Weakness("empty-section", item)


def _long(items: Sequence[Item]) -> Iterator[Weakness]:
    return (Weakness("long-line", item) for item in items if len(item.title) > LONGEST)


def _twins(items: Sequence[Item]) -> Iterator[Weakness]:
    """Items of one kind that share most of their character pairs; each named once, the later one.

    Only items that share a rare pair are compared, so the time grows with the items.
    """
    pairs = [_pairs(item) for item in items]
    where = defaultdict(list)
    for position, own in enumerate(pairs):
        for pair in own:
            where[pair].append(position)
    for position, own in enumerate(pairs):
        rarest = sorted(own, key=lambda pair: (len(where[pair]), pair))[: len(own) // 5 + 1]
        earlier = {n for pair in rarest for n in where[pair][:50] if n < position}
        for other in sorted(earlier):
            same = items[other].kind == items[position].kind
            if same and len(own & pairs[other]) >= ALIKE * len(own | pairs[other]):
                yield Weakness("near-duplicate", items[position], items[other])
                break


def _pairs(item: Item) -> frozenset[str]:
    text = "".join(char for char in item.title.casefold() if char.isalnum())
    if len(text) < SHORTEST:
        return frozenset()
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))
