"""Dates in sentences of the back office, which no line is to end within."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

# A tag, or a date as the back office writes it: alone, with its last day, with its hour.
TAG_OR_DATE = re.compile(
    r"<[^<>]*>|(?<![\d-])(?:\d{4}-\d{2}(?:-\d{2})?|\d{2}-\d{2})"
    r"(?: – (?:\d{4}-)?\d{2}-\d{2})?(?: \d{2}:\d{2})?(?![\d-])"
)


def whole_dates(text) -> SafeString:
    """The text as HTML in which no line ends within a date; browsers break 2026-12-05 anywhere."""

    def kept(found: re.Match[str]) -> str:
        piece = found[0]
        return piece if piece.startswith("<") else f'<span class="whole">{piece}</span>'

    # Escaped already, or escaped here; what is added has no text of anybody.
    return mark_safe(TAG_OR_DATE.sub(kept, conditional_escape(text)))  # noqa: S308
