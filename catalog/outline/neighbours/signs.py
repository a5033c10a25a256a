"""Signs before lines: decoration, bullets, or part of an aid's label."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from catalog.outline.aids import Aid, aid
from catalog.outline.field_names import is_known, is_outline_heading, may_be_a_chapter
from catalog.outline.fields import names_apart, names_field
from catalog.outline.markers import DOUBTFUL, PICTURE, Marker, marker
from catalog.outline.rows import LIST_SIGNS, Row, is_marked

if TYPE_CHECKING:
    from catalog.outline.rows import Marked


def decorated_numbers(rows: list[Row]) -> None:
    """✅ 第一部分, ■ 1. 开场: a sign that only ever stands before numbers decorates them."""
    for glyph, members in _by_sign(rows).items():
        inners = [(row, _number_in(row.marker)) for row in members]
        if _decorates(glyph, [inner for _, inner in inners]):
            for row, inner in inners:
                if inner:
                    row.marker = replace(inner, label=f"{row.marker.label} {inner.label}")


def _by_sign(rows: list[Row]) -> "dict[str, list[Marked]]":
    """The rows behind each sign that no Markdown list has."""
    signed: dict[str, list[Marked]] = {}
    for row in rows:
        if is_marked(row) and _is_sign(row.marker) and not row.label:
            signed.setdefault(row.glyph, []).append(row)
    return signed


def _number_in(mark: Marker) -> Marker | None:
    """The number that stands behind a sign."""
    inner = marker(mark.rest)
    return inner if inner and (inner.is_unit or inner.number is not None) else None


def _decorates(glyph: str, inners: list[Marker | None]) -> bool:
    found = [inner for inner in inners if inner]
    if len(found) * 2 <= len(inners) or not (len(inners) > 1 or PICTURE.match(glyph)):
        return False
    return any(inner.is_unit or not inner.family.startswith(DOUBTFUL) for inner in found)


REMARK = "※"


def remarks(rows: list[Row]) -> None:
    """※ before a single line says that it is a remark, no list."""
    found = [row for row in rows if row.marker and row.marker.glyph == REMARK and not row.label]
    places = {id(row) for row in found}
    beside = sum(1 for above, row in pairwise(rows) if {id(above), id(row)} <= places)
    if not beside:
        for row in found:
            row.marker = None


O_BULLET = re.compile(r"o (?=\S)")


def small_circles(rows: list[Row]) -> None:
    """o is the hollow bullet of Word, where several lines begin with it."""
    found = [row for row in rows if row.plain and not row.cells and O_BULLET.match(row.text)]
    if len(found) > 1:
        for row in found:
            row.marker = Marker("bullet", None, "o", row.text[2:].lstrip(), glyph="o")


def section_signs(rows: list[Row]) -> None:
    """▍课程背景, ▍课程大纲: a sign that mostly stands before names of fields marks headings."""
    if any(map(_is_stated, rows)):
        return
    margin = min((row.indent for row in rows), default=0)
    signed = _by_sign([row for row in rows if row.indent == margin])
    headed = [row for members in signed.values() if _mostly_names(members) for row in members]
    if sum(map(_is_name, headed)) > 1 and any(map(is_outline_heading, headed)):
        for row in headed:
            row.heading = 1


def _is_stated(row: Row) -> bool:
    return bool(row.heading or row.cells) or row.level is not None


def _is_sign(mark: Marker) -> bool:
    return mark.family == "bullet" and mark.glyph not in LIST_SIGNS


def _mostly_names(members: "list[Marked]") -> bool:
    return sum(map(_is_name, members)) * 2 >= len(members)


def _is_name(row: "Marked") -> bool:
    rest = row.marker.rest.rstrip(":：")
    if is_outline_heading(row) or names_apart(rest) or (names_field(rest) and not aid(rest)):
        return True
    return is_known(rest) and not may_be_a_chapter(rest)


def drop_decoration(rows: list[Row]) -> None:
    """A picture that stands once decorates a title; before an aid or a field it is a bullet."""
    pictured = [row for row in rows if is_marked(row) and _is_picture(row)]
    counts = Counter(row.glyph for row in pictured)
    beside = _between_bullets(rows)
    for row in pictured:
        rest = row.marker.rest
        single = counts[row.glyph] == 1 and id(row) not in beside
        if single and not aid(rest) and not names_field(rest):
            row.marker = None  # type: ignore[assignment]  # from here on it has none


def _is_picture(row: "Marked") -> bool:
    return row.marker.family == "bullet" and bool(PICTURE.match(row.glyph)) and not row.heading


def _between_bullets(rows: list[Row]) -> set[int]:
    """The ids of rows with a bullet above and below them."""
    bulleted = [bool(row.marker and row.marker.family == "bullet") for row in rows]
    return {
        id(rows[at])
        for at in range(1, len(rows) - 1)
        if bulleted[at - 1] and bulleted[at] and bulleted[at + 1]
    }


def signed_aids(rows: list[Row]) -> None:
    """▶ 案例：…, ★ Exercise: …: a sign that mostly stands before aids is part of their label."""
    signed: dict[str, list[tuple[Marked, Aid | None]]] = {}
    for row in rows:
        if is_marked(row) and _is_bullet(row):
            signed.setdefault(row.glyph, []).append((row, aid(row.marker.rest)))
    for glyph, members in signed.items():
        aids = [(row, found) for row, found in members if found]
        alone = len(signed) < 2 and (glyph in LIST_SIGNS or len(aids) == len(rows))
        if not alone and len(aids) * 3 >= len(members) * 2:
            for row, found in aids:
                _join_sign(row, found)


def _is_bullet(row: "Marked") -> bool:
    return row.marker.family in ("bullet", "dash") and not row.label


def _join_sign(row: "Marked", found: Aid) -> None:
    sign = "" if row.glyph in LIST_SIGNS else f"{row.marker.label} "
    row.aid = replace(found, label=f"{sign}{found.label}")
    row.marker = None  # type: ignore[assignment]  # from here on it has none
    row.signed = True
