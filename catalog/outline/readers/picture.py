"""A photo or scan as lines, where the optional recogniser is installed.

Its models need seconds and hundreds of megabytes for a page, so it is never part of the plain
installation; without it the person is told what to do.
"""

import importlib
import io
from collections.abc import Callable, Iterator, Sequence

from PIL import Image, ImageOps

from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Place, Source, gettext_noop

from .package import TOO_BIG
from .pdf_flow import Flow, joined
from .picture_strips import Found, strips_of

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


def open_picture(data: bytes) -> Source:
    """The lines that are recognised. Raises OutlineError."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    recognise = _recogniser()
    if recognise is None:
        raise OutlineError(NOT_INSTALLED)
    image = _opened(data)
    found = [entry for entry in recognise(image) if entry.text.strip()]
    if not found:
        raise OutlineError(NO_TEXT)
    lines = lines_of(image, found)
    written = sum(1 for line in lines if line.text)
    return Source(lines, tuple(_unsure(found, lines)), (Fact("lines", str(written)),))


def _unsure(found: Sequence[Found], lines: Sequence[Line]) -> Iterator[LeftOut]:
    """The lines of which the recogniser is not sure."""
    for entry in found:
        if entry.sure < SURE:
            holding = (line.number for line in lines if entry.text in line.text)
            place = Place("line", str(next(holding, ""))) if entry.text else Place()
            yield LeftOut("unsure", place, entry.text, kept=True)


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
                max(float(corner[0]) for corner in box),
            )
            for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        ]

    return recognise


def lines_of(image: Image.Image, found: Sequence[Found]) -> tuple[Line, ...]:
    """Lines with the looks and places of the picture; what it only wrapped is one line again."""
    strips = strips_of(image, found)
    scale = max((strip.x1 for strip in strips), default=1.0) / max(entry.right for entry in found)
    flow = Flow(strips, width=image.width * scale)
    made: list[Line] = []
    for part in flow.paragraphs(strips):
        if flow.is_gap(part[0]) and made:
            made.append(Line(0, ""))
        made.append(
            Line(
                0,
                joined(part),
                indent=flow.indent(part[0]),
                strong=all(strip.strong for strip in part),
                size=round(2 * part[0].size),
            )
        )
    return tuple(line._replace(number=at) for at, line in enumerate(made, 1))
