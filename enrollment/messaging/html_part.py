"""The HTML of a letter, made of its plain text: both say the same, and only links to this site
can be clicked, whatever somebody typed into a form."""

import re
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string

from catalog.domain.date_formats import LANGUAGE_TAGS

# It ends with what addresses end with: a full stop or bracket behind it is the sentence's.
LINK = re.compile(r"(https?://[!-~]*[A-Za-z0-9/=_-])")
# Characters with the signs and figures between them, from the first to the last: 2027 年新版（上）
HAN = "\u3400-\u9fff\uf900-\ufaff"
BETWEEN = "\u3000-\u303f\uff00-\uffef \\d·—“”‘’…"
LAST = "\u3001-\u3003\u3009-\u3011\uff01-\uff1f"
CHINESE = re.compile(rf"([{HAN}](?:[{BETWEEN}]{{0,40}}[{HAN}])*[{LAST}]?)")


def html_of(body: str, *, language: str) -> str:
    """A whole page: a paragraph for each block of lines, its lines kept apart.

    Chinese in a letter that is not, as a course's title that nobody translated, is marked as such:
    a screen reader that reads it as English says nothing, or noise.
    """
    blocks = groupby(body.splitlines(), key=lambda line: bool(line.strip()))
    tag = LANGUAGE_TAGS.get(language, language)
    paragraphs = [
        [_pieces(line, other=not tag.startswith("zh")) for line in lines]
        for is_filled, lines in blocks
        if is_filled
    ]
    return render_to_string("emails/letter.html", {"paragraphs": paragraphs, "language": tag})


def _pieces(line: str, *, other: bool) -> list[tuple[str, str]]:
    """The line in pieces, each with what it is: link to this site, chinese among ``other``, or
    "" for the rest."""
    own = f"{settings.SITE_URL}/"
    pieces: list[tuple[str, str]] = []
    for piece in LINK.split(line):
        if piece.startswith(own):
            pieces.append((piece, "link"))
        elif other:
            parts = CHINESE.split(piece)
            pieces += [(part, "chinese" if odd % 2 else "") for odd, part in enumerate(parts)]
        else:
            pieces.append((piece, ""))
    return [(text, kind) for text, kind in pieces if text]
