"""PURE. An .xlsx -> grids: values, hidden rows and columns, merges, struck fonts, errors."""

import posixpath
import re
from datetime import datetime, timedelta

from enrollment.people.roster.carriers.package import Package
from enrollment.people.roster.grid import ERROR, STRUCK, UNCALCULATED, Cell, Grid, spread
from enrollment.people.roster.list_refusals import (
    BROKEN,
    MAX_CHARACTERS,
    SWOLLEN,
    RosterError,
    too_many_rows,
)

REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
ON = ("1", "true", "on")
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\[\]]*\]")
OF_DIGITS = re.compile(r"0[0#]{6,14}")  # 0#########: a telephone shown with the 0 it begins with
BETWEEN_DIGITS = re.compile(r"[\s().-]")
OF_DATES = re.compile(r"[yhd]|m{2}")
SAFE_INTEGER = 10**15  # a spreadsheet keeps 15 digits
MAX_CELLS = 150_000
MAX_MERGES = 5_000
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a date on paper, in no zone
LAST_DAY = 2_958_465  # 9999-12-31
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def grids(package: Package) -> list[Grid]:
    """Every sheet in the order of its tabs. Raises RosterError."""
    book = _book(package)
    parts = _relations(package, book)
    strings = _strings(package, _of_kind(parts, "sharedStrings"))
    styles = _styles(package, _of_kind(parts, "styles"))
    found = []
    for name, state, relation in _sheets(package, book):
        kind, part = parts.get(relation, ("", ""))
        if part in package.names and kind != "chartsheet":
            hidden = state in ("hidden", "veryHidden")
            found.append(
                Grid(name, {}, is_hidden=True)
                if hidden
                else _Sheet(name, strings, styles).read(package, part)
            )
    return found


