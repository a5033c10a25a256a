"""Files that were right once, with bytes changed; and pictures that claim to be huge."""

import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

SEED = 20261201


def damaged(right: bytes, times: int) -> Iterator[bytes]:
    """So many copies of a package, each with one to twelve other bytes, every tenth cut off too."""
    dice = random.Random(SEED)  # noqa: S311 - must be the same each time
    for turn in range(times):
        yield _bytes(right, dice) if turn % 2 else _part(right, dice)


def _bytes(right: bytes, dice: random.Random) -> bytes:
    data = bytearray(right)
    for _byte in range(dice.randint(1, 12)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data[: dice.randrange(len(data))] if dice.random() < 0.2 else data)


def _part(right: bytes, dice: random.Random) -> bytes:
    """Whole as a package, so that what reads the part meets the damage."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(right)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, _bytes(content, dice) if name == chosen and content else content)
    return out.getvalue()


def png_that_says(side: int) -> bytes:
    """A few bytes that claim to be a square of so many pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = {b"IHDR": head, b"IDAT": zlib.compress(b""), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )
