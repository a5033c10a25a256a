"""PURE. The names there are and the names there shall be -> what is different."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from enrollment.people.party import Person
from enrollment.people.roster.lines import FIELDS, Line

Named = TypeVar("Named", Line, Person)


@dataclass(frozen=True, slots=True)
class Changes:
    """``after`` are the people in order; ``marks`` says of each: added, changed or same."""

    after: tuple[Person, ...]
    marks: tuple[str, ...]
    removed: tuple[Person, ...]

    @property
    def is_nothing(self) -> bool:
        return not self.removed and set(self.marks) <= {"same"}

    @property
    def added(self) -> int:
        return self.marks.count("added")

    @property
    def changed(self) -> int:
        return self.marks.count("changed")

    @property
    def same(self) -> int:
        return self.marks.count("same")


def with_kept(lines: list[Line], before: Sequence[Person], given: Collection[str]) -> list[Line]:
    """What a list has no column for stays as it is with whoever has the same name, and only he."""
    absent = [field for field in FIELDS if field not in given]
    listed, known = _named_once(lines), _named_once(before)
    kept = {
        name: {field: getattr(known[name], field) for field in absent}
        for name in listed.keys() & known.keys()
    }
    return [replace(line, **kept[line.name]) if line.name in kept else line for line in lines]


def _named_once(people: Sequence[Named]) -> dict[str, Named]:
    """Those whose name nobody else has, by that name."""
    times = Counter(one.name for one in people)
    return {one.name: one for one in people if times[one.name] == 1}


def compare(before: Sequence[Person], after: Sequence[Person]) -> Changes:
    """Who is who: the very same first, then the same name and number, number, or name."""
    left = list(before)
    marks = [""] * len(after)
    for key in (lambda p: p, lambda p: (p.name, p.phone), lambda p: p.phone, lambda p: p.name):
        for place, person in enumerate(after):
            if marks[place] or not key(person):
                continue
            old = next((one for one in left if key(one) == key(person)), None)
            if old is not None:
                left.remove(old)
                marks[place] = "same" if old == person else "changed"
    return Changes(tuple(after), tuple(mark or "added" for mark in marks), tuple(left))
