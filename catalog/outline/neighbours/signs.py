"""Signs before lines: decoration, bullets, or part of an aid's label."""

import re
from collections import Counter
from dataclasses import replace

from catalog.outline.aids import Aid, aid
from catalog.outline.fields import is_known, is_outline_heading, may_be_a_chapter, names_field
from catalog.outline.markers import DOUBTFUL, PICTURE, Marker, marker
from catalog.outline.rows import LIST_SIGNS, Row


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


O_BULLET = re.compile(r"o (?=\S)")


def small_circles(rows: list[Row]) -> None:
    """o is the hollow bullet of Word, where several lines begin with it."""
    found = [row for row in rows if row.plain and not row.cells and O_BULLET.match(row.text)]
    if len(found) > 1:
        for row in found:
            row.marker = Marker("bullet", None, "o", row.text[2:].lstrip(), glyph="o")


def section_signs(rows: list[Row]) -> None:
    """▍课程背景, ▍课程大纲: a sign that mostly stands before names of fields marks headings."""
    signed: dict[str, list[Row]] = {}
    margin = min((row.indent for row in rows), default=0)
    for row in rows:
        mark = row.marker
        if row.heading or row.cells or row.level is not None:
            return
        if mark and _is_sign(mark) and row.indent == margin and not row.label:
            signed.setdefault(mark.glyph, []).append(row)
    groups = [members for members in signed.values() if _mostly_names(members)]
    named = [row for members in groups for row in members if _is_name(row)]
    if len(named) > 1 and any(map(is_outline_heading, named)):
        for members in groups:
            for row in members:
                row.heading = 1


def _is_sign(mark: Marker) -> bool:
    return mark.family == "bullet" and mark.glyph not in LIST_SIGNS


def _mostly_names(members: list[Row]) -> bool:
    return sum(map(_is_name, members)) * 2 >= len(members)


def _is_name(row: Row) -> bool:
    rest = row.marker.rest.rstrip(":：") if row.marker else ""
    return is_outline_heading(row) or (is_known(rest) and not may_be_a_chapter(rest))


def drop_decoration(rows: list[Row]) -> None:
    """A picture that stands once decorates a title; before an aid or a field it is a bullet."""
    pictured = [
        row
        for row in rows
        if row.marker and row.marker.family == "bullet" and PICTURE.match(row.marker.glyph)
        if not row.heading
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
