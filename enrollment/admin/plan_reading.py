"""What a page of the plan sends -> changed cells: the grid, a row, or a pasted block."""

import csv
import io
import json
import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import City, Course
from catalog.models.session import FIRST_DATE
from catalog.plan import plan_cells
from catalog.queries.plan_book import Book, Place
from catalog.queries.plan_steps import CellChange
from enrollment.admin.dates import YEARS_AHEAD
from enrollment.models import PlanChange

MOST = 5000  # cells at once
LONGEST = 500  # characters of a cell
MONTHS = range(1, 13)
MOST_TITLES = 4  # lines above the months
MONTH_HEAD = re.compile(r"(?:20\d\d\s*[年/-]\s*)?(\d{1,2})\s*月?")
ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


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
    ValidationError that names every line nobody knows.
    """
    known = _by_name(book.cities.values() if course else book.courses.values())
    months, rows = _below_the_heads(_rows_of(text), known)
    cells: dict[Place, str] = {}
    for thing, row in _named(rows, known, before=min(months)):
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


def _below_the_heads(rows: list[list[str]], known: dict) -> tuple[dict[int, int], list[list[str]]]:
    """Column -> month, and the lines below the head; above it stand titles that name nothing."""
    for place, row in enumerate(rows[:MOST_TITLES]):
        if heads := _month_heads(row):
            return heads, rows[place + 1 :]
        if any(name_of(cell) in known for cell in row):
            break
    return {column: column for column in MONTHS}, rows


def _rows_of(text: str) -> list[list[str]]:
    """The lines that have any words, cell by cell. Raises ValidationError."""
    try:
        lines = csv.reader(io.StringIO(text.replace("\0", "")), delimiter="\t")
        stripped = ([cell.strip() for cell in row] for row in lines)
        return [row for row in stripped if any(row)]
    except csv.Error as error:
        raise ValidationError(_("没有读懂这一块：请从表格里重新复制一次。")) from error


def _named(rows: list[list[str]], known: dict, *, before: int) -> list[tuple]:
    """Each line with what a cell ``before`` its months names; a line that names nothing goes on
    with the one above it, as merged cells are copied. Raises ValidationError."""
    found: list[tuple] = []
    unknown = []
    for row in rows:
        names = [cell for cell in row[:before] if cell]
        things = [known[name] for cell in names if (name := name_of(cell)) in known]
        if things or (found and not names):
            found.append((things[0] if things else found[-1][0], row))
        else:
            unknown.append(_("、").join(names) or _("（没有名称）"))
    if unknown:
        sentence = _("月份前面要写课程名称、课程编号或城市；不认识：%(names)s。")
        raise ValidationError(sentence % {"names": _("；").join(unknown[:20])})
    return found


def _month_heads(row: list[str]) -> dict[int, int]:
    """Column -> month, if the line is a head."""
    heads = {}
    for column, cell in enumerate(row[1:], 1):
        text = cell.strip().casefold()
        match = MONTH_HEAD.fullmatch(text)
        if match and "月" in text and 1 <= int(match[1]) <= 12:
            heads[column] = int(match[1])
        elif text[:3] in ENGLISH:
            heads[column] = ENGLISH.index(text[:3]) + 1
    return heads if len(heads) >= 2 or (heads and len(row) == 2) else {}


def _by_name(things) -> dict:
    names: dict = {}
    for thing in things:
        said = [getattr(thing, name, "") for name in ("title", "code", "name", "name_en")]
        names |= {name_of(one): thing for one in said if one}
    return names


def name_of(text: str) -> str:
    """A name as it is compared: wide and narrow signs, large and small letters are the same."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def undone(change: PlanChange) -> list[CellChange]:
    """The cells of a saved change, backwards."""
    return [
        CellChange(course, city, _month(month), before, after).undone()
        for course, city, month, before, after in change.steps["cells"]
    ]
