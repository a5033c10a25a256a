"""PURE. The names there are and the names there shall be -> what is different."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.party import Person


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
