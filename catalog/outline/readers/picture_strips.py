"""Recognised lines as strips of a page: what stands on one line joined, sizes and weights named."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from PIL import Image, ImageFont

from catalog.outline.markers import marker

from .pdf_strips import Segment, Strip, is_label, is_wide
from .picture_ink import Box, Ink, bullet_before, measured

POINTS = 10.5  # what the usual size of a picture is called
USUAL = 0.09  # sizes that differ less from the usual one are the usual one
ALIKE = 0.04  # other sizes that differ less are one
SNAP = (0.2, 0.2, 0.1, 0.07)  # how far off the size of so many characters may be
BOLD = 1.25  # of the usual weight for its size
FEW = 3  # characters that tell no size of their own
CIRCLE = re.compile(r"[0OoＯ○◦。]\s{0,3}")  # what Word's hollow bullet is read as
NUMBERED = frozenset("0123456789.．,，、:：)）")
HALF_INK = frozenset("：。，、；！）")
FONT = 100  # pixels at which words are measured


class Found(NamedTuple):
    """A line of text in the picture, by its corners."""

    left: float
    top: float
    bottom: float
    text: str
    sure: float
    right: float = 0.0

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, max(self.right, self.left + 1), self.bottom)


class Piece(NamedTuple):
    """What is known of one recognised line before it is compared with the others."""

    found: Found
    ink: Ink
    text: str
    size: float  # pixels
    bullet: float | None  # where a bullet stands that was not recognised


class Circle(NamedTuple):
    x: float
    rest: str
    sure: bool


def in_order(found: Sequence[Found]) -> list[list[Found]]:
    """From top to bottom; what stands on one line goes from left to right."""
    rows: list[list[Found]] = []
    for entry in sorted(found, key=lambda entry: (entry.top + entry.bottom) / 2):
        middle = (entry.top + entry.bottom) / 2
        if rows and middle < rows[-1][0].bottom - 0.3 * (rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return [sorted(row, key=lambda entry: entry.left) for row in rows]


def strips_of(image: Image.Image, found: Sequence[Found]) -> list[Strip]:
    """The strips of a picture, in points as if its usual line had the usual size."""
    page = image.convert("L")
    rows = [[_piece(page, entry) for entry in row] for row in in_order(found)]
    words = [_words(row) for row in rows]
    long = [piece for piece in words if len(piece.text) > FEW] or words
    usual = median([piece.size for piece in long])
    sizes = _named_sizes(words, long, usual)
    circles = [_circle(row) for row in rows]
    places = _places(circles)
    scale = POINTS / usual
    return [
        _strip(row, size * scale, scale, strong=strong, begins=_begin(row, circle, places))
        for row, size, strong, circle in zip(
            rows, sizes, _strong(words, sizes), circles, strict=True
        )
    ]


def _strong(words: Sequence[Piece], sizes: Sequence[float]) -> list[bool]:
    """Which lines have thicker strokes than most, for their size."""
    weights = [piece.ink.weight / size for piece, size in zip(words, sizes, strict=True)]
    known = [weight for weight in weights if weight]
    usual = median(known) if known else 1.0
    return [weight > BOLD * usual for weight in weights]


def _places(circles: Sequence[Circle | None]) -> list[float]:
    """Where hollow bullets stand, if what looks like them occurs again or stands well apart."""
    told = [circle for circle in circles if circle]
    certain = len(told) > 1 or any(circle.sure for circle in told)
    return [circle.x for circle in told] if certain else []


def _begin(row: Sequence[Piece], circle: Circle | None, circles: Sequence[float]) -> str:
    """The first words of a line, behind the bullet that stands before them."""
    first = row[0]
    if circle and circles:
        return f"o {circle.rest}".strip()
    if first.bullet is None:
        return first.text
    hollow = any(abs(place - first.bullet) < first.size / 2 for place in circles)
    return f"{'o' if hollow else '•'} {first.text}"


def _piece(page: Image.Image, found: Found) -> Piece:
    ink = measured(page, found.box)
    mark = marker(found.text)
    label = (mark.label if mark else "") or (found.text[:1] if CIRCLE.match(found.text) else "")
    begin, words = ink.left, found.text
    if label and ink.gap:
        begin, words = ink.gap, found.text[len(label) :].lstrip()
    width = _width(words)
    size = (ink.right - begin) / width if width else found.box.height * 0.8
    low, high = 0.45 * found.box.height, 1.3 * found.box.height
    has_bullet = mark is not None and mark.family == "bullet"
    bullet = None if has_bullet else bullet_before(page, found.box)
    return Piece(found, ink, found.text, min(max(size, low), high), bullet)


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(FONT)


def _width(text: str) -> float:
    """How wide words are, in sizes; the last full-width sign is only half ink."""
    if text[-1:] in HALF_INK:
        return _width(text[:-1]) + 0.3
    wide = sum(1 for char in text if is_wide(char))
    narrow = "".join(char for char in text if not is_wide(char))
    return wide + (_font().getlength(narrow) / FONT if narrow else 0.0)


def _words(row: Sequence[Piece]) -> Piece:
    """The piece of a line that tells its look: the longest one behind a number."""
    rest = row[1:] if len(row) > 1 and is_label(row[0].text) else row
    return max(rest, key=lambda piece: len(piece.text))


def _named_sizes(words: Sequence[Piece], long: Sequence[Piece], usual: float) -> list[float]:
    """Sizes that hardly differ are the same; those of a few characters are one of the others."""
    groups = [[usual]]
    for size in sorted(piece.size for piece in long):
        if abs(size - usual) <= USUAL * usual:
            continue
        if size - groups[-1][0] <= ALIKE * groups[-1][0] and len(groups) > 1:
            groups[-1].append(size)
        else:
            groups.append([size])
    names = list(map(median, groups))
    nearest = [min(names, key=lambda name: abs(name - piece.size)) for piece in words]
    return [
        name if abs(name - piece.size) <= SNAP[min(len(piece.text), FEW)] * name else piece.size
        for piece, name in zip(words, nearest, strict=True)
    ]


def _circle(row: Sequence[Piece]) -> Circle | None:
    """A hollow bullet that a line begins with, read as a letter or a nought."""
    first = row[0]
    alone = len(row) > 1 and CIRCLE.fullmatch(first.text)
    found = CIRCLE.match(first.text)
    if not found or not (alone or first.ink.gap or first.text[1:2].isspace()):
        return None
    rest = first.text[found.end() :]
    if rest[:1] and rest[0] in NUMBERED:
        return None
    return Circle(first.ink.left, rest, bool(alone or first.ink.gap))


def _strip(row: Sequence[Piece], size: float, scale: float, *, strong: bool, begins: str) -> Strip:
    first = row[0]
    x0 = first.ink.left if first.bullet is None else first.bullet
    texts, text_x = [begins], first.ink.gap or first.ink.left
    rest = list(pairwise(row))
    if rest and (is_label(begins) or begins == "o"):
        texts, text_x = [f"{begins} {row[1].text}"], row[1].ink.left
        rest = rest[1:]
    for before, piece in rest:
        if piece.ink.left - before.ink.right < 1.5 * piece.size:
            texts[-1] += piece.text
        else:
            texts.append(piece.text)
    right = row[-1].ink.right * scale
    middle = (first.found.top + first.found.bottom) / 2
    return Strip(
        page=1,
        y=middle * scale + 0.35 * size,
        x0=x0 * scale,
        x1=right,
        text_x=text_x * scale,
        size=round(size, 1),
        strong=strong,
        text="  ".join(texts),
        segments=tuple(Segment(x0 * scale, right, text) for text in texts),
        marks=frozenset(),
    )
