"""PURE. A course on paper: facts and words in, bytes out."""
