"""Second pass: what a line cannot tell and its neighbours can.

Each rule takes all rows and returns all rows; they run in the order of ``RULES``.
"""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from .aids import Aid, aid
from .families import family_of
from .fields import names_field
from .markers import LETTERS, PICTURE, Marker, marker
from .numerals import roman
from .prominence import promote
from .rows import LIST_SIGNS, Row
from .rule import Rule

DOUBTFUL = ("ord", "ar0", "cn ", "ar ", "ar-", "01", "step:", "dec", "clock", "script:")
OPENING = "，,、（(“《「『"
CLOSING = "，。、；：）》”」』！？,;)"
PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"))


def level_indents(rows: list[Row]) -> None:
    """One blank more or less is no level of its own: indents a column apart become one."""
    start, levels = -2, {}
    for indent in sorted({row.indent for row in rows}):
        if indent - start > 1:
            start = indent
        levels[indent] = start
    if any(indent != level for indent, level in levels.items()):
        for row in rows:
            row.indent = levels[row.indent]


def misread_numbers(rows: list[Row]) -> None:
    """(C) between (2) and (4) is a 3 that was misread."""
    bracketed = [
        row for row in rows if row.marker and row.marker.family in ("(ar)", "(A)", "(a)", "①")
    ]
    for above, row, below in zip(bracketed, bracketed[1:], bracketed[2:], strict=False):
        families = {above.marker.family, below.marker.family}
        number = above.marker.number + 1
        goes_on = below.marker.number == number + 1 and row.marker.number == number
        if len(families) == 1 and row.marker.family not in families and goes_on:
            row.marker = replace(row.marker, family=above.marker.family)


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


COMPACT = re.compile(r"(\d{1,2})[.．](?=\d)")


def read_compact(rows: list[Row]) -> None:
    """2.5S管理 after 1. is point 2, not the number 2.5."""
    for at, row in enumerate(rows):
        found = COMPACT.match(row.text) if row.plain and not row.label and not row.cells else None
        if not found:
            continue
        number = int(found[1])
        above = rows[at - 1].marker if at else None
        below = rows[at + 1].marker if at + 1 < len(rows) else None
        after = above and above.family == "ar." and above.number == number - 1
        before = below and below.family == "ar." and below.number == number + 1
        if after or (number == 1 and before):
            label = found[0]
            row.marker = Marker("ar.", number, label, row.text[len(label) :].lstrip())


