"""Workbooks (.xlsx) and .csv as lines: rows of cells, or text indented by column."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple
from xml.etree.ElementTree import Element

from python_calamine import CalamineWorkbook

from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Place, Source, gettext_noop

from .sheet_marks import Marks, marks_of
from .source_text import EMPTY, MAX_CHARACTERS, TOO_LONG, decode
from .zip_parts import Package, Sentences, within_package

MAX_SHEET = 20 * 1024 * 1024  # bytes of one sheet's part
MAX_SHEETS = 30
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_COPIED = 50 * 1024 * 1024  # bytes: the reader copies a shared text for each of its cells
STEP = 4  # columns of indentation for one column of the sheet
SAFE_INTEGER = 10**15  # a spreadsheet keeps 15 digits

SAYS = Sentences(
    too_large=gettext_noop("这个表格解开后太大，没有读取。请只保留大纲所在的表，另存后再上传。"),
    broken=gettext_noop("这个 .xlsx 文件打不开。请用表格软件重新另存为 .xlsx 后再上传。"),
    locked=gettext_noop("这个文件有密码。请去掉密码，另存后再上传。"),
    macros=gettext_noop("这个文件含有宏，没有读取。请另存为不带宏的 .xlsx 后再上传。"),
    doctype=gettext_noop(
        "这个 .xlsx 里有不允许的声明（DOCTYPE），没有读取。请用表格软件重新另存。"
    ),
    other=gettext_noop("这不是表格文件。请上传 .xlsx 或 .csv 文件。"),
)
TOO_MANY = gettext_noop("表格超过 %(rows)d 行或 %(columns)d 列，没有读取。请只保留大纲所在的部分。")
PLACES = ("xl/worksheets/", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/")
SHARED = re.compile(rb"<(?:[^\s<>/:]+:)?si[\s/>]")
DELIMITERS = ",\t;，；|"
Rows = list[list[str]]


class Sheet(NamedTuple):
    name: str
    part: str
    hidden: bool


def open_csv(data: bytes) -> Source:
    """The rows of a .csv. Raises OutlineError."""
    text, encoding = decode(data)
    head = text[:2_000].lstrip("\ufeff\r\n ").partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter)
        rows = list(islice(reader, MAX_ROWS + 1))
    except csv.Error:
        raise OutlineError(SAYS.broken) from None
    return _source(rows, Marks(), (), (Fact("encoding", encoding),))


def open_xlsx(data: bytes) -> Source:
    """The fullest visible sheet of a workbook. Raises OutlineError."""
    return within_package(data, SAYS, "xl/", _workbook)


def _workbook(package: Package) -> Source:
    main = package.main_part("xl/workbook.xml")
    root = package.parsed(main)
    if root is None:
        raise OutlineError(SAYS.broken)
    sheets = list(_sheets(root, package, main))
    shown = [sheet for sheet in sheets if not sheet.hidden]
    marks = {sheet.name: _marks(package, sheet) for sheet in shown}
    contents = _contents(package, shown)
    chosen = max(shown, key=lambda sheet: _size(contents[sheet.name], marks[sheet.name]))
    others = [
        LeftOut("hidden-sheet" if sheet.hidden else "sheet", Place("sheet", sheet.name))
        for sheet in sheets
        if sheet is not chosen and (sheet.hidden or any(map(any, contents[sheet.name])))
    ]
    facts = (Fact("sheet", chosen.name),) if len(sheets) > 1 else ()
    return _source(contents[chosen.name], marks[chosen.name], others, facts)


def _sheets(root: Element, package: Package, main: str) -> Iterator[Sheet]:
    targets = {key: target for key, _, target in package.relations(main)}
    found = [element for element in root.iter() if element.tag.endswith("}sheet")]
    if not found or len(found) > MAX_SHEETS:
        raise OutlineError(SAYS.too_large if found else SAYS.broken)
    states = [element.get("state", "visible") for element in found]
    for element, state in zip(found, states, strict=True):
        key = next((text for name, text in element.attrib.items() if name.endswith("}id")), "")
        hidden = state != "visible" and "visible" in states
        yield Sheet(element.get("name", ""), targets.get(key, ""), hidden)


def _marks(package: Package, sheet: Sheet) -> Marks:
    part = package.read(sheet.part, MAX_SHEET)
    if part is None:
        return Marks()
    package.judge(part, MAX_ROWS * MAX_COLUMNS * 4)
    marks = marks_of(part)
    if marks.rows > MAX_ROWS or marks.columns > MAX_COLUMNS:
        raise OutlineError(TOO_MANY, rows=MAX_ROWS, columns=MAX_COLUMNS)
    kinds = [kind.rpartition("/")[2] for _, kind, _ in package.relations(sheet.part)]
    drawn = {"comments": "comment", "drawing": "picture", "chart": "chart", "oleObject": "object"}
    beside = tuple(drawn[kind] for kind in kinds if kind in drawn)
    return marks._replace(beside=beside, part=part)


def _contents(package: Package, shown: Sequence[Sheet]) -> dict[str, Rows]:
    """The cells of each sheet as text, read from a package that holds the judged parts only."""
    strings = package.read("xl/sharedStrings.xml", MAX_SHEET) or b""
    package.judge(strings, MAX_ROWS * MAX_COLUMNS)
    longest = max((len(entry) for entry in SHARED.split(strings)), default=0)
    out, filled = io.BytesIO(), 0
    hidden = set(package.entries) - {s.part for s in shown}
    with zipfile.ZipFile(out, "w") as safe:
        for name in package.entries:
            wanted = name.startswith(("[Content", "xl/_rels/", *PLACES))
            if not wanted or name.endswith("/"):
                continue
            content = package.read(name, MAX_SHEET) or b""
            if name.startswith("xl/worksheets/sheet") and name in hidden:
                continue
            filled += content.count(b"</c>") + content.count(b":c>")
            safe.writestr(name, content)
    if filled * longest > MAX_COPIED:
        raise OutlineError(SAYS.too_large)
    return _cells(out.getvalue(), [sheet.name for sheet in shown])


def _cells(data: bytes, names: Sequence[str]) -> dict[str, Rows]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return {
            name: [
                [text_in(cell) for cell in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in names
        }
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the reader is compiled: its panics are no Exception
        raise OutlineError(SAYS.broken) from None


def text_in(cell: object) -> str:
    """A cell as the sheet shows it, near enough: 2.0 is 2, a date is 2026-12-05."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < SAFE_INTEGER:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, date | timedelta | int | float):
        return str(cell)
    return str(cell)


