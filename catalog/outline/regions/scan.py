"""The state of the third pass: what has been placed, and the field that is open."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from catalog.outline import extras
from catalog.outline.field_names import may_be_a_chapter
from catalog.outline.fields import Entry, fields_of
from catalog.outline.rows import Row
from catalog.outline.tree import Extra

from .facts import Facts, pair_in


class Verdict(Enum):
    """What a rule says of a row; a rule that does not apply says nothing (None)."""

    PLACED = "placed"
    BEGINS = "the outline begins here"


@dataclass(slots=True)
class Regions:
    title: str | None = None
    fields: list[Entry] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)

    def put(self, kind: str, row: Row) -> None:
        self.extras.append(Extra(kind, row.lines, row.text if row.shared else ""))


def _closes(row: Row) -> bool:
    """Whether a line may stand below an outline: a contact, a remark, a name and its value."""
    told = extras.is_contact(row) or extras.is_noise(row) or extras.is_remark(row)
    return told or pair_in(row) is not None


def _is_aside(row: Row) -> bool:
    quoted = extras.is_testimonial(row) or extras.is_testimonial_head(row)
    return quoted or extras.is_remark(row) or extras.is_noise(row) or extras.has_reach(row)


def _names_value(row: Row) -> bool:
    """Whether a line only names a field whose value stands below it."""
    found = fields_of(row, header=False) if row.plain else []
    return bool(found and found[-1].open) and not may_be_a_chapter(row.text)


class Scan:
    """One way down the rows: first the header, then the outline with what stands in it."""

    def __init__(self, rows: Sequence[Row], lists_are_values: bool, unknown_names: bool):
        self.rows = rows
        self.unknown_names = unknown_names  # any short name and a colon make a field
        self.lists_are_values = lists_are_values
        self.facts = Facts(rows)
        self.layout = self.facts.layout
        self.found = Regions()
        self.open: Entry | None = None
        self.listed = False  # the open field's last line had a marker
        self.pairs = 0  # rows before this one are pairs of a name and a value
        self.until = 0  # rows before this one belong to the open field
        self.section = "noise"  # what they are while no field is open
        self.counting = ""  # the family that numbers the header: 一、课程背景 二、课程大纲
        # the header
        self.loose: list[Row] = []  # its lines that are title or noise
        self.loose_texts: set[str] = set()
        self.headed = False  # an outline heading has been seen
        self.stretch = (-1, False)  # up to this row no outline, or one, begins with a plain line
        # the outline
        self.margin = 0  # the indentation of its first row
        self.chapters: int | None = None  # the heading level of its first row
        self.deepest_point = 0  # the largest indentation of a plain row in it
        self.last = 0  # its last structured row; below it the footer begins
        self.mode = ""  # what is going on below it: contact, schedule, testimonial, closing

    def ended(self, at: int) -> bool:
        return at > self.last

    def is_apart(self, at: int) -> bool:
        """Whether a blank line sets a row below the outline apart, as it does no text inside."""
        gaps = self.facts.gaps
        if bisect_right(gaps, self.last) < bisect_right(gaps, at):
            return not self.facts.has_apart_text(self.last)
        return False

    @cached_property
    def closing(self) -> int:
        """Where pairs of names and values begin that end the text, set apart by a blank line."""
        start = len(self.rows)
        values = False  # lines that are no pair themselves, below a name that is still to come
        for at in range(start - 1, self.last, -1):
            row = self.rows[at]
            named = _names_value(row)
            if not (named or _closes(row)):
                if not row.plain or row.cells:
                    break
                values = True
            values = values and not named
            start = at if row.gap and not values else start
        headed = start < len(self.rows) and self.rows[start - 1].heading
        return len(self.rows) if headed else start

    @cached_property
    def last_said(self) -> int:
        """The last row that is no quotation, remark, noise or address."""
        rows = enumerate(reversed(self.rows), 1)
        above = next((below for below, row in rows if not _is_aside(row)), len(self.rows) + 1)
        return len(self.rows) - above

    def take(self, row: Row) -> None:
        """Give the row to the open field; the rules that do so have seen that there is one."""
        entry = self.open
        if entry is None:
            return
        if entry.open and len(entry.parts) == 1 and not entry.parts[0]:
            entry.deeper = row.indent > entry.indent + 1 and not row.marker
        self.listed = bool(row.marker)
        entry.parts.append(row.text)
        entry.lines.extend(row.lines)

    def close(self) -> None:
        self.open, self.listed = None, False

    def begin(self, entries: list[Entry]) -> None:
        """Add fields; the last of them stays open."""
        self.found.fields += entries
        self.open = entries[-1]
        self.section = "noise"

    def put(self, kind: str, row: Row) -> Verdict:
        self.found.put(kind, row)
        return Verdict.PLACED

    def put_closing(self, kind: str, row: Row) -> Verdict:
        self.close()
        return self.put(kind, row)

    def head_with_name(self) -> None:
        """The open field has no value: what it names is what follows."""
        entry = self.open
        if entry is not None and not "".join(entry.parts):
            self.found.fields.remove(entry)
            self.found.extras.append(Extra("heading", tuple(entry.lines)))

    def keep_loose(self, row: Row) -> Verdict:
        """Put the row to those of which one is the title."""
        self.close()
        self.loose.append(row)
        self.loose_texts.add(row.text)
        return Verdict.PLACED

    def counts_with(self, row: Row) -> None:
        if row.marker and row.marker.number:
            self.counting = row.marker.family

    def keep(self, row: Row) -> Verdict:
        """The row belongs to the outline."""
        self.close()
        self.mode = ""
        self.found.body.append(row)
        if row.plain:
            self.deepest_point = max(self.deepest_point, row.indent)
        return Verdict.PLACED

    def put_aside(self, kind: str, row: Row) -> Verdict:
        """The row is no outline; what is not just noise goes on below it."""
        if kind != "noise":
            self.mode = kind
        return self.put_closing(kind, row)
