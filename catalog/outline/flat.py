"""Text that lost its line breaks is cut where the numbering says a line began."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from . import kinds, words
from .markers import CN
from .numerals import value
from .rows import Row, read_marker

AIDS = "|".join(f"(?i:{kind.words})" for kind in kinds.AIDS)
NUMBER = rf"(?:[{CN}]{{1,3}}|\d{{1,2}})"
AFTER_BREAK = r"(?<=[\s。；;！!？?”》）)|｜])"
STARTS = re.compile(
    rf"(?P<unit>第\s?{NUMBER}\s?(?:{words.GLUED_UNITS}|天)(?!题))"
    rf"|(?P<counted>(?:{words.COUNTED_WORDS})\s?{NUMBER}(?=[、:：.\s]))"
    rf"|(?P<latin>\b(?:{words.LATIN_UNITS})\s\d{{1,2}}(?=[\s:：.—–-]))"
    rf"|(?P<pcn>[（(][{CN}]{{1,3}}[）)])"
    r"|(?P<par>[（(]\d{1,2}[）)])"
    rf"|(?P<cn>(?<![{CN}第周月])[{CN}]{{1,3}}、)"
    r"|(?P<ar>(?<![\d.．第])\d{1,2}、)"
    r"|(?P<dec>(?<![\d.．A-Za-z])\d{1,2}\.\d{1,2}(?=\s[^\W\d]))"
    r"|(?P<dot>(?<![\d.．A-Za-z])\d{1,2}[.．](?!\d))"
    r"|(?P<paren>(?<![\d.．(（])\d{1,2}[)）])"
    r"|(?P<circle>[①-⑳])"
    r"|(?P<bullet>[●•■◆★▪➢✓√](?=\s?\S)|(?<=\s)[-–](?=\s\S))"
    rf"|(?P<aid>(?:{AFTER_BREAK}[\u4e00-\u9fff]{{0,4}}?|(?:{words.AID_BEFORE}))?(?:{AIDS})"
    rf"(?:{words.AID_AFTER})?\s?(?:\d{{1,3}}(?:[-–]\d{{1,2}})?)?\s?[:：.])"
    rf"|(?P<enclosed>[（(](?:{words.AID_BEFORE})?(?:{AIDS})(?:{words.AID_AFTER})?[)）])"
    rf"|(?P<bare>(?<=\s)(?:{words.AID_BEFORE})?(?:{AIDS})(?:{words.AID_AFTER})?"
    rf"(?:/[\u4e00-\u9fff]{{2,6}})?(?=\s|$))"
    rf"|(?P<head>(?<=[\s。】])(?:课程|課程|培训|培訓|内训|主要)(?:大纲|大綱|内容|內容|提纲)[:：]?(?=[\s第一1【]))"
    r"|(?P<box>【[^【】]{1,12}】)"
    rf"|(?P<field>{AFTER_BREAK}(?:{words.FIELD_HEADS})(?:{words.FIELD_TAILS})\s?[:：])"
    rf"|(?P<plain>{AFTER_BREAK}(?:{words.FIELD_ALONE}|(?:{words.FIELD_LATIN}))\s?[:：])",
    re.IGNORECASE,
)
# Looking only where an entry can begin keeps long lines cheap.
FIRST = re.compile(
    rf"^\S|(?<!\d)\d|[第（({CN}①-⑳●•■◆★▪➢✓√【]|(?<=[\s。；;！!？?”》）)|｜])\S"
    "|[案個个事ケ练練演实實情角沙通実ワロ视視影短微動ビ工ツ讨討研互デ经典真现課课随隨小分团全学行同标延拓配综实常热破模单專专主部篇阶階任项]"
)
NUMERALS = re.compile(rf"\d+|[{CN}]+|[①-⑳]")
LONGEST = 20_000  # characters looked at; what follows belongs to the last entry
UNITS = ("unit", "counted", "latin")
LOOSE = (*UNITS, "bullet", "aid", "enclosed", "bare", "head", "box", "field", "plain")
APART = frozenset(" \t\u3000。；;！!？?”》")


def split(rows: list[Row]) -> list[Row]:
    """The rows, with every flattened one cut into rows that share its lines."""
    length = sum(len(row.text) for row in rows)
    marked = sum(1 for row in rows if row.marker or row.aid or row.heading)
    out: list[Row] = []
    for row in rows:
        alone = marked <= 4 or len(row.text) * 2 > length
        cuts = boundaries(row.text) if _may_be_flat(row, alone=alone) else []
        out += _cut(row, cuts) if cuts and is_flat(cuts, row, alone=alone) else [row]
    return out


def _may_be_flat(row: Row, *, alone: bool) -> bool:
    """Whether a line is long enough for several; one of many lines is cut at numbers only."""
    if row.rule or row.depth or len(row.text) < (14 if alone and not row.cells else 80):
        return False
    return alone or len(NUMERALS.findall(row.text)) >= 2


def boundaries(text: str) -> list[tuple[int, str]]:
    """Where entries begin: (offset, family); numbers count only when they go on in order."""
    found, end = [], 0
    for first in FIRST.finditer(text, 0, LONGEST):
        start = STARTS.match(text, first.start()) if first.start() >= end else None
        if start:
            found.append((start.start(), str(start.lastgroup), start[0]))
            end = start.end()
    last: dict[str, int] = {}
    kept = []
    for place, family, printed in found:
        if family not in LOOSE:
            number = _number(printed)
            apart = place == 0 or text[place - 1] in APART
            if number != last.get(family, 0) + 1 and not (
                number == 1 or (apart and number <= last.get(family, 0) + 2)
            ):
                continue
            last[family] = number
        elif family in UNITS:
            last = {}
        kept.append((place, family))
    return kept


def _number(printed: str) -> int:
    return value(printed.strip("（()）、.．").rpartition(".")[2]) or 0


def is_flat(cuts: list[tuple[int, str]], row: Row, *, alone: bool) -> bool:
    """Whether a line is really many; in a text that has its lines it takes more to say so."""
    families = Counter(family for _, family in cuts)
    numbered = [family for family in families if family not in LOOSE]
    units = sum(families[family] for family in UNITS)
    if alone:
        return len(cuts) >= 3 and (len(families) >= 2 or max(families.values()) >= 4)
    return len(cuts) >= 4 and bool(
        units >= 2 or (units and len(numbered) >= 2 and len(row.text) > 60)
    )


def _cut(row: Row, cuts: list[tuple[int, str]]) -> list[Row]:
    places = [place for place, _ in cuts]
    edges = [*([0] if places[0] else []), *places, len(row.text)]
    pieces = []
    for start, end in pairwise(edges):
        text = row.text[start:end].strip()
        if text:
            piece = replace(row, text=text, cells=(), shared=True, label="", heading=None)
            pieces.append(read_marker(piece))
    return pieces
