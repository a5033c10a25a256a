"""What a page of the plan sends -> changed cells: the grid, a row, or a pasted block."""

import csv
import io
import json
import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import City, Course
from catalog.models.session import FIRST_DATE
from catalog.plan import plan_cells
from catalog.queries.plan_book import Book, Place
from catalog.queries.plan_steps import CellChange
from catalog.text.folding import fold
from catalog.text.months import NAME, number_of
from enrollment.admin.dates import YEARS_AHEAD
from enrollment.models import PlanChange

MOST = 5000  # cells at once
LONGEST = 500  # characters of a cell
MONTHS = range(1, 13)
MOST_TITLES = 4  # lines above the months
MONTH_HEAD = re.compile(r"(?:(20\d\d)\s*[年/-]\s*)?(\d{1,2})\s*月")
ENGLISH_HEAD = re.compile(rf"({NAME})\.?[\s'-]{{0,3}}(20\d\d|\d\d)?")


def changes_in(text: str) -> list[CellChange]:
    """The cells that the grid sends: ``[[course, city, "2027-03", before, after], …]``."""
    try:
        rows = json.loads(text or "[]")
        found = [
            CellChange(_id(course), _id(city), _month(month), _cell(before), _cell(after))
            for course, city, month, before, after in rows
        ]
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise ValidationError(_("没有读懂这些改动。请回到排期表再保存一次。")) from error
    if len(found) > MOST:
        raise ValidationError(_("一次最多改 %(most)d 格。") % {"most": MOST})
    return found


def as_text(changes: list[CellChange]) -> str:
    """The same, written."""
    rows = [[o.course, o.city, f"{o.month:%Y-%m}", o.before, o.after] for o in changes]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _id(number) -> int:
    """A key of the database, or ValueError."""
    if not 0 < int(number) < 2**63:
        raise ValueError(number)
    return int(number)


def _month(text: str) -> date:
    """The first day of ``2027-03``; ValueError for what no plan is made for."""
    month = date.fromisoformat(f"{text}-01")
    if month.year not in years():
        raise ValueError(text)
    return month


def years() -> range:
    """The years that a plan can be made for, as for a single session."""
    return range(FIRST_DATE.year, timezone.localdate().year + YEARS_AHEAD + 1)


def _cell(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST]


def corrected(changes: list[CellChange], post) -> list[CellChange]:
    """With what was typed on the page of questions, and its answers about cells of others."""
    found = []
    for place, one in enumerate(changes):
        if post.get(f"keep-{place}") == "theirs":
            continue
        before = post.get(f"now-{place}", one.before) if f"keep-{place}" in post else one.before
        after = _cell(post.get(f"after-{place}", one.after))
        found.append(CellChange(one.course, one.city, one.month, _cell(before), after))
    return found


def row_changes(post, *, course: Course, city: City, year: int) -> list[CellChange]:
    """A row's twelve cells as a plain form sends them: ``b3`` was shown, ``m3`` is wanted."""
    return [
        CellChange(
            *(course.pk, city.pk, date(year, month, 1)),
            *(_cell(post.get(f"b{month}", "")), _cell(post.get(f"m{month}", ""))),
        )
        for month in MONTHS
    ]


def block_changes(
    text: str, book: Book, *, year: int, city: City | None, course: Course | None
) -> list[CellChange]:
    """A block as a spreadsheet copies it: a name and up to twelve months a line.

    Names are of courses (or their numbers) in one city, or of cities for one course. Raises
    ValidationError that names every line nobody knows, of another page, or said twice.
    """
    courses, cities = _by_name(book.courses.values()), _by_name(book.cities.values())
    known, pages = (cities, courses) if course else (courses, cities)
    months, rows = _below_the_heads(_rows_of(text), known, year)
    named = _named(rows, course or city, before=min(months))
    _check_page(named, pages, course or city)
    return _cells_of(_with_things(named, known), months, book, year=year, city=city, course=course)


def _cells_of(
    lines: list[tuple],
    months: dict[int, int],
    book: Book,
    *,
    year: int,
    city: City | None,
    course: Course | None,
) -> list[CellChange]:
    """The cells of lines that are known. Raises ValidationError."""
    cells: dict[Place, str] = {}
    for thing, row in lines:
        course_pk = course.pk if course else thing.pk
        city_pk = thing.pk if course else city.pk if city else 0
        for column, month in months.items():
            if column < len(row):
                where = (course_pk, city_pk, date(year, month, 1))
                said = (cells.get(where, ""), _cell(row[column]))
                cells[where] = plan_cells.write(filter(None, said))
    if not cells:
        raise ValidationError(_("没有读到格子：每行先写名称，再用制表符隔开各月。"))
    return [CellChange(*where, book.text(where), text) for where, text in cells.items()]


