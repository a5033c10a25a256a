"""Units in whatever language, and units of one level that stand inside others."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from catalog.outline import words
from catalog.outline.fields import names_field
from catalog.outline.markers import CN, Marker
from catalog.outline.numerals import roman, value
from catalog.outline.rows import Row, is_marked
from catalog.outline.scripts import both

if TYPE_CHECKING:
    from catalog.outline.rows import Marked

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


Counted = tuple[Row, "re.Match[str]", int]  # a line, what counts in it, its number


def discover_units(rows: list[Row]) -> None:
    """Lernfeld 1, Lernfeld 2: a word that counts up is a unit, in whatever language."""
    found: dict[str, list[Counted]] = {}
    margin = min((row.indent for row in rows), default=0)
    for row in rows:
        counted = _counted(row, margin)
        if counted:
            found.setdefault(_word(counted[1]).casefold(), []).append(counted)
    for word, members in found.items():
        numbers = {number for _, _, number in members}
        if len(members) < 2 or not any(number + 1 in numbers for number in numbers):
            continue
        for row, match, number in members:
            label, rest = match[0].rstrip(), row.text[match.end() :].lstrip()
            row.marker = Marker(f"unit:{word}", number, label, rest, _word(match), discovered=True)


NUMBERED_WORD = re.compile(
    rf"({LETTER}{{2,12}})(?=\s{{0,2}}(?:[:：.|–—(（-]|$))\s{{0,2}}[:：.|–—-]?\s?"
)


def numbered_units(rows: list[Row]) -> None:
    """1. Hafta, 2. Hafta: where each number stands before the same word, they are units."""
    for members in _typed_lists(rows):
        words = [word for row in members if (word := NUMBERED_WORD.match(row.marker.rest))]
        if len(members) == len(words) > 1 and len({word[1].casefold() for word in words}) == 1:
            for row, word in zip(members, words, strict=True):
                _make_unit(row, word)


def _typed_lists(rows: list[Row]) -> Iterable[list["Marked"]]:
    """The lines numbered 1. 2. that have one sign and one indentation."""
    found: dict[tuple[str, int], list[Marked]] = {}
    for row in rows:
        if is_marked(row) and row.marker.family == "ar." and _is_typed(row):
            found.setdefault((row.marker.glyph, row.indent), []).append(row)
    return found.values()


def _is_typed(row: Row) -> bool:
    """Whether nothing but the words of a line tells its place."""
    return not (row.cells or row.label or row.heading)


def _make_unit(row: "Marked", word: "re.Match[str]") -> None:
    mark = row.marker
    row.marker = replace(
        mark,
        family=f"unit:{word[1].casefold()}",
        label=f"{mark.label} {word[0].rstrip()}",
        rest=mark.rest[word.end() :].lstrip(),
        word=word[1],
        discovered=True,
    )


def _counted(row: Row, margin: int) -> Counted | None:
    if not _may_count(row):
        return None
    match = COUNTED_WORD.match(row.text)
    if match is None or (row.indent > margin and not match["word"]):
        return None  # 第一个月 in a list that is only indented is an entry of it
    printed = next(filter(None, match.group("number", "first", "n", "nth"))).rpartition(".")[2]
    number = roman(printed) or value(printed)
    return None if number is None else (row, match, number)


def _may_count(row: Row) -> bool:
    if not (row.plain or row.heading) or row.marker or row.aid:
        return False
    return not (row.label or row.cells or row.rule)


def _word(match: re.Match[str]) -> str:
    return str(next(filter(None, match.group("word", "after", "solo", "part"))))


SUFFIX = re.compile(
    both(r".{2,14}?(模块|模组|阶段|板块|单元|环节|篇章|部分)") + r"(?:\s?[（(].{1,20}[)）])?[:：]?"
)


UNITS = ("unit:", "step:")
FEW = 3  # lines in which the title stands


def units_by_suffix(rows: list[Row]) -> None:
    """准备阶段 above a list and 实施阶段 above another: the word may stand at the end."""
    found: dict[str, list[Row]] = {}
    sure: set[str] = set()  # words above units that count from 1, well below the title
    for at, (row, below) in enumerate(pairwise([row for row in rows if not row.rule])):
        word, late = _word_above(row, below), at > FEW
        if word and (late or not below.unit):
            found.setdefault(word, []).append(row)
            sure |= {word} if late and _begins_counting(below) else set()
    for word in found:
        if len(found[word]) > 1 or word in sure:
            _make_units(found[word], word)


def _word_above(row: Row, below: Row) -> str:
    """The word of a unit at the end of a line above a numbered one that is no further left."""
    return _suffix(row) if below.marker and row.indent <= below.indent else ""


def _make_units(rows: list[Row], word: str) -> None:
    for row in rows:
        row.marker = Marker(f"unit:{word}…", None, "", row.text, word, discovered=True)


def _suffix(row: Row) -> str:
    """The word of a unit at the end of a line without a place of its own."""
    found = SUFFIX.fullmatch(row.text) if row.plain and not row.cells else None
    return found[1] if found and not names_field(row.text) else ""


def _begins_counting(row: Row) -> bool:
    return bool(row.marker and row.number == 1 and row.marker.family.startswith(UNITS))


DAY = re.compile(
    both(
        r"(?:20\d\d\s?年\s?)?(?:\d{1,2}\s?月\s?\d{1,2}\s?[日号]|(?:星期|周|礼拜)[一二三四五六日天])"
    )
    + r"(?:\s?[（(].{1,8}[)）])?"
    + both(r"(?:\s?(?:上午|下午|晚上|全天|午前|午後))?")
    + r"(?:\s?[（(]?\d{1,2}[:：]\d\d.{0,12}[)）]?)?"
    r"|\d{1,2}月\d{1,2}日\s?[（(]?[月火水木金土日](?:曜日?)?[)）]?"
    rf"|(?i:(?:{words.WEEKDAYS}))(?:,?\s.{{1,14}})?"
)


NAMED_DAY = re.compile(
    both(r"(?:星期|周|礼拜)[一二三四五六日天]")
    + rf"|(?i:{words.WEEKDAYS})|[월화수목금토일]요일|[月火水木金土日]曜日?"
)
COLON = re.compile(r"\s?[:：|｜]\s?|\s[–—-]\s")


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
        if _is_day(row) and below.marker is not None and not below.marker.is_unit
    ]
    if len({row.text for row in found}) > 1:
        among = rows[rows.index(found[0]) : rows.index(found[-1]) + 1]
        alone = [row for row in among if _is_day(row) and row.indent == found[0].indent]
        for row in [*found, *alone]:
            row.marker = Marker("unit:date", None, "", row.text, discovered=True)


def _is_day(row: Row) -> bool:
    if not row.plain or row.cells or row.heading or row.label:
        return False
    return bool(DAY.fullmatch(row.text))


def units_of_one_level(rows: list[Row]) -> None:
    """Week 1, Day 1 … Week 2, Day 6 in headings of one level: the days stand inside the weeks."""
    for level in sorted({row.heading for row in rows if row.heading}):
        inner = _inner_family(rows, level)
        if inner:
            for row in rows:
                _lower(row, level, inner)


def _inner_family(rows: list[Row], level: int) -> str:
    """The family of the units that stand inside the others of a level; "" for none."""
    families = [row.unit.family if row.unit else "" for row in rows if row.heading == level]
    others = set(families) - {families[0]}
    if "" in families or len(others) != 1:
        return ""
    outer, inner = families[0], others.pop()
    wide = families.count(outer)
    owned = sum(1 for pair in pairwise(families) if pair == (outer, inner))
    return inner if owned == wide and wide > 1 and len(families) >= 3 * wide else ""


def _lower(row: Row, level: int, inner: str) -> None:
    if not row.heading:
        return
    mark = row.marker
    if row.heading > level or (row.heading == level and mark and mark.family == inner):
        row.heading = min(row.heading + 1, 9)
