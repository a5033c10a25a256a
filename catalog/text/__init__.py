"""PURE. Normal forms of text: as it comes in, and as it is compared."""
