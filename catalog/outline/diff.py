"""Two versions of an outline compared item by item: a module that moved is one move."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .tree import Item

ALIKE = 0.6  # share of common characters from which a changed title is the same item
MOST_PAIRS = 20_000  # compared by their characters; beyond, what changed is removed and added

Key = Callable[[int], Hashable]  # what an item at a position is paired by
Pairs = dict[int, int]  # position in the new version -> position in the old one


@dataclass(frozen=True, slots=True)
class Change:
    """``kind``: same, added, removed, moved or reworded; a moved item may be reworded too.

    ``carried`` items moved only because what they stand below moved. ``top`` is the item of the
    top level that it stands in, as the new version has it; the item itself where it is the top.
    """

    kind: str
    old: Item | None
    new: Item | None
    top: Item
    carried: bool = False

    @property
    def item(self) -> Item:
        return self.new or self.old or self.top

    @property
    def reworded(self) -> bool:
        return bool(self.old and self.new and words(self.old) != words(self.new))

    @property
    def is_news(self) -> bool:
        """Worth telling: neither the same nor only carried along."""
        return self.reworded or (self.kind != "same" and not self.carried)


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All changes below one item of the top; ``heading`` is None where it is theirs."""

    heading: Item | None
    changes: list[Change]


def grouped(compared: Sequence[Change]) -> list[ChangeGroup]:
    """What a reader is told of a comparison, below the headings it happened under."""
    groups: dict[int, list[Change]] = defaultdict(list)
    for change in compared:
        if change.is_news:
            groups[id(change.top)].append(change)
    return [
        ChangeGroup(None if group[0].item is group[0].top else group[0].top, group)
        for group in groups.values()
    ]


def changes(old: Sequence[Item], new: Sequence[Item]) -> list[Change]:
    """Every item of both versions once, in the order of the new one.

    What was removed stands behind the last item above it that stayed where it was.
    """
    old_parents, new_parents = parents(old), parents(new)
    pairs = matched(old, new, old_parents, new_parents)
    still = longest_rising(pairs)
    elsewhere = _below_another(pairs, still, old_parents, new_parents)
    carried = _carried_along(pairs, still, old_parents, new_parents)
    gone = _gone_behind(len(old), pairs, still)
    new_tops = [new[n] for n in _tops(new_parents)]
    partners = {before: new[position] for position, before in pairs.items()}
    old_tops = [partners.get(n, old[n]) for n in _tops(old_parents)]

    def removed(behind: int) -> list[Change]:
        return [Change("removed", old[n], None, old_tops[n]) for n in gone[behind]]

    found = removed(-1)
    for position, item in enumerate(new):
        top, before = new_tops[position], pairs.get(position)
        if before is None:
            found.append(Change("added", None, item, top))
        elif position not in still:
            found.append(Change("moved", old[before], item, top, position in carried))
        else:
            kind = "same" if words(old[before]) == words(item) else "reworded"
            if position in elsewhere:
                kind = "moved"
            found.append(Change(kind, old[before], item, top))
            found += removed(before)
    return found


def _below_another(
    pairs: Pairs, still: set[int], old_parents: Sequence[int], new_parents: Sequence[int]
) -> set[int]:
    """In their order still, but below another item, where both the old and the new one stayed.

    What lost its heading, or got a new one, is told by that heading.
    """
    stayed = {-1: -1} | {pairs[position]: position for position in still}
    found = set()
    for position in still:
        old, new = old_parents[pairs[position]], new_parents[position]
        if old in stayed and stayed[old] != new and (new < 0 or new in still):
            found.add(position)
    return found


def _carried_along(
    pairs: Pairs, still: set[int], old_parents: Sequence[int], new_parents: Sequence[int]
) -> set[int]:
    """Out of their order only because the item they stand below, then and now, is out of its."""
    moved = pairs.keys() - still
    return {
        position
        for position in moved
        if (parent := new_parents[position]) in moved
        and pairs[parent] == old_parents[pairs[position]]
    }


def _tops(above: Sequence[int]) -> list[int]:
    """The position of the top item that each item stands in, given what each stands below."""
    found: list[int] = []
    for position, parent in enumerate(above):
        found.append(position if parent < 0 else found[parent])
    return found


def _gone_behind(size: int, pairs: Pairs, still: set[int]) -> dict[int, list[int]]:
    """The old positions without a partner, by the last one before them that stayed; -1 at first."""
    kept, stayed = set(pairs.values()), {pairs[position] for position in still}
    found, last = defaultdict(list), -1
    for position in range(size):
        if position in stayed:
            last = position
        elif position not in kept:
            found[last].append(position)
    return found


def words(item: Item) -> tuple[str, str]:
    return item.label, item.title


