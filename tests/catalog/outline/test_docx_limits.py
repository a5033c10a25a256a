"""Files that are no Word document, or a hostile one: a sentence, quickly and cheaply."""

import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from catalog.outline import OutlineError
from catalog.outline.readers.docx import MAX_BYTES, body, package, read_docx
from tests.catalog.outline.docxes import W, docx, numbering, p
from tests.pace import within

STRIDES = 2_000
MEGABYTES = 100


def refusal(data: bytes) -> str:
    with pytest.raises(OutlineError) as caught:
        read_docx(data)
    return caught.value.template


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def document(inner: str) -> bytes:
    return packed(**{"word/document.xml": f"<w:document {W}>{inner}</w:document>".encode()})


def renamed_ole(stream: str) -> bytes:
    return package.OLE + b"\x00" * 500 + stream.encode("utf-16-le") + b"\x00" * 500


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", package.BROKEN),
        (b"%PDF-1.7 ...", package.NOT_WORD),
        (b"{\\rtf1 ...}", package.RTF),
        (b"<html><body>hello</body></html>", package.NOT_WORD),
        (renamed_ole("WordDocument"), package.OLD_WORD),
        (renamed_ole("EncryptedPackage"), package.ENCRYPTED),
        (b"PK\x03\x04 not a zip at all", package.BROKEN),
        (packed(**{"xl/workbook.xml": b"<x/>"}), package.NOT_WORD),
        (packed(**{"word/styles.xml": b"<x/>"}), package.BROKEN),
        (packed(**{"word/document.xml": b"<w:document"}), package.BROKEN),
        (packed(**{"word/document.xml": b"<!DOCTYPE x><w:document/>"}), package.SAYS.doctype),
        (
            packed(**{"word/vbaProject.bin": b"x", "word/document.xml": b"<x/>"}),
            package.SAYS.macros,
        ),
        (b"PK" + b"x" * MAX_BYTES, package.TOO_BIG),
    ],
    ids=[
        *("empty", "pdf", "rtf", "html", "doc", "encrypted", "no zip", "xlsx", "no body"),
        *("broken xml", "doctype", "macros", "too big"),
    ],
)
def test_what_is_no_plain_word_document_gets_a_sentence(data, sentence):
    assert refusal(data) == sentence


def test_a_document_with_macros_by_content_type_is_refused():
    types = (
        b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled"/></Types>'
    )

    data = packed(**{"[Content_Types].xml": types, "word/document.xml": b"<x/>"})

    assert refusal(data) == package.SAYS.macros


def test_more_paragraphs_than_an_outline_has_are_refused():
    assert refusal(docx(p("甲") * (body.MAX_LINES + 1))) == body.TOO_MANY


# Each is small as a file and would be dear to unpack or to parse.
HOSTILE = {
    "a bomb": lambda: packed(**{"word/document.xml": b" " * (60 * 1024 * 1024)}),
    "many tags": lambda: document("<w:p/>" * 1_200_000),
    "tags up to the limit": lambda: document("<w:p/>" * 550_000),
    "deep nesting": lambda: document("<w:p>" * 400_000),
    "deep looked-through nesting": lambda: document("<w:r>" * 290_000 + "</w:r>" * 290_000),
    "one wide tag": lambda: document(
        "<w:p " + " ".join(f'a{at}=""' for at in range(200_000)) + "/>"
    ),
    "many entries": lambda: packed(**{f"word/media/{at}.bin": b"" for at in range(5000)}),
    "long text": lambda: document(f"<w:p><w:r><w:t>{'a' * 15_000_000}</w:t></w:r></w:p>"),
    "an entity": lambda: packed(
        **{"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}
    ),
    "huge numbers": lambda: docx(
        p("甲", num=(1, 0)) * 1000,
        numbering=numbering(
            '<w:lvl w:ilvl="0"><w:start w:val="9999999"/><w:numFmt w:val="lowerRoman"/>'
            f'<w:lvlText w:val="{"%1" * 5000}"/></w:lvl>'
        ),
    ),
    "styles without end": lambda: docx(
        p("甲"), styles=f"<w:styles {W}>{'<w:style/>' * 300_000}</w:styles>"
    ),
    "a broken directory": lambda: (
        docx(p("甲"))[:-22] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 9, 9, 0)
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name):
    data = HOSTILE[name]()

    def read():
        try:
            read_docx(data)
        except OutlineError as refused:
            assert str(refused)

    assert within(STRIDES, read)
    tracemalloc.start()
    read()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak / 1024 / 1024 < MEGABYTES
