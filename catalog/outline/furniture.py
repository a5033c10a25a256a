"""What a web page or an article puts around a course: navigation, buttons, counts, other courses.

A line that can be nothing else is *certain* wherever it stands. A word that a course may use as
well (收藏, 客服, 讲师) counts only at the edge of the page: above the outline or below it, and in
a row of links or beside something certain. A number before it always makes it content.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from . import extras
from .field_names import is_known, is_outline_heading, is_topic
from .fields import fields_of, names_field
from .frame_words import (
    BLOCK,
    CERTAIN,
    COOKIE,
    COUNT,
    GAPS,
    LINK,
    LONE,
    PARTS,
    PATH,
    PRICE,
    SITE,
    STAMP,
    SURE,
    WITHIN,
)
from .rows import Row
from .tree import Doubt, Extra

LONGEST_LINK, LONGEST_NAME = 16, 60
LONGEST_MATTER = 60  # lines
FEWEST_TABS = 3
WIDE_GAPS = re.compile(r"\s{2,8}|\u3000")
EDGES = re.compile(r"^[^\w©]+|[^\w)）]+$")
TABLE_OF_CONTENTS = re.compile(r"\[\[?_?toc_?\]\]?|\{:toc\}", re.IGNORECASE)
FENCES = ("---", "+++")  # around what a page says of itself in a source of Markdown
SAYS = re.compile(r"(?:[a-z_][a-z0-9_-]{0,40}\s?[:=]|- |\[)", re.ASCII | re.IGNORECASE)
TITLE = re.compile(r"title\s?[:=]", re.IGNORECASE)
FAMILY = "furniture"  # of a row that belongs to the page


class Page(NamedTuple):
    """What the page put around the course."""

    extras: tuple[Extra, ...] = ()
    lines: tuple[int, ...] = ()

    def doubts(self) -> list[Doubt]:
        """One doubt that names every line."""
        if not self.lines:
            return []
        return [Doubt(self.lines[0], "page-furniture", {"lines": ", ".join(spans(self.lines))})]


def spans(lines: Sequence[int]) -> Iterator[str]:
    """1, 2, 3, 7 as 1–3 and 7."""
    first = last = lines[0]
    for line in (*lines[1:], 0):
        if line != last + 1:
            yield f"{first}–{last}" if last > first else str(first)
            first = line
        last = line


def split(rows: list[Row]) -> tuple[Page, list[Row]]:
    """The page, and the rows of the course alone; ``part`` has said which they are."""
    taken = [row for row in rows if row.family == FAMILY]
    if not taken:
        return Page(), rows
    put = tuple(Extra("noise", row.lines, row.text if row.shared else "") for row in taken)
    lines = sorted({line for row in taken for line in row.lines})
    return Page(put, tuple(lines)), [row for row in rows if row.family != FAMILY]


def part(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """The rows of the course, and those of the page around it."""
    found = Finder(rows).found() | front_matter(rows)
    if not found:
        return rows, []
    for at in found:
        rows[at].family = FAMILY
    for above, row in pairwise(rows):
        row.gap = row.gap or above.family == FAMILY
    course = [row for row in rows if row.family != FAMILY]
    return course, [row for row in rows if row.family == FAMILY]


def front_matter(rows: Sequence[Row]) -> set[int]:
    """The lines between the first --- and the next that say how to show a page, not what it is."""
    fence = rows[0].text if rows else ""
    if fence not in FENCES or rows[0].lines[0] > 1:
        return set()
    ends = (at for at in range(1, min(len(rows), LONGEST_MATTER)) if rows[at].text == fence)
    end = next(ends, 0)
    if not all(SAYS.match(row.text) for row in rows[1:end]):
        return set()
    titled = any(row.heading == 1 for row in rows[end:])
    return {at for at in range(1, end) if _says_nothing(rows[at], titled=titled)}


def _says_nothing(row: Row, *, titled: bool) -> bool:
    """Whether a line of it is no field of the course; its title counts where no heading is one."""
    if TITLE.match(row.text):
        return titled
    return not names_field(row.text)


class Finder:
    """``sure`` holds the places of certain rows, ``weak`` those that need company."""

    def __init__(self, rows: Sequence[Row]):
        self.rows = rows
        self.words = [core(row) if may_be(row) else "" for row in rows]
        self.sure = {at for at in range(len(rows)) if self.is_certain(at)}
        self.weak = {at for at in range(len(rows)) if at not in self.sure and self.is_weak(at)}

    def found(self) -> set[int]:
        """The places of all rows that belong to the page."""
        if len(self.rows) < 3:
            return set()
        found = self.sure | self.blocks()
        first, last = self.edges(found)
        for run in self.runs():
            if self.is_menu(run) and (run[-1] < first or (run[0] > last and found)):
                found |= set(run)
        found |= self.above_path()
        if found:
            first, last = self.edges(found)
            found |= {at for at in self.weak if not first < at < last and self.stands_alone(at)}
        return found

    def above_path(self) -> set[int]:
        """Short lines above 首页 > 课程 > … where the name of the course follows below it."""
        path = next((at for at in sorted(self.sure) if PATH.fullmatch(self.words[at])), 0)
        others = sorted({*range(len(self.rows))} - self.sure)
        cut = bisect_left(others, path)
        above, below = others[:cut], others[cut:]
        if not (above and below and self.may_be_link(below[0], LONGEST_NAME)):
            return set()
        again = {row.text for row in self.rows[below[0] :]}
        links = all(self.may_be_link(at, LONGEST_LINK) for at in above)
        once = again.isdisjoint({self.rows[at].text for at in above})
        return set(above) if links and once else set()

    def may_be_link(self, at: int, longest: int) -> bool:
        """Whether a line is a few words alone, no part of an outline and no field."""
        row = self.rows[at]
        if self.is_content(at) or not row.plain or len(row.text) > longest:
            return False
        return not (extras.is_sentence(row.text) or fields_of(row, header=True))

    def edges(self, found: set[int]) -> tuple[int, int]:
        """Where the outline begins and ends, or any other line where nothing looks like one."""
        others = [at for at in range(len(self.rows)) if at not in found]
        content = [at for at in others if self.is_content(at)]
        content = content or [at for at in others if at not in self.weak] or [len(self.rows)]
        return content[0], content[-1]

    # ------------------------------------------------------------ single rows

    def is_certain(self, at: int) -> bool:
        row, words = self.rows[at], self.words[at]
        if TABLE_OF_CONTENTS.fullmatch(row.text):
            return True
        if row.heading:
            return False
        if len(row.text) <= 80 and is_count(row.text):
            return True  # even where its first word looks like a unit: 阅读 1.2万 在看 33
        if not words or len(row.text) > 400:
            return False
        if COOKIE.search(words) and SITE.search(words):
            return len(words) > 24 or len(words.split()) <= 5
        return not has_reach(row) and len(words) <= 160 and self.is_frame(words)

    def is_frame(self, words: str) -> bool:
        """Words that no course uses, or a line of nothing but links."""
        if CERTAIN.fullmatch(words) or WITHIN.search(words) or is_tabs(words):
            return True
        return begins_link(words) and self.is_menu_line(words)

    @staticmethod
    def is_menu_line(words: str) -> bool:
        """首页 课程 讲师 关于我们 登录: nothing but links."""
        for parts in (GAPS.split(words), PARTS.split(words)):
            links = [part for part in parts if part]
            sure = sum(1 for part in links if SURE.fullmatch(part))
            if len(links) >= 3 and sure and all(map(is_link, links)):
                return True
        return False

    def is_weak(self, at: int) -> bool:
        words = self.words[at]
        if not words or len(words) > 40 or not begins_link(words):
            return False
        parts = parts_of(words)
        return is_link(words) or (
            len(parts) > 1 and all(is_link(part) or part.isdecimal() for part in parts)
        )

    def stands_alone(self, at: int) -> bool:
        row, words = self.rows[at], self.words[at]
        if row.marker or row.heading or extras.is_contact(row):
            return False
        parts = [part for part in parts_of(words) if not part.isdecimal()]
        return bool(SURE.fullmatch(words)) or all(
            LONE.fullmatch(part) or SURE.fullmatch(part) for part in parts
        )

    # ------------------------------------------------------------ several rows

    def runs(self) -> Iterator[list[int]]:
        """Weak rows side by side."""
        run: list[int] = []
        for at in range(len(self.rows) + 1):
            if at in self.weak:
                run.append(at)
            elif run:
                yield run
                run = []

    def is_menu(self, run: list[int]) -> bool:
        sure = sum(1 for at in run if SURE.fullmatch(self.words[at]))
        return len(run) >= 3 and sure >= 2

    def is_content(self, at: int) -> bool:
        row = self.rows[at]
        if at in self.weak and not (row.marker and row.marker.number):
            return False
        return bool(
            row.marker or row.aid or row.heading or row.cell or row.cells or row.mark or row.depth
        ) or is_outline_heading(row)

    # ------------------------------------------------------------ lists of other courses

    def is_block_head(self, at: int, words: str) -> bool:
        row = self.rows[at]
        numbered = row.marker and (row.marker.number or row.marker.is_unit)
        free = not (numbered or row.aid or row.cell or row.cells or row.depth or row.mark)
        return free and len(words) <= 30 and bool(BLOCK.fullmatch(words))

    def blocks(self) -> set[int]:
        """The rows of all lists of other courses."""
        found, end = set(), 0
        for head, words in enumerate(self.words):
            if head >= end and self.is_block_head(head, words):
                end = head + 1
                while end < len(self.rows) and self.goes_on(head, end):
                    end += 1
                found |= self.block(head, end)
        return found

    def block(self, head: int, end: int) -> set[int]:
        """To the end of the page, or in the midst of it as far as prices go."""
        after = (at for at in range(end, len(self.rows)) if at not in self.sure)
        if not any(self.is_content(at) and not self.closes(at) for at in after):
            owned = any(map(self.is_content, range(head))) or (self.sure and head > 3)
            return set(range(head, end if owned else head + 1))
        priced = [at for at in range(head + 1, end) if PRICE.search(self.rows[at].text)]
        return set(range(head, priced[-1] + 1 if priced else head + 1))

    def closes(self, at: int) -> bool:
        """A footer's own heads: contact, testimonials, dates."""
        row = self.rows[at]
        return extras.is_contact(row) or extras.is_footer_head(row) or extras.is_schedule_head(row)

    def goes_on(self, head: int, at: int) -> bool:
        row = self.rows[at]
        if at in self.sure or self.is_block_head(at, self.words[at]):
            return True
        level = self.rows[head].heading
        if row.heading and (not level or row.heading <= level):
            return False
        if is_placed(row):
            return False
        if extras.is_sentence(row.text) or len(row.text) > 60 or self.closes(at):
            return False
        return not (is_outline_heading(row) or names_known_field(row))


