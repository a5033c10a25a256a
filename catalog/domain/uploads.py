"""An uploaded or named file -> the text of its outline, and what of the file is not in it."""

from dataclasses import dataclass, field

from catalog.outline.parsing import parse, parse_lines
from catalog.outline.readers.clipboard import read_clipboard
from catalog.outline.readers.files import SUFFIXES, read_file
from catalog.outline.readers.report import at_lines
from catalog.outline.tree import Fact, LeftOut, Source
from catalog.outline.writers.draft import draft_of, page_draft_of

ACCEPTED = ",".join(SUFFIXES)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """``left_out`` names lines of ``text``."""

    text: str
    left_out: tuple[LeftOut, ...] = ()
    facts: tuple[Fact, ...] = ()
    places: dict[int, int] = field(default_factory=dict)  # line of the file -> line of ``text``


def uploaded(name: str, data: bytes) -> Uploaded:
    """Raises OutlineError, with a sentence for the person, when the file holds no outline text."""
    return as_text(read_file(name, data))


def as_text(source: Source) -> Uploaded:
    """What a reader made of a file, as text; places in it are lines of that text."""
    if source.form == "html":
        return _of_page(source)
    if source.text is not None:
        return Uploaded(source.text, source.left_out, source.facts)
    draft = draft_of(parse_lines(source.lines))
    left_out = at_lines(source.left_out, draft.places)
    return Uploaded(draft.text, left_out, source.facts, draft.places)


def _of_page(source: Source) -> Uploaded:
    """The text of a page as a person would copy it, unless it would be read otherwise."""
    page = read_clipboard(source.text or "")
    draft = page_draft_of(parse(source.text or ""), page.text or "")
    if not draft.places:
        return Uploaded(page.text or "", page.left_out, source.facts)
    left_out = at_lines(source.left_out, draft.places)
    return Uploaded(draft.text, left_out, source.facts, draft.places)
