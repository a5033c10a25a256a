"""PURE. Sessions that are wanted -> days without a clash, by looking ahead and by exchange.

Whoever has the fewest days to choose from is placed first, on the first of its days that is free.
Where none is free, a session that stands in the way is moved to another of its own days if it has
one. What cannot be placed is given back with what was in the way, the least of it.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from catalog.plan.clashes import Clash, Need, Rules, Slot, alone, between, needs

ON_ANY_DAY = frozenset({"length", "small", "minimum"})  # no other day mends these


@dataclass(frozen=True, slots=True)
class Candidate:
    """A session without its days: ``slot`` tells how long it lasts, ``days`` where it may begin.

    The days stand in the order in which they are liked.
    """

    slot: Slot
    days: tuple[date, ...]

    @property
    def kind(self) -> Hashable:
        """The same for those that need the same and may begin on the same days."""
        first = min(self.days, default=self.slot.first)
        return replace(self.slot.beginning_on(first), key=""), frozenset(self.days)


@dataclass(slots=True)
class Placed:
    slots: dict[str, Slot] = field(default_factory=dict)  # by key
    unplaced: dict[str, list[Clash]] = field(default_factory=dict)  # with what is in the way
    moved: int = 0  # sessions that made room for another

    def least_bad(self, key: str) -> Slot | None:
        """The days of an unplaced session on which the least is in its way."""
        ends = (end for clash in self.unplaced.get(key, ()) for end in (clash.slot, clash.other))
        return next((end for end in ends if end and end.key == key), None)


class Board:
    """Sessions with their days, found by who and what they need."""

    def __init__(self, rules: Rules, slots: Sequence[Slot] = ()):
        self.rules = rules
        self.known: dict[Need, dict[str, Slot]] = defaultdict(dict)
        for slot in slots:
            self.add(slot)

    def add(self, slot: Slot) -> None:
        for need in needs(slot):
            self.known[need][slot.key] = slot

    def remove(self, slot: Slot) -> None:
        for need in needs(slot):
            del self.known[need][slot.key]

    def clashes(self, slot: Slot) -> list[Clash]:
        """What is wrong on these days and might not be on others."""
        found = [one for one in alone(slot, self.rules) if one.kind not in ON_ANY_DAY]
        seen = {slot.key}
        for need in needs(slot):
            for key, other in self.known[need].items():
                if key not in seen and _may_clash(slot, other):
                    seen.add(key)
                    found += between(slot, other)
        return found


def _may_clash(one: Slot, other: Slot) -> bool:
    days = max(2, max(one.apart, other.apart) * 7)
    return abs((one.first - other.first).days) <= days + (one.last - one.first).days + 60


def place(candidates: Sequence[Candidate], fixed: Sequence[Slot], rules: Rules) -> Placed:
    """Days for every candidate that can have some beside the ``fixed`` sessions and each other."""
    board, done = Board(rules, fixed), Placed()
    by_key = {candidate.slot.key: candidate for candidate in candidates}
    later = []
    for candidate in sorted(
        candidates, key=lambda candidate: (len(candidate.days), candidate.slot.key)
    ):
        slot = _free_day(candidate, board)
        if slot is None:
            later.append(candidate)
        else:
            _put(slot, board, done)
    hopeless: set[Hashable] = set()  # what has the same needs and days has no room either
    for candidate in later:
        if candidate.kind not in hopeless and _make_room(candidate, by_key, board, done):
            hopeless.clear()  # what was moved may have left a day to another
        else:
            hopeless.add(candidate.kind)
            done.unplaced[candidate.slot.key] = _least(candidate, board)
    return done


def _put(slot: Slot, board: Board, done: Placed) -> None:
    board.add(slot)
    done.slots[slot.key] = slot


def _free_day(candidate: Candidate, board: Board) -> Slot | None:
    for day in candidate.days:
        slot = candidate.slot.beginning_on(day)
        if not board.clashes(slot):
            return slot
    return None


def _make_room(
    candidate: Candidate, by_key: dict[str, Candidate], board: Board, done: Placed
) -> bool:
    """Place it where the one session in its way has another day of its own."""
    for day in candidate.days:
        slot = candidate.slot.beginning_on(day)
        clashes = board.clashes(slot)
        if any(clash.other is None for clash in clashes):
            continue
        others = {key for clash in clashes for key in clash.keys} - {slot.key}
        if len(others) != 1 or not others <= by_key.keys() & done.slots.keys():
            continue
        other = done.slots[others.pop()]
        board.remove(other)
        board.add(slot)
        instead = _free_day(by_key[other.key], board)
        if instead is not None:
            done.slots[slot.key] = slot
            _put(instead, board, done)
            done.moved += 1
            return True
        board.remove(slot)
        board.add(other)
    return False


def _least(candidate: Candidate, board: Board) -> list[Clash]:
    """What is in the way on the day on which the least is."""
    found = (board.clashes(candidate.slot.beginning_on(day)) for day in candidate.days)
    return min(found, key=len, default=[])
