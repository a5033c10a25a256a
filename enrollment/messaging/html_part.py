"""The HTML of a letter, made of its plain text: both say the same, and only links to this site
can be clicked, whatever somebody typed into a form."""

import re
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string

from catalog.text.folding import is_chinese

LINK = re.compile(r"(https?://[!-~]+)")


def html_of(body: str) -> str:
    """A whole page: a paragraph for each block of lines, its lines kept apart."""
    blocks = groupby(body.splitlines(), key=lambda line: bool(line.strip()))
    paragraphs = [[_pieces(line) for line in lines] for is_filled, lines in blocks if is_filled]
    language = "zh-Hans" if is_chinese(body) else "en"
    return render_to_string("emails/letter.html", {"paragraphs": paragraphs, "language": language})


def _pieces(line: str) -> list[tuple[str, bool]]:
    """The line in pieces, each with whether it is a link to this site."""
    own = f"{settings.SITE_URL}/"
    return [(piece, piece.startswith(own)) for piece in LINK.split(line) if piece]
