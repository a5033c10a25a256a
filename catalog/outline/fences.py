"""An outline that states its levels: its lines stand between two lines 〔读法：层级〕.

How far a line is indented says how deep it is, whatever its words. What stands above the first of
these lines is the header; what stands below the second, where there is one, is no outline.
"""

import re
from collections.abc import Sequence
from math import inf

from .rows import width
from .tree import Line

READING = re.compile(r"〔(?:读法|讀法|reading)\s?[:：]\s?([^〔〕\n]{1,12})〕", re.IGNORECASE)
CODE, MARK = "levels", "层级"
OUTSIDE = 0  # the depth of a line that is no part of the outline


def asked_reading(text: str) -> str | None:
    """What a line like 〔读法：缩进〕 asks for; ``None`` for one that asks for no reading."""
    asked = READING.fullmatch(text.strip()) if text.lstrip()[:1] == "〔" else None
    return asked[1].strip() if asked else None


def is_fence(text: str) -> bool:
    return (asked_reading(text) or "").lower() in (CODE, MARK)


def with_depths(lines: Sequence[Line], fences: Sequence[int]) -> list[Line]:
    """The lines, each with its depth: from 1 between the fences, 0 outside of them."""
    first, last = fences[0], fences[1] if len(fences) > 1 else inf
    found: list[Line] = []
    margins: list[int] = []  # of the lines that are open
    for line in lines:
        inside = first < line.number < last
        if inside and line.text.strip():
            margin = width(line.text)
            while margins and margins[-1] >= margin:
                margins.pop()
            margins.append(margin)
        found.append(line._replace(depth=len(margins) if inside else OUTSIDE))
    return found
