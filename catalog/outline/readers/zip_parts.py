"""A zip of XML parts (.docx, .pptx), judged before any of it is parsed.

Every limit holds before memory is spent: bytes, entries, declared sizes, tags, attributes.
"""

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple, TypeVar
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException, ElementTree

from catalog.outline.tree import OutlineError, gettext_noop

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_SIDE = 4 * 1024 * 1024  # bytes of styles, numbering or relations
MAX_SIDE_TAGS = 120_000
MAX_ATTRIBUTES = 200  # of one tag

TOO_BIG = gettext_noop("文件有 %(size)s MB，最多 %(limit)d MB。请删去图片后另存，或只保留大纲。")
ENTRY = b"PK\x01\x02"
LONG_TAG = re.compile(rb"<[^<>]{2000,}")
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ElementTree.ParseError,
    EOFError,
    KeyError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    UnicodeError,
    ValueError,
    zlib.error,
)
Made = TypeVar("Made")


class Sentences(NamedTuple):
    """What a person is told who brings such a file."""

    too_large: str
    broken: str
    locked: str
    macros: str
    doctype: str
    other: str  # a zip of another program


class Relation(NamedTuple):
    key: str
    type: str
    target: str


class Package:
    """The parts of a file that has been judged; each is judged again before it is parsed."""

    def __init__(self, zipped: zipfile.ZipFile, says: Sentences):
        self.zipped = zipped
        self.says = says
        self.entries = {one.filename.replace("\\", "/"): one for one in zipped.infolist()}

    def read(self, name: str, limit: int = MAX_SIDE) -> bytes | None:
        """The bytes of one part, never more than it declares; None when it is not there."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        if entry.file_size > limit:
            raise OutlineError(self.says.too_large)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise OutlineError(self.says.broken)
        return self.zipped.read(entry)

    def judge(self, part: bytes, tags: int) -> None:
        """Count before parsing: a tag of six bytes would cost a hundred times as much in memory."""
        if b"\x00" in part:
            raise OutlineError(self.says.broken)
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            raise OutlineError(self.says.doctype)
        if part.count(b"<") > tags or any(
            long[0].count(b"=") > MAX_ATTRIBUTES for long in LONG_TAG.finditer(part)
        ):
            raise OutlineError(self.says.too_large)

    def parsed(self, name: str) -> Element | None:
        part = self.read(name)
        if part is None:
            return None
        self.judge(part, MAX_SIDE_TAGS)
        root: Element = ElementTree.fromstring(part, forbid_dtd=True)
        return root

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part, their targets named from the root of the package."""
        folder, _, name = part.rpartition("/")
        root = self.parsed(f"{folder}/_rels/{name}.rels".lstrip("/"))
        return [
            Relation(
                entry.get("Id", ""),
                entry.get("Type", ""),
                target if entry.get("TargetMode") == "External" else absolute(folder, target),
            )
            for entry in (root.iter(RELATION) if root is not None else ())
            if (target := entry.get("Target", ""))
        ]

    def main_part(self, otherwise: str) -> str:
        return first(self.relations(""), "/officeDocument") or otherwise


def absolute(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def first(relations: list[Relation], kind: str) -> str:
    return next((entry.target for entry in relations if entry.type.endswith(kind)), "")


def within_package(
    data: bytes, says: Sentences, folder: str, make: Callable[[Package], Made]
) -> Made:
    """What ``make`` makes of the parts. Raises OutlineError: what is wrong, what to do instead."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    if data.count(ENTRY) > MAX_ENTRIES:
        raise OutlineError(says.too_large)
    try:
        with zipfile.ZipFile(BytesIO(data)) as zipped:
            package = Package(zipped, says)
            _judge_entries(package, folder)
            return make(package)
    except OutlineError:
        raise
    except DefusedXmlException:
        raise OutlineError(says.doctype) from None
    except DAMAGE:
        raise OutlineError(says.broken) from None


def _is_another(names: list[str], folder: str) -> bool:
    """Whether a package holds the folder of another kind of file, and not its own."""
    others = tuple({"word/", "xl/", "ppt/", "content.xml", "index/"} - {folder})
    own = any(name.startswith(folder) for name in names)
    return not own and any(name.startswith(others) for name in names)


def _judge_entries(package: Package, folder: str) -> None:
    entries, says = package.zipped.infolist(), package.says
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise OutlineError(says.too_large)
    names = [name.lower() for name in package.entries]
    if any("vbaproject" in name or "vbadata" in name for name in names):
        raise OutlineError(says.macros)
    if _is_another(names, folder):
        raise OutlineError(says.other)
    if any(entry.flag_bits & 1 for entry in entries):
        raise OutlineError(says.locked)
    types = package.read("[Content_Types].xml")
    if types and b"macroenabled" in types.lower():
        raise OutlineError(says.macros)
