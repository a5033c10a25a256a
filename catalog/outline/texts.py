"""Lines without a marker: which of them head a list, which stand below which.

A line heads what follows when it ends in a colon, is bold, or stands where a list begins anew;
a block after a blank line has its first line for a head when every block is built that way.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from .extras import is_sentence
from .families import rank
from .fields import names_field
from .rows import Row
from .scripts import both

LONGEST_HEAD = 30
FIRST_WORDS = re.compile(r"(?:[^\W\d]{1,20}[ ’']){3}|[\u3040-\u9fff]{5}")
LABEL = re.compile(r"([^:：]{2,12})[:：]\s?\S")
BULLETS = ("bullet", "dash")
PLACED = ("head", "caption", "close", "part")  # roles of lines that stand for themselves
HOURS = ("half", "clock")  # they divide a day themselves, and no line above does it for them


def assign(rows: list[Row]) -> None:
    """Set ``role`` to "head" and ``nested`` on the rows without markers that earn it."""
    notes = _opening_notes(rows)
    heads = [at for at in range(len(rows) - 1) if at not in notes and _heads_list(rows, at)]
    anew = _anew(rows)
    again = {rows[at + 1].family for at in heads if at in anew or _begins_anew(rows, at)}
    for at in heads:
        if _is_head(rows[at], rows[at + 1], again):
            rows[at].role = "head"
    _bold_heads(rows)
    _captions(rows)
    _titles_of_units(rows)
    _close(rows)
    _close_parts(rows)
    for run in _runs(rows):
        _run(run)
    _firsts_of_units(rows)
    lists_of_units(rows)


def _is_head(row: Row, below: Row, again: set[str]) -> bool:
    """Whether a line above a list heads it: above bullets always, above numbers with a reason."""
    return below.family in BULLETS or _ends_in_colon(row) or row.strong or below.family in again


def _bold_heads(rows: list[Row]) -> None:
    """Where all heads of lists are bold, a bold line below a list is one too, without a list."""
    heads = [row for row in rows if row.role == "head"]
    if len(heads) < 2 or not all(row.strong for row in heads):
        return
    for above, row in pairwise(rows):
        if row.strong and not row.role and above.family in BULLETS and _may_head(row):
            row.role = "head"


CUT_OFF = re.compile(r"(?:\S+\s){3,}[a-zà-ÿ]{1,4}")


def _is_cut_off(text: str) -> bool:
    """By the end of the day you will …, or a comma: the list below goes on with the sentence."""
    return text[-1:] in ",，、;；" or bool(CUT_OFF.fullmatch(text))


def _captions(rows: list[Row]) -> None:
    """学习目标, Activities: words that come again in part after part head the lines below them."""
    found: dict[str, list[Row]] = {}
    firsts, above_lists = set(), set()
    for start, at in _may_be_captions(rows):
        text = rows[at].text
        found.setdefault(text, []).append(rows[at])
        if at == start + 1:
            firsts.add(text)
        if rows[at + 1].marker:
            above_lists.add(text)
    again = {text for text, members in found.items() if len(members) > 1}
    for text in again if again & firsts else again & above_lists:
        for row in found[text]:
            row.role = "caption"


def _may_be_captions(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Where each part of a text begins, with the lines in it that may head others."""
    parts = _parts(rows)
    for start, end in zip(parts, [*parts[1:], len(rows)], strict=False):
        for at in range(start + 1, end - 1):
            if _may_be_a_caption(rows[at], rows[at + 1]):
                yield start, at


def _parts(rows: list[Row]) -> list[int]:
    """Where the parts of a text begin: its units and headings, or its widest numbers."""
    told = [at for at, row in enumerate(rows) if row.heading or row.unit]
    numbered = [row.family for row in rows if row.marker and row.marker.number]
    widest = min(numbered, key=rank, default="")
    return told or [at for at, row in enumerate(rows) if row.family == widest and row.marker]


def _may_be_a_caption(row: Row, below: Row) -> bool:
    if not _is_text(row) or row.role not in ("", "head") or row.told == "note":
        return False
    if len(row.text) > LONGEST_HEAD:
        return False
    if is_sentence(row.text) or LABEL.match(row.text) or _is_cut_off(row.text):
        return False
    beside = abs(below.indent - row.indent) <= 1 or bool(below.marker and below.indent > row.indent)
    return beside and not below.aid and below.text != row.text


def _runs(rows: list[Row]) -> Iterator[list[Row]]:
    """Two or more lines without a marker in a row."""
    run: list[Row] = []
    for row in rows:
        if _is_text(row) and row.role not in PLACED:
            run.append(row)
            continue
        if run and row.family == "aid" and row.indent > run[0].indent:
            continue  # it stands among the lines that are further right
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


