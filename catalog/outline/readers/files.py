"""Any file -> a Source: the reader is chosen by what the bytes are, then by the name."""

from catalog.outline.parsing import parse, parse_lines
from catalog.outline.tree import Fact, Line, OutlineError, Source, Tree, gettext_noop

from . import html, sheet
from .apart import pdf_apart, picture_apart
from .docx import open_docx
from .docx.package import ENCRYPTED, OLE, RTF
from .picture import is_picture
from .pptx import open_pptx
from .source_text import MAX_CHARACTERS, TOO_LONG, decode, split_lines
from .zip_parts import TOO_BIG

MAX_TEXT = 2 * 1024 * 1024  # bytes
SUFFIXES = (  # what the pages offer to upload
    ".txt",
    ".md",
    ".docx",
    ".pptx",
    ".xlsx",
    ".csv",
    ".pdf",
    ".html",
    ".htm",
    ".png",
    ".jpg",
    ".jpeg",
)
TEXTS = (".txt", ".text", ".md", ".markdown", "")
PAGES = (".html", ".htm", ".xhtml")
UNKNOWN = gettext_noop(
    "不认识这种文件。请上传 .docx、.pptx、.xlsx、.csv、.pdf、.html、.txt 或 .md 文件。"
)
DAMAGED = gettext_noop("这个 %(suffix)s 文件打不开，可能已损坏。请重新另存后再上传。")
SAVE_AS = gettext_noop("这是 %(old)s 文件，无法读取。请用原来的软件另存为 %(new)s 后再上传。")
NEW_FORM = {  # files of other programs, and what to save them as
    **dict.fromkeys((".doc", ".wps", ".wpt", ".dot", ".odt", ".pages", ".hwp", ".eml"), ".docx"),
    **dict.fromkeys((".ppt", ".dps", ".pps", ".odp", ".key"), ".pptx"),
    **dict.fromkeys((".xls", ".et", ".ett", ".ods", ".numbers"), ".xlsx"),
    **dict.fromkeys((".mht", ".mhtml", ".xps", ".ofd", ".caj"), ".pdf"),
    **dict.fromkeys((".xmind", ".mm", ".mmap", ".opml", ".epub", ".zip", ".rar", ".7z"), ".txt"),
}
ZIPPED = (
    (b"word/", ".docx", open_docx),
    (b"ppt/", ".pptx", open_pptx),
    (b"xl/", ".xlsx", sheet.open_xlsx),
)
LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_file(name: str, data: bytes) -> Source:
    """What is in a file. Raises OutlineError: what is wrong, and what to do instead."""
    suffix = suffix_of(name)
    if data.startswith(b"%PDF"):
        return pdf_apart(data)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(suffix, data)
    if data.startswith(OLE):
        raise OutlineError(ENCRYPTED) if LOCKED in data else _other(suffix, ".doc")
    if data.startswith(b"{\\rtf"):
        raise OutlineError(RTF)
    if is_picture(data):
        return picture_apart(data)
    return _by_name(suffix, data)


def suffix_of(name: str) -> str:
    stem, dot, suffix = name.lower().rpartition(".")
    return f".{suffix}" if dot and stem and len(suffix) < 10 else ""


def _other(suffix: str, otherwise: str) -> OutlineError:
    old = suffix if suffix in NEW_FORM else otherwise
    return OutlineError(SAVE_AS, old=old, new=NEW_FORM[old])


def _zipped(suffix: str, data: bytes) -> Source:
    if suffix in NEW_FORM:
        raise _other(suffix, suffix)
    for folder, own, reader in ZIPPED:
        if _holds(data, folder) or suffix == own:
            return reader(data)
    return open_docx(data)


def _holds(data: bytes, folder: bytes) -> bool:
    """Whether a name in the directory of the zip begins so; found without unpacking anything."""
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data.startswith(folder, at + 46):
            return True
        at = data.find(b"PK\x01\x02", at + 46)
    return False


def _by_name(suffix: str, data: bytes) -> Source:
    if suffix in (".docx", ".docm"):
        return open_docx(data)
    if suffix in (".pptx", ".xlsx", ".xlsm", ".pdf"):
        raise OutlineError(DAMAGED, suffix=suffix)
    if suffix in NEW_FORM:
        raise _other(suffix, suffix)
    if len(data) > MAX_TEXT:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_TEXT // 1024 // 1024)
    if suffix in (".csv", ".tsv"):
        return sheet.open_csv(data)
    if suffix not in (*TEXTS, *PAGES):
        raise OutlineError(UNKNOWN)
    text, encoding = decode(data)
    if len(text) > MAX_CHARACTERS:
        raise OutlineError(TOO_LONG, length=len(text), limit=MAX_CHARACTERS)
    facts = (Fact("encoding", encoding),)
    return read_html(text, facts) if suffix in PAGES else read_plain(text, facts)


def read_plain(text: str, facts: tuple[Fact, ...] = ()) -> Source:
    """A text as it is. One that turns out to be HTML source says what of it is no text."""
    lines = lines_of(text)
    found = html.left_out_of(lines) if html.is_html(lines) else ()
    written = sum(1 for line in lines if line.text.strip())
    return Source(lines, found, (*facts, Fact("lines", str(written))), text)


def read_html(text: str, facts: tuple[Fact, ...] = ()) -> Source:
    lines = lines_of(text)
    return Source(lines, html.left_out_of(lines), facts, text, "html")


def lines_of(text: str) -> tuple[Line, ...]:
    texts, _ends = split_lines(text)
    return tuple(map(Line, range(1, len(texts) + 1), texts))


def tree_of(source: Source) -> Tree:
    """The tree of what a reader made: of text as text, of styled lines by what they state."""
    return parse_lines(source.lines) if source.text is None else parse(source.text)
