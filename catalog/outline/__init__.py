"""Course outlines: lines and markers in, a tree out. No Django, no clock, no database."""

from .losses import losses
from .parsing import parse, parse_lines
from .readers.source_text import MAX_CHARACTERS, check_source, read_text
from .tree import Doubt, Extra, Field, Item, Line, OutlineError, Tree
from .writers.printed_text import as_text

__all__ = [
    "MAX_CHARACTERS",
    "Doubt",
    "Extra",
    "Field",
    "Item",
    "Line",
    "OutlineError",
    "Tree",
    "as_text",
    "check_source",
    "losses",
    "parse",
    "parse_lines",
    "read_text",
]
