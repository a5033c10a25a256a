"""The picture a chat or a search engine shows of a shared page: a PNG of 1200 × 630 pixels."""

from dataclasses import dataclass
from functools import partial

from catalog.documents.fonts import Font
from catalog.documents.poster import BRAND, DEEP, GOLD, WASH, WHITE, Canvas
from catalog.documents.printed_facts import CourseFacts
from catalog.documents.wrapping import fitted

WIDTH, HEIGHT, EDGE = 1200, 630, 72  # pixels
LARGE, SMALL = [80, 72, 64, 58], [56, 48]  # of a title on two lines, on three
SUMMARY_STEP = 44  # pixels from line to line
FOOT = 494  # where price and the next session stand


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What stands on a card, in the reader's language; what is empty is left out."""

    kicker: str
    title: str
    summary: str
    offer: str  # on the left of the foot, large: a price or a telephone
    seller: str
    place: str = ""  # on the right of the foot
    when: str = ""


def card_png(sheet: CourseFacts, font: Font) -> bytes:
    """The card of a course: its price and its next session."""
    run = sheet.runs[0] if sheet.runs else None
    return card_of(
        CardFacts(
            kicker=f"{sheet.category} · {sheet.code}",
            title=sheet.title,
            summary=sheet.summary,
            offer=sheet.price,
            seller=sheet.company,
            place=run.city if run else "",
            when=run.when if run else "",
        ),
        font,
    )


def card_of(facts: CardFacts, font: Font) -> bytes:
    canvas = Canvas(font, size=(WIDTH, HEIGHT), ground=BRAND)
    canvas.draw.rectangle((0, HEIGHT - 152, WIDTH, HEIGHT), fill=DEEP)
    canvas.draw.rectangle((0, HEIGHT - 158, WIDTH, HEIGHT - 152), fill=GOLD)
    _head(canvas, facts)
    _foot(canvas, facts)
    return canvas.as_png()


def _head(canvas: Canvas, facts: CardFacts) -> None:
    inner = WIDTH - 2 * EDGE
    canvas.y = 62
    canvas.text(canvas.clipped(facts.kicker, 34, inner), 34, WASH, x=EDGE)
    measure_at = partial(canvas.measure_at, bold=True)
    size, lines = fitted(facts.title, inner, LARGE, 2, measure_at)
    if lines[-1].endswith("…"):
        size, lines = fitted(facts.title, inner, SMALL, 3, measure_at)
    canvas.y = 132
    for line in lines:
        canvas.text(line, size, WHITE, x=EDGE, bold=True)
        canvas.y += round(size * 1.3)
    canvas.y += 16
    room = (HEIGHT - 176 - canvas.y) // SUMMARY_STEP
    if facts.summary and room > 0:
        for line in fitted(facts.summary, inner, [32], min(room, 2), canvas.measure_at)[1]:
            canvas.text(line, 32, WASH, x=EDGE)
            canvas.y += SUMMARY_STEP


def _foot(canvas: Canvas, facts: CardFacts) -> None:
    """The offer and who sells on the left, the next session on the right."""
    half = (WIDTH - 2 * EDGE) // 2 - 20
    canvas.y = FOOT
    canvas.text(canvas.clipped(facts.offer, 52, half, bold=True), 52, WHITE, x=EDGE, bold=True)
    canvas.y = FOOT + 76
    wide = half if facts.place else WIDTH - 2 * EDGE
    size, lines = fitted(facts.seller or "Kaike 开课", wide, [26, 22, 19], 1, canvas.measure_at)
    if lines[-1].endswith("…"):
        size, lines = fitted(facts.seller, wide, [19, 17], 2, canvas.measure_at)
    for line in lines:
        canvas.text(line, size, WASH, x=EDGE)
        canvas.y += size + 5
    left = EDGE + half + 40
    canvas.y = FOOT + 6
    canvas.text(canvas.clipped(facts.place, 40, half, bold=True), 40, WHITE, x=left, bold=True)
    canvas.y = FOOT + 72
    canvas.text(canvas.clipped(facts.when, 30, half), 30, WASH, x=left)
