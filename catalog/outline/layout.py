"""What the rows state of their order before any word is read: sections of headings, units."""

from collections import Counter
from collections.abc import Sequence

from .field_names import is_outline_heading, may_be_a_chapter
from .fields import fields_of
from .rows import Row


def _has_larger(row: Row, above: Sequence[Row]) -> bool:
    """Whether larger letters above a heading that is one by its looks are the title."""
    return row.promoted and any(other.size > row.size for other in above)


def level(row: Row) -> int:
    """The level of a heading; 0 of what is none."""
    return row.heading or 0


class Layout:
    """Sections are given by heading level alone; ``end`` is where a section stops."""

    def __init__(self, rows: Sequence[Row]):
        self.rows = rows
        self.heads = [at for at, row in enumerate(rows) if row.heading]
        self.ends = self._ends()
        self.titles = self._titles()
        levels = [level(rows[at]) for at in self.heads if at not in self.titles]
        self.top = min(levels, default=None)
        self.outline_levels = {
            row.heading for row in rows if row.heading and is_outline_heading(row)
        }
        names = Counter(
            entry.name for at in self.heads for entry in fields_of(rows[at], header=False)
        )
        self.again = {name for name, count in names.items() if count > 1}

    def _ends(self) -> dict[int, int]:
        ends: dict[int, int] = {}
        open_at: list[int] = []
        for at in self.heads:
            here = level(self.rows[at])
            while open_at and level(self.rows[open_at[-1]]) >= here:
                ends[open_at.pop()] = at
            open_at.append(at)
        return ends | dict.fromkeys(open_at, len(self.rows))

    def _titles(self) -> list[int]:
        """Headings above everything else: the title, then what only introduces the rest.

        A level that holds a single heading, the first of those that are left, is above the
        outline and no part of it; so is a heading directly above another of its level.
        """
        found: list[int] = []
        left = list(self.heads)
        if left[:2] == [0, 1] and self._says_nothing_else(0):
            del left[0]  # 培训大纲 above the heading that is the title
        while left and self._may_introduce(left[0], bool(found)):
            count = self._titles_in(left, titled=bool(found))
            if not count:
                break
            found += left[:count]
            del left[:count]
        return found or self._only_name()

    def _only_name(self) -> list[int]:
        """# Curriculum directly above ## parts, one heading above all: there is no other title."""
        first, *rest = self.heads or [-1]
        alone = first == 0 and rest[:1] == [1] and is_outline_heading(self.rows[0])
        own = level(self.rows[0]) if alone else 0
        return [0] if alone and all(level(self.rows[at]) > own for at in rest) else []

    def _titles_in(self, left: list[int], *, titled: bool) -> int:
        """How many of the first headings are titles: one, or two directly above each other."""
        first, own = left[0], level(self.rows[left[0]])
        if any(level(self.rows[at]) < own for at in left):
            return 0
        same = [at for at in left if level(self.rows[at]) == own]
        if len(same) == 1:
            return int(self._introduces(first, left[1:], titled=titled))
        if titled:
            return int(self._is_subtitle(first, same[1:]))
        if self._heads_units(first, same[1:]):
            return 1  # # 培训计划 above # 第一周 and # 第二周
        return 2 if same[1] == first + 1 and len(left) > 2 else 0

    def _heads_units(self, at: int, others: Sequence[int]) -> bool:
        units = [self.rows[other].unit for other in others]
        return len(units) > 1 and all(units) and not self.rows[at].unit

    def _is_subtitle(self, at: int, others: Sequence[int]) -> bool:
        """Whether nothing stands below a heading below the title, as it does below all others."""
        above = [row for row in self.rows[:at] if not row.rule]
        titled = bool(above) and bool(above[-1].heading)
        return titled and self._is_bare(at) and not any(map(self._is_bare, others))

    def _is_bare(self, at: int) -> bool:
        """Whether the section of a heading has no words."""
        return all(row.rule for row in self.section(at))

    def _says_nothing_else(self, at: int) -> bool:
        """Whether a heading only names the outline or a field."""
        row = self.rows[at]
        return is_outline_heading(row) or bool(fields_of(row, header=False))

    def _may_introduce(self, at: int, titled: bool) -> bool:
        row = self.rows[at]
        if (row.marker and row.marker.number) or (row.aid and (titled or row.aid.number)):
            return False
        if self._says_nothing_else(at):
            return False
        above = self.rows[:at]
        if _has_larger(row, above):
            return False
        return (
            not any(other.marker and other.marker.number for other in above)
            and at < len(self.rows) - 1
        )

    def _introduces(self, at: int, left: list[int], *, titled: bool) -> bool:
        """Whether a single heading is a title; a second one only above fields and an outline."""
        row, below = self.rows[at], left[0] if left else None
        if not titled and row.heading == 1:
            return True
        if at == 0 and self._are_promoted(left):
            return True  # the only heading that is one by its style
        if below != at + 1:
            return False
        if titled:
            title = self.rows[at - 1].heading if at else None
            if title and level(row) > title + 1:
                return True  # ### below #: a line about the title, no level of the outline
            return self._says_nothing_else(below)
        return self.rows[below].unit is not None or row.heading == 1

    def _are_promoted(self, places: list[int]) -> bool:
        return bool(places) and all(self.rows[one].promoted for one in places)

    def end(self, at: int) -> int:
        return self.ends.get(at, at + 1)

    def section(self, at: int) -> Sequence[Row]:
        return self.rows[at + 1 : self.end(at)]

    def has_header(self, at: int) -> bool:
        """Whether another heading of this level names a field for certain, or the outline."""
        level = self.rows[at].heading
        return any(
            self.rows[other].heading == level and other != at and self._is_certain(self.rows[other])
            for other in self.heads
        )

    @staticmethod
    def _is_certain(row: Row) -> bool:
        if is_outline_heading(row):
            return True
        found = fields_of(row, header=False)
        return bool(found) and not may_be_a_chapter(found[0].name)

    def within(self, at: int) -> bool:
        """Whether a row without heading stands in the section of one."""
        return bool(self.heads) and self.heads[0] < at and not self.rows[at].heading
