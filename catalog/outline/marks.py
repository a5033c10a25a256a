"""An explicit mark overrules the kind of a line: 〔案例〕 at its beginning or after its number.

Tortoise-shell brackets, because outlines use them for nothing else at that place.
"""

import re

from . import kinds

IGNORED = "忽略 ignore"  # the line is no part of the outline
WORDS = {kind.code: kind.marks for kind in kinds.KINDS} | {"noise": IGNORED}
KINDS = {word: code for code, words in WORDS.items() for word in words.split()}
MARK = re.compile(rf"〔({'|'.join(KINDS)})〕\s{{0,3}}", re.IGNORECASE)


def mark_of(kind: str) -> str:
    """The mark that makes a line of this kind, as the editor writes it: 〔案例〕."""
    return f"〔{WORDS[kind].split()[0]}〕"


def split_mark(text: str) -> tuple[str, str, str]:
    """The kind a text begins with, its mark as printed, and the rest; empty without a mark."""
    found = MARK.match(text) if text[:1] == "〔" else None
    if not found:
        return "", "", text
    return KINDS[found[1].lower()], found[0].rstrip(), text[found.end() :]


def without_marks(text: str) -> str:
    """A text as readers see it: the mark is for the editor."""
    return MARK.sub("", text).strip()
