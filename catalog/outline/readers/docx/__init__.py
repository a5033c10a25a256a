"""Word documents (.docx) read as lines, with the numbers that Word shows and what styles say."""

from .package import MAX_BYTES, MAX_UNPACKED
from .reader import open_docx, read_docx

__all__ = ["MAX_BYTES", "MAX_UNPACKED", "open_docx", "read_docx"]
