"""PURE. The compound file that an old .xls is: one of its streams by name."""

import struct

END = 0xFFFFFFFE  # of a chain of sectors; what is above it is free
ENTRY = 128  # bytes of a directory entry
MAX_SECTORS = 20_000
ROOT = 5  # the kind of the entry that holds the small streams


def stream_of(data: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream with one of these names. Raises ValueError, IndexError, struct.error."""
    file = _CompoundFile(data)
    for name, kind, start, length in file.entries():
        if kind != ROOT and name.lower() in names:
            return file.stream(start, length)
    raise ValueError("no such stream")


class _CompoundFile:
    """Large streams have sectors of their own; small ones share those of the root."""

    def __init__(self, data: bytes):
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 30)[0]
        if self.size not in (512, 4096):
            raise ValueError(self.size)
        self.small_size = 1 << struct.unpack_from("<H", data, 32)[0]
        self.least = struct.unpack_from("<I", data, 56)[0]  # bytes of a large stream
        self.table: list[int] = []
        for number in struct.unpack_from("<109I", data, 76):
            if number < END:
                self.table += struct.unpack(f"<{self.size // 4}I", self.sector(number))

    def sector(self, number: int) -> bytes:
        return self.data[(number + 1) * self.size : (number + 2) * self.size]

    def chain(self, number: int) -> bytes:
        return b"".join(self.sector(one) for one in _numbers(self.table, number))

    def entries(self) -> list[tuple[str, int, int, int]]:
        """Of each entry its name, kind, first sector and length."""
        directory = self.chain(struct.unpack_from("<I", self.data, 48)[0])
        found = []
        for place in range(0, len(directory) - ENTRY + 1, ENTRY):
            entry = directory[place : place + ENTRY]
            letters = max(0, struct.unpack_from("<H", entry, 64)[0] - 2)
            name = entry[:letters].decode("utf-16-le")
            found.append((name, entry[66], *struct.unpack_from("<II", entry, 116)))
        return found

    def stream(self, start: int, length: int) -> bytes:
        return (self.chain(start) if length >= self.least else self.small(start))[:length]

    def small(self, start: int) -> bytes:
        shared = self.chain(next(one[2] for one in self.entries() if one[1] == ROOT))
        packed = self.chain(struct.unpack_from("<I", self.data, 60)[0])
        table = list(struct.unpack(f"<{len(packed) // 4}I", packed))
        size = self.small_size
        return b"".join(
            shared[number * size : (number + 1) * size] for number in _numbers(table, start)
        )


def _numbers(table: list[int], number: int):
    """The numbers of a chain's sectors; a chain that runs in circles ends."""
    for _step in range(MAX_SECTORS):
        if number >= END:
            return
        yield number
        number = table[number]
