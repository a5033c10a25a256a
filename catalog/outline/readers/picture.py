"""A photo or scan as lines, where the optional recogniser is installed.

Its models need seconds and hundreds of megabytes for a page, so it is never part of the plain
installation, and a page is read by a process of its own (``apart``); without the recogniser the
person is told what to do.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PIL import Image, ImageOps

from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Place, Source, gettext_noop

from . import recogniser
from .pdf_flow import Flow, joined
from .picture_strips import Found, in_order, strips_of
from .zip_parts import TOO_BIG

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST = 3_000  # pixels of the longer side that is looked at
SURE = 0.9  # a line below is named in the report
SIGNATURES = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
NOT_INSTALLED = gettext_noop(
    "这是一张图片，这里没有安装文字识别。"
    "请用手机、微信或 WPS 把图片识别成文字后粘贴，或上传原来的文件。"
)
BROKEN = gettext_noop("这张图片打不开。请另存为 .png 或 .jpg 后再上传。")
TOO_LARGE = gettext_noop("这张图片太大（%(width)d × %(height)d）。请缩小到 4000 像素以内后再上传。")
NO_TEXT = gettext_noop("这张图片里没有认出文字。请换一张清楚、端正的照片。")


WRONG = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)  # what PIL raises


def is_picture(data: bytes) -> bool:
    """Return whether the bytes begin as a picture does."""
    return data.startswith(SIGNATURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def check_picture(data: bytes) -> None:
    """Look at a picture without recognising anything: it costs a hundredth of the reading.

    Raises OutlineError for one that is too big, does not open, or that nothing here can read.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    if not recogniser.is_installed():
        raise OutlineError(NOT_INSTALLED)
    image = _begun(data)
    try:
        if image.format == "JPEG":
            image.draft("L", (image.width // 8, image.height // 8))  # all bytes, few pixels
            image.load()
        else:
            image.verify()
    except WRONG:
        raise OutlineError(BROKEN) from None


def open_picture(data: bytes, *, tell: Callable[[int, int], Any] | None = None) -> Source:
    """The lines that are recognised; ``tell`` hears how many were found and recognised so far.

    Raises OutlineError. ``apart.picture_apart`` does it within limits.
    """
    check_picture(data)
    image = _opened(data)
    found = [
        entry
        for entry in recogniser.recognised(image, tell or (lambda _found, _done: None))
        if entry.text.strip()
    ]
    if not found:
        raise OutlineError(NO_TEXT)
    lines, places = _lines(image, found)
    written = sum(1 for line in lines if line.text)
    return Source(lines, tuple(_unsure(found, places)), (Fact("lines", str(written)),))


def _unsure(found: Sequence[Found], places: Sequence[int]) -> Iterator[LeftOut]:
    """The lines of which the recogniser is not sure."""
    rows = zip(in_order(found), places, strict=True)
    for entry, line in ((entry, line) for row, line in rows for entry in row):
        if entry.sure < SURE:
            yield LeftOut("unsure", Place("line", str(line)), entry.text, kept=True)


def _begun(data: bytes) -> Image.Image:
    """The picture with its size known and no pixel read."""
    try:
        image: Image.Image = Image.open(io.BytesIO(data))
    except WRONG:
        raise OutlineError(BROKEN) from None
    if image.width * image.height > MAX_PIXELS:
        raise OutlineError(TOO_LARGE, width=image.width, height=image.height)
    return image


def _opened(data: bytes) -> Image.Image:
    image = _begun(data)
    try:
        image = ImageOps.exif_transpose(image).convert("RGB")
    except WRONG:
        raise OutlineError(BROKEN) from None
    image.thumbnail((LONGEST, LONGEST))
    return image


def lines_of(image: Image.Image, found: Sequence[Found]) -> tuple[Line, ...]:
    """Lines with the looks and places of the picture; what it only wrapped is one line again."""
    return _lines(image, found)[0]


def _lines(image: Image.Image, found: Sequence[Found]) -> tuple[tuple[Line, ...], list[int]]:
    """The lines, and for each row of the picture the number of the line that holds it."""
    strips = strips_of(image, found)
    scale = max((strip.x1 for strip in strips), default=1.0) / max(entry.right for entry in found)
    flow = Flow(strips, width=image.width * scale)
    made: list[Line] = []
    places: list[int] = []
    for part in flow.paragraphs(strips):
        if flow.is_gap(part[0]) and made:
            made.append(Line(len(made) + 1, ""))
        made.append(
            Line(
                len(made) + 1,
                joined(part),
                indent=flow.indent(part[0]),
                strong=all(strip.strong for strip in part),
                size=round(2 * part[0].size),
            )
        )
        places += [len(made)] * len(part)
    return tuple(made), places
