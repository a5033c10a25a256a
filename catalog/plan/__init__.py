"""PURE. The plan of a year: cells as people type them, clashes, what could be planned."""
