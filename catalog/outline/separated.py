"""A sheet that was pasted as text: its cells are divided by semicolons or commas.

Prose has blanks behind its commas, and not as many of them in every line.
"""

import csv
from collections import Counter
from collections.abc import Sequence

from .tree import Line

FEWEST_LINES, FEWEST_CELLS = 4, 3
FIRST = 8  # lines that are asked before the whole text is
MOST_OTHERS = 2  # lines that are none of the sheet: the name of the course above it
LONGEST = 20_000  # characters of a line


def tabbed(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with tabs between their cells, where they are such a sheet; else as they are."""
    texts = [line.text for line in lines if line.text.strip()]
    sign = next((sign for sign in ";," if _divides(texts, sign)), "")
    if not sign or any(line.cell or line.label or line.size for line in lines):
        return lines
    return [line._replace(text="\t".join(_cells(line.text, sign))) for line in lines]


def _cells(text: str, sign: str) -> list[str]:
    """The cells of a line, without the quotes around them."""
    if '"' not in text or len(text) > LONGEST:
        return text.split(sign)
    return next(csv.reader([text], delimiter=sign), [text])


def _divides(texts: Sequence[str], sign: str) -> bool:
    if sum(sign in text for text in texts[:FIRST]) < FEWEST_LINES:
        return False
    rows = [_cells(text, sign) for text in texts]
    if any(cell[:1].isspace() for row in rows for cell in row[1:]):
        return False
    width, lines = Counter(map(len, rows)).most_common(1)[0]
    if width < FEWEST_CELLS or lines < max(FEWEST_LINES, len(texts) - MOST_OTHERS):
        return False
    return sign == ";" or sum(map(_holds_value, rows)) * 2 > len(rows)


def _holds_value(row: Sequence[str]) -> bool:
    """Whether a cell but the first is empty or begins with a digit, as no clause does."""
    return any(not cell or cell[0].isdecimal() for cell in row[1:])
