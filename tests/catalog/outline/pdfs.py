"""Small PDF files made by hand, object by object, for the tests of the reader."""

import zlib

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
LETTER = b"/MediaBox[0 0 612 792]"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, *, packed: bool = False) -> bytes:
    body = zlib.compress(content, 9) if packed else content
    coding = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(body), coding, body)


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """The file of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    said = b"<</Size %d/Root 1 0 R%s>>" % (len(objects) + 1, trailer)
    return bytes(out) + b"trailer%s\nstartxref\n%d\n%%%%EOF\n" % (said, start)


def page_of(content: bytes, *more: bytes, packed: bool = False) -> bytes:
    """A file of one page with one font; further objects are numbered from 6."""
    page = b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R" % LETTER
    page += b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf(CATALOG, pages, page, stream(content, packed=packed), HELVETICA, *more)


def written(*lines: tuple[int, int, int, str]) -> bytes:
    """One page of lines: place from the left, place from the bottom, size, words."""
    shown = (
        b"/F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj\n" % (size, left, bottom, words.encode("ascii"))
        for left, bottom, size, words in lines
    )
    return page_of(b"BT\n" + b"".join(shown) + b"ET")