def is_placed(row: Row) -> bool:
    """Whether a row has a place in an outline; 1. alone is no such place, pages count too."""
    if row.aid or row.depth or row.mark or row.cell or row.cells:
        return True
    mark = row.marker
    return bool(mark and (mark.is_unit or (mark.number and mark.family[:2] != "ar")))


def core(row: Row) -> str:
    """The words of a row without marker, pictures and brackets around them."""
    text = " | ".join(row.cells) or (row.title if row.marker else row.text)
    if text[:1].isalnum() and text[-1:].isalnum():
        return text[:400]
    return EDGES.sub("", text[:400])


def may_be(row: Row) -> bool:
    """A number, a label or a cell of a table makes a row content."""
    mark = row.marker
    if row.aid or row.cell or row.label or row.depth or row.mark or row.rule:
        return False
    return not (mark and (mark.number is not None or mark.is_unit))


def parts_of(words: str) -> list[str]:
    """The links of a line: between its signs, where each is one, else between its blanks too."""
    parts = [part for part in GAPS.split(words) if part]
    if len(parts) > 1 and all(map(is_link, parts)):
        return parts
    return [part for part in PARTS.split(words) if part]


def is_link(words: str) -> bool:
    return bool(SURE.fullmatch(words) or LINK.fullmatch(words))


