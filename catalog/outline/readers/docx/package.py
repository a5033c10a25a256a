"""The zip package of a .docx, judged before any of it is parsed.

Every limit holds before memory is spent: bytes, entries, declared sizes, tags, attributes.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException, ElementTree

from catalog.outline.tree import OutlineError, gettext_noop

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_BODY = 20 * 1024 * 1024  # bytes of the main part: 10,000 lines take about 5 MB
MAX_BODY_TAGS = 600_000
MAX_SIDE = 4 * 1024 * 1024  # bytes of styles, numbering or relations
MAX_SIDE_TAGS = 120_000
MAX_ATTRIBUTES = 200  # of one tag

TOO_BIG = gettext_noop("文件有 %(size)s MB，最多 %(limit)d MB。请删去图片后另存，或只保留大纲。")
TOO_LARGE_INSIDE = gettext_noop(
    "这个 .docx 解压后太大，没有读取。请把大纲复制到一个新文档，另存为 .docx 后再上传。"
)
BROKEN = gettext_noop("这个 .docx 文件打不开。请用 Word 或 WPS 重新另存为 .docx 后再上传。")
ENCRYPTED = gettext_noop("这个文件有密码。请在 Word 中去掉密码，另存后再上传。")
OLD_WORD = gettext_noop("这是旧的 .doc 或 .wps 文件。请用 Word 或 WPS 另存为 .docx 后再上传。")
PDF = gettext_noop(
    "这是 PDF 文件，里面没有可靠的编号和层次。请上传原来的 .docx，或把文字复制到输入框。"
)
RTF = gettext_noop("这是 RTF 文件。请用 Word 或 WPS 另存为 .docx 后再上传。")
NOT_WORD = gettext_noop("这不是 Word 文档。请上传 .docx 或 .txt 文件。")
MACROS = gettext_noop("这个文件含有宏，没有读取。请另存为不带宏的 .docx 后再上传。")
DOCTYPE = gettext_noop("这个 .docx 里有不允许的声明（DOCTYPE），没有读取。请用 Word 重新另存。")

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTRY = b"PK\x01\x02"
LONG_TAG = re.compile(rb"<[^<>]{2000,}")
OTHER_PROGRAMS = ("xl/", "ppt/", "content.xml")
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that matter: the body as bytes, the two others parsed."""

    body: bytes
    styles: Element | None
    numbering: Element | None


def unpack(data: bytes) -> Parts:
    """The parts of a .docx. Raises OutlineError: what is wrong, and what to do instead."""
    _judge_bytes(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _judge_entries(package)
            return _parts(package)
    except DefusedXmlException:
        raise OutlineError(DOCTYPE) from None
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        ElementTree.ParseError,
        EOFError,
        KeyError,
        LookupError,
        NotImplementedError,
        OSError,
        UnicodeError,
        zipfile.zlib.error,
    ):
        raise OutlineError(BROKEN) from None


def _judge_bytes(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise OutlineError(ENCRYPTED if locked else OLD_WORD)
    for start, sentence in ((b"%PDF", PDF), (b"{\\rtf", RTF)):
        if data.startswith(start):
            raise OutlineError(sentence)
    if not data.startswith(b"PK"):
        raise OutlineError(BROKEN if data[:1] in (b"", b"\x00") else NOT_WORD)
    if data.count(ENTRY) > MAX_ENTRIES:
        raise OutlineError(TOO_LARGE_INSIDE)


def _judge_entries(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise OutlineError(TOO_LARGE_INSIDE)
    names = [entry.filename.lower() for entry in entries]
    if any("vbaproject" in name or "vbadata" in name for name in names):
        raise OutlineError(MACROS)
    if not any(name.startswith("word/") for name in names) and any(
        name.startswith(OTHER_PROGRAMS) for name in names
    ):
        raise OutlineError(NOT_WORD)
    if any(entry.flag_bits & 1 for entry in entries):
        raise OutlineError(ENCRYPTED)
    types = _read(package, "[Content_Types].xml", MAX_SIDE)
    if types and b"macroenabled" in types.lower():
        raise OutlineError(MACROS)


def _parts(package: zipfile.ZipFile) -> Parts:
    main = _target(package, "_rels/.rels", "/officeDocument") or "word/document.xml"
    folder, _, name = main.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    body = _read(package, main, MAX_BODY)
    if body is None:
        raise OutlineError(BROKEN)
    _judge_markup(body, MAX_BODY_TAGS)
    return Parts(
        body,
        _parsed(package, _target(package, relations, "/styles") or f"{folder}/styles.xml"),
        _parsed(package, _target(package, relations, "/numbering") or f"{folder}/numbering.xml"),
    )


def _read(package: zipfile.ZipFile, name: str, limit: int) -> bytes | None:
    """The bytes of one entry, never more than it declares; None when it is not there."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > limit:
        raise OutlineError(TOO_LARGE_INSIDE)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise OutlineError(BROKEN)
    return package.read(entry)


def _judge_markup(part: bytes, tags: int) -> None:
    """Count before parsing: a tag of six bytes would cost a hundred times as much in memory."""
    if b"\x00" in part:
        raise OutlineError(BROKEN)
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise OutlineError(DOCTYPE)
    if part.count(b"<") > tags or any(
        long[0].count(b"=") > MAX_ATTRIBUTES for long in LONG_TAG.finditer(part)
    ):
        raise OutlineError(TOO_LARGE_INSIDE)


def _parsed(package: zipfile.ZipFile, name: str) -> Element | None:
    part = _read(package, name, MAX_SIDE)
    if part is None:
        return None
    _judge_markup(part, MAX_SIDE_TAGS)
    return ElementTree.fromstring(part, forbid_dtd=True)


def _target(package: zipfile.ZipFile, relations: str, kind: str) -> str:
    """The part a relation of this kind leads to, from the root of the package."""
    root = _parsed(package, relations)
    folder = relations.rpartition("_rels/")[0]
    for relation in root.iter(RELATION) if root is not None else ():
        if relation.get("Type", "").endswith(kind):
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else folder + target
    return ""
