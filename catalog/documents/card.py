"""The picture a chat or a search engine shows of a shared course: a PNG of 1200 × 630 pixels."""

from functools import partial

from catalog.documents.fonts import Font
from catalog.documents.poster import BRAND, DEEP, GOLD, WASH, WHITE, Canvas
from catalog.documents.printed_facts import CourseFacts
from catalog.documents.wrapping import fitted

WIDTH, HEIGHT, EDGE = 1200, 630, 72  # pixels
LARGE, SMALL = [80, 72, 64, 58], [56, 48]  # of a title on two lines, on three
FOOT = 494  # where price and the next session stand


def card_png(sheet: CourseFacts, font: Font) -> bytes:
    canvas = Canvas(font, size=(WIDTH, HEIGHT), ground=BRAND)
    canvas.draw.rectangle((0, HEIGHT - 152, WIDTH, HEIGHT), fill=DEEP)
    canvas.draw.rectangle((0, HEIGHT - 158, WIDTH, HEIGHT - 152), fill=GOLD)
    _head(canvas, sheet)
    _foot(canvas, sheet)
    return canvas.as_png()


def _head(canvas: Canvas, sheet: CourseFacts) -> None:
    inner = WIDTH - 2 * EDGE
    canvas.y = 62
    kicker = canvas.clipped(f"{sheet.category} · {sheet.code}", 34, inner)
    canvas.text(kicker, 34, WASH, x=EDGE)
    measure_at = partial(canvas.measure_at, bold=True)
    size, lines = fitted(sheet.title, inner, LARGE, 2, measure_at)
    if lines[-1].endswith("…"):
        size, lines = fitted(sheet.title, inner, SMALL, 3, measure_at)
    canvas.y = 132
    for line in lines:
        canvas.text(line, size, WHITE, x=EDGE, bold=True)
        canvas.y += round(size * 1.3)
    if sheet.summary and canvas.y + 60 < HEIGHT - 170:
        canvas.y += 16
        canvas.text(canvas.clipped(sheet.summary, 32, inner), 32, WASH, x=EDGE)


def _foot(canvas: Canvas, sheet: CourseFacts) -> None:
    """Price and who sells on the left, the next session on the right."""
    half = (WIDTH - 2 * EDGE) // 2 - 20
    canvas.y = FOOT
    canvas.text(canvas.clipped(sheet.price, 52, half, bold=True), 52, WHITE, x=EDGE, bold=True)
    canvas.y = FOOT + 76
    size, (seller,) = fitted(
        sheet.company or "Kaike 开课", half, [26, 22, 19], 1, canvas.measure_at
    )
    canvas.text(seller, size, WASH, x=EDGE)
    if sheet.runs:
        left, run = EDGE + half + 40, sheet.runs[0]
        canvas.y = FOOT + 6
        canvas.text(canvas.clipped(run.city, 40, half, bold=True), 40, WHITE, x=left, bold=True)
        canvas.y = FOOT + 72
        canvas.text(canvas.clipped(run.when, 30, half), 30, WASH, x=left)
