"""Glyphs of a page gathered into strips: one strip is what stands on one baseline."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalog.outline.aids import aid
from catalog.outline.markers import marker

from .docx.formats import bullet
from .pdf_glyphs import Glyph

SAME_LINE = 0.45  # of the size: how far a raised letter stands from its baseline
WORD_GAP = 0.22
WIDE_GAP = 0.3  # where one of the two is a Chinese character
CELL_GAP = 2.0  # what stands farther apart is another column
LABEL = 8  # characters of the longest label before a tab


class Segment(NamedTuple):
    """Glyphs of a strip that stand close together."""

    x0: float
    x1: float
    text: str


class Strip(NamedTuple):
    page: int
    y: float
    x0: float
    x1: float
    text_x: float  # where the words begin, behind a number or bullet
    size: float
    strong: bool
    text: str
    segments: tuple[Segment, ...]
    marks: frozenset[int]


def strips_of(page: int, glyphs: Iterable[Glyph]) -> list[Strip]:
    """The strips from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.y, glyph.x)):
        if lines and glyph.y - _base(lines[-1]) <= SAME_LINE * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    strips = [_strip(page, sorted(line, key=lambda glyph: glyph.x)) for line in lines]
    return [strip for strip in strips if strip.text]


def _base(line: Sequence[Glyph]) -> float:
    """The baseline so far: that of the largest glyph, which no raised one moves."""
    return max(line[-6:], key=lambda glyph: glyph.size).y


def _strip(page: int, glyphs: list[Glyph]) -> Strip:
    inked = _inked(glyphs) or glyphs
    segments = tuple(_segments(glyphs))
    sizes = Counter(glyph.size for glyph in inked)
    text_x = segments[0].x0 if segments else 0
    if len(segments) > 1 and is_label(segments[0].text):
        text_x, segments = segments[1].x0, _labelled(segments)
    text = "  ".join(segment.text for segment in segments)
    return Strip(
        page,
        max(inked, key=lambda glyph: glyph.size).y,
        inked[0].x,
        max(glyph.right for glyph in inked),
        _words_begin(text, inked) if text_x == inked[0].x else text_x,
        max(sizes, key=sizes.__getitem__),
        all(glyph.strong for glyph in inked),
        text,
        segments,
        frozenset(glyph.mark for glyph in inked),
    )


def _inked(glyphs: list[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if not glyph.char.isspace()]


def _words_begin(text: str, inked: Sequence[Glyph]) -> float:
    """Where the words begin behind a label that stands close to them."""
    label = label_of(text)
    signs = len("".join(label.split()))
    return inked[signs].x if 0 < signs < len(inked) else inked[0].x


def label_of(text: str) -> str:
    """The number, bullet or aid that a line begins with; empty for words that go on."""
    found = aid(text)
    if found and found.label:
        return found.label
    mark = marker(text)
    return mark.label if mark and mark.rest else ""


def is_label(text: str) -> bool:
    """A bullet or number alone, as it stands before a tab."""
    if len(text) > LABEL:
        return False
    mark = marker(f"{text} 甲")
    return bool(mark and mark.rest == "甲") or (len(text) == 1 and not text.isalnum())


def _labelled(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    label, first, *others = segments
    return (Segment(label.x0, first.x1, f"{label.text} {first.text}"), *others)


def _segments(glyphs: Sequence[Glyph]) -> list[Segment]:
    found: list[Segment] = []
    run: list[str] = []
    x0 = x1 = 0.0
    for glyph in glyphs:
        gap = glyph.x - x1
        if run and gap > CELL_GAP * glyph.size and not glyph.char.isspace():
            found.append(Segment(x0, x1, "".join(run).strip()))
            run = []
        if glyph.char.isspace():
            _space(run)
            continue
        if not run:
            x0 = glyph.x
        elif gap > _limit(run[-1], glyph):
            _space(run)
        run.append(bullet(glyph.char) if "\ue000" <= glyph.char <= "\uf8ff" else glyph.char)
        x1 = glyph.right
    found.append(Segment(x0, x1, "".join(run).strip()))
    return [segment for segment in found if segment.text]


def _space(run: list[str]) -> None:
    """One blank after words, however wide the gap."""
    if run and not run[-1].isspace():
        run.append(" ")


def _limit(before: str, glyph: Glyph) -> float:
    wide = is_wide(before) or is_wide(glyph.char)
    return (WIDE_GAP if wide else WORD_GAP) * glyph.size


def is_wide(char: str) -> bool:
    """A Chinese, Japanese or full-width character: no space divides two of them."""
    return char >= "\u2e80"
