"""What a photo shows beside its words: edges, weight and bullets, on pages that are drawn here."""

from PIL import Image, ImageDraw, ImageFont

from catalog.outline import parse_lines
from catalog.outline.readers.picture import lines_of
from catalog.outline.readers.picture_strips import Found

SIZE, LARGE, STEP, LEFT, INNER = 24, 30, 52, 190, 236
Words = tuple[int, str, bool]  # where they begin, what they are, whether larger and bold


def drawn(*lines: Words) -> tuple[Image.Image, list[Found]]:
    """A page of words, and what a recogniser would tell of it: no bullet, no weight."""
    page = Image.new("RGB", (1200, 1600), "white")
    pen = ImageDraw.Draw(page)
    found = []
    for number, (left, words, head) in enumerate(lines):
        font = ImageFont.load_default(LARGE if head else SIZE)
        top = 100 + number * STEP
        pen.text((left, top), words, fill="black", font=font, stroke_width=int(head))
        box = pen.textbbox((left, top), words, font=font)
        found.append(Found(box[0] - 3, box[1] - 4, box[3] + 4, words, 0.99, box[2] + 3))
    return page, found


def dot(page: Image.Image, line: int, left: int, *, hollow: bool = False) -> None:
    middle = 100 + line * STEP + 15
    place = (left, middle - 5, left + 10, middle + 5)
    ImageDraw.Draw(page).ellipse(place, outline="black", fill="white" if hollow else "black")


def test_a_bullet_that_was_not_recognised_is_seen():
    page, found = drawn((LEFT, "Welcome to the desk", False), (INNER, "Smile at once", False))
    dot(page, 1, LEFT)

    assert [line.text for line in lines_of(page, found)] == [
        "Welcome to the desk",
        "• Smile at once",
    ]


def test_all_bullets_in_one_column_have_the_sign_of_those_that_were_read():
    page, found = drawn(
        (LEFT, "Welcome to the desk", False),
        (INNER, "o  Smile at once", False),
        (INNER, "o  Listen to the end", False),
        (INNER + 40, "Answer in one line", False),
    )
    dot(page, 3, INNER, hollow=True)

    assert [line.text for line in lines_of(page, found)][1:] == [
        "o Smile at once",
        "o Listen to the end",
        "o Answer in one line",
    ]


def test_larger_and_bolder_lines_head_the_others():
    page, found = drawn(
        (LEFT, "A Day at the Front Desk", True),
        (LEFT, "Greeting people well", True),
        (LEFT, "Look at everybody once", False),
        (LEFT, "Say good morning first", False),
        (LEFT, "Parting from people", True),
        (LEFT, "Thank them for the visit", False),
        (LEFT, "Walk them to the door", False),
    )

    tree = parse_lines(lines_of(page, found))

    assert tree.title == "A Day at the Front Desk"
    assert [(item.depth, item.title) for item in tree.items] == [
        (1, "Greeting people well"),
        (2, "Look at everybody once"),
        (2, "Say good morning first"),
        (1, "Parting from people"),
        (2, "Thank them for the visit"),
        (2, "Walk them to the door"),
    ]


def test_a_number_before_a_tab_belongs_to_its_words():
    page, found = drawn((LEFT, "1.1.", False), (INNER + 60, "Look at everybody", False))
    beside = found[1]._replace(top=found[0].top, bottom=found[0].bottom)

    assert [line.text for line in lines_of(page, [found[0], beside])] == ["1.1. Look at everybody"]