def _size(rows: Rows, marks: Marks) -> int:
    return sum(len(cell) for row in _visible(rows, marks) for cell in row[1])


def _visible(rows: Rows, marks: Marks) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number from 1, without what is hidden."""
    for number, row in enumerate(rows, 1):
        if number not in marks.hidden_rows:
            cells = ["" if at in marks.hidden_columns else cell for at, cell in enumerate(row)]
            yield number, cells


def _source(rows: Rows, marks: Marks, others: Sequence[LeftOut], facts: tuple[Fact, ...]) -> Source:
    if len(rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in rows):
        raise OutlineError(TOO_MANY, rows=MAX_ROWS, columns=MAX_COLUMNS)
    shown = list(_visible(rows, marks))
    _judge(shown)
    filled = [sum(1 for cell in row if cell.strip()) for _, row in shown]
    count = len(filled) - filled.count(0)
    lines = _lines(shown, [at for at, number in enumerate(filled) if number > 1], count, marks)
    return Source(
        tuple(line._replace(number=number) for number, line in enumerate(lines, 1)),
        (*others, *_hidden(rows, marks), *(LeftOut(kind) for kind in marks.beside)),
        (*facts, Fact("rows", str(count))),
    )


def _lines(
    shown: Sequence[tuple[int, list[str]]], several: list[int], count: int, marks: Marks
) -> Iterator[Line]:
    """A table where one row in four has several cells, else indentation by column."""
    if len(several) * 4 <= count:
        return _indented(shown)
    return _tabled(shown, range(several[0], several[-1] + 1), marks)


def _judge(shown: Sequence[tuple[int, list[str]]]) -> None:
    """Raises OutlineError where nothing is written, or too much."""
    if not any(cell.strip() for _, row in shown for cell in row):
        raise OutlineError(EMPTY)
    length = sum(len(cell) for _, row in shown for cell in row)
    if length > MAX_CHARACTERS:
        raise OutlineError(TOO_LONG, length=length, limit=MAX_CHARACTERS)


def _hidden(rows: Rows, marks: Marks) -> Iterator[LeftOut]:
    for number, row in enumerate(rows, 1):
        if number in marks.hidden_rows and any(cell.strip() for cell in row):
            yield LeftOut("hidden-row", Place("row", str(number)))
    for at in sorted(marks.hidden_columns):
        if any(at < len(row) and row[at].strip() for row in rows):
            yield LeftOut("hidden-column", Place("column", letter(at)))


def letter(column: int) -> str:
    """A, B … Z, AA: the name of a column that counts from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _indented(shown: Sequence[tuple[int, list[str]]]) -> Iterator[Line]:
    """A row is a line; the column of its first cell is its indentation."""
    used = sorted({_first(row) for _, row in shown if any(map(str.strip, row))})
    rank = {column: at for at, column in enumerate(used)}
    for _, row in shown:
        words = " ".join(" ".join(cell.split()) for cell in row if cell.strip())
        yield Line(0, words, indent=STEP * rank.get(_first(row), 0) if words else 0)


def _first(row: Sequence[str]) -> int:
    return next((at for at, cell in enumerate(row) if cell.strip()), 0)


def _tabled(shown: Sequence[tuple[int, list[str]]], table: range, marks: Marks) -> Iterator[Line]:
    """Rows of several cells are one table; a row of one above or below it is a line."""
    columns = _used([row for at, (_, row) in enumerate(shown) if at in table])
    for at, (number, row) in enumerate(shown):
        if at not in table:
            yield Line(0, " ".join(" ".join(cell.split()) for cell in row if cell.strip()))
        elif any(map(str.strip, row)):
            for column, place in enumerate(columns):
                merged = (number, place) in marks.merged
                words = row[place] if place < len(row) and not merged else ""
                yield from _cell(words, (0, at - table.start, column), merged=merged)


def _used(rows: Sequence[list[str]]) -> list[int]:
    """The columns in which something is written."""
    return [at for at in range(max(map(len, rows))) if any(_has(row, at) for row in rows)]


def _cell(words: str, cell: tuple[int, int, int], *, merged: bool) -> Iterator[Line]:
    for part in words.splitlines() or [""]:
        yield Line(0, part.strip(), cell=cell, merged=merged)


def _has(row: Sequence[str], at: int) -> bool:
    return at < len(row) and bool(row[at].strip())
