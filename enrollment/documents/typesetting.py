"""Facts in, PDF out: typst reads the facts as data, never as markup."""

import io
import json
from pathlib import Path

import segno
from django.conf import settings
from django.utils.translation import get_language

from catalog.documents.fonts import find_font
from catalog.documents.typeset import typeset

FOLDER = Path(__file__).parent / "typst"


def pdf_of(source: str, facts: dict, *, root: Path = FOLDER) -> bytes:
    """The PDF of a template of this folder; pictures it names lie in ``root``. Raise NoFont."""
    font = find_font(settings.CJK_FONT_FILE)
    known = {"font": font.family, "lang": (get_language() or "zh")[:2]}
    inputs = {"facts": json.dumps(facts | known, ensure_ascii=False)}
    names = (FOLDER / "names.typ").read_bytes()
    return typeset(FOLDER / source, inputs, font, root=root, before=names)


def qr_code(address: str) -> segno.QRCode:
    """The QR code of the address; who shows it says how large."""
    return segno.make(address, error="m", micro=False)


def qr_svg(address: str) -> str:
    """A QR code of the address, as SVG with its quiet zone."""
    out = io.BytesIO()
    qr_code(address).save(out, kind="svg", border=4, scale=4, xmldecl=False)
    return out.getvalue().decode()