def _book(package: Package) -> str:
    """The part that lists the sheets: some programs put it elsewhere than others."""
    known = _of_kind(_relations(package, ""), "officeDocument")
    for name in (known, "xl/workbook.xml"):
        if name in package.names:
            return name
    raise RosterError(BROKEN)


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The parts that a part (the package itself for "") names: id -> kind and path."""
    folder, name = posixpath.split(part)
    found = {}

    def start(tag, values):
        if tag == "Relationship":
            target = values.get("Target", "").replace("\\", "/")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[values.get("Id", "")] = (values.get("Type", "").rpartition("/")[2], path)

    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source in package.names:
        package.parse(source, start, _nothing, _nothing)
    return found


def _of_kind(relations: dict[str, tuple[str, str]], wanted: str) -> str:
    return next((path for kind, path in relations.values() if kind == wanted), "")


def _sheets(package: Package, book: str) -> list[tuple[str, str, str]]:
    sheets = []

    def start(tag, values):
        if tag == "sheet":
            relation = next((v for k, v in values.items() if k.rpartition(":")[2] == "id"), "")
            sheets.append((values.get("name", ""), values.get("state", ""), relation))

    package.parse(book, start, _nothing, _nothing)
    return sheets


def _nothing(*_any):
    return None


def _strings(package: Package, part: str) -> list[Cell]:
    """The shared texts; one with a struck run is struck."""
    reader = _Strings()
    if part in package.names:
        package.parse(part, reader.start, reader.end, reader.characters)
    return reader.found


class _Strings:
    def __init__(self):
        self.found: list[Cell] = []
        self.text: list[str] = []
        self.inside: set[str] = set()
        self.struck = False

    def start(self, tag, values):
        self.inside.add(tag)
        if tag == "si":
            self.text.clear()
            self.struck = False
        elif tag == "strike":
            self.struck = self.struck or values.get("val", "1") in ON

    def end(self, tag):
        self.inside.discard(tag)
        if tag == "si":
            mark = STRUCK if self.struck else ""
            self.found.append(Cell(_unescaped("".join(self.text)), mark))

    def characters(self, data):
        if "t" in self.inside and "rPh" not in self.inside:
            self.text.append(data)


def _unescaped(text: str) -> str:
    """_x000D_ is how the format writes a character that XML cannot hold."""
    return ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "_x" in text else text


def _styles(package: Package, part: str) -> list[tuple[bool, bool, int]]:
    """For each cell format: is it struck, is it a date, how many digits it shows at least."""
    fonts, formats, codes = [], [], {}
    inside: list[str] = []

    def start(tag, values):
        inside.append(tag)
        if tag == "font" and "fonts" in inside:
            fonts.append(False)
        elif tag == "strike" and fonts and "fonts" in inside:
            fonts[-1] = values.get("val", "1") in ON
        elif tag == "numFmt":
            codes[_number(values.get("numFmtId"))] = values.get("formatCode", "")
        elif tag == "xf" and "cellXfs" in inside:
            formats.append((_number(values.get("fontId")), _number(values.get("numFmtId"))))

    if part in package.names:
        package.parse(part, start, lambda _tag: inside.pop(), _nothing)
    return _meant(fonts, formats, codes)


def _meant(fonts: list, formats: list, codes: dict[int, str]) -> list[tuple[bool, bool, int]]:
    dates = DATE_FORMATS | {number for number, code in codes.items() if _is_date(code)}
    return [
        (0 <= f < len(fonts) and fonts[f], number in dates, _digits(codes.get(number, "")))
        for f, number in formats
    ]


def _digits(code: str) -> int:
    """How many digits a format writes at least; 0 for what is no format of plain digits."""
    bare = BETWEEN_DIGITS.sub("", QUOTED.sub("", code.partition(";")[0]))
    return len(bare) if OF_DIGITS.fullmatch(bare) else 0


def _is_date(code: str) -> bool:
    return bool(OF_DATES.search(QUOTED.sub("", code).lower()))


def _number(text) -> int:
    return int(text) if text and text.isdecimal() else -1


class _Sheet:
    """The state between the callbacks of one sheet."""

    def __init__(self, name, strings, styles):
        self.name, self.strings, self.styles = name, strings, styles
        self.cells: dict = {}
        self.characters_kept = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list = []
        self.row = self.column = -1
        self.kind = self.formula = ""
        self.style = -1
        self.text: list[str] = []
        self.reads = self.quiet = self.struck = False

    def read(self, package: Package, part: str) -> Grid:
        package.parse(part, self.start, self.end, self.characters, sparse=True)
        merges = tuple(self.merges)
        return Grid(
            self.name,
            self.cells,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            merges,
            filled=spread(merges),
        )

    def start(self, tag, values):
        begin = getattr(self, f"begin_{tag}", None)
        if begin:
            begin(values)

    def begin_row(self, values):
        self.row = int(values["r"]) - 1 if values.get("r", "").isdecimal() else self.row + 1
        self.column = -1
        if values.get("hidden") in ON or values.get("ht") == "0":
            self.hidden_rows.add(self.row)

    def begin_col(self, values):
        if values.get("hidden") in ON or values.get("width") == "0":
            first, last = _number(values.get("min")), _number(values.get("max"))
            self.hidden_columns.update(range(first - 1, min(last, first + 500)))

    def begin_c(self, values):
        found = REFERENCE.fullmatch(values.get("r", ""))
        self.column = column_of(found[1]) if found else self.column + 1
        if found:
            self.row = int(found[2]) - 1
        self.kind, self.style = values.get("t", "n"), _number(values.get("s"))
        self.formula, self.struck = "", False
        self.text.clear()

    def begin_v(self, _values):
        self.text.clear()
        self.reads = True

    def begin_t(self, _values):
        self.reads = not self.quiet

    def begin_f(self, _values):
        self.formula = "="
        self.reads = True
        self.text.clear()

    def begin_rPh(self, _values):  # noqa: N802  the format's own name
        self.quiet = True

    def begin_strike(self, values):
        self.struck = values.get("val", "1") in ON

    def begin_mergeCell(self, values):  # noqa: N802
        found = RANGE.fullmatch(values.get("ref", ""))
        if found and len(self.merges) < MAX_MERGES:
            top, low = int(found[2]) - 1, int(found[4]) - 1
            self.merges.append((top, column_of(found[1]), low, column_of(found[3])))

    def characters(self, data):
        if self.reads:
            self.text.append(data)

    def end(self, tag):
        if tag == "c":
            self.keep()
        elif tag == "f":
            self.formula = "=" + "".join(self.text)
            self.text.clear()
        if tag in ("v", "t", "f"):
            self.reads = False
        elif tag == "rPh":
            self.quiet = False

    def keep(self):
        cell = self.value("".join(self.text))
        if not cell.text.strip():
            if not self.formula:
                return
            cell = Cell(self.formula, UNCALCULATED)
        struck = self.format()[0]
        if (struck or self.struck) and not cell.mark:
            cell = Cell(cell.text, STRUCK)
        self.cells[self.row, self.column] = cell
        self.characters_kept += len(cell.text)
        if self.characters_kept > MAX_CHARACTERS:
            raise RosterError(SWOLLEN)
        if len(self.cells) > MAX_CELLS:
            raise too_many_rows()

    def format(self) -> tuple[bool, bool, int]:
        known = 0 <= self.style < len(self.styles)
        return self.styles[self.style] if known else (False, False, 0)

    def value(self, text: str) -> Cell:
        if self.kind == "s":
            place = _number(text.strip())
            return self.strings[place] if 0 <= place < len(self.strings) else Cell("")
        if self.kind in ("str", "inlineStr", "d"):
            return Cell(_unescaped(text))
        if self.kind == "e":
            return Cell(text, ERROR)
        if self.kind == "b":
            return Cell("TRUE" if text.strip() == "1" else "FALSE" if text else "")
        _struck, is_date, digits = self.format()
        shown = shown_number(text, is_date=is_date)
        return Cell(shown.zfill(digits) if shown.isdecimal() else shown)


def column_of(name: str) -> int:
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def shown_number(text: str, *, is_date: bool = False) -> str:
    """The whole number behind 1.39E+10; a date as it is written; else the text itself."""
    try:
        number = float(text)
    except ValueError:
        return text
    if is_date and 0 <= number < LAST_DAY:
        return shown_date(EPOCH + timedelta(days=number), has_day=number >= 1)
    if number.is_integer() and abs(number) < SAFE_INTEGER:
        return str(int(number))
    return f"{number:.5G}" if abs(number) >= SAFE_INTEGER else str(number)


def shown_date(moment: datetime, *, has_day: bool = True) -> str:
    if not has_day:
        return f"{moment:%H:%M}"
    return (
        f"{moment:%Y-%m-%d}" if not (moment.hour or moment.minute) else f"{moment:%Y-%m-%d %H:%M}"
    )
