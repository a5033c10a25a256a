"""PURE. Codes and names made at random: of what somebody reads out, and of files."""

import re
import secrets
from pathlib import PurePath

from catalog.text import inbound

# No 0/O or 1/I/L: a code is read out on the telephone.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
TYPED = re.compile(f"(?:报名)?(?:编号)?[:#]?([{SIGNS}]{{8}})")
BETWEEN = re.compile(r"[\s-]")


def new_code(length: int = 8) -> str:
    """Eight characters, 31^8 of them: about 850 thousand million."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def code_in(typed: str) -> str:
    """The code of eight that was typed or copied, as 编号：abcd 2345, or ""."""
    hit = TYPED.fullmatch(BETWEEN.sub("", inbound.plain(typed)).upper())
    return hit[1] if hit else ""


def stored_name(folder: str, name: str) -> str:
    """A name of our own: what the uploader called the file never reaches the disk."""
    return f"{folder}/{secrets.token_hex(16)}{PurePath(name).suffix.lower()}"