CLOSER = re.compile(
    both(
        r"(?:课程|培训|全天|全课|学习|本课)?(?:总结|回顾|答疑|小结|结语|结束语"
        r"|复盘)(?:[与和及、，]?(?:课程)?(?:总结|回顾|答疑|分享|交流|复盘|行动计划|展望|升华|评估))?"
        r"|(?:结业|结课|期末|课程|培训|综合)(?:考试|考核|测试|测验|评估|典礼)"
        r"|(?i:(?:(?:final|end-of-course|course)\s(?:exam|quiz|test|project|assessment|presentations?"
        r"|evaluation)|evaluaci[óo]n final|avalia[çc][ãa]o final|[ée]valuation finale"
        r"|valutazione finale|abschluss(?:test|pr[üu]fung|runde))(?:\s?[(].{1,20}[)])?"
        r"|q\s?&\s?a|wrap[- ]?up|summary|closing|conclusion|synth[èe]se|bilan|abschluss"
        r"|zusammenfassung|cierre)(?:\s(?i:and|&|et|und|y|e)\s.{2,30})?"
        r"|(?:まとめ|ふりかえり|振り返り|質疑応答)(?:[・、とや／/](?:まとめ|ふりかえり|振り返り|質疑応答|アンケート.{0,4}))?"
    )
)


def _close(rows: list[Row]) -> None:
    """课程总结 as the last line closes the course, not the point above it."""
    last = rows[-1] if rows else None
    if (
        last is not None
        and _is_text(last)
        and not last.role
        and CLOSER.fullmatch(last.text.strip("！!。. "))
    ):
        last.role = "close"


def _close_parts(rows: list[Row]) -> None:
    """本章小结：… as the last line of each part belongs to the part, not to its last point."""
    found: dict[str, list[tuple[Row, bool]]] = {}
    ending = False
    for at in range(len(rows) - 1, -1, -1):
        row, label = rows[at], _label(rows[at]) if _is_text(rows[at]) else ""
        ending = ending or _ends_part(rows, at)
        if label:
            found.setdefault(label, []).append((row, ending))
        ending = ending and bool(label or row.aid)  # such lines may stand one above another
    for members in found.values():
        if len(members) > 1 and all(last for _, last in members):
            for row, _ in members:
                row.role = "part"


def _opening_notes(rows: list[Row]) -> set[int]:
    """本节目标：… below the first line of part after part says what the part is for."""
    found: dict[str, list[int]] = {}
    for at, (above, row) in enumerate(pairwise(rows), 1):
        label = LABEL.match(row.text) if _is_text(row) else None
        if label:
            found.setdefault(label[1], []).append(at if above.marker or above.heading else 0)
    return {at for places in found.values() if len(places) > 1 and all(places) for at in places}


def _label(row: Row) -> str:
    """What comes again in such lines: their label, or the first words of a sentence."""
    label = LABEL.match(row.text)
    if label:
        return label[1]
    words = FIRST_WORDS.match(row.text) if is_sentence(row.text) else None
    return words[0] if words else ""


def _ends_part(rows: list[Row], at: int) -> bool:
    below = rows[at + 1] if at + 1 < len(rows) else None
    return below is None or bool(below.heading or (below.marker and below.marker.is_unit))


def _titles_of_units(rows: list[Row]) -> None:
    """The line below a bare 第一模块 is its title, unless most units hold several such lines."""
    bare = [at for at, row in enumerate(rows) if row.unit]
    firsts, several = [], 0
    for at, end in zip(bare, [*bare[1:], len(rows)], strict=False):
        if not rows[at].title and at + 1 < end and rows[at + 1].role == "head":
            firsts.append(rows[at + 1])
            several += any(row.role == "head" for row in rows[at + 2 : end])
    if several * 2 < len(firsts):
        for row in firsts:
            row.role = ""


def _firsts_of_units(rows: list[Row]) -> None:
    """Above deeper lines the line below a bare 1. Tag is one of its parts, if most have several."""
    units = [at for at, row in enumerate(rows) if row.unit]
    firsts, several = [], 0
    for at, end in zip(units, [*units[1:], len(rows)], strict=False):
        first = _first_of_unit(rows[at:end])
        if first is None:
            continue
        firsts.append(first)
        beside = rows[at + 2 : end]
        several += any(row.nested and row.indent == first.indent for row in beside)
    if several * 2 >= len(firsts):
        for row in firsts:
            row.role = "first"


