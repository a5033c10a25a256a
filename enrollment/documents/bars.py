"""PURE. Numbers -> bars of a drawing whose text keeps its size however wide the drawing is."""

from collections.abc import Sequence
from dataclasses import dataclass

LINE = 40  # pixels: a name above, its bar below
TEXT, BAR = 14, 20  # pixels below the top of a line: foot of the name, top of the bar
THICK = 14  # pixels
MOST = 20  # bars; the table has every row


@dataclass(frozen=True, slots=True)
class Piece:
    """``x`` and ``width`` in per cent of the drawing, as an attribute of SVG has them."""

    x: str
    width: str
    kind: int  # its place among the parts of the bar


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    said: str
    text_y: int
    bar_y: int
    track: str  # how far the bar could go, "" where there is no end
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Drawing:
    bars: list[Bar]
    height: int
    left_out: int
    thick: int = THICK


def drawing(rows: Sequence[tuple[str, str, Sequence[float], float | None]]) -> Drawing:
    """``rows``: a name, what is written beside it, the parts of its bar, and where it would end."""
    shown = rows[:MOST]
    longest = max((max(sum(parts), end or 0) for _n, _s, parts, end in shown), default=0) or 1
    bars = [
        Bar(
            name,
            said,
            text_y=place * LINE + TEXT,
            bar_y=place * LINE + BAR,
            track=_percent(end / longest) if end else "",
            pieces=_pieces(parts, longest),
        )
        for place, (name, said, parts, end) in enumerate(shown)
    ]
    return Drawing(bars, len(shown) * LINE, len(rows) - len(shown))


def _pieces(parts: Sequence[float], longest: float) -> list[Piece]:
    pieces, x = [], 0.0
    for kind, part in enumerate(parts):
        if part > 0:
            pieces.append(Piece(_percent(x / longest), _percent(part / longest), kind))
            x += part
    return pieces


def _percent(share: float) -> str:
    return f"{100 * share:.2f}%"
