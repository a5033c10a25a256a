"""The poster: a PNG of 750 × 1334 pixels to send in a chat; its QR code opens the course."""

from io import BytesIO

import segno
from PIL import Image, ImageDraw

from catalog.documents.fonts import Font
from catalog.documents.printed_facts import CourseFacts
from catalog.documents.wrapping import fitted, wrapped

WIDTH, HEIGHT, EDGE = 750, 1334, 56  # pixels
DEEP, BRAND, WASH, WHITE = "#073835", "#0b504c", "#e3eeeb", "#ffffff"
INK, SOFT, GOLD, LINE = "#13201e", "#4d5c58", "#d9a441", "#d5dcd8"
TITLE_SIZES = [64, 56, 48, 42, 36]
COMPANY_SIZES = [24, 22, 20, 18, 16]
RUNS = 5
FOOT = 952  # where the foot with the QR code begins
QUIET = 4  # modules around the code
CODE = 256  # pixels, at most


class Canvas:
    """A drawing with a pen that moves down."""

    def __init__(self, font: Font, *, size=(WIDTH, HEIGHT), ground: str = WHITE):
        self.image = Image.new("RGB", size, ground)
        self.draw = ImageDraw.Draw(self.image)
        self.font = font
        self.y = 0

    def measure_at(self, size: int, *, bold: bool = False):
        return self.font.at(size, bold=bold).getlength

    def text(self, text: str, size: int, colour: str, *, x: int = EDGE, bold: bool = False) -> None:
        """One line at the pen, which does not move."""
        font = self.font.at(size, bold=bold)
        self.draw.text((x, self.y), text, font=font, fill=colour, anchor="la")

    def clipped(self, text: str, size: int, width: int, *, bold: bool = False) -> str:
        lines = wrapped(text, width, self.measure_at(size, bold=bold))
        if len(lines) < 2:
            return text
        return fitted(text, width, [size], 1, lambda at: self.measure_at(at, bold=bold))[1][0]

    def as_png(self) -> bytes:
        """The drawing as a PNG of 64 colours."""
        buffer = BytesIO()
        self.image.quantize(64, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
        return buffer.getvalue()


def poster_png(sheet: CourseFacts, font: Font) -> bytes:
    canvas = Canvas(font)
    _head(canvas, sheet)
    _runs(canvas, sheet)
    _about(canvas, sheet)
    _foot(canvas, sheet)
    return canvas.as_png()


def _head(canvas: Canvas, sheet: CourseFacts) -> None:
    inner = WIDTH - 2 * EDGE
    size, lines = fitted(
        sheet.title, inner, TITLE_SIZES, 5, lambda at: canvas.measure_at(at, bold=True)
    )
    step = round(size * 1.38)
    bottom = 152 + step * len(lines) + 40
    canvas.draw.rectangle((0, 0, WIDTH, bottom), fill=BRAND)
    canvas.draw.rectangle((0, bottom, WIDTH, bottom + 8), fill=GOLD)
    canvas.y = 64
    canvas.text(canvas.clipped(f"{sheet.category} · {sheet.code}", 30, inner), 30, WASH)
    canvas.y = 136
    for line in lines:
        canvas.text(line, size, WHITE, bold=True)
        canvas.y += step
    canvas.y = bottom + 44


def _runs(canvas: Canvas, sheet: CourseFacts) -> None:
    inner = WIDTH - 2 * EDGE
    room = (FOOT - 70 - canvas.y) // 58
    shown = sheet.runs[: max(1, min(RUNS, room - 1))]
    for run in shown:
        city = canvas.clipped(run.city, 34, 190, bold=True)
        canvas.text(city, 34, INK, bold=True)
        left = EDGE + 210
        canvas.text(canvas.clipped(run.when, 34, WIDTH - EDGE - left), 34, INK, x=left)
        canvas.y += 58
    more = len(sheet.runs) - len(shown)
    if more > 0:
        canvas.text(sheet.words["more_runs"] % {"n": more}, 28, SOFT)
        canvas.y += 44
    if not sheet.runs:
        for line in wrapped(sheet.words["no_runs"], inner, canvas.measure_at(32)):
            canvas.text(line, 32, SOFT)
            canvas.y += 48


def _about(canvas: Canvas, sheet: CourseFacts) -> None:
    """What the course is and for whom, in the room that is left above the foot."""
    words = sheet.words
    audience = words["comma"].join(sheet.audience)
    texts = [sheet.summary, audience and words["audience"] + words["colon"] + audience]
    canvas.y += 40
    for text in filter(None, texts):
        lines = wrapped(text, WIDTH - 2 * EDGE, canvas.measure_at(28))
        if canvas.y + 44 * len(lines) > FOOT - 48:
            continue
        for line in lines:
            canvas.text(line, 28, SOFT)
            canvas.y += 44
        canvas.y += 16


def _foot(canvas: Canvas, sheet: CourseFacts) -> None:
    canvas.draw.line((EDGE, FOOT - 24, WIDTH - EDGE, FOOT - 24), fill=LINE, width=2)
    code = qr_image(sheet.poster_url)
    left = WIDTH - EDGE - code.width
    canvas.image.paste(code, (left, FOOT + 10))
    width = left - EDGE - 24
    canvas.y = FOOT + 16
    canvas.text(sheet.words["price"], 26, SOFT)
    canvas.y += 38
    size, (price,) = fitted(
        sheet.price, width, [56, 46, 38, 30], 1, lambda at: canvas.measure_at(at, bold=True)
    )
    canvas.text(price, size, BRAND, bold=True)
    canvas.y += round(size * 1.5)
    if sheet.contacts:
        office = sheet.contacts[0]
        canvas.text(sheet.words["phone"], 26, SOFT)
        canvas.y += 38
        canvas.text(canvas.clipped(office.phone, 36, width, bold=True), 36, INK, bold=True)
        canvas.y += 54
        canvas.text(canvas.clipped(office.person, 30, width), 30, INK)
    if sheet.company:
        canvas.y = HEIGHT - 94
        size, (company,) = fitted(
            sheet.company, WIDTH - 2 * EDGE, COMPANY_SIZES, 1, canvas.measure_at
        )
        canvas.text(company, size, SOFT)
    canvas.draw.rectangle((0, HEIGHT - 56, WIDTH, HEIGHT), fill=DEEP)
    canvas.y = HEIGHT - 44
    canvas.text(canvas.clipped(sheet.words["scan"], 26, WIDTH - 2 * EDGE), 26, WHITE)


def qr_image(url: str) -> Image.Image:
    """The code in whole pixels a module, with its quiet zone, as large as ``CODE`` allows."""
    code = segno.make(url, error="q", micro=False)
    side = code.symbol_size(border=QUIET)[0]
    scale = max(3, CODE // side)
    buffer = BytesIO()
    code.save(buffer, kind="png", scale=scale, border=QUIET)
    return Image.open(buffer).convert("RGB")
