"""A real PDF, as a word processor or by hand: its lines, sizes and places make the tree."""

import pytest
import typst

from catalog.outline import OutlineError
from catalog.outline.readers import apart
from catalog.outline.readers import pdf as reader
from catalog.outline.readers.files import read_file, tree_of
from tests.catalog.outline.pdfs import CATALOG, page_of, pdf, written

LONG = (
    "Write it down in the book that lies beside the till, so that whoever comes next knows what "
    "was promised"
)
TYPESET = f"""
#set document(date: none)
#set page(paper: "a5", header: [Riverside Academy], numbering: "1")
#text(size: 20pt)[Counter Service]

= Meeting
- Greet
- Listen
  - without a word
= Parting
- Sum up
#pagebreak()
= Afterwards
- {LONG}
"""


def shown(tree) -> list[tuple[int, str]]:
    return [(item.depth, item.title) for item in tree.items]


def test_a_page_made_by_hand_reads_by_the_size_and_the_place_of_its_lines():
    data = written(
        (72, 720, 20, "Counter Service"),
        (72, 680, 14, "Meeting"),
        (90, 660, 10, "1. Greet"),
        (90, 645, 10, "2. Listen"),
        (72, 620, 14, "Parting"),
        (90, 600, 10, "1. Sum up"),
    )

    source = read_file("a.pdf", data)
    tree = tree_of(source)

    assert [line.size for line in source.lines if line.text][:3] == [40, 28, 20]
    assert tree.title == "Counter Service"
    assert shown(tree) == [
        (1, "Meeting"),
        (2, "Greet"),
        (2, "Listen"),
        (1, "Parting"),
        (2, "Sum up"),
    ]


def test_a_typeset_file_keeps_its_headings_lists_and_wrapped_lines():
    source = read_file("a.pdf", typst.compile(TYPESET.encode(), format="pdf"))

    assert shown(tree_of(source)) == [
        (1, "Meeting"),
        (2, "Greet"),
        (2, "Listen"),
        (3, "without a word"),
        (1, "Parting"),
        (2, "Sum up"),
        (1, "Afterwards"),
        (
            2,
            LONG,
        ),
    ]
    assert {entry.kind for entry in source.left_out} == {"header", "page-number"}


ENCRYPTED = (
    b"<</Filter/Standard/V 2/R 3/Length 128/P -44/O<%s>/U<%s>>>" % (b"00" * 32, b"11" * 32),
    b"/Encrypt 3 0 R/ID[<00><00>]",
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 and nothing more", reader.BROKEN),
        (page_of(b""), reader.SCANNED),
        (
            pdf(
                CATALOG,
                b"<</Type/Pages/Kids[%s]/Count 201>>" % (b"3 0 R " * 201),
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            ),
            reader.TOO_MANY_PAGES,
        ),
        (
            pdf(CATALOG, b"<</Type/Pages/Kids[]/Count 0>>", ENCRYPTED[0], trailer=ENCRYPTED[1]),
            reader.LOCKED,
        ),
        (b"%PDF" + b" " * apart.MAX_BYTES, apart.TOO_BIG),
    ],
    ids=["broken", "scanned", "too many pages", "a password", "too big"],
)
def test_what_cannot_be_read_gets_a_sentence(data, sentence):
    with pytest.raises(OutlineError) as caught:
        read_file("a.pdf", data)

    assert caught.value.template == sentence
