"""Word documents (.docx) read as lines, with the numbers that Word shows and what styles say."""

from .flowing import lines_as_text
from .package import MAX_BYTES, MAX_UNPACKED
from .reader import Document, open_docx, read_docx

__all__ = [
    "MAX_BYTES",
    "MAX_UNPACKED",
    "Document",
    "lines_as_text",
    "open_docx",
    "read_docx",
]