def is_tabs(words: str) -> bool:
    """课程介绍　课程大纲　学员评价: what parts of the page are called, in one line."""
    if not ("\u3000" in words or "  " in words):
        return False
    names = [name for name in WIDE_GAPS.split(words) if name]
    if len(names) < FEWEST_TABS:
        return False
    outlines = [is_topic(name) for name in names]
    told = [is_known(name) or extras.names_footer(name) for name in names]
    return outlines.count(True) == 1 and all(map(max, outlines, told))


def begins_link(words: str) -> bool:
    """The quick answer for most rows: their first word is none of a link."""
    return bool(SURE.match(words) or LINK.match(words))


def is_count(words: str) -> bool:
    """浏览：318, 阅读 1.2万 点赞 56: counts and stamps and nothing else."""
    if not COUNT.match(words):
        return False
    counts = list(COUNT.finditer(words))
    rest = STAMP.sub("", COUNT.sub("", words))
    told = any(found["told"] or found["unit"] or len(found[0]) > 6 for found in counts)
    return not any(map(str.isalnum, rest)) and (told or len(counts) > 1)


def has_reach(row: Row) -> bool:
    """A telephone number or an address is a contact, whatever stands beside it."""
    return bool(extras.PHONE.search(row.text) or extras.EMAIL.search(row.text))


def names_known_field(row: Row) -> bool:
    found = fields_of(row, header=False)
    return bool(found) and is_known(found[0].name)
