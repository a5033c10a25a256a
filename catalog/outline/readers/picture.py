"""A photo or scan as lines, where the optional recogniser is installed.

Its models need seconds and hundreds of megabytes for a page, so it is never part of the plain
installation; without it the person is told what to do.
"""

import importlib
import io
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from PIL import Image, ImageOps

from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Place, Source, gettext_noop

from .package import TOO_BIG

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST = 3_000  # pixels of the longer side that is looked at
SURE = 0.9  # a line below is named in the report
NOT_INSTALLED = gettext_noop(
    "这是一张图片，这里没有安装文字识别。"
    "请用手机、微信或 WPS 把图片识别成文字后粘贴，或上传原来的文件。"
)
BROKEN = gettext_noop("这张图片打不开。请另存为 .png 或 .jpg 后再上传。")
TOO_LARGE = gettext_noop("这张图片太大（%(width)d × %(height)d）。请缩小到 4000 像素以内后再上传。")
NO_TEXT = gettext_noop("这张图片里没有认出文字。请换一张清楚、端正的照片。")


class Found(NamedTuple):
    """A line of text in the picture, by its corners."""

    left: float
    top: float
    bottom: float
    text: str
    sure: float


def open_picture(data: bytes) -> Source:
    """The lines that are recognised. Raises OutlineError."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    recognise = _recogniser()
    if recognise is None:
        raise OutlineError(NOT_INSTALLED)
    found = recognise(_opened(data))
    if not found:
        raise OutlineError(NO_TEXT)
    lines = tuple(_lines(found))
    unsure = [
        LeftOut("unsure", Place("line", str(at)), entry.text, kept=True)
        for at, entry in enumerate(_in_order(found), 1)
        if entry.sure < SURE
    ]
    return Source(lines, tuple(unsure), (Fact("lines", str(len(lines))),))


def _opened(data: bytes) -> Image.Image:
    try:
        image: Image.Image = Image.open(io.BytesIO(data))
        if image.width * image.height > MAX_PIXELS:
            raise OutlineError(TOO_LARGE, width=image.width, height=image.height)
        image = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise OutlineError(BROKEN) from None
    image.thumbnail((LONGEST, LONGEST))
    return image


def _recogniser() -> Callable[[Image.Image], list[Found]] | None:
    """What gives the lines of an image; None where the package is not installed."""
    try:
        rapidocr = importlib.import_module("rapidocr")
        numpy = importlib.import_module("numpy")
    except ImportError:
        return None

    def recognise(image: Image.Image) -> list[Found]:
        result = rapidocr.RapidOCR()(numpy.asarray(image))
        if result.txts is None:
            return []
        return [
            Found(
                min(float(corner[0]) for corner in box),
                min(float(corner[1]) for corner in box),
                max(float(corner[1]) for corner in box),
                text,
                float(score),
            )
            for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        ]

    return recognise


def _in_order(found: Sequence[Found]) -> list[Found]:
    """From top to bottom; what stands on one line goes from left to right."""
    rows: list[list[Found]] = []
    for entry in sorted(found, key=lambda entry: (entry.top + entry.bottom) / 2):
        middle = (entry.top + entry.bottom) / 2
        if rows and middle < rows[-1][0].bottom - 0.3 * (rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return [entry for row in rows for entry in sorted(row, key=lambda entry: entry.left)]


def _lines(found: Sequence[Found]) -> Iterator[Line]:
    """Indentation is counted in characters of the usual height."""
    heights = sorted(entry.bottom - entry.top for entry in found)
    high = max(heights[len(heights) // 2], 1.0)
    left = min(entry.left for entry in found)
    for number, entry in enumerate(_in_order(found), 1):
        yield Line(
            number,
            entry.text,
            indent=min(round(2 * (entry.left - left) / high), 40),
            size=min(round(2 * 10 * (entry.bottom - entry.top) / high), 100),
        )
