"""The HTML of a letter, made of its plain text: both say the same, and only links to this site
can be clicked, whatever somebody typed into a form."""

import re
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string

from catalog.domain.date_formats import LANGUAGE_TAGS

# It ends with what addresses end with: a full stop or bracket behind it is the sentence's.
LINK = re.compile(r"(https?://[!-~]*[A-Za-z0-9/=_-])")


def html_of(body: str, *, language: str) -> str:
    """A whole page: a paragraph for each block of lines, its lines kept apart."""
    blocks = groupby(body.splitlines(), key=lambda line: bool(line.strip()))
    paragraphs = [[_pieces(line) for line in lines] for is_filled, lines in blocks if is_filled]
    context = {"paragraphs": paragraphs, "language": LANGUAGE_TAGS.get(language, language)}
    return render_to_string("emails/letter.html", context)


def _pieces(line: str) -> list[tuple[str, bool]]:
    """The line in pieces, each with whether it is a link to this site."""
    own = f"{settings.SITE_URL}/"
    return [(piece, piece.startswith(own)) for piece in LINK.split(line) if piece]
