"""Strips joined into paragraphs: what a page only wrapped is one line again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .pdf_strips import Strip, is_wide, label_of

DEEPEST = 40  # columns of indentation
ENDS = frozenset("。！？!?；;：:")
GAP = 1.9  # of the usual step: more is a blank line
FULL = 0.7  # of the page's width: no margin of a page of one column is farther in
FAR = 2.6  # sizes between baselines: farther apart is another paragraph


class Flow:
    """What the strips of a text have in common: margins, leading, the usual size."""

    def __init__(self, strips: Sequence[Strip], *, width: float = 0, right: float = 0):
        """``right`` is where words must end; else it is measured, on pages of ``width``."""
        sizes: Counter[float] = Counter()
        for strip in strips:
            sizes[strip.size] += len(strip.text)
        self.size = sizes.most_common(1)[0][0] if sizes else 10.0
        self.left = _low([strip.x0 for strip in strips])
        self.right = right or self._margin(strips, width)
        self.above: dict[Strip, Strip] = {}
        for one, two in pairwise(strips):
            if one.page == two.page:
                self.above[two] = one
        steps = [two.y - one.y for two, one in self.above.items() if two.y > one.y]
        self.step = median(steps) if steps else 2 * self.size
        self.leading = _low(steps) if steps else 2 * self.size

    def _margin(self, strips: Sequence[Strip], width: float) -> float:
        """The right margin: where several lines end, else as far in as the left one.

        Lines that all end in the middle of the page end there because their words do.
        """
        most = _right([strip.x1 for strip in strips])
        full = sum(1 for strip in strips if abs(strip.x1 - most) < 1.2 * self.size)
        return most if full > 2 and most > FULL * width else max(most, width - self.left)

    def paragraphs(self, strips: Sequence[Strip]) -> Iterator[list[Strip]]:
        lines: list[Strip] = []
        for strip in strips:
            if lines and self.goes_on(lines, strip):
                lines.append(strip)
                continue
            if lines:
                yield lines
            lines = [strip]
        if lines:
            yield lines

    def goes_on(self, lines: Sequence[Strip], strip: Strip) -> bool:
        """Whether a strip is the rest of the paragraph above, whose last line was full."""
        last, first = lines[-1], lines[0]
        if abs(last.size - strip.size) > 0.6 or (last.strong and not strip.strong):
            return False
        if last.x1 + _first_unit(strip) < self.right - 0.8 * strip.size:
            return False
        if label_of(strip.text) or len(strip.segments) > 1 or len(last.segments) > 1:
            return False
        if last.page == strip.page and not 0 < strip.y - last.y <= self.limit(last):
            return False
        left = first.x0 - 2.6 * first.size if len(lines) == 1 else lines[1].x0 - 1
        return left <= strip.x0 <= first.text_x + 0.7 * strip.size

    def limit(self, last: Strip) -> float:
        """How far below a full line its rest may stand."""
        near = 1.25 * self.leading if last.text[-1] in ENDS else FAR * last.size
        return max(near, 1.2 * last.size)

    def is_gap(self, strip: Strip) -> bool:
        """Whether more than the usual room is left above."""
        above = self.above.get(strip)
        return above is not None and strip.y - above.y > GAP * max(self.step, self.leading)

    def indent(self, strip: Strip) -> int:
        """Columns from the margin; a line in the middle of the page is not indented."""
        if self.is_centred(strip):
            return 0
        return min(max(round((strip.x0 - self.left) / (self.size / 2)), 0), DEEPEST)

    def is_centred(self, strip: Strip) -> bool:
        room_left, room_right = strip.x0 - self.left, self.right - strip.x1
        return room_left > 3 * self.size and abs(room_left - room_right) < 1.5 * self.size


def _low(places: Sequence[float]) -> float:
    """The lowest place that is not alone: a strip that hangs out of the text is no margin."""
    ordered = sorted(places)
    return ordered[len(ordered) // 50] if ordered else 0.0


def _right(places: Sequence[float]) -> float:
    ordered = sorted(places)
    return ordered[-1 - len(ordered) // 50] if ordered else 0.0


def _first_unit(strip: Strip) -> float:
    """The width of what would have had to fit on the line above: a word, or one character."""
    text = strip.text
    if is_wide(text[0]):
        return strip.size
    word = text.split(" ")[0]
    return (strip.x1 - strip.x0) * min(len(word) / max(len(text), 1), 1) + 0.3 * strip.size


def joined(lines: Sequence[Strip]) -> str:
    """The words of a paragraph: a space only between words that need one."""
    text = ""
    for strip in lines:
        if text.endswith("\u00ad"):
            text = text[:-1] + strip.text
        elif text and not (is_wide(text[-1]) or is_wide(strip.text[0])):
            text += f" {strip.text}"
        else:
            text += strip.text
    return text.replace("\u00ad", "")
