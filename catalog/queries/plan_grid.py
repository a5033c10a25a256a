"""The plan of a year as rows of twelve cells: courses in one city, or one course's cities."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from catalog.domain import clash_finding
from catalog.domain.clash_words import KINDS
from catalog.models import City, Course, Session
from catalog.models.course import CourseStatus
from catalog.models.translations import translated
from catalog.plan.cell_signs import plain_name
from catalog.plan.clashes import Clash, find
from catalog.queries.plan_book import Book, Place, Planned, whole_year
from catalog.queries.plan_steps import CellChange


@dataclass(slots=True)
class Shown:
    """One session in a cell; ``wrong`` says what it clashes with, in a few words."""

    planned: Planned
    wrong: str = ""

    @property
    def brief(self) -> str:
        """Days and hours in the reader's words; the cell reads either language."""
        words = {"待定": _("待定"), "上午": _("上午"), "下午": _("下午"), "晚上": _("晚上")}
        return " ".join(words.get(word, word) for word in self.planned.brief.split())

    @property
    def aside(self) -> str:
        """Venue and instructors, the venue by its name in the reader's language."""
        known, venue = self.planned.entry.venue, self.planned.session.venue
        if not known or venue is None:
            return self.planned.aside
        shown = plain_name(translated(venue, "name"))
        return self.planned.aside.replace(f"#{known}", f"#{shown}", 1)


@dataclass(slots=True)
class Cell:
    month: date
    text: str
    pending: str | None = None  # typed and not saved
    sessions: list[Shown] = field(default_factory=list)

    @property
    def value(self) -> str:
        return self.text if self.pending is None else self.pending


@dataclass(slots=True)
class Row:
    course: Course
    city: City
    name: str
    detail: str
    cells: list[Cell]


def rows(
    book: Book,
    year: int,
    *,
    wrong: dict[str, set[str]],
    pending: list[CellChange],
    city: City | None = None,
    course: Course | None = None,
) -> list[Row]:
    """Courses that are not archived, or cities; those with sessions in any case."""
    typed = {change.place: change.after for change in pending}
    pairs: list[tuple[Course, City]] = []
    if course:
        pairs = [(course, city) for city in sorted(book.cities.values(), key=_city_order)]
    elif city:
        used = {place[0] for place, planned in book.cells.items() if planned}
        every = sorted(book.courses.values(), key=_course_order)
        pairs = [
            (course, city)
            for course in every
            if course.status != CourseStatus.ARCHIVED or course.pk in used
        ]
    return [_row(book, year, *pair, wrong, typed, by_course=not course) for pair in pairs]


def _row(
    book: Book,
    year: int,
    course: Course,
    city: City,
    wrong: dict[str, set[str]],
    typed: dict[Place, str],
    *,
    by_course: bool,
) -> Row:
    cells = []
    for number in range(1, 13):
        place = (course.pk, city.pk, date(year, number, 1))
        shown = [
            Shown(planned, _("、").join(str(KINDS[kind]) for kind in sorted(wrong[key])))
            if (key := planned.session.public_id) in wrong
            else Shown(planned)
            for planned in book.cells.get(place, ())
        ]
        cells.append(Cell(place[2], book.text(place), typed.get(place), shown))
    name, detail = (course.title, course.code) if by_course else (city.name, city.name_en)
    return Row(course, city, name, detail, cells)


def wrong_in(year: int, *, today: date) -> dict[str, set[str]]:
    """What is wrong with the sessions of a year that nobody overruled: kinds by public id."""
    kinds: dict[str, set[str]] = {}
    for clash in open_clashes(year, today=today):
        for key in clash.keys:
            kinds.setdefault(key, set()).add(clash.kind)
    return kinds


def open_clashes(year: int, *, today: date) -> list[Clash]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    near = Session.objects.filter(month__range=(first.replace(year=year - 1), last))
    slots = clash_finding.slots_of(near)
    calendar = clash_finding.rules(first, last, today=today)
    clashes = [clash for clash in find(slots, calendar) if clash.kind != "past"]
    return clash_finding.not_overruled(
        clash for clash in clashes if max(clash.slot.last, clash.slot.first) >= today
    )


def _city_order(city: City) -> tuple[int, str]:
    return city.position, city.slug


def _course_order(course: Course) -> tuple[int, str]:
    return course.category.position, course.code


__all__ = ["Cell", "Row", "open_clashes", "rows", "whole_year", "wrong_in"]
