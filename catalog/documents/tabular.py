"""PURE. Rows -> .csv and .xlsx that a spreadsheet opens as text, never as a formula."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

Cell = str | int | Decimal | date | datetime | None
CELL_LIMIT = 32_767  # UTF-16 units that a spreadsheet keeps of one cell
SURELY_KEPT = CELL_LIMIT // 2  # characters are never too many units
CUT = "…（已截断）"
FLUSH_EVERY = 500  # rows
RISKY = tuple("=+-@\t\r\n＝＋－＠|%")
# A text that begins with none of these and can be printed is neither risky nor like a number.
LOOKED_AT = frozenset((*RISKY, " ", *"0123456789０１２３４５６７８９(（"))
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Groups of digits are no number to any spreadsheet, and people read them out the same way.
TELEPHONES = [
    (re.compile(r"(?:\+86|0086|86)?(1[3-9]\d)(\d{4})(\d{4})", re.ASCII), "{} {} {}"),
    (re.compile(r"(0(?:10|2\d|[3-9]\d\d))(\d{3,4})(\d{4})", re.ASCII), "{}-{} {}"),
    (re.compile(r"([48]00)(\d{3})(\d{4})", re.ASCII), "{} {} {}"),
    (re.compile(r"\+(852|853|886)(\d{3,5})(\d{4})", re.ASCII), "(+{}) {} {}"),
    (re.compile(r"\+(\d{7,15})", re.ASCII), "00 {}"),
]
SPOILT_AS_NUMBER = re.compile(
    r"0\d{1,40}|\d{12,60}|\d{1,20}[Ee]\d{1,20}|\(\d{1,20}\)|\d{1,20}-"
    # 7-11 becomes a day, 12:30 a time; 2026-12 and 2026-12-01 stay what they say.
    r"|(?!\d{4}-\d\d(?:-\d\d)?$)(?:\d\d?|\d{4})[-/]\d\d?(?:[-/]\d{1,4})?"
    r"|\d\d?[-/]\d{4}|\d\d?(?::\d\d){1,2}"
    r"|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?",
    re.ASCII,
)
WIDE = {0xFEE0 + code: code for code in range(0x21, 0x7F)}  # digits are digits, however wide
LONGEST_NUMBER = 64  # characters


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` is one of text, phone, number, money, date, time; ``width`` in characters."""

    name: str
    kind: str = "text"
    width: int = 14


def clean(text: str) -> str:
    """The text without what XML forbids, one kind of line end, cut where a cell ends."""
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    units = text.encode("utf-16-le")
    if len(units) <= CELL_LIMIT * 2:
        return text
    return units[: (CELL_LIMIT - len(CUT)) * 2].decode("utf-16-le", errors="ignore") + CUT


def shown_text(text: str) -> str:
    """The text so that a spreadsheet neither calculates it nor takes it for a number."""
    if text[:1] not in LOOKED_AT and text.isprintable() and len(text) < SURELY_KEPT:
        return text
    # What a spreadsheet would read as a number: a zero in front, digits beyond 15, an exponent.
    return f"'{text}" if _is_spoilt(text) else _guarded(text)


def _is_spoilt(text: str) -> bool:
    """Whether a spreadsheet would make another value of it."""
    short = len(text) <= LONGEST_NUMBER
    return short and SPOILT_AS_NUMBER.fullmatch(text.translate(WIDE)) is not None


def as_typed(text: str) -> str:
    """What ``shown_text`` was given: the quote before it is no part of what somebody typed."""
    guarded = text.startswith("'") and shown_text(text[1:]) == text
    return text[1:] if guarded else text


def shown_phone(text: str) -> str:
    """The number in groups, as it is read out; what is no number is a text like any other."""
    for pattern, groups in TELEPHONES:
        if found := pattern.fullmatch(text):
            return groups.format(*found.groups())
    return shown_text(text)


def _guarded(text: str) -> str:
    """A quote before what a spreadsheet would calculate; blanks before it hide nothing."""
    kept = clean(text)
    bare = kept.lstrip(" \u3000\xa0\ufeff\u200b")
    return f"'{kept}" if text.startswith(RISKY) or bare.startswith(RISKY) else kept


def _places_of(kind: str, columns: Sequence[Column]) -> list[int]:
    return [place for place, column in enumerate(columns) if column.kind == kind]


def shown_rows(rows: Iterable[Sequence[Cell]], columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """The rows with every text as both kinds of file show it; numbers and dates stay."""
    phones = _places_of("phone", columns)
    texts = [place for place in range(len(columns)) if place not in phones]
    for row in rows:
        shown = list(row)
        for place in texts:
            cell = shown[place]
            # As in shown_text, without a call for each of millions of cells.
            if type(cell) is str and (
                cell[:1] in LOOKED_AT or not cell.isprintable() or len(cell) >= SURELY_KEPT
            ):
                shown[place] = shown_text(cell)
        for place in phones:
            if phone := shown[place]:
                shown[place] = shown_phone(str(phone))
        yield shown


def csv_chunks(rows: Iterable[Sequence[Cell]], columns: Sequence[Column]) -> Iterator[str]:
    """Text to send as it is made: byte order mark, every field quoted, CRLF."""
    buffer = StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow([_guarded(column.name) for column in columns])
    times = _places_of("time", columns)
    for number, row in enumerate(shown_rows(rows, columns), 1):
        for place in times:
            moment = row[place]
            if isinstance(moment, datetime):
                row[place] = moment.isoformat(" ", "minutes")
        writer.writerow(row)  # writes a date as 2026-12-01, nothing for None
        if number % FLUSH_EVERY == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()