def parents(items: Sequence[Item]) -> list[int]:
    """The position of what each item stands below; -1 at the top."""
    found: list[int] = []
    path: list[int] = []
    for position, item in enumerate(items):
        while path and items[path[-1]].depth >= item.depth:
            path.pop()
        found.append(path[-1] if path else -1)
        path.append(position)
    return found


def same_items(old: Sequence[Item], new: Sequence[Item]) -> Pairs:
    """Which item of the old version each item of the new one is, where it is one of them."""
    return matched(old, new, parents(old), parents(new))


def matched(
    old: Sequence[Item], new: Sequence[Item], old_parents: list[int], new_parents: list[int]
) -> Pairs:
    """The same words below the same words first, then the same words, then alike ones.

    A heading is also known by what stands below it, so a module that got another name and
    another number is the same one. One that has only a number is known by that first: numbers
    change hands when modules change places.
    """
    pairs: Pairs = {}

    def titled(items: Sequence[Item], above: list[int]) -> Key:
        bare = {parent for parent in above if parent >= 0 and not items[parent].title}
        return lambda n: None if n in bare else text(items[n])

    def below(items: Sequence[Item], above: list[int]) -> Key:
        own = titled(items, above)
        return lambda n: own(n) and (own(n), text(items[above[n]]) if above[n] >= 0 else "")

    _pair(old, new, pairs, below(old, old_parents), below(new, new_parents))
    _pair(old, new, pairs, titled(old, old_parents), titled(new, new_parents))
    _pair_owners(old, new, pairs, old_parents, new_parents)
    _pair(old, new, pairs, lambda n: text(old[n]), lambda n: text(new[n]))
    _pair_alike(old, new, pairs)
    _pair_owners(old, new, pairs, old_parents, new_parents)
    return pairs


def _pair_owners(
    old: Sequence[Item],
    new: Sequence[Item],
    pairs: Pairs,
    old_parents: Sequence[int],
    new_parents: Sequence[int],
) -> None:
    """Pair headings that are left and own mostly the same: over half of what either owns."""
    taken = set(pairs.values())
    sizes = Counter(old_parents), Counter(new_parents)
    shared = Counter(
        (parent, old_parents[pairs[position]])
        for position, parent in enumerate(new_parents)
        if position in pairs
    )
    for (position, before), count in shared.most_common():
        known = position < 0 or before < 0 or position in pairs or before in taken
        most = max(sizes[0][before], sizes[1][position])
        if not known and 2 * count > most and old[before].kind == new[position].kind:
            pairs[position] = before
            taken.add(before)


def text(item: Item) -> str:
    """What tells an item from others: its title; its label where it has no title."""
    return "".join((item.title or item.label).split())


def _pair(
    old: Sequence[Item], new: Sequence[Item], pairs: Pairs, old_key: Key, new_key: Key
) -> None:
    """Pair what is left by equal keys, first with first; None is nobody's key."""
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for position in reversed(range(len(old))):
        if position not in taken:
            waiting[old_key(position)].append(position)
    waiting.pop(None, None)
    for position in range(len(new)):
        if position not in pairs and waiting.get(key := new_key(position)):
            pairs[position] = waiting[key].pop()


def _pair_alike(old: Sequence[Item], new: Sequence[Item], pairs: Pairs) -> None:
    taken = set(pairs.values())
    left = [position for position in range(len(old)) if position not in taken]
    fresh = [position for position in range(len(new)) if position not in pairs]
    if len(left) * len(fresh) > MOST_PAIRS:
        return
    for position in fresh:
        best, share = -1, ALIKE
        for candidate, ratio in _ratios(text(new[position]), old, left):
            if ratio >= share:
                best, share = candidate, ratio
        if best >= 0:
            pairs[position] = best
            left.remove(best)


def _ratios(wanted: str, old: Sequence[Item], left: Sequence[int]) -> Iterator[tuple[int, float]]:
    matcher = SequenceMatcher(None, "", wanted, autojunk=False)
    for candidate in left:
        matcher.set_seq1(text(old[candidate]))
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
            yield candidate, matcher.ratio()


def longest_rising(pairs: Pairs) -> set[int]:
    """The new positions of the most pairs that keep their order: what has not moved."""
    ends: list[int] = []  # the smallest old position that ends a rising run of each length
    runs: list[int] = []  # the new position there
    before: dict[int, int | None] = {}
    for position in sorted(pairs):
        length = bisect_left(ends, pairs[position])
        before[position] = runs[length - 1] if length else None
        ends[length : length + 1] = [pairs[position]]
        runs[length : length + 1] = [position]
    still: set[int] = set()
    last = runs[-1] if runs else None
    while last is not None:
        still.add(last)
        last = before[last]
    return still
