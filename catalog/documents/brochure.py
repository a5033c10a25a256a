"""The brochure as PDF. The course reaches typst as JSON beside the source, never inside it."""

from pathlib import Path

from catalog.documents.fonts import Font
from catalog.documents.printed_facts import CourseFacts
from catalog.documents.typeset import typeset

TEMPLATE = Path(__file__).with_name("brochure.typ")


def brochure_pdf(sheet: CourseFacts, font: Font) -> bytes:
    inputs = {"sheet": sheet.as_json(), "font": font.family}
    return typeset(TEMPLATE, inputs, font, root=TEMPLATE.parent)
