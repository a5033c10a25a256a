"""PURE. Rows -> .xlsx: XlsxWriter makes the book around the rows, the rows are written here.

XlsxWriter spends ten microseconds on a cell, a list of 100,000 seats has 2,400,000 of them.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import BinaryIO
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from catalog.documents.tabular import Cell, Column, clean

FORMATS = {
    "text": {"num_format": "@"},
    "phone": {"num_format": "@"},
    "number": {"num_format": "0"},
    "money": {"num_format": "#,##0.00"},
    "date": {"num_format": "yyyy-mm-dd", "align": "left"},
    "time": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
}
HEAD = {"bold": True, "bg_color": "#0F4C4A", "font_color": "#FFFFFF", "num_format": "@"}
PAPER = {"text_wrap": True, "valign": "vcenter", "border": 1}
LINE = 15  # points
HIGHEST = 409  # points of a row, to spreadsheets
A4 = 9  # as workbooks number sizes of paper
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
SHEET = "xl/worksheets/sheet1.xml"
SAMPLE = re.compile(r'<row r="2".*?</row>')
STYLE = re.compile(r'<c r="[A-Z]+2" s="(\d+)"')
DIMENSION = re.compile(r"<dimension [^>]*/>")  # optional, and not known before the last row
ESCAPE = re.compile("_x[0-9a-fA-F]{4}_")  # what a spreadsheet would read as a character
SURELY_SHORT = 10_000  # characters: no cell that is cut
FIRST_DAY = date(1899, 12, 30).toordinal()  # day 0 of a spreadsheet
MINUTES_A_DAY = 1_440
FLUSH_EVERY = 500  # rows
FASTEST = 1  # of zlib: the rows are alike, more effort makes the file little smaller


def write_xlsx(
    rows: Iterable[Sequence[Cell]],
    columns: Sequence[Column],
    out: BinaryIO,
    *,
    sheet: str,
    on_paper: bool = False,
) -> int:
    """Write the rows in constant memory and give how many there were; ``out`` stays open.

    ``on_paper``: to be printed, all columns on one width of A4, long texts in several lines.
    """
    before, styles, _after = _parts(_frame(columns, sheet, rows=1, on_paper=on_paper))
    count = 0
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=FASTEST) as book:
        with book.open(_entry(SHEET), "w") as page:
            page.write(DIMENSION.sub("", before).encode())
            widths = [column.width for column in columns] if on_paper else []
            for count, xml in _chunks(rows, styles, widths):  # noqa: B007
                page.write(xml.encode())
            frame = _frame(columns, sheet, rows=count, on_paper=on_paper)
            page.write(_parts(frame)[2].encode())
        for name in frame.namelist():
            if name != SHEET:
                book.writestr(_entry(name), frame.read(name))
    return count


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _frame(columns: Sequence[Column], sheet: str, *, rows: int, on_paper: bool) -> ZipFile:
    """A book with its head, widths and filter; row 2 has one empty cell of each column's format."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True})
    page = book.add_worksheet(NOT_IN_SHEET_NAMES.sub(" ", sheet)[:31])
    paper = PAPER if on_paper else {}
    formats = {kind: book.add_format(style | paper) for kind, style in FORMATS.items()}
    head = book.add_format(HEAD | paper)
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width, formats[column.kind])
        page.write_string(0, place, clean(column.name), head)
    for place, column in enumerate(columns):
        page.write_blank(1, place, None, formats[column.kind])
    if on_paper:
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer("&C&P / &N")
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, rows, len(columns) - 1)
    book.close()
    return ZipFile(out)


def _parts(frame: ZipFile) -> tuple[str, list[str], str]:
    """The sheet before its rows, the number of each column's format, the sheet after its rows."""
    page = frame.read(SHEET).decode()
    sample = SAMPLE.search(page)
    if sample is None:
        raise ValueError("the sheet that frames the rows has no row")
    return page[: sample.start()], STYLE.findall(sample[0]), page[sample.end() :]


def height_of(row: Sequence[Cell], widths: Sequence[float]) -> int:
    """The height in points of a row whose longest text goes on in the next line of its column."""
    lines = [
        sum(_lines(line, max(1, int(width) - 2)) for line in text.split("\n"))
        for text, width in zip(row, widths, strict=False)
        if isinstance(text, str)
    ]
    return min(HIGHEST, LINE * max([1, *lines]) + 4)


def _lines(text: str, room: int) -> int:
    """How many lines of so many Latin letters a text without line breaks takes; 1 if empty."""
    return max(1, -(-sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text) // room))


def _chunks(
    rows: Iterable[Sequence[Cell]], styles: list[str], widths: Sequence[float]
) -> Iterator[tuple[int, str]]:
    """How many rows there are so far, and the newest of them as XML."""
    places = [(xl_col_to_name(place), style) for place, style in enumerate(styles)]
    chunk: list[str] = []
    count = 0
    for count, row in enumerate(rows, 1):
        height = height_of(row, widths) if widths else 0
        chunk.append(_row(count + 1, row, places, height))
        if count % FLUSH_EVERY == 0:
            yield count, "".join(chunk)
            chunk.clear()
    yield count, "".join(chunk)


def _row(number: int, row: Sequence[Cell], places: list[tuple[str, str]], height: int) -> str:
    as_high = f' ht="{height}" customHeight="1"' if height else ""
    xml = [f'<row r="{number}"{as_high}>']
    for (letters, style), cell in zip(places, row, strict=True):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            xml.append(
                f'<c r="{letters}{number}" s="{style}" t="inlineStr"><is>{_text(cell)}</is></c>'
            )
        else:
            xml.append(f'<c r="{letters}{number}" s="{style}"><v>{_number(cell)}</v></c>')
    xml.append("</row>")
    return "".join(xml)


def _text(text: str) -> str:
    if text.isalnum() and len(text) < SURELY_SHORT:
        return f"<t>{text}</t>"
    text = clean(text)
    text = ESCAPE.sub(lambda found: f"_x005F{found[0]}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<t>{text}</t>" if text == text.strip() else f'<t xml:space="preserve">{text}</t>'


def _number(cell) -> str:
    """Text of a number; a day counts from the end of 1899, its time is a part of it.

    Whole minutes, as they are shown and as the .csv has them.
    """
    if isinstance(cell, datetime):
        minutes = cell.hour * 60 + cell.minute
        return repr(cell.toordinal() - FIRST_DAY + minutes / MINUTES_A_DAY)
    return str(cell.toordinal() - FIRST_DAY if isinstance(cell, date) else cell)
