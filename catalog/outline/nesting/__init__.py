"""Fourth pass: rows become a tree without fixed levels.

A family of markers stands where it first appears on the open path. Evidence, strongest first:
heading levels, numbering that goes on, indentation within one family, a line that ends in a
colon, and how often one family opens directly under another.
"""

from .path import Node
from .place import build
from .stated_depth import by_indentation, only_indented, placed

__all__ = ["Node", "build", "by_indentation", "only_indented", "placed"]
