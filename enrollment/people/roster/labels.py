"""PURE. 姓名：… 手机：… in a line: each label with its kind and its value."""

import re

from catalog.text import inbound
from enrollment.people.roster.headers import BY_ENDING, kind_of

LETTER = f"[{inbound.HAN}A-Za-z]"
LABEL = re.compile(
    rf"(?:^|(?<=[\s,，;；|、。]))({LETTER}[{inbound.HAN}A-Za-z.\-/ ]{{0,14}}?)"
    r"\s*(?:[:：=?？]|\.{3,60})\s*"
)


def _before_label(words: str, rank: int) -> int:
    """Where the label begins: of 班组长 电话 only 电话 is one, 姓 名 is one whole."""
    *others, last = words.split()
    of_ending = others and rank >= BY_ENDING and not last.isascii()
    return words.rindex(last) if of_ending and kind_of(last) else 0


def label_pairs(text: str) -> list[tuple[int, str, str, str]]:
    """Where each label begins, its kind, itself, and its value up to the next label."""
    marks = [
        (found.start(1) + skipped, found.end(), known[0], found[1][skipped:].strip())
        for found in LABEL.finditer(text)
        if (known := kind_of(found[1]))
        for skipped in (_before_label(found[1], known[1]),)
    ]
    pairs = []
    for place, (start, end, kind, label) in enumerate(marks):
        until = marks[place + 1][0] if place + 1 < len(marks) else len(text)
        pairs.append((start, kind, label, text[end:until].strip(" ,，;；|、。\t")))
    return pairs
