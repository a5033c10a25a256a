"""Tags, comments and declarations of HTML source that run over the ends of lines."""

import re
from collections.abc import Iterator, Sequence

from catalog.outline.tree import Line

MARK = re.compile(r"<(?:(/?[A-Za-z][^<>]{0,3000})|(?:![A-Za-z]|\?xml\b)[^<>]{0,1000})>")
COMMENT = "<!--"
COMMENT_END = "-->"


def whole_tags(lines: Sequence[Line]) -> list[Line]:
    """The same lines, each tag on the line where it ends.

    Declarations, and comments of several lines, are gone: they hold no word of the page.
    """
    text = "\n".join(line.text for line in lines)
    parts, at = [], 0
    for start, end, tag in _marks(text):
        parts += [text[at:start], "\n" * text.count("\n", start, end), tag]
        at = end
    texts = "".join([*parts, text[at:]]).split("\n")
    return [line._replace(text=words) for line, words in zip(lines, texts, strict=True)]


def _marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Where what must be moved or dropped stands, and what is left of it."""
    at, last_end = 0, text.rfind(COMMENT_END)
    while (start := text.find("<", at)) >= 0:
        at = start + 1
        if text.startswith(COMMENT, start):
            if start < last_end:
                at = text.index(COMMENT_END, start) + len(COMMENT_END)
                if "\n" in text[start:at]:
                    yield start, at, ""
        elif found := MARK.match(text, start):
            at = found.end()
            if not found[1]:
                yield start, at, ""
            elif "\n" in found[0]:
                yield start, at, found[0].replace("\n", " ")
