"""Units in whatever language, and units of one level that stand inside others."""

import re
from itertools import pairwise

from catalog.outline import words
from catalog.outline.fields import names_field
from catalog.outline.markers import CN, Marker
from catalog.outline.numerals import roman, value
from catalog.outline.rows import Row
from catalog.outline.scripts import both

# Letters, and the vowel signs that Thai, Hindi and Arabic write over and under them.
LETTER = r"(?:[^\W\d_]|[\u0e31-\u0e4e\u0900-\u0903\u093a-\u094f\u064b-\u0652])"
AFTER = r"\s{0,2}(?:[:：.．)、|—–-]\s{0,2}|(?=\s)|$)"
COUNTED_WORD = re.compile(
    rf"(?:(?P<word>{LETTER}{{2,20}}(?:[ -]{LETTER}{{2,20}})?)\s?(?:[nN][°ºo]\s?|#)?"
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?|[IVX]{{1,4}})"
    rf"|(?P<first>\d{{1,2}})(?P<after>{LETTER}{{1,6}})"
    rf"|(?P<solo>[课課讲講关關招式篇章节節站])(?P<n>\d{{1,2}}|[{CN}]{{1,3}})(?=\s?[:：、|｜])"
    rf"|第\s?(?P<nth>\d{{1,2}}|[{CN}]{{1,3}})\s?(?P<part>(?![页頁方])[\u4e00-\u9fff]{{1,3}}?)){AFTER}"
)


def discover_units(rows: list[Row]) -> None:
    """Lernfeld 1, Lernfeld 2: a word that counts up is a unit, in whatever language."""
    found: dict[str, list[tuple[Row, re.Match[str], int]]] = {}
    margin = min((row.indent for row in rows), default=0)
    for row in rows:
        match = COUNTED_WORD.match(row.text) if row.plain or row.heading else None
        if match is None or row.marker or row.aid or row.label or row.cells or row.rule:
            continue
        if row.indent > margin and not match["word"]:
            continue  # 第一个月 in a list that is only indented is an entry of it
        printed = next(filter(None, match.group("number", "first", "n", "nth"))).rpartition(".")[2]
        number = roman(printed) or value(printed)
        if number is not None:
            found.setdefault(_word(match).casefold(), []).append((row, match, number))
    for word, members in found.items():
        numbers = {number for _, _, number in members}
        if len(members) < 2 or not any(number + 1 in numbers for number in numbers):
            continue
        for row, match, number in members:
            label, rest = match[0].rstrip(), row.text[match.end() :].lstrip()
            row.marker = Marker(f"unit:{word}", number, label, rest, _word(match), discovered=True)


def _word(match: re.Match[str]) -> str:
    return next(filter(None, match.group("word", "after", "solo", "part")))


SUFFIX = re.compile(
    both(r".{2,14}?(模块|模组|阶段|板块|单元|环节|篇章|部分)") + r"(?:\s?[（(].{1,20}[)）])?[:：]?"
)


FEW = 3  # lines in which the title stands


def units_by_suffix(rows: list[Row]) -> None:
    """准备阶段 above a list and 实施阶段 above another: the word may stand at the end."""
    found: dict[str, list[Row]] = {}
    sure: set[str] = set()  # words above units that count from 1, well below the title
    for at, (row, below) in enumerate(pairwise([row for row in rows if not row.rule])):
        suffix = SUFFIX.fullmatch(row.text) if row.plain and not row.cells else None
        mark = below.marker
        if not suffix or mark is None or row.indent > below.indent or names_field(row.text):
            continue
        if at > FEW or not mark.is_unit:
            found.setdefault(suffix[1], []).append(row)
            if at > FEW and mark.number == 1 and (mark.is_unit or mark.family[:5] == "step:"):
                sure.add(suffix[1])
    for word, members in found.items():
        if len(members) > 1 or word in sure:
            for row in members:
                row.marker = Marker(f"unit:{word}…", None, "", row.text, word, discovered=True)


DAY = re.compile(
    both(
        r"(?:20\d\d\s?年\s?)?(?:\d{1,2}\s?月\s?\d{1,2}\s?[日号]|(?:星期|周|礼拜)[一二三四五六日天])"
    )
    + r"(?:\s?[（(].{1,8}[)）])?|\d{1,2}月\d{1,2}日\s?[（(]?[月火水木金土日](?:曜日?)?[)）]?"
    rf"|(?i:(?:{words.WEEKDAYS}))(?:,?\s.{{1,14}})?"
)


NAMED_DAY = re.compile(
    both(r"(?:星期|周|礼拜)[一二三四五六日天]")
    + rf"|(?i:{words.WEEKDAYS})|[월화수목금토일]요일|[月火水木金土日]曜日?"
)
COLON = re.compile(r"\s?[:：|｜]\s?")


def named_days(rows: list[Row]) -> None:
    """周一：计划 above lines, 周三：检查 above others: days with a title are units."""
    found = []
    for row, below in pairwise(rows):
        day = NAMED_DAY.match(row.text) if row.plain and not (row.cells or row.label) else None
        colon = COLON.match(row.text, day.end()) if day else None
        if colon and colon.end() < len(row.text) and not NAMED_DAY.match(below.text):
            found.append((row, colon.end()))
    if len({row.text for row, _ in found}) > 1:
        for row, end in found:
            label, rest = row.text[:end].rstrip(), row.text[end:]
            row.marker = Marker("unit:date", None, label, rest, discovered=True)


def days(rows: list[Row]) -> None:
    """A line that is a date or a day of the week, above the hours of that day, is a unit."""
    found = [
        row
        for row, below in pairwise(rows)
        if row.plain and not (row.cells or row.heading or row.label) and DAY.fullmatch(row.text)
        if below.marker is not None and not below.marker.is_unit
    ]
    if len({row.text for row in found}) > 1:
        for row in found:
            row.marker = Marker("unit:date", None, "", row.text, discovered=True)


def units_of_one_level(rows: list[Row]) -> None:
    """Week 1, Day 1 … Week 2, Day 6 in headings of one level: the days stand inside the weeks."""
    for level in sorted({row.heading for row in rows if row.heading}):
        units = [row for row in rows if row.heading == level and row.marker and row.marker.is_unit]
        outer = units[0].marker.family if units else ""
        inner = {row.marker.family for row in units} - {outer}
        if len(inner) != 1 or len(units) < sum(1 for row in rows if row.heading == level):
            continue
        wide = [row for row in units if row.marker.family == outer]
        owned = sum(
            1
            for above, below in pairwise(units)
            if above.marker.family == outer and below.marker.family in inner
        )
        if owned == len(wide) and len(units) >= 3 * len(wide) and len(wide) > 1:
            for row in rows:
                if row.heading and (
                    row.heading > level
                    or (row.heading == level and row.marker and row.marker.family in inner)
                ):
                    row.heading = min(row.heading + 1, 9)
