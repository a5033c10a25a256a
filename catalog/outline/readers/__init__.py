"""Carriers: one reader for each kind of file, from bytes or text to lines."""
