"""Headers, footers and page numbers of a PDF: what repeats at the edge of its pages."""

import re
from collections import Counter
from collections.abc import Hashable, Sequence

from catalog.outline.tree import LeftOut, Place

from .pdf_glyphs import Page
from .pdf_strips import Strip

DEEP = 3  # strips from the top or bottom of a page that may be its edge
MARGIN = 0.12  # of the height of a page
NUMBER = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"(?:第\s*)?[-–—·|\s]*(?:page\s*|p\.?\s*|seite\s*|页码[:：]?\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|de|共|，|,)\s*共?\s*\d{1,4})?\s*(?:页|頁)?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?[-–—·|\s]*",
    re.IGNORECASE,
)


def without_edges(
    pages: Sequence[Page], strips: Sequence[list[Strip]]
) -> tuple[list[list[Strip]], list[LeftOut]]:
    """The strips of each page without its edges, and what they said."""
    counts = Counter(
        key
        for page, own in zip(pages, strips, strict=True)
        for key in {_key(strip, page) for strip, _ in _candidates(page, own)}
    )
    kept: list[list[Strip]] = []
    left_out: list[LeftOut] = []
    for page, own in zip(pages, strips, strict=True):
        gone = {}
        for strip, top in _candidates(page, own):
            often = len(pages) > 1 and counts[_key(strip, page)] >= max(2, len(pages) // 2)
            if kind := _kind(strip, page, top=top, often=often):
                gone[strip] = LeftOut(kind, Place("page", str(page.number)), strip.text[:200])
        left_out += gone.values()
        kept.append([strip for strip in own if strip not in gone])
    return kept, left_out


def _kind(strip: Strip, page: Page, *, top: bool, often: bool) -> str:
    """What a strip at the edge of a page is; "" for a line of the text."""
    if PAGE_NUMBER.fullmatch(strip.text) and _is_marginal(strip, page):
        return "page-number"
    return ("header" if top else "footer") if often else ""


def _candidates(page: Page, strips: Sequence[Strip]) -> list[tuple[Strip, bool]]:
    """The first and last strips of a page within its margins, and whether each is at the top."""
    top = [(s, True) for s in strips[:DEEP] if s.y < MARGIN * page.height]
    bottom = [(s, False) for s in strips[-DEEP:] if s.y > (1 - MARGIN) * page.height]
    return top + bottom


def _is_marginal(strip: Strip, page: Page) -> bool:
    return strip.y > 0.9 * page.height or strip.y < 0.08 * page.height


def _key(strip: Strip, page: Page) -> Hashable:
    """Strips are the same where words, size and height on the page are; numbers may differ."""
    near = strip.y if strip.y < page.height / 2 else strip.y - page.height
    return NUMBER.sub("#", strip.text), round(near / 6), round(strip.size)