def _below_the_heads(
    rows: list[list[str]], known: dict, year: int
) -> tuple[dict[int, int], list[list[str]]]:
    """Column -> month, and the lines below the head; above it stand titles that name nothing."""
    for place, row in enumerate(rows[:MOST_TITLES]):
        if any(name_of(cell) in known for cell in row):
            break
        if heads := _month_heads(row, year):
            return heads, rows[place + 1 :]
    return {column: column for column in MONTHS}, rows


def _rows_of(text: str) -> list[list[str]]:
    """The lines that have any words, cell by cell. Raises ValidationError."""
    try:
        lines = csv.reader(io.StringIO(text.replace("\0", "")), delimiter="\t")
        stripped = ([cell.strip() for cell in row] for row in lines)
        return [row for row in stripped if any(row)]
    except csv.Error as error:
        raise ValidationError(_("没有读懂这一块：请从表格里重新复制一次。")) from error


def _named(rows: list[list[str]], page: City | Course | None, *, before: int) -> list[tuple]:
    """Each line with the names ``before`` its months, but for what repeats whose page it is."""
    own = _by_name([page] if page else [])
    named = [
        ([one for one in row[:before] if one and name_of(one) not in own], row) for row in rows
    ]
    return [(names, row) for names, row in named if names or any(row[before:])]


def _check_page(named: list[tuple], pages: dict, page: City | Course | None) -> None:
    """Raise ValidationError for lines that name the city or the course of another page."""
    strange = [names for names, _row in named if any(name_of(one) in pages for one in names)]
    if strange:
        sentence = _(
            "这一页只有“%(page)s”，这些行属于别的城市或课程：%(names)s。请贴到它们那一页。"
        )
        raise ValidationError(sentence % {"page": page, "names": _together(strange)})


def _with_things(named: list[tuple], known: dict) -> list[tuple]:
    """Each line with what it names; a line that names nothing goes on with the one above it, as
    merged cells are copied. Raises ValidationError."""
    found: list[tuple] = []
    unknown = []
    for names, row in named:
        thing = next((known[name] for name in map(name_of, names) if name in known), None)
        if thing or (found and not names):
            found.append((thing or found[-1][0], row, names))
        else:
            unknown.append(names)
    if unknown:
        sentence = _("月份前面要写课程名称、课程编号或城市；不认识：%(names)s。")
        raise ValidationError(sentence % {"names": _together(unknown)})
    _check_once([(thing, names) for thing, _row, names in found if names])
    return [(thing, row) for thing, row, _names in found]


def _check_once(named: list[tuple]) -> None:
    """Raise ValidationError for things that are named on two lines."""
    things = [thing for thing, _names in named]
    again = [names for place, (thing, names) in enumerate(named) if thing in things[:place]]
    if again:
        sentence = _("有名称写了两次：%(names)s。请合成一行，或者第二行不写名称。")
        raise ValidationError(sentence % {"names": _together(again)})


def _together(lines: list[list[str]]) -> str:
    """Who refuses lines names the first twenty."""
    return _("；").join(_("、").join(names) or _("（没有名称）") for names in lines[:20])


def _month_heads(row: list[str], year: int) -> dict[int, int]:
    """Column -> month, if the line is a head; 2027年3月 and ``Mar 27`` are of the page of 2027."""
    heads = {}
    for column, cell in enumerate(row[1:], 1):
        text = cell.strip().casefold()
        match, english = MONTH_HEAD.fullmatch(text), ENGLISH_HEAD.fullmatch(text)
        if match and int(match[1] or year) == year and 1 <= int(match[2]) <= 12:
            heads[column] = int(match[2])
        elif english and english[2] in (None, f"{year}", f"{year % 100:02}"):
            heads[column] = number_of(english[1])
    return heads if len(heads) >= 2 or (heads and len(row) == 2) else {}


def _by_name(things) -> dict:
    names: dict = {}
    for thing in things:
        said = [getattr(thing, name, "") for name in ("title", "code", "name", "name_en")]
        names |= {name_of(one): thing for one in said if one}
    return names


def name_of(text: str) -> str:
    """A name as it is compared, folded; spaces count as one."""
    return " ".join(fold(text).split())


def undone(change: PlanChange) -> list[CellChange]:
    """The cells of a saved change, backwards."""
    return [
        CellChange(course, city, _month(month), before, after).undone()
        for course, city, month, before, after in change.steps["cells"]
    ]