def _first_of_unit(unit: list[Row]) -> Row | None:
    """The nested line below a bare unit, where the line below it is further right."""
    if len(unit) < 3 or unit[0].title:
        return None
    _bare, first, below = unit[:3]
    return first if first.nested and below.indent > first.indent else None


def lists_of_units(rows: list[Row]) -> None:
    """Below a bare Tag 1, further right, several lines at one indentation are its parts."""
    units = [at for at, row in enumerate(rows) if row.unit]
    firsts, several = [], 0
    for at, end in zip(units, [*units[1:], len(rows)], strict=False):
        lines = _deeper_lines(rows[at:end])
        if lines:
            firsts.append(lines[0])
            several += any(row.indent == lines[0].indent for row in lines[1:])
    if several * 2 > len(firsts):
        for row in firsts:
            row.role = row.role or "first"


def _deeper_lines(part: list[Row]) -> list[Row]:
    """The lines without a number below a bare unit that is left of the first of them."""
    unit, *others = part
    begins = others and _is_text(others[0]) and others[0].indent > unit.indent
    return [row for row in others if _is_text(row)] if begins and _is_bare(unit.title) else []


def _is_bare(title: str) -> bool:
    """Whether a unit has no title beside its number: nothing, or a remark in brackets."""
    return not title or (title[0] in "（(" and title[-1] in "）)")


def _is_text(row: Row) -> bool:
    return row.family == "text"


def _ends_in_colon(row: Row) -> bool:
    return row.text.endswith((":", "："))


def _may_head(row: Row) -> bool:
    return (
        _is_text(row)
        and row.told != "note"
        and len(row.text) <= 2 * LONGEST_HEAD
        and not (is_sentence(row.text) and not _ends_in_colon(row))
        and not (names_field(row.text) and not _ends_in_colon(row))
        and not _is_cut_off(row.text)
    )


def _heads_list(rows: list[Row], at: int) -> bool:
    below = rows[at + 1].marker
    if rows[at].indent > rows[at + 1].indent + 1:
        return False
    if not below or rows[at + 1].heading or not _may_head(rows[at]):
        return False
    return (
        below.number == 1
        or below.family in ("bullet", "dash")
        or bool(below.number is None and not (below.is_unit or below.family in HOURS))
    )


def _anew(rows: list[Row]) -> set[int]:
    """Rows above a list that counts from 1 again although nothing wider stands between."""
    found: set[int] = set()
    last: dict[str, int] = {}
    for at, row in enumerate(rows):
        family = row.family
        if family in ("text", "aid", "bullet", "dash") or not (row.marker or row.heading):
            continue
        number = row.marker.number if row.marker else None
        if number == 1 and last.get(family) and at:
            found.add(at - 1)
        wide = rank(family)
        last = {other: value for other, value in last.items() if rank(other) <= wide}
        last[family] = number or 0
    return found


def _begins_anew(rows: list[Row], at: int) -> bool:
    """The list below a line counts from 1 though the line above already counted."""
    if not at:
        return False
    family = rows[at + 1].family
    above = rows[at - 1]
    while above.aid and at > 1:
        at -= 1
        above = rows[at - 1]
    return above.family == family and (above.number is None or above.number > 1)


def _run(run: list[Row]) -> None:
    """Lines without markers in a row: by indentation, by colons or by blank lines."""
    if _is_nested(run):
        for row in run:
            row.nested = True
        return
    colons = [row for row in run[:-1] if _ends_in_colon(row) and len(row.text) <= LONGEST_HEAD]
    bold = [row for row in run if row.strong]
    if colons:
        _head(colons)
    elif bold and len(bold) < len(run):
        _head(bold)
    else:
        _blocks(run)


def _is_nested(run: list[Row]) -> bool:
    """Whether lines further right stand below those on the left, and few of them are prose."""
    margin = min(row.indent for row in run)
    deeper = [row for row in run if row.indent > margin]
    prose = sum(1 for row in deeper if is_sentence(row.text))
    return bool(deeper) and run[0].indent == margin and prose * 4 <= len(deeper)


def _head(rows: list[Row]) -> None:
    for row in rows:
        row.role = "head"


def _blocks(run: list[Row]) -> None:
    blocks: list[list[Row]] = []
    for row in run:
        if row.gap or not blocks:
            blocks.append([])
        blocks[-1].append(row)
    whole = [block for block in blocks if len(block) > 1 and not is_sentence(block[0].text)]
    if len(blocks) > 1 and len(whole) == len(blocks):
        _head([block[0] for block in blocks])
