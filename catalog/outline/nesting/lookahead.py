"""What comes later in the rows, found without reading them again for every question."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from catalog.outline.rows import Row

from .path import Node


class Lookahead:
    """Places of the families, in order."""

    def __init__(self, rows: Sequence[Row]):
        self.places: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(rows):
            self.places[row.family].append(at)
            if row.role == "head":
                self.places["head"].append(at)
        self.numbers = [row.marker.number if row.marker else None for row in rows]

    def count(self, family: str) -> int:
        return len(self.places.get(family, []))

    def following(self, at: int, family: str) -> int | None:
        places = self.places.get(family, [])
        index = bisect_right(places, at)
        return places[index] if index < len(places) else None

    def next_number(self, at: int, family: str) -> int | None:
        place = self.following(at, family)
        return None if place is None else self.numbers[place]

    def closed(self, at: int, place: int, outer: list[str]) -> bool:
        """Whether a row of an outer family stands between."""
        return any(
            (near := self.following(at, family)) is not None and near < place for family in outer
        )

    def goes_on(self, at: int, family: str, number: int, outer: list[str]) -> bool:
        """Whether, after the run that begins at this 1, the list goes on with number + 1."""
        expected = 2
        while True:
            place = self.following(at, family)
            if place is None or self.closed(at, place, outer):
                return False
            if self.numbers[place] != expected:
                return self.numbers[place] == number + 1
            at, expected = place, expected + 1

    def list_goes_on(self, at: int, point: Node, outer: list[str]) -> bool:
        """Whether a later row of the same list stands before its owner closes."""
        place = self.following(at, point.family)
        if place is None or self.closed(at, place, outer):
            return False
        return point.number is None or (self.numbers[place] or 0) > point.number