DATE = re.compile(r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.")


def confirm(rows: list[Row]) -> None:
    """1 开场 is numbered only if 2 … or another line like it stands elsewhere."""
    doubtful = [
        row
        for row in rows
        if row.marker and not row.label and row.marker.family.startswith(DOUBTFUL)
    ]
    counts = Counter(_group(row.marker) for row in doubtful)
    numbers: dict[str, set] = {}
    for row in doubtful:
        numbers.setdefault(row.marker.family, set()).add(row.marker.number)
    wholes = {row.marker.parts[0] for row in doubtful if row.marker.parts}
    for row in doubtful:
        mark, near = row.marker, numbers[row.marker.family]
        if mark.family == "ar0" and mark.number not in wholes:
            row.marker = None  # 1档案 is numbered only above 1.1
            continue
        if _group(mark) in ("dec", "clock"):
            alone = counts[_group(mark)] < 2
        else:
            alone = len(near) < 2 or not {mark.number - 1, mark.number + 1} & near
        if alone or DATE.fullmatch(mark.label):
            row.marker = None


COUNTED = re.compile(
    r"(?P<word>[^\W\d_]{2,20}(?:[ -][^\W\d_]{2,20})?)\s?(?:[nN][°ºo]\s?|#)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4})\s{0,2}(?:[:：.．)、|—–-]\s{0,2}|(?=\s)|$)"
)


def discover_units(rows: list[Row]) -> None:
    """Lernfeld 1, Lernfeld 2: a word that counts up is a unit, in whatever language."""
    found: dict[str, list[tuple[Row, re.Match, int]]] = {}
    for row in rows:
        match = COUNTED.match(row.text) if row.plain or row.heading else None
        if match is None or row.marker or row.aid or row.label or row.cells or row.rule:
            continue
        printed = match["number"].rpartition(".")[2]
        number = int(printed) if printed.isdecimal() else roman(printed)
        if number is not None:
            found.setdefault(match["word"].casefold(), []).append((row, match, number))
    for word, members in found.items():
        numbers = {number for _, _, number in members}
        if len(members) < 2 or not any(number + 1 in numbers for number in numbers):
            continue
        for row, match, number in members:
            label, rest = match[0].rstrip(), row.text[match.end() :].lstrip()
            row.marker = Marker(f"unit:{word}", number, label, rest, match["word"], discovered=True)


def decorated_numbers(rows: list[Row]) -> None:
    """✅ 第一部分, ■ 1. 开场: a sign that only ever stands before numbers decorates them."""
    signed: dict[str, list[tuple[Row, Marker | None]]] = {}
    for row in rows:
        mark = row.marker
        if mark and mark.family == "bullet" and mark.glyph not in LIST_SIGNS and not row.label:
            inner = marker(mark.rest)
            counts = inner is not None and (inner.is_unit or inner.number is not None)
            signed.setdefault(mark.glyph, []).append((row, inner if counts else None))
    for members in signed.values():
        inners = [inner for _, inner in members if inner]
        again = len(members) > 1 or PICTURE.match(members[0][0].marker.glyph)
        if (
            again
            and len(inners) * 2 > len(members)
            and any(inner.is_unit or not inner.family.startswith(DOUBTFUL) for inner in inners)
        ):
            for row, inner in members:
                if inner:
                    row.marker = replace(inner, label=f"{row.marker.label} {inner.label}")


def drop_decoration(rows: list[Row]) -> None:
    """A picture that stands once decorates a title; before an aid or a field it is a bullet."""
    pictured = [
        row
        for row in rows
        if row.marker and row.marker.family == "bullet" and PICTURE.match(row.marker.glyph)
    ]
    counts = Counter(row.marker.glyph for row in pictured)
    bulleted = [bool(row.marker and row.marker.family == "bullet") for row in rows]
    beside = {
        id(rows[at])
        for at in range(1, len(rows) - 1)
        if bulleted[at - 1] and bulleted[at] and bulleted[at + 1]
    }
    for row in pictured:
        rest = row.marker.rest
        if id(row) in beside:
            continue
        if counts[row.marker.glyph] == 1 and not aid(rest) and not names_field(rest):
            row.marker = None


def signed_aids(rows: list[Row]) -> None:
    """▶ 案例：…, ★ Exercise: …: a sign that mostly stands before aids is part of their label."""
    signed: dict[str, list[tuple[Row, Aid | None]]] = {}
    for row in rows:
        mark = row.marker
        if mark and mark.family in ("bullet", "dash") and not row.label:
            signed.setdefault(mark.glyph, []).append((row, aid(mark.rest)))
    for glyph, members in signed.items():
        aids = [found for _, found in members if found]
        if len(aids) * 3 < len(members) * 2 or (len(signed) < 2 and len(aids) == len(rows)):
            continue
        if glyph in LIST_SIGNS and len(signed) < 2:
            continue
        for row, found in members:
            if found:
                sign = "" if glyph in LIST_SIGNS else f"{row.marker.label} "
                row.aid, row.marker = replace(found, label=f"{sign}{found.label}"), None
                row.signed = True


def _group(mark: Marker) -> str:
    return "dec" if mark.family.startswith("dec") else mark.family


def tell_letters_from_numerals(rows: list[Row]) -> None:
    """I after H is a letter; I before II is a numeral."""
    last: dict[str, int] = {}
    for row in rows:
        mark = row.marker
        if mark is None:
            continue
        family = LETTERS.get(mark.family)
        printed = mark.label.strip("（()）.．、:： ") if family else ""
        if len(printed) == 1 and printed.isascii():
            number = ord(printed.lower()) - 96
            if last.get(family) == number - 1:
                row.marker = mark = replace(mark, family=family, number=number)
        if mark.number is not None:
            last[mark.family] = mark.number


def bilingual_lines(rows: list[Row]) -> list[Row]:
    """單元一 投訴 / Unit 1 Complaints: lines that alternate in two scripts say the same twice."""
    pairs = [at for at in range(len(rows) - 1) if _is_translation(rows[at], rows[at + 1])]
    wide = sum(1 for row in rows if _is_wide(row.text))
    if len(pairs) < 4 or len(pairs) * 5 < wide * 3:
        return rows
    second = {at + 1 for at in pairs}
    out: list[Row] = []
    for at, row in enumerate(rows):
        if at in second and out:
            _join(out[-1], row)
        else:
            out.append(row)
    return out


def _is_wide(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _is_translation(row: Row, below: Row) -> bool:
    """Whether the line below has no Chinese, no place of its own, and stands directly below."""
    if below.gap or row.cells or below.cells or row.rule or below.rule or below.raw:
        return False
    if not _is_wide(row.text) or _is_wide(below.text) or not LATIN.search(below.text):
        return False
    if below.marker is None:
        return below.plain and not below.aid
    return bool(row.marker and below.marker.number == row.marker.number)


LATIN = re.compile(r"[A-Za-z]{3}")


def unwrap(rows: list[Row]) -> list[Row]:
    """Join a line to the one above when that one stops in mid-sentence."""
    out: list[Row] = []
    for row in rows:
        if out and _goes_on(out[-1], row):
            _join(out[-1], row)
        else:
            out.append(row)
    return out


def _goes_on(above: Row, row: Row) -> bool:
    if row.marker or not row.plain or row.depth or row.gap or row.cells or row.strong:
        return False
    if (
        row.shared
        or above.shared
        or above.cells
        or above.rule
        or row.rule
        or above.heading
        or row.cell != above.cell
    ):
        return False
    last, first = above.text[-1:], row.text[:1]
    if last in OPENING or first in CLOSING:
        return True
    if first.islower() and first.isascii() and last.isalnum() and last.isascii():
        told = above.marker or above.aid or ":" in above.text
        return len(above.text) > (30 if told else 40) and row.indent >= above.indent
    return len(above.text) > 16 and any(
        above.text.count(left) > above.text.count(right)
        and row.text.count(right) > row.text.count(left)
        for left, right in PAIRS
    )


def _join(above: Row, row: Row) -> None:
    above.lines += row.lines
    if above.marker:
        above.marker = replace(above.marker, rest=f"{above.marker.rest} {row.text}")
    if above.aid:
        above.aid = replace(above.aid, rest=f"{above.aid.rest} {row.text}")
    above.text = f"{above.text} {row.text}"


RULES = (
    Rule(
        "level-indents",
        "One blank more or less is a slip of the finger, not a level.",
        "第一讲\n- 问候\n - 倾听\n- 告别",
        "第一讲\n  问候\n  倾听\n  告别",
        level_indents,
    ),
    Rule(
        "misread-numbers",
        "(C) between (2) and (4) is a 3 that was misread.",
        "(1) 接待\n(2) 倾听\n(C) 回答\n(4) 告别",
        "(1) 接待\n(2) 倾听\n(C) 回答\n(4) 告别",
        misread_numbers,
    ),
    Rule(
        "compact-numbers",
        "2.5S管理 after 1. is point 2 about 5S, not the number 2.5.",
        "1.开场\n2.5S管理\n3.收尾",
        "1. 开场\n2. 5S管理\n3. 收尾",
        read_compact,
    ),
    Rule(
        "confirm-markers",
        "A number without punctuation, a decimal or a time counts only where others go on from it.",
        "一、数据\n1.5 倍不是编号\n二、结论",
        "一、 数据\n  1.5 倍不是编号\n二、 结论",
        confirm,
    ),
    Rule(
        "discover-units",
        "A word that counts up is a unit, in whatever language.",
        "Rundgang 1: Annehmen\n1.1 Prüfen\nRundgang 2: Lagern\n2.1 Ordnen",
        "Rundgang 1: Annehmen\n  1.1 Prüfen\nRundgang 2: Lagern\n  2.1 Ordnen",
        discover_units,
    ),
    Rule(
        "decorated-numbers",
        "A sign that only ever stands before numbers decorates them.",
        "✅ 第一部分 开场\n1. 问候\n✅ 第二部分 收尾\n1. 告别",
        "✅ 第一部分 开场\n  1. 问候\n✅ 第二部分 收尾\n  1. 告别",
        decorated_numbers,
    ),
    Rule(
        "drop-decoration",
        "A picture that stands once is decoration, no list.",
        "第一讲 迎客\n1. 问候\n🎯 微笑的三个时刻\n2. 送客",
        "第一讲 迎客\n  1. 问候\n    🎯 微笑的三个时刻\n  2. 送客",
        drop_decoration,
    ),
    Rule(
        "signed-aids",
        "A sign that mostly stands before aids is part of their label.",
        "1. 倾听\n- 点头\n▶ 案例：一次投诉\n2. 回答\n- 重复\n▶ 工具：话术卡",
        "1. 倾听\n  点头\n  ▶ 案例： 一次投诉\n2. 回答\n  重复\n  ▶ 工具： 话术卡",
        signed_aids,
    ),
    Rule(
        "letters-or-numerals",
        "I after H is a letter; I before II is a numeral.",
        "G. 甲地\nH. 乙地\nI. 丙地",
        "G. 甲地\nH. 乙地\nI. 丙地",
        tell_letters_from_numerals,
    ),
    Rule(
        "bilingual-lines",
        "Lines that alternate in two scripts say the same thing twice.",
        "單元一 接待\nUnit 1 Welcome\n1. 問候\nGreeting\n2. 聆聽\nListening\n單元二 告別\nUnit 2 Bye",
        "單元一 接待 Unit 1 Welcome\n  1. 問候 Greeting\n  2. 聆聽 Listening\n單元二 告別 Unit 2 Bye",
        bilingual_lines,
    ),
    Rule(
        "unwrap",
        "A line that stops in mid-sentence goes on in the next one.",
        "1. 看数据，\n再看人\n2. 说结论",
        "1. 看数据， 再看人\n2. 说结论",
        unwrap,
    ),
    Rule(
        "units-of-one-level",
        "Week 1, Day 1 … Week 2, Day 6 in headings of one level: days stand inside weeks.",
        "# Week 1\n# Day 1\n- a\n# Day 2\n- b\n# Week 2\n# Day 3\n- c\n# Day 4\n- d",
        "Week 1\n  Day 1\n    a\n  Day 2\n    b\nWeek 2\n  Day 3\n    c\n  Day 4\n    d",
        units_of_one_level,
    ),
    Rule(
        "prominence",
        "Larger letters, bold, or a block of its own make a heading where no style does.",
        "门店一日\n\n迎客\n\n站在门口\n说欢迎\n\n送客\n\n送到门外\n说再来",
        "# 门店一日\n迎客\n  站在门口\n  说欢迎\n送客\n  送到门外\n  说再来\n[title] 1",
        promote,
    ),
)


def disambiguate(rows: list[Row]) -> list[Row]:
    """Return the rows with doubtful markers decided, wrapped lines joined, families named."""
    for rule in RULES:
        rows = rule.apply(rows) or rows
    for row in rows:
        row.family = family_of(row)
    return rows
