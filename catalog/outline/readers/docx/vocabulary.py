"""Which elements of a Word body mean something here; all others are looked through."""

import re

from .names import STRICT, TRANSITIONAL

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
CHART = (
    "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "http://purl.oclc.org/ooxml/drawingml/chart",
)
DIAGRAM = (
    "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "http://purl.oclc.org/ooxml/drawingml/diagram",
)
PLACED = (
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
)
RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
RELATIONS = frozenset(f"{space} {name}" for space in RELATION for name in ("id", "dm"))

PROPERTIES = frozenset(["pStyle", "numId", "ilvl", "outlineLvl", "ind"])
LOOKS = frozenset(["b", "sz", "vanish", "strike", "dstrike", "rStyle"])
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
REFERENCES = ("footnote", "endnote", "comment")
FIELDS = frozenset(  # whose text is made by the program, or which show no text at all
    re.findall(
        r"\S+",
        "DATE TIME SAVEDATE CREATEDATE PRINTDATE PAGE NUMPAGES SECTION FILENAME AUTHOR LASTSAVEDBY "
        "USERNAME TITLE SUBJECT MERGEFIELD DOCPROPERTY AUTONUM AUTONUMLGL AUTONUMOUT LISTNUM SEQ "
        "EQ IF FORMULA = ASK FILLIN",
    )
)
WORDS = {
    **{name: name for name in ("p", "pPr", "r", "rPr", "t", "sym", "txbxContent")},
    **{name: name for name in ("tbl", "tr", "trPr", "tc", "gridSpan", "tblStyle")},
    **{name: name for name in (*PROPERTIES, *LOOKS, *SIGNS)},
    **{f"{name}Reference": name for name in REFERENCES},
    **dict.fromkeys(("del", "moveFrom"), "deletion"),
    **dict.fromkeys(("pPrChange", "rPrChange", "tcPrChange", "trPrChange", "tblPrChange"), "skip"),
    **dict.fromkeys(("sectPr", "rt", "delText", "delInstrText"), "skip"),
    **dict.fromkeys(("object", "control"), "object"),
    **dict.fromkeys(("altChunk", "subDoc"), "altchunk"),
    **dict.fromkeys(("vMerge", "hMerge"), "merge"),
    "contentPart": "picture",
    "instrText": "instruction",
    "hyperlink": "link",
    "hidden": "hiddenRow",
    "showingPlcHdr": "placeholder",
    "fldChar": "fieldMark",
    "fldSimple": "simpleField",
}
KINDS = {
    **{f"{w} {name}": kind for w in (TRANSITIONAL, STRICT) for name, kind in WORDS.items()},
    **{f"{m} {name}": kind for m in MATH for name, kind in (("t", "t"), ("r", "r"))},
    **{f"{m} oMath": "formula" for m in MATH},
    **{f"{c} chart": "chart" for c in CHART},
    **{f"{d} relIds": "smartart" for d in DIAGRAM},
    **{f"{p} docPr": "drawing" for p in PLACED},
    f"{MC} Fallback": "skip",
    f"{PICTURE} pic": "picture",
    f"{VML} imagedata": "picture",
    f"{VML} textpath": "wordart",
    **{f"{VML} {name}": "shape" for name in ("shape", "rect", "roundrect", "group", "oval")},
    f"{OFFICE} OLEObject": "object",
}
