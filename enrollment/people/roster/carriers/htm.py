"""PURE. A web page or an old XML sheet that calls itself .xls -> grids."""

import re
from html.parser import HTMLParser

from enrollment.people.roster.carriers.plain import text_of
from enrollment.people.roster.grid import STRUCK, Cell, Grid, spread
from enrollment.people.roster.list_refusals import MAX_COLUMNS, MAX_ROWS, too_many_rows

PAGE = re.compile(
    rb"<(?:!doctype html|html|table|meta|head|body|workbook|\?xml|div)", re.IGNORECASE
)
KNOWN = ("utf-8", "shift_jis", "euc-jp", "euc-kr", "windows-1250", "windows-1251", "windows-1252")
CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
STRIKES = ("s", "strike", "del")
MAX_TAGS = 200_000
MAX_TABLES = 200
SILENT = ("style", "script", "title", "xml")
TABLES, ROWS, CELLS = ("table", "worksheet"), ("tr", "row"), ("td", "th", "cell")
BREAKS = ("br", "p", "div")


def is_page(data: bytes) -> bool:
    head = data[:4_000].replace(b"\x00", b"")
    return PAGE.search(head) is not None


def grids(data: bytes) -> list[Grid]:
    """One grid for each table of the page."""
    page = _Page()
    page.feed(_text(data))
    page.close()
    return [page.grid(n, table) for n, table in enumerate(page.tables) if table.cells]


def _text(data: bytes) -> str:
    named = CHARSET.search(data[:2_000])
    if named and named[1].lower() in (b"gb2312", b"gbk", b"gb18030"):
        return data.decode("gb18030", "replace")
    if named and named[1].lower() == b"big5":
        return data.decode("big5hkscs", "replace")
    return _as_named(named[1].decode("ascii", "replace"), data) if named else text_of(data).text


def _as_named(charset: str, data: bytes) -> str:
    """The text in the encoding that the page names, unless it is not in it."""
    try:
        return data.decode(charset) if charset.lower() in KNOWN else text_of(data).text
    except UnicodeDecodeError:
        return text_of(data).text


class _Table:
    def __init__(self, name: str):
        self.name = name
        self.cells: dict = {}
        self.hidden_rows: set[int] = set()
        self.merges: list = []
        self.taken: set = set()
        self.row, self.column = -1, 0


class _Page(HTMLParser):
    """The state between the callbacks; a table inside a cell is text of that cell."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self.text: list[str] | None = None
        self.silent = self.strikes = self.tags = 0
        self.struck = False
        self.span = (1, 1)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        self.tags += 1
        if self.tags > MAX_TAGS or len(self.tables) > MAX_TABLES:
            raise too_many_rows()
        if tag in TABLES:
            self.tables.append(_Table(values.get("ss:name", "")))
            self.open.append(self.tables[-1])
        elif tag in ROWS and self.open and self.text is None:
            self.begin_row(values)
        elif tag in CELLS and self.open:
            self.begin_cell(values)
        elif tag in BREAKS and self.text:
            self.text.append("\n")
        self.silent += tag in SILENT
        self.strikes += tag in STRIKES

    def handle_endtag(self, tag):
        if tag in CELLS:
            self.end_cell()
        elif tag in TABLES and self.open:
            self.end_cell()
            self.open.pop()
        self.silent -= tag in SILENT and self.silent > 0
        self.strikes -= tag in STRIKES and self.strikes > 0

    def handle_data(self, data):
        if self.text is not None and not self.silent:
            self.text.append(data)
            self.struck = self.struck or self.strikes > 0

    def begin_row(self, values):
        table = self.open[-1]
        index = values.get("ss:index", "")
        table.row = int(index) - 1 if index.isdecimal() else table.row + 1
        table.column = 0
        if HIDDEN.search(values.get("style") or "") or values.get("ss:hidden") == "1":
            table.hidden_rows.add(table.row)
        if table.row > MAX_ROWS * 4:
            raise too_many_rows()

    def begin_cell(self, values):
        self.end_cell()
        table = self.open[-1]
        index = values.get("ss:index", "")
        if index.isdecimal():
            table.column = int(index) - 1
        while (table.row, table.column) in table.taken:
            table.column += 1
        down = _whole(values.get("rowspan")) + _whole(values.get("ss:mergedown"), 0)
        across = _whole(values.get("colspan")) + _whole(values.get("ss:mergeacross"), 0)
        self.span = (min(down, 500), min(across, MAX_COLUMNS))
        self.text, self.struck = [], False

    def end_cell(self):
        if self.text is None or not self.open:
            return
        table = self.open[-1]
        text, self.text = "".join(self.text), None
        row, column, (down, across) = table.row, table.column, self.span
        if text.strip():
            shown = "\n".join(filter(None, map(str.strip, text.split("\n"))))
            table.cells[row, column] = Cell(shown, STRUCK if self.struck else "")
        if (down, across) != (1, 1):
            table.merges.append((row, column, row + down - 1, column + across - 1))
            table.taken.update((row + n, column + m) for n in range(down) for m in range(across))
        table.column += across

    def grid(self, number: int, table: _Table) -> Grid:
        merges = tuple(table.merges)
        name = table.name or ("Sheet1" if len(self.tables) == 1 else f"Sheet{number + 1}")
        return Grid(
            name,
            table.cells,
            frozenset(table.hidden_rows),
            merges=merges,
            filled=spread(merges),
        )


def _whole(text: str | None, otherwise: int = 1) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else otherwise
