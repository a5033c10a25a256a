"""The parts of a .docx that matter: body, styles, numbering, and the words of all others."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException

from catalog.outline.readers.zip_parts import (
    DAMAGE,
    MAX_BYTES,
    MAX_UNPACKED,
    TOO_BIG,
    Package,
    Relation,
    Sentences,
    first,
    within_package,
)
from catalog.outline.tree import OutlineError, gettext_noop

from .names import attribute, children, local_name

MAX_BODY = 20 * 1024 * 1024  # bytes of the main part: 10,000 lines take about 5 MB
MAX_BODY_TAGS = 600_000
MAX_BESIDE = 60  # parts beside the body of which the words are read

BROKEN = gettext_noop("这个 .docx 文件打不开。请用 Word 或 WPS 重新另存为 .docx 后再上传。")
ENCRYPTED = gettext_noop("这个文件有密码。请在 Word 中去掉密码，另存后再上传。")
OLD_WORD = gettext_noop("这是旧的 .doc 或 .wps 文件。请用 Word 或 WPS 另存为 .docx 后再上传。")
RTF = gettext_noop("这是 RTF 文件。请用 Word 或 WPS 另存为 .docx 后再上传。")
NOT_WORD = gettext_noop("这不是 Word 文档。请上传 .docx 或 .txt 文件。")
SAYS = Sentences(
    too_large=gettext_noop(
        "这个 .docx 解压后太大，没有读取。请把大纲复制到一个新文档，另存为 .docx 后再上传。"
    ),
    broken=BROKEN,
    locked=ENCRYPTED,
    macros=gettext_noop("这个文件含有宏，没有读取。请另存为不带宏的 .docx 后再上传。"),
    doctype=gettext_noop("这个 .docx 里有不允许的声明（DOCTYPE），没有读取。请用 Word 重新另存。"),
    other=NOT_WORD,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOTES = ("footnote", "endnote", "comment")
PAGE = ("header", "footer")
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that matter: the body as bytes, two others parsed, the words of the rest."""

    body: bytes
    styles: Element | None
    numbering: Element | None
    texts: dict[tuple[str, str], str]  # (kind, key in the body): words of a note, header, link


def unpack(data: bytes) -> Parts:
    """The parts of a .docx. Raises OutlineError: what is wrong, and what to do instead."""
    _judge_bytes(data)
    return within_package(data, SAYS, "word/", _parts)


def _judge_bytes(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise OutlineError(ENCRYPTED if locked else OLD_WORD)
    if data.startswith(b"{\\rtf"):
        raise OutlineError(RTF)
    if not data.startswith(b"PK"):
        raise OutlineError(BROKEN if data[:1] in (b"", b"\x00") else NOT_WORD)


def _parts(package: Package) -> Parts:
    main = package.main_part("word/document.xml")
    folder = main.rpartition("/")[0]
    body = package.read(main, MAX_BODY)
    if body is None:
        raise OutlineError(BROKEN)
    package.judge(body, MAX_BODY_TAGS)
    related = package.relations(main)
    return Parts(
        body,
        package.parsed(first(related, "/styles") or f"{folder}/styles.xml"),
        package.parsed(first(related, "/numbering") or f"{folder}/numbering.xml"),
        dict(_beside(package, related)),
    )


def _beside(package: Package, related: list[Relation]) -> Iterator[tuple[tuple[str, str], str]]:
    """The words of notes, comments, headers, footers and diagrams, and where links lead."""
    budget = MAX_BESIDE
    for key, schema, target in related:
        kind = schema.rpartition("/")[2]
        if kind == "hyperlink":
            yield ("link", key), target
        elif kind in (*(f"{name}s" for name in NOTES), *PAGE, "diagramData") and budget:
            budget -= 1
            yield from _words_of(_lenient(package, target), kind, key)


def _lenient(package: Package, target: str) -> Element | None:
    """A part beside the body; one that is damaged costs its own words, never the document."""
    try:
        return package.parsed(target)
    except (OutlineError, DefusedXmlException, *DAMAGE):
        return None


def _words_of(root: Element | None, kind: str, key: str) -> Iterator[tuple[tuple[str, str], str]]:
    if kind in PAGE or kind == "diagramData":
        yield ("smartart" if kind == "diagramData" else kind, key), _words(root)
        return
    name = kind.removesuffix("s")
    for entry in children(root, name) if root is not None else ():
        if attribute(entry, "type") not in SEPARATORS:
            yield (name, attribute(entry, "id")), _words(entry)


def _words(root: Element | None) -> str:
    """The texts of a part, a space between its paragraphs."""
    pieces: list[str] = []
    for element in root.iter() if root is not None else ():
        name = local_name(element.tag)
        if name == "p":
            pieces.append(" ")
        elif name == "t" and element.text:
            pieces.append(element.text)
    return " ".join("".join(pieces).split())


__all__ = ["BROKEN", "ENCRYPTED", "MAX_BYTES", "MAX_UNPACKED", "OLE", "Parts", "unpack"]
