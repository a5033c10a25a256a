"""PURE. Where a visitor came from, as ``?from=`` of a link says it: a poster, a letter, a chat."""

import re

LONGEST = 40  # characters
SOURCE = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)


def source_of(text: str) -> str:
    """The source in small letters; "" where the text is none. Never a reason to refuse anything."""
    found = text.strip().lower() if len(text) <= LONGEST else ""
    return found if SOURCE.fullmatch(found) else ""
