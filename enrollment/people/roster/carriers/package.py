"""PURE. A zip of XML parts: judged by what it declares, then read part by part in a stream."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat  # streams; a document type is refused before it can expand

from enrollment.people.roster.list_refusals import (
    BROKEN,
    LOCKED,
    MACROS,
    SWOLLEN,
    UNKNOWN,
    RosterError,
)

MAX_ENTRIES = 1_000
MAX_PART = 400 * 1024 * 1024  # bytes of one sheet, nearly all of them empty cells
MAX_KEPT = 16 * 1024 * 1024  # bytes of one part once empty cells are dropped
CHUNK = 1 << 20
# Cells and rows without a value, which formatting leaves by the million.
EMPTY_CELL = re.compile(rb"<(?:\w+:)?c [^<>]*?(?<![\w:])r=\"[^<>]*?(?:/>|></(?:\w+:)?c>)")
EMPTY_ROW = re.compile(rb"<(?:\w+:)?row [^<>]*?(?<![\w:])r=\"[^<>]*?(?:/>|>\s*</(?:\w+:)?row>)")
BINARY = re.compile(r"vbaproject\.bin|\.xlsb$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    file: zipfile.ZipFile
    names: dict[str, zipfile.ZipInfo]  # with forward slashes

    def parse(self, name: str, start: Callable, end: Callable, text: Callable, *, sparse=False):
        """Call back for every element (local name, attributes) and its text; in a stream."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, values: start(tag.rpartition(":")[2], values)
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        kept = 0
        try:
            for chunk in self._chunks(name, sparse=sparse):
                kept += len(chunk)
                if kept > MAX_KEPT:
                    raise RosterError(SWOLLEN)
                parser.Parse(chunk)
            parser.Parse(b"", True)
        except RosterError:
            raise
        except Exception as error:  # zipfile and expat raise a dozen kinds on damaged files
            raise RosterError(BROKEN) from error

    def _chunks(self, name: str, *, sparse: bool) -> Iterator[bytes]:
        with self.file.open(self.names[name]) as part:
            rest = b""
            while chunk := part.read(CHUNK):
                if not sparse:
                    yield chunk
                    continue
                chunk = rest + chunk
                whole = chunk.rfind(b"<row") if b"<row" in chunk else chunk.rfind(b"<")
                whole = len(chunk) if whole <= 0 else whole
                rest = chunk[whole:]
                yield EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", chunk[:whole]))
                if len(rest) > 8 * CHUNK:
                    raise RosterError(SWOLLEN)
            yield EMPTY_ROW.sub(b"", EMPTY_CELL.sub(b"", rest))


def _refuse_doctype(*_declared):
    raise RosterError(BROKEN)


def opened(data: bytes) -> Package:
    """The package, once its declarations are harmless. Raises RosterError."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        entries = file.infolist()
    except Exception as error:
        raise RosterError(BROKEN) from error
    names = [entry.filename.replace("\\", "/") for entry in entries]
    _judge(entries, names)
    return Package(file, dict(zip(names, entries, strict=True)))


def _judge(entries: list[zipfile.ZipInfo], names: list[str]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_PART:
        raise RosterError(SWOLLEN)
    if any(map(BINARY.search, names)):
        raise RosterError(MACROS)
    if any(map(_is_locked, entries)) or "EncryptedPackage" in names:
        raise RosterError(LOCKED)
    if any(map(_leads_out, names)) or len(set(names)) < len(names):
        raise RosterError(BROKEN)
    if not any(name.endswith(("workbook.xml", "content.xml")) for name in names):
        raise RosterError(UNKNOWN if "word/document.xml" in names else BROKEN)


def _is_locked(entry: zipfile.ZipInfo) -> bool:
    return bool(entry.flag_bits & 0x1)


def _leads_out(name: str) -> bool:
    """Whether the name of a part is none of a folder inside the package."""
    return name.startswith("/") or ".." in name or ":" in name
