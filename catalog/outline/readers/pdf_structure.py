"""Headings that a PDF states: its bookmarks name the page and the words of each."""

import re
from collections.abc import Iterator

import pypdfium2

MAX_BOOKMARKS = 2_000
SIGNS = re.compile(r"[\W_]+")


class Bookmarks:
    """Asked for a line of a page, gives the level of the bookmark that leads there."""

    def __init__(self, document: pypdfium2.PdfDocument):
        self.levels: dict[tuple[int, str], int] = {}
        for page, title, level in _entries(document):
            self.levels.setdefault((page, _plain(title)), level)

    def heading(self, page: int, text: str) -> int | None:
        """1 to 9; None where no bookmark leads to these words."""
        return self.levels.get((page, _plain(text))) if self.levels else None


def _entries(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str, int]]:
    """Page from 1, title and level; a bookmark of a program that made one for each page is none."""
    found = []
    for at, entry in enumerate(document.get_toc(max_depth=9)):
        if at >= MAX_BOOKMARKS:
            break
        place = entry.get_dest()
        page = place.get_index() if place else None
        title = entry.get_title() or ""
        if page is not None and title.strip():
            found.append((page + 1, title, min(entry.level + 1, 9)))
    yield from found


def _plain(text: str) -> str:
    return SIGNS.sub("", text)
