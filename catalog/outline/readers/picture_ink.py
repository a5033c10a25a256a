"""What the picture itself tells of a line that was recognised: edges, weight, a bullet before it.

A recogniser gives the words and a box around them; it often drops a bullet and never tells bold
from plain. Both stand in the picture, as ink that differs from what lies around it.
"""

from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageFilter

CONTRAST = 24  # of 255: less is paper
ENLARGED = 2
BEFORE = 4.0  # heights of a line: how far before its words a bullet may stand
NEAREST = 0.35  # heights between a bullet and the words, at least
SMALL = 0.65  # of the height of a line: no bullet is larger
TINY = 0.08
GAP = 0.5  # heights of a line: more before the words is a tab, not a blank
WIDEST_LABEL = 2.5  # heights of a line
LABEL_RUNS = 12  # stretches of ink in which a label ends


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)


class Ink(NamedTuple):
    left: float
    right: float
    weight: float  # how thick its strokes are, in pixels
    gap: float  # where the words begin behind a wide gap after the first signs; 0 without one


def measured(page: Image.Image, box: Box) -> Ink:
    """The ink inside a box of a page in shades of grey."""
    mask = _mask(page, box)
    edges = mask.getbbox() if mask else None
    if mask is None or edges is None:
        return Ink(box.left, box.right, 0.0, 0.0)
    x0 = max(round(box.left), 0)
    runs = _runs(mask)
    gaps = [
        after
        for (_, before), (after, _) in pairwise(runs[:LABEL_RUNS])
        if after - before > GAP * box.height and before - runs[0][0] <= WIDEST_LABEL * box.height
    ]
    gap = x0 + gaps[0] if gaps else 0.0
    return Ink(x0 + edges[0], x0 + edges[2], _weight(page, box), gap)


def bullet_before(page: Image.Image, box: Box) -> float | None:
    """Where a small mark stands before a line, if nothing but one does."""
    high = box.height
    left = max(box.left - BEFORE * high, 0.0)
    mask = _mask(page, Box(left, box.top, box.left - 2, box.bottom))
    runs = _runs(mask) if mask else []
    if mask is None or len(runs) != 1:
        return None
    begin, end = runs[0]
    edges = mask.crop((begin, 0, end, mask.height)).getbbox()
    wide, tall = end - begin, (edges[3] - edges[1]) if edges else 0
    apart = box.left - (left + end)
    fits = TINY * high <= min(wide, tall) and max(wide, tall) <= SMALL * high
    return left + begin if fits and apart >= NEAREST * high else None


def _mask(page: Image.Image, box: Box) -> Image.Image | None:
    """The ink of a box in white on black; None where there is only paper."""
    area = (
        max(round(box.left), 0),
        max(round(box.top), 0),
        min(round(box.right), page.width),
        min(round(box.bottom), page.height),
    )
    if area[2] - area[0] < 2 or area[3] - area[1] < 2:
        return None
    return _ink_of(page.crop(area))


def _ink_of(part: Image.Image) -> Image.Image | None:
    shades = part.histogram()
    found = [shade for shade, count in enumerate(shades) if count]
    if not found or found[-1] - found[0] < CONTRAST:
        return None
    middle = (found[0] + found[-1]) // 2
    light = sum(shades[middle:]) * 2 >= sum(shades)  # dark words on light paper, or the reverse
    return part.point([255 * ((shade < middle) == light) for shade in range(256)])


def _weight(page: Image.Image, box: Box) -> float:
    """Twice the ink over its edge: the width of a stroke."""
    part = page.crop((round(box.left), round(box.top), round(box.right), round(box.bottom)))
    mask = _ink_of(part.resize((part.width * ENLARGED, part.height * ENLARGED)))
    if mask is None:
        return 0.0
    ink = mask.histogram()[255]
    inner = mask.filter(ImageFilter.MinFilter(3)).histogram()[255]
    return 2 * ink / max(ink - inner, 1) / ENLARGED


def _runs(mask: Image.Image) -> list[tuple[int, int]]:
    """The stretches of columns that hold ink."""
    columns = mask.resize((mask.width, 1), Image.Resampling.BOX).tobytes()
    found: list[tuple[int, int]] = []
    begin = -1
    for at, ink in enumerate(columns + b"\0"):
        if ink and begin < 0:
            begin = at
        elif not ink and begin >= 0:
            found.append((begin, at))
            begin = -1
    return found
