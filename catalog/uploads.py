"""An uploaded or named file -> the text of its outline; judged before it is parsed."""

from dataclasses import dataclass

from catalog.outline import OutlineError, read_text
from catalog.outline.readers.docx import lines_as_text, open_docx
from catalog.outline.tree import gettext_noop

MAX_BYTES = 2 * 1024 * 1024  # of text; the reader of .docx has its own limit, for pictures weigh
TOO_BIG = gettext_noop("文件有 %(size)s MB，最多 %(limit)d MB。请删去图片后另存，或只保留大纲。")
UNKNOWN = gettext_noop("请上传 .txt 或 .docx 文件。")


WORD = (".docx", ".docm", ".doc", ".wps", ".rtf", ".pdf")  # its reader says what to do with each


@dataclass(frozen=True, slots=True)
class Uploaded:
    text: str
    pictures: int = 0  # in the file, and left out


def uploaded(name: str, data: bytes) -> Uploaded:
    """Raises OutlineError, with a sentence for the person, when the file holds no outline text."""
    if is_docx(name, data) or name.lower().endswith(WORD):
        document = open_docx(data)
        return Uploaded(lines_as_text(document.lines), document.pictures)
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    if not name.lower().endswith((".txt", ".text", ".md")):
        raise OutlineError(UNKNOWN)
    return Uploaded(read_text(data))


def is_docx(name: str, data: bytes) -> bool:
    return name.lower().endswith(".docx") or data.startswith(b"PK\x03\x04")
