"""Lines of a given width: Chinese breaks anywhere but before closing and after opening marks."""

import re
from collections.abc import Callable

CLOSING = "，。、；：？！）》」』】〕”’…—,.;:?!)]}%％·"
OPENING = "（《「『【〔“‘([{"
# A run of Latin letters and digits stays together while it fits on a line.
PIECE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+&/_-]*|\s+|.", re.DOTALL)


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """``text`` in lines no wider than ``width``; ``measure`` gives the width of a text."""
    lines, line = [], ""
    for piece in _pieces(text, width, measure):
        if line and measure(line + piece) > width:
            if piece.isspace():
                continue
            kept, moved = _break(line, piece)
            lines.append(kept.rstrip())
            line = moved
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str, width: float, measure: Callable[[str], float]):
    for piece in PIECE.findall(" ".join(text.split())):
        if measure(piece) > width:
            yield from piece
        else:
            yield piece


def _break(line: str, piece: str) -> tuple[str, str]:
    """Where the line ends, so that ``piece`` does not begin the next with a closing mark."""
    cut = len(line)
    if piece[0] in CLOSING:
        cut -= 1
        while cut > 1 and line[cut] in CLOSING:
            cut -= 1
    while cut > 1 and line[cut - 1] in OPENING:
        cut -= 1
    return (line[:cut], line[cut:]) if cut > 0 else (line, "")


def fitted(
    text: str, width: float, sizes: list[int], most: int, measure_at: Callable[[int], Callable]
) -> tuple[int, list[str]]:
    """The largest of ``sizes`` at which the text takes at most ``most`` lines; else cut off."""
    for size in sizes:
        lines = wrapped(text, width, measure_at(size))
        if len(lines) <= most:
            return size, _without_orphan(text, width, lines, measure_at(size))
    lines = lines[:most]
    lines[-1] = lines[-1][:-1] + "…"
    return sizes[-1], lines


def _without_orphan(
    text: str, width: float, lines: list[str], measure: Callable[[str], float]
) -> list[str]:
    """The same number of lines, where one character would stand alone on the last."""
    if len(lines) < 2 or len(lines[-1]) > 1:
        return lines
    narrower = wrapped(text, width - measure(lines[-1]), measure)
    return narrower if len(narrower) == len(lines) and len(narrower[-1]) > 1 else lines
