"""Bytes to text, and what a source must be before it is worth parsing."""

import re

from catalog.outline.tree import OutlineError, gettext_noop
from catalog.text import decoding

MAX_CHARACTERS = 200_000

BINARY = gettext_noop("这不是文本文件。请上传 .txt 或 .docx 文件。")
UNDECODABLE = gettext_noop("无法识别文件的编码。请用 UTF-8 编码另存为 .txt 后再上传。")
EMPTY = gettext_noop("大纲是空的。请至少写一行，例如“第一模块 课程导入”。")
TOO_LONG = gettext_noop("大纲有 %(length)d 个字符，最多 %(limit)d 个。请拆成几门课程。")
NUL = gettext_noop("第 %(line)d 行含有空字符（NUL）。请删去后再保存。")
SURROGATE = gettext_noop("第 %(line)d 行含有不完整的字符（半个代理对）。请删去后重新输入。")

LINE_END = re.compile(r"\r\n|\r|\n")
LONE = re.compile("[\x00\ud800-\udfff]")


def read_text(data: bytes) -> str:
    """The text of a file. Raises OutlineError when the bytes are no text in any known encoding."""
    return decode(data)[0]


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and its encoding.

    Raises OutlineError when the bytes are no text in any that is known.
    """
    found = decoding.decoded(data)
    if found is None:
        raise OutlineError(BINARY if b"\x00" in data else UNDECODABLE)
    return found.text, found.encoding


def check_source(text: str) -> None:
    """Refuse what no outline can be: empty, more than MAX_CHARACTERS, broken characters.

    Raises OutlineError; its sentence names the limit, or the line and the remedy.
    """
    if not text.strip("\ufeff\u200b \t\r\n\f\v\u3000\xa0"):
        raise OutlineError(EMPTY)
    if len(text) > MAX_CHARACTERS:
        raise OutlineError(TOO_LONG, length=len(text), limit=MAX_CHARACTERS)
    broken = LONE.search(text)
    if broken:
        line = len(LINE_END.findall(text, 0, broken.start())) + 1
        raise OutlineError(NUL if broken[0] == "\x00" else SURROGATE, line=line)


def split_lines(text: str) -> tuple[list[str], list[str]]:
    """The lines of a text, and the line end that follows each of them."""
    return LINE_END.split(text), [*LINE_END.findall(text), ""]
