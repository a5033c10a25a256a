"""What a page of the plan sends -> changed cells: the grid, a row, or a pasted block."""

import csv
import io
import json
from datetime import date
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import City, Course
from catalog.models.session import FIRST_DATE
from catalog.plan import plan_cells
from catalog.queries.plan_book import Book, Place
from catalog.queries.plan_steps import CellChange
from enrollment.admin.dates import YEARS_AHEAD
from enrollment.admin.plan_names import (
    Named,
    by_name,
    check_columns,
    check_years,
    is_sum,
    known_in,
    meant_by,
    month_heads,
    the_one,
)
from enrollment.models import PlanChange

MOST = 5000  # cells at once
MONTHS = range(1, 13)
MOST_TITLES = 4  # lines above the months


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
    check_count(len(found))
    return found


def check_count(cells: int) -> None:
    """Raise ValidationError for more cells than are changed at once."""
    if cells > MOST:
        raise ValidationError(_("一次最多改 %(most)d 格。") % {"most": MOST})


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
    return text.replace("\0", "").strip()


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
    rows: list[list[str]], book: Book, *, year: int, city: City | None, course: Course | None
) -> list[CellChange]:
    """A block as a spreadsheet copies it: a name and up to twelve months a line, or turned.

    Names are of courses (or their numbers) in one city, or of cities for one course. Raises
    ValidationError that names every line nobody knows, of another page, or said twice.
    """
    names = known_in(book)
    kind, of_page = ("city", "course") if course else ("course", "city")
    known, pages = names[kind], names[of_page]
    months, lines = _below_the_heads(_names_down(rows, known, year), known, year)
    named = _named(lines, course or city, months)
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
    check_count(len(cells))
    if not cells:
        raise ValidationError(_("没有读到格子：每行先写名称，再用制表符隔开各月。"))
    return [CellChange(*where, book.text(where), text) for where, text in cells.items()]


def _names_down(rows: list[list[str]], known: Named, year: int) -> list[list[str]]:
    """The lines, turned where months stand one below the other and names across."""
    for place, row in enumerate(rows[:MOST_TITLES]):
        if any(meant_by(cell, known) for cell in row[1:]):
            down = [row[0], *(below[0] for below in rows[place + 1 :])]
            if len(month_heads(down, year)) > 1:
                turned = zip_longest(*rows[place:], fillvalue="")
                return [*rows[:place], *map(list, turned)]
    return rows


def _below_the_heads(
    rows: list[list[str]], known: Named, year: int
) -> tuple[dict[int, int], list[list[str]]]:
    """Column -> month, and the lines below the head; above it stand titles that name nothing.

    Raises ValidationError for a head in which there are no months, for titles of another year, and
    for days in columns without a month.
    """
    for place, row in enumerate(rows[:MOST_TITLES]):
        if any(meant_by(cell, known) for cell in row):
            break
        if heads := month_heads(row, year):
            below = rows[place + 1 :]
            check_years(rows[: place + 1], year)
            check_columns(row, below, heads)
            return heads, below
    if rows and len(rows[0]) > 1 and not _names_or_days(rows[0], known):
        sentence = _(
            "第一行“%(head)s”里没有读出月份：请写 1月、2月 …，或者每行名称后面就是 1 至 12 月。"
        )
        raise ValidationError(sentence % {"head": _("、").join(filter(None, rows[0][:12]))})
    all_months = {column: column for column in MONTHS}
    check_columns([], rows, all_months)
    return all_months, rows


def _names_or_days(row: list[str], known: Named) -> bool:
    """Whether a line is one of the plan: it names something, or there are numbers in it."""
    return any(meant_by(cell, known) for cell in row) or any(
        sign.isdecimal() for cell in row[1:] for sign in cell
    )


def rows_of(text: str) -> list[list[str]]:
    """The lines that have any words, cell by cell. Raises ValidationError."""
    try:
        lines = csv.reader(io.StringIO(text.replace("\0", "")), delimiter="\t")
        stripped = ([cell.strip() for cell in row] for row in lines)
        found = [row for row in stripped if any(row)]
    except csv.Error as error:
        raise ValidationError(_("没有读懂这一块：请从表格里重新复制一次。")) from error
    if open_ended := next((cell for row in found for cell in row if "\t" in cell), None):
        sentence = _("“%(text)s”前面的引号后面没有另一半：请去掉它，或者补上。")
        raise ValidationError(sentence % {"text": open_ended[:20]})
    return found


def _named(
    rows: list[list[str]], page: City | Course | None, months: dict[int, int]
) -> list[tuple]:
    """Each line with the names before its months, but for what repeats whose page it is.

    Each says too whether its cells are empty, as those of a remark or a group of courses are, or
    sums: nobody has to know such names.
    """
    own, before = by_name([page] if page else []), min(months)
    found = []
    for row in rows:
        names = [one for one in row[:before] if one and not meant_by(one, own)]
        if names or any(row[before:]):
            is_empty = not any(row[column] for column in months if column < len(row))
            found.append((names, row, is_empty or is_sum(names)))
    return found


def _check_page(named: list[tuple], pages: Named, page: City | Course | None) -> None:
    """Raise ValidationError for lines that name the city or the course of another page."""
    strange = [names for names, *_row in named if any(meant_by(one, pages) for one in names)]
    if strange:
        sentence = _(
            "这一页只有“%(page)s”，这些行属于别的城市或课程：%(names)s。请贴到它们那一页。"
        )
        raise ValidationError(sentence % {"page": page, "names": _together(strange)})


def _with_things(named: list[tuple], known: Named) -> list[tuple]:
    """Each line with what it names; a line that names nothing goes on with the one above it, as
    merged cells are copied. Raises ValidationError."""
    found: list[tuple] = []
    unknown, above = [], None
    for names, row, is_empty in named:
        above = the_one(names, known) if names else above
        if above:
            found.append((above, row, names))
        elif not is_empty:
            unknown.append(names)
    if unknown:
        sentence = _("月份前面要写课程名称、课程编号或城市；不认识：%(names)s。")
        raise ValidationError(sentence % {"names": _together(unknown)})
    _check_once([(thing, names) for thing, _row, names in found if names])
    return [(thing, row) for thing, row, _names in found]


def _check_once(named: list[tuple]) -> None:
    """Raise ValidationError for things that are named on two lines."""
    seen: set[int] = set()
    again = []
    for thing, names in named:
        if thing.pk in seen:
            again.append(names)
        seen.add(thing.pk)
    if again:
        sentence = _("有名称写了两次：%(names)s。请合成一行，或者第二行不写名称。")
        raise ValidationError(sentence % {"names": _together(again)})


def _together(lines: list[list[str]]) -> str:
    """Who refuses lines names the first twenty."""
    return _("；").join(_("、").join(names) or _("（没有名称）") for names in lines[:20])


def undone(change: PlanChange) -> list[CellChange]:
    """The cells of a saved change, backwards."""
    return [
        CellChange(course, city, _month(month), before, after).undone()
        for course, city, month, before, after in change.steps["cells"]
    ]
