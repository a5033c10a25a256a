"""PURE. The plan of a year: what is typed in a cell, which sessions clash, what could be planned."""
