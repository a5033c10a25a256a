"""PURE. Codes and names made at random: of what somebody reads out, and of files."""

import secrets
from pathlib import PurePath

# No 0/O or 1/I/L: a code is read out on the telephone.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code(length: int = 8) -> str:
    """Eight characters, 31^8 of them: about 850 thousand million."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def stored_name(folder: str, name: str) -> str:
    """A name of our own: what the uploader called the file never reaches the disk."""
    return f"{folder}/{secrets.token_hex(16)}{PurePath(name).suffix.lower()}"
