"""A pasted list of sessions, one a line -> what they add to the cells of the plan.

A line says the course and the city, unless the line above or the page does, and the days with their
month. A list only adds: what stands in the plan stays, and what stands there already is not added.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.domain.session_defaults import whole_days
from catalog.models import City, Course
from catalog.plan import plan_cells
from catalog.plan.cell_errors import CellError
from catalog.plan.cell_signs import plain_name
from catalog.plan.listed_cells import Said, is_hours, said_in
from catalog.plan.plan_cells import OPEN_WORDS
from catalog.queries import plan_book
from catalog.queries.plan_book import Book, Place
from catalog.queries.plan_steps import CellChange
from enrollment.admin.plan_columns import Columns, columns_in
from enrollment.admin.plan_names import HAN, Named, is_sum, known_in, meant_by, named_in
from enrollment.admin.plan_reading import MOST, check_count

NOTHING = {"", "〃", "″", '"', "同上"}  # as in the line above
MOST_NAMED = 20  # lines that a refusal names
BETWEEN = re.compile(rf"[、,，;；/&\n]+|(?<=[{HAN}])\s+(?=[{HAN}])")  # names of instructors
Thing = Course | City | None


@dataclass(slots=True)
class Listed:
    """The cells that a list changes, and what of it adds nothing to them."""

    changes: list[CellChange] = field(default_factory=list)
    known: int = 0  # sessions that stand there already
    unread: list[str] = field(default_factory=list)  # heads of columns that a cell has no place for


@dataclass(slots=True)
class _Line:
    course: Course
    city: City
    month: date
    text: str

    @property
    def place(self) -> Place:
        return self.course.pk, self.city.pk, self.month


def listed_in(
    rows: list[list[str]], book: Book, *, year: int, city: City | None, course: Course | None
) -> Listed | None:
    """What a list adds; None if the rows are no list. Raises ValidationError."""
    known = known_in(book)
    columns = columns_in(rows, known, year) if len(rows) <= MOST else None
    if columns is None:
        return None
    reader = _Reader(columns, known, book, year, {"course": course, "city": city})
    lines = [line for row in columns.rows if row != columns.head for line in reader.lines(row)]
    reader.complain()
    found = _added(lines)
    check_count(len(found.changes))
    found.unread = [
        columns.name(column) or _("第 %(number)d 列") % {"number": column + 1}
        for column in sorted(reader.passed_over)
    ]
    return found


def _added(lines: list[_Line]) -> Listed:
    by_place: dict[Place, list[str]] = defaultdict(list)
    now = plan_book.of_places(line.place for line in lines)
    found = Listed()
    for line in lines:
        there = {text for one in now.cells.get(line.place, ()) for text in (one.text, one.brief)}
        texts = _written(line)
        by_place[line.place] += [text for text in texts if text not in there]
        found.known += sum(text in there for text in texts)
    for place, texts in by_place.items():
        if not texts:
            continue
        before = now.text(place)
        after = plan_cells.write(filter(None, [before, *texts]))
        found.changes.append(CellChange(*place, before, after))
    return found


class _Reader:
    """Reads line after line: what a line leaves empty is that of the line above, or of the page."""

    def __init__(
        self,
        columns: Columns,
        known: dict[str, Named],
        book: Book,
        year: int,
        page: dict[str, Thing],
    ) -> None:
        kinds = self.kinds = columns.kinds
        self.has_head, self.year, self.page, self.above = any(columns.head), year, page, dict(page)
        self.venues = book.venues
        self.instructors = {plain_name(name) for name in book.names.values()}
        self.known = known
        self.read: dict[str, tuple[dict[str, Course | City], str]] = {}  # by the text of a cell
        self.columns = {kind: column for column, kind in kinds.items() if kind in self.known}
        self.month: list[str] = []  # of the line above, where months have a column
        self.passed_over: set[int] = set()  # columns whose words nobody reads
        self.unknown: list[str] = []
        self.undated: list[str] = []
        self.elsewhere: list[str] = []  # days of another year

    def lines(self, row: list[str]) -> list[_Line]:
        """The sessions of a line; none of a sum, a remark, the name of a group, and a fault."""
        cells = {column: cell for column, cell in enumerate(row) if cell not in NOTHING}
        if is_sum(list(cells.values())):
            return []
        named = self._named(cells)
        says_when = any(self._of(cells, kind) for kind in ("first", "last", "month"))
        said = self._said(cells) if says_when else []
        if not says_when and len(named) < len(self.known) and not self._names_unknown(cells):
            self._begin_group(named)
            return []
        things = self._things(cells, named)
        if not said:
            self.undated.append(_told(row))
        return self._sessions(row, said, things, self._asides(cells))

    def _sessions(
        self, row: list[str], said: list[Said], things: dict[str, Thing], asides: str
    ) -> list[_Line]:
        found = []
        for one in said:
            course, city = things["course"], things["city"]
            if one.place:
                city = next(iter(meant_by(one.place, self.known["city"])), None)
            if not isinstance(course, Course) or not isinstance(city, City):
                self.unknown.append(_told(row))
                break
            if one.month.year != self.year:
                self.elsewhere.append(_told(row))
                break
            found.append(_Line(course, city, one.month, f"{one.text}{asides}"))
        return found

    def complain(self) -> None:
        """Raise ValidationError that names the lines which are not understood."""
        faults = [
            (_("每行要写课程名称或编号，还有城市；不认识：%(lines)s。"), self.unknown),
            (_("没有读出是哪几天，请写成 2027年3月8-9日：%(lines)s。"), self.undated),
            (_("这些行不是 %(year)d 年，请贴到那一年的页面：%(lines)s。"), self.elsewhere),
        ]
        said = [
            sentence % {"lines": _("；").join(lines[:MOST_NAMED]), "year": self.year}
            for sentence, lines in faults
            if lines
        ]
        if said:
            raise ValidationError(" ".join(said))

    def _of(self, cells: dict[int, str], kind: str) -> list[str]:
        return [cell for column, cell in cells.items() if self.kinds.get(column) == kind]

    def _named(self, cells: dict[int, str]) -> dict[str, Thing]:
        """The course and the city that the line names itself."""
        found: dict[str, Thing] = {}
        for column, cell in cells.items():
            kind = self.kinds.get(column, "")
            if kind not in ("", "other", "course", "city", "venue"):
                continue
            things = self._known_in(cell)
            if things and all(found.get(name, thing) == thing for name, thing in things.items()):
                found |= things
                self.columns |= dict.fromkeys(things, column)
            elif kind == "other" or not (kind or self._is_plain(cell)):
                self.passed_over.add(column)
        return found

    def _known_in(self, cell: str) -> dict[str, Course | City]:
        """What the cell names, if all of its words do, or the others name a venue there."""
        if cell not in self.read:
            self.read[cell] = named_in(cell, self.known)
        things, left = self.read[cell]
        return things if not left or self._venue_in(cell) else {}

    def _venue_in(self, cell: str) -> str:
        """The venue behind the name of its city: 云水楼 of 上海云水楼."""
        things, left = self.read[cell]
        city = things.get("city")
        return left if city and (city.pk, plain_name(left)) in self.venues else ""

    def _names_unknown(self, cells: dict[int, str]) -> bool:
        """Whether words that nobody knows stand for the course or the city, and others beside."""
        own = [cell for kind in self.known for cell in self._of(cells, kind)]
        return len(cells) > 1 and not all(map(self._known_in, own))

    def _begin_group(self, named: dict[str, Thing]) -> None:
        """The lines below are of this course, or this city, until another is named."""
        if named:
            self.above = self.page | named

    def _things(self, cells: dict[int, str], named: dict[str, Thing]) -> dict[str, Thing]:
        """With what the line above says; nothing where words stand that nobody knows."""
        for name in self.known:
            if name not in named and self._is_strange(name, cells):
                self.above[name] = None
        self.above |= named
        return dict(self.above)

    def _is_strange(self, name: str, cells: dict[int, str]) -> bool:
        """Whether words nobody knows stand where the course or the city stood; without a head that
        may be anywhere."""
        column = self.columns.get(name)
        own = [cells[column]] if column in cells else []
        if not self.has_head:
            own = [cell for at, cell in cells.items() if at not in self.kinds]
        return not all(self._is_plain(cell) or self._known_in(cell) for cell in own)

    def _is_plain(self, cell: str) -> bool:
        """A number, or an instructor."""
        return cell.isdecimal() or plain_name(cell) in self.instructors

    def _said(self, cells: dict[int, str]) -> list[Said]:
        first = self._of(cells, "first")
        hours = [cell for cell in first if is_hours(cell)]
        days = [cell for cell in first if cell not in hours]
        last, month = self._of(cells, "last"), self._of(cells, "month") or self.month
        self.month = month
        if max(len(days), len(last), len(month)) > 1:
            return []
        said = said_in("".join(days), until="".join(last), month="".join(month), year=self.year)
        return [Said(one.month, " ".join([one.text, *hours]), one.place) for one in said]

    def _asides(self, cells: dict[int, str]) -> str:
        """Venue and instructors, as a cell of the plan says them."""
        cells = {column: cell for column, cell in cells.items() if cell not in OPEN_WORDS}
        venues = [one for one in self._of(cells, "venue") if not self._known_in(one)]
        venues += [self._venue_in(cell) for cell in cells.values() if cell in self.read]
        marked = [f" #{plain_name(one)}" for one in venues if one]
        return "".join([*marked, *(f" @{plain_name(one)}" for one in self._teachers(cells))])

    def _teachers(self, cells: dict[int, str]) -> list[str]:
        named = [one for cell in self._of(cells, "teacher") for one in BETWEEN.split(cell) if one]
        headless = [cell for column, cell in cells.items() if column not in self.kinds]
        return named + [cell for cell in headless if plain_name(cell) in self.instructors]


def _written(line: _Line) -> list[str]:
    """Each session in the spelling of the plan; what is not understood stays, to be asked about."""
    days = whole_days(line.course)
    try:
        entries = plan_cells.read(line.text, month=line.month, days=days)
    except CellError:
        return [line.text]
    return [plan_cells.written(entry, days=days) for entry in entries]


def _told(row: list[str]) -> str:
    return _("、").join(filter(None, row))[:60]
