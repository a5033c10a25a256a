"""Facts in, PDF out: typst reads the facts as data, never as markup."""

import io
import json
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.utils.translation import get_language

from catalog.documents.fonts import find_font

FOLDER = Path(__file__).parent / "typst"
QR = {"error": "m", "micro": False}


def pdf_of(source: str, facts: dict, *, root: Path = FOLDER) -> bytes:
    """The PDF of a template of this folder; pictures it names lie in ``root``. Raise NoFont."""
    font = find_font(settings.CJK_FONT_FILE)
    known = {"font": font.family, "lang": (get_language() or "zh")[:2]}
    return typst.compile(
        (FOLDER / source).read_bytes(),
        root=root,
        font_paths=[font.regular.parent],
        sys_inputs={"facts": json.dumps(facts | known, ensure_ascii=False)},
    )


def qr_svg(address: str) -> str:
    """A QR code of the address, as SVG with its quiet zone."""
    out = io.BytesIO()
    segno.make(address, **QR).save(out, kind="svg", border=4, scale=4, xmldecl=False)
    return out.getvalue().decode()
