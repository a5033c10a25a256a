"""The brochure as PDF. The course reaches typst as JSON beside the source, never inside it."""

from pathlib import Path

import typst

from catalog.documents.fonts import Font
from catalog.documents.printed_facts import CourseFacts

TEMPLATE = Path(__file__).with_name("brochure.typ")


def brochure_pdf(sheet: CourseFacts, font: Font) -> bytes:
    return typst.compile(
        TEMPLATE.read_bytes(),
        root=TEMPLATE.parent,
        font_paths=[font.regular.parent],
        ignore_system_fonts=True,
        sys_inputs={"sheet": sheet.as_json(), "font": font.family},
        format="pdf",
    )
