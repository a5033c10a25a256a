"""Markers that only their neighbours can tell: misread, compact, doubtful, letter or numeral."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from catalog.outline import words
from catalog.outline.markers import CN, DOUBTFUL, LETTERS, Marker
from catalog.outline.numerals import value
from catalog.outline.rows import Row, is_marked

COMPACT = re.compile(r"(\d{1,2})[.．](?=\d)")
GLUED = re.compile(r"(\d{1,2})[.．](\d{1,3})(?=[^\s\d.．、，,:：)）%％])")
FEWEST_GLUED = 3
MEASURES = frozenset(
    "个個天大次年月日号號种種条條项項步招位名人元块塊分秒点點小时時倍折款类類级級层層对對页頁期周套组組家"
)
DECIMAL = re.compile(r"\.")
DATE = re.compile(r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.")


def misread_numbers(rows: list[Row]) -> None:
    """(C) between (2) and (4) is a 3 that was misread."""
    bracketed = [
        row for row in rows if is_marked(row) and row.marker.family in ("(ar)", "(A)", "(a)", "①")
    ]
    for above, row, below in zip(bracketed, bracketed[1:], bracketed[2:], strict=False):
        families = {above.marker.family, below.marker.family}
        number = (above.marker.number or 0) + 1
        goes_on = below.marker.number == number + 1 and row.marker.number == number
        if len(families) == 1 and row.marker.family not in families and goes_on:
            row.marker = replace(row.marker, family=above.marker.family)


def read_compact(rows: list[Row]) -> None:
    """2.5S管理 after 1. is point 2, not the number 2.5."""
    _read_glued(rows)
    for at, row in enumerate(rows):
        found = COMPACT.match(row.text) if row.plain and not row.label and not row.cells else None
        if not found:
            continue
        number = int(found[1])
        if _counts(rows, at - 1, number - 1) or (number == 1 and _counts(rows, at + 1, 2)):
            _count_before(row, found[1])


def _read_glued(rows: list[Row]) -> None:
    """1.1至30天, 2.31至90天, 3.91天以上: 1, 2 and 3, before measures that differ."""
    run: list[tuple[Row, re.Match[str]]] = []
    for row in rows:
        found = GLUED.match(row.text) if _is_typed(row) else None
        if found is None or int(found[1]) != len(run) + 1:
            _count_run(run)
            run = []
        if found and int(found[1]) == len(run) + 1:
            run.append((row, found))
    _count_run(run)


def _is_typed(row: Row) -> bool:
    return not (row.label or row.cells or row.aid or row.heading)


def _count_run(run: list[tuple[Row, "re.Match[str]"]]) -> None:
    if len(run) >= FEWEST_GLUED and len({match[2] for _, match in run}) == len(run):
        for row, match in run:
            _count_before(row, match[1])


def _count_before(row: Row, printed: str) -> None:
    label = row.text[: len(printed) + 1]
    row.marker = Marker("ar.", int(printed), label, row.text[len(label) :].lstrip())


def _counts(rows: list[Row], at: int, number: int) -> bool:
    """Whether there is a line here that is 1. with this number."""
    mark = rows[at].marker if 0 <= at < len(rows) else None
    return mark is not None and mark.family == "ar." and mark.number == number


DOTTED = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5][05]")


def dotted_times(rows: list[Row]) -> None:
    """9.00, 9.45, 11.15: no list counts in steps of five minutes, and none has a 0."""
    found = [row for row in rows if is_marked(row) and row.marker.family == "dec2"]
    labels = [row.marker.label.rstrip(":： ") for row in found]
    told = [cell for row in rows for cell in row.cells if DOTTED.fullmatch(cell)]
    if len(found) > 1 and all(map(DOTTED.fullmatch, labels)) and any(map(_is_full, labels + told)):
        for row in found:
            row.marker = replace(row.marker, family="clock", number=None, parts=())


def _is_full(label: str) -> bool:
    return label.endswith(".00")


RANGE = re.compile(r"\d{1,2}[-–－]\d{1,2}")


def number_ranges(rows: list[Row]) -> None:
    """2-3 between 1 and 4 covers two numbers; it is no second point of a third."""
    for at, row in enumerate(rows):
        mark = row.marker
        if mark is None or not RANGE.fullmatch(mark.label) or mark.parts[0] >= mark.parts[1]:
            continue
        first, last = mark.parts
        near = [other.marker for other in rows[max(0, at - 1) : at + 2] if other.marker]
        beside = {(other.family, other.number) for other in near}
        if beside & {("ar ", first - 1), ("ar ", last + 1)}:
            row.marker = replace(mark, family="ar ", covers=last - first, parts=())


def confirm(rows: list[Row]) -> None:
    """1 开场 is numbered only if 2 … or another line like it stands elsewhere."""
    doubtful = [
        (row, row.marker)
        for row in rows
        if row.marker and not row.label and row.marker.family.startswith(DOUBTFUL)
    ]
    like = Like([mark for _, mark in doubtful])
    for row, mark in doubtful:
        if not like.confirms(mark):
            row.marker = _without_number(row, mark)


class Like:
    """What the doubtful markers of a text say about each other."""

    def __init__(self, marks: Sequence[Marker]):
        self.counts = Counter(map(_group, marks))
        self.numbers: dict[str, list[int | None]] = {}
        for mark in marks:
            covered = range((mark.number or 0) - mark.covers, mark.number or 0)
            self.numbers.setdefault(mark.family, []).extend((*covered, mark.number))
        self.counted = {family: _in_order(numbers) for family, numbers in self.numbers.items()}
        self.wholes = {mark.parts[0] for mark in marks if mark.parts}
        self.glued = _counts_in_order([mark for mark in marks if mark.family == "ar0"])

    def confirms(self, mark: Marker) -> bool:
        if mark.family == "ar0":  # 1档案: only above 1.1, or where all count in order
            return self.glued or mark.number in self.wholes
        if DATE.fullmatch(mark.label):
            return False
        if _group(mark) in ("dec", "clock"):
            return self.counts[_group(mark)] > 1
        number = mark.number or 0
        if mark.family == "ar ":
            return number in self.counted[mark.family]
        return not {*self.numbers[mark.family]}.isdisjoint((number - 1, number + 1))


CODE = re.compile(
    r"(?P<word>[A-Z]{1,3})(?P<number>\d{1,2}(?:\.\d{1,2}){0,2})(?:[:：、)]|[.．](?!\d)|(?=\s))"
)

Coded = tuple[int, "re.Match[str]", int]  # which row, what counts in it, its number


def item_codes(rows: list[Row]) -> None:
    """K1, K2, P1, AC1.1: letters with numbers that go on count points, as 1. and 2. do."""
    for family, members in _coded(rows).items():
        if len(members[0][1]["word"]) > 1 and not _is_list(members):
            continue  # LO1 above its own lines is a unit
        sure = _in_order([number for _, _, number in members])
        for at, code, number in members:
            if number in sure:
                rest = rows[at].text[code.end() :].lstrip()
                rows[at].marker = Marker(family, number, code[0], rest)


def _coded(rows: list[Row]) -> dict[str, list[Coded]]:
    """The lines that begin with a code, by what counts together: K1, K2 apart from AC1.1."""
    found: dict[str, list[Coded]] = {}
    for at, row in enumerate(rows):
        code = CODE.match(row.text) if row.plain and not (row.cells or row.label) else None
        if code and code.end() < len(row.text):
            parts = DECIMAL.split(code["number"])
            family = f"code:{code['word']}" + "." * (len(parts) - 1)
            found.setdefault(family, []).append((at, code, int(parts[-1])))
    return _letter_after_letter(found)


def _letter_after_letter(found: dict[str, list[Coded]]) -> dict[str, list[Coded]]:
    """B1 below A1, A2 goes on with them: one list, of which each part may hold a piece."""
    joined: dict[str, list[Coded]] = {}
    open_family, letter = "", ""
    for family, members in found.items():
        word = members[0][1]["word"]
        above = joined.get(open_family, [])
        goes_on = letter and word == chr(ord(letter) + 1) and members[0][2] == 1
        if goes_on and family[-1] != "." and above[-1][0] < members[0][0]:
            last = max(number for _, _, number in above)
            above += [(at, code, last + number) for at, code, number in members]
            letter = word
            continue
        joined[family] = members
        open_family, letter = (family, word) if len(word) == 1 else ("", "")
    return joined


def _is_list(members: list[Coded]) -> bool:
    """Whether most of them follow each other line by line."""
    beside = sum(1 for above, below in pairwise(members) if below[0] == above[0] + 1)
    return beside * 2 >= len(members) - 1 > 0


def _in_order(numbers: Sequence[int | None]) -> set[int | None]:
    """Those that count on from the one above or to the one below: 1 2 1 2, and not 4 3 2."""
    pairs = [(above, below) for above, below in pairwise(numbers) if below == (above or 0) + 1]
    return {number for pair in pairs for number in pair}


def _without_number(row: Row, mark: Marker) -> Marker | None:
    """- 1月：… is a bullet, whatever its number, and so is an entry that a list states."""
    if mark.glyph:
        return Marker("bullet", None, mark.glyph, row.text[1:].lstrip(), glyph=mark.glyph)
    return Marker("bullet", None, "", row.text, glyph="•") if row.list else None


def _counts_in_order(marks: list[Marker]) -> bool:
    """Whether numbers typed without a point begin at 1 and go on, list after list: 1开场 2控时."""
    if any(mark.rest[:1] in MEASURES for mark in marks):
        return False
    last, lists = 0, 0
    for mark in marks:
        if mark.number not in (1, last + 1):
            return False
        lists += mark.number == 2
        last = mark.number
    return len(marks) > 2 and lists > 0 and lists * 4 >= len(marks)


def _group(mark: Marker) -> str:
    return "dec" if mark.family.startswith("dec") else mark.family


BREAK = re.compile(rf"(?i:{words.BREAKS})(?:\s?[（(].{{1,20}}[)）])?")

TIMED_BREAK = re.compile(rf"\d{{1,2}}[:：h]\d\d[\s\d:：h~～—–-]{{0,12}}\s{BREAK.pattern}")


def breaks(rows: list[Row]) -> None:
    """Where only breaks have a time of day, they order nothing: what follows is no part of one."""
    plain = [row for row in rows if row.plain and TIMED_BREAK.fullmatch(row.text)]
    for row in _timed_breaks(rows) + plain:
        row.marker = None
        row.told = "note"


def _timed_breaks(rows: list[Row]) -> list[Row]:
    """The rows with a time of day, if each of them is a break outside of tables."""
    timed = [row for row in rows if is_marked(row) and row.marker.family == "clock"]
    found: list[Row] = [row for row in timed if BREAK.fullmatch(row.marker.rest)]
    alone = len(found) == len(timed) and not any(row.cells or row.cell for row in found)
    return found if alone else []


APART = re.compile(r"0\d|\d{1,2}[.．、]|[一二三四五六七八九十]{1,2}、")


def numbers_apart(rows: list[Row]) -> list[Row]:
    """01 alone on its line above 迎客, as slides have it, is the number of that title."""
    found = [
        at
        for at, (row, below) in enumerate(pairwise(rows))
        if APART.fullmatch(row.text) and _may_be_apart(row) and _may_be_title(below)
    ]
    numbers = [value(rows[at].text.strip(".．、").lstrip("0")) for at in found]
    if not _count_up(numbers):
        return rows
    out: list[Row] = []
    for at, row in enumerate(rows):
        if at - 1 in found:
            _number(out[-1], row, numbers[found.index(at - 1)])
        else:
            out.append(row)
    return out


def _count_up(numbers: Sequence[int | None]) -> bool:
    """Whether they begin at 1 and go on by one, but for at most one that is left out."""
    told = [number for number in numbers if number is not None]
    if len(told) < 2 or len(told) < len(numbers) or told[0] != 1:
        return False
    steps = [after - before for before, after in pairwise(told)]
    return all(step in (1, 2) for step in steps) and steps.count(2) <= 1 + len(steps) // 8


def _number(above: Row, row: Row, number: int | None) -> None:
    """Join a title to the number above it."""
    label = above.text
    family = "01" if label[0] == "0" else "cn" if label[0] in CN else "ar."
    above.marker = Marker(family, number, label, row.text)
    above.text = f"{label} {row.text}"
    above.lines += row.lines


def _may_be_title(row: Row) -> bool:
    return _may_be_apart(row) and row.plain and not row.gap and not APART.fullmatch(row.text)


def _may_be_apart(row: Row) -> bool:
    return not (row.cells or row.cell or row.heading or row.label or row.shared or row.depth)


def tell_letters_from_numerals(rows: list[Row]) -> None:
    """I after H is a letter; I before II is a numeral."""
    last: dict[str, int] = {}
    for row in rows:
        mark = row.marker
        if mark is None:
            continue
        family = LETTERS.get(mark.family)
        printed = mark.label.strip("（()）.．、:： ")
        if family and len(printed) == 1 and printed.isascii():
            number = ord(printed.lower()) - 96
            if last.get(family) == number - 1:
                row.marker = mark = replace(mark, family=family, number=number)
        if mark.number is not None:
            last[mark.family] = mark.number
