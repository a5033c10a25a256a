"""A .docx -> lines: its paragraphs in order with what their styles say."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from defusedxml import ElementTree

from .tree import Line, OutlineError, gettext_noop

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BROKEN = gettext_noop("这个 .docx 文件打不开。请用 Word 或 WPS 重新另存为 .docx 后再上传。")


def read_docx(data: bytes) -> list[Line]:
    """The paragraphs, blank ones included. Raises OutlineError."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            body = ElementTree.fromstring(package.read("word/document.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        raise OutlineError(BROKEN) from None
    texts = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in body.iter(f"{W}p"))
    return [Line(number, text) for number, text in enumerate(texts, 1)]


def lines_as_text(lines: Sequence[Line]) -> str:
    return "\n".join(f"{line.label} {line.text}".strip() for line in lines)
