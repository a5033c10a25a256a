"""PURE. Uploaded bytes -> rows of text; judged before anything is parsed."""

import csv
import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from itertools import islice

from python_calamine import CalamineWorkbook

from catalog.outline.tree import gettext_noop

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024  # bytes, as the file itself declares them
MAX_ENTRIES = 1_000
MAX_ROWS = 5_000
MAX_COLUMNS = 100
SAFE_INTEGER = 10**15  # a spreadsheet keeps 15 digits
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # .xls, or an .xlsx with a password
# The parts a sheet is read from; whatever else is in the file is never unpacked.
PART = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/|worksheets/(?:_rels/)?)?[^/]+\.(?:xml|rels)"
)
ROW = re.compile(rb"<(?:[^\s<>/:]+:)?row[\s/>]")
CELL = re.compile(rb"<(?:[^\s<>/:]+:)?c[\s/>]")
FILLED = re.compile(rb"</(?:[^\s<>/:]+:)?c[\s>]")  # the end of a cell with something in it
SHARED = re.compile(rb"<(?:[^\s<>/:]+:)?si[\s/>]")  # a text that any number of cells may show
PLACE = re.compile(rb"""(?<![\w:.-])r\s{0,9}=\s{0,9}["']([^"'<>]{0,40})""")
WELL_PLACED = re.compile(rb"([A-Za-z]{0,3})([0-9]{1,7})")

TOO_BIG = gettext_noop("文件有 %(size)s MB，最多 5 MB。请只保留名单所在的表，另存后再上传。")
EMPTY = gettext_noop("这是一个空文件。请上传写有学员姓名的 .xlsx 或 .csv 文件。")
UNKNOWN = gettext_noop("请上传 .xlsx 或 .csv 文件；其他格式请先在表格软件里另存为 .xlsx。")
LOCKED = gettext_noop("这是旧格式 .xls，或者文件设了密码。请去掉密码，另存为 .xlsx 后再上传。")
MACROS = gettext_noop("这个文件带有宏，不能接收。请另存为不带宏的 .xlsx 后再上传。")
BROKEN = gettext_noop("这个文件打不开，可能已损坏。请用表格软件重新另存为 .xlsx 后再上传。")
SWOLLEN = gettext_noop("这个文件解开后太大，不能接收。请只保留名单所在的表，另存后再上传。")
TOO_MANY_ROWS = gettext_noop("名单最多 %(rows)d 行、%(columns)d 列。请只保留来上课的人。")
NO_TEXT = gettext_noop("这个 .csv 的文字编码无法识别。请在表格软件里另存为“CSV UTF-8”或 .xlsx。")


class RosterError(ValueError):
    """The list as a whole is refused; ``message`` is translated and filled in by the edges."""

    def __init__(self, message: str, **params):
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


def rows_in_file(name: str, data: bytes) -> list[list[str]]:
    """Cells as text, row by row from the top. Raises RosterError within moments."""
    if not data:
        raise RosterError(EMPTY)
    if len(data) > MAX_BYTES:
        raise RosterError(TOO_BIG, size=f"{len(data) / 1024 / 1024:.1f}")
    suffix = name.lower().rpartition(".")[2]
    if data.startswith(OLD_EXCEL):
        raise RosterError(LOCKED)
    if suffix == "xlsm":
        raise RosterError(MACROS)
    if data.startswith(b"PK"):
        rows = _rows_in_workbook(_harmless(data))
    elif suffix in ("csv", "txt", "tsv"):
        rows = _rows_in_csv(_text_of(data))
    elif suffix in ("xlsx", "xls"):
        raise RosterError(BROKEN)
    else:
        raise RosterError(UNKNOWN)
    return _bounded(rows)


def _harmless(data: bytes) -> bytes:
    """The same workbook packed anew from what it declares, so that no header can lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _judge(packed.infolist())
            out = io.BytesIO()
            filled = longest = 0
            with zipfile.ZipFile(out, "w") as safe:
                for entry in packed.infolist():
                    if PART.fullmatch(entry.filename):
                        content = packed.read(entry)
                        _judge_part(content, is_sheet="/worksheets/" in entry.filename)
                        filled += len(FILLED.findall(content))
                        longest = max(longest, *map(len, SHARED.split(content)[1:]), 0)
                        safe.writestr(entry.filename, content)
            if filled * longest > MAX_UNPACKED:  # the reader copies a text for each of its cells
                raise RosterError(SWOLLEN)
            return out.getvalue()
    except RosterError:
        raise
    except Exception as error:  # zipfile raises a dozen kinds on damaged files
        raise RosterError(BROKEN) from error


def _judge(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise RosterError(SWOLLEN)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise RosterError(MACROS)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RosterError(LOCKED)
    odd = [name for name in names if name.startswith(("/", "\\")) or ".." in name or ":" in name]
    if odd or len(set(names)) < len(names) or "xl/workbook.xml" not in names:
        raise RosterError(UNKNOWN if "word/document.xml" in names else BROKEN)


def _judge_part(content: bytes, *, is_sheet: bool) -> None:
    """Cells far out would make the reader fill everything between with empty ones."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:200]:
        raise RosterError(BROKEN)
    rows = ROW.split(content)
    wide = any(len(CELL.findall(row)) > MAX_COLUMNS for row in rows[1:])
    far = is_sheet and any(_is_far(place[1]) for place in PLACE.finditer(content))
    if len(rows) - 1 > MAX_ROWS or wide or far:
        raise RosterError(TOO_MANY_ROWS, rows=MAX_ROWS, columns=MAX_COLUMNS)


def _is_far(place: bytes) -> bool:
    """Beyond the largest list, or written in a way that no spreadsheet writes."""
    named = WELL_PLACED.fullmatch(place)
    return not named or _column(named[1]) > MAX_COLUMNS or int(named[2]) > MAX_ROWS


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:5]:
        number = number * 26 + letter - 64
    return number


def _rows_in_workbook(data: bytes) -> list[list[str]]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number in range(len(book.sheet_names)):
            rows = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
            if any(any(cell != "" for cell in row) for row in rows):
                return [[_text_in(cell) for cell in row] for row in rows]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader is compiled: its panics are no Exception
        raise RosterError(BROKEN) from error
    return []


def _text_in(cell) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < SAFE_INTEGER:
        return str(int(cell))
    if isinstance(cell, int | float):
        return f"{cell:.5G}" if abs(cell) >= SAFE_INTEGER else str(cell)
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return cell


def _text_of(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > len(data[:200]) // 4
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise RosterError(NO_TEXT)


def _rows_in_csv(text: str) -> list[list[str]]:
    head = text[:2_000].lstrip().partition("\n")[0]
    delimiter = max(",\t;，；|", key=head.count)
    try:
        # One row too many is enough to be told; rows without anything in them count for nothing.
        rows = (row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row))
        return list(islice(rows, MAX_ROWS + 1))
    except csv.Error as error:
        raise RosterError(BROKEN) from error


def _bounded(rows: list[list[str]]) -> list[list[str]]:
    """Without the empty rows and columns at the end; refused where too much is left."""
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if len(rows) > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in rows):
        raise RosterError(TOO_MANY_ROWS, rows=MAX_ROWS, columns=MAX_COLUMNS)
    if not rows:
        raise RosterError(EMPTY)
    return rows
