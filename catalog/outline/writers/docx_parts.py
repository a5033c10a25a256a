"""The XML of a .docx, part by part: fixed parts, styles, paragraphs and lists."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STEP = 420  # twips: two characters of 10.5 points
NUMBERED = ("document", "styles", "numbering")


def fixed(*, with_foot: bool = False) -> dict[str, str]:
    """The parts that are the same for every outline."""
    named = (*NUMBERED, "footer") if with_foot else NUMBERED
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="{TYPE}.{"document.main" if name == "document" else name}+xml"/>'
        for name in named
    )
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for at, name in enumerate(named[1:], 1)
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "word/styles.xml": styles(),
    }


def styles() -> str:
    """Body, title and heading; the fonts are those of the reader's own Word."""
    return (
        f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="等线"/><w:sz w:val="22"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
        + _style("Normal", "Normal", '<w:spacing w:after="60"/>', "", default=True)
        + _style("Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="36"/>')
        + _style(
            "Heading1",
            "heading 1",
            '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="0"/>',
            '<w:b/><w:sz w:val="28"/>',
        )
        + "".join(_outline_style(depth) for depth in range(1, 10))
        + "</w:styles>"
    )


def _outline_style(depth: int) -> str:
    """Two styles a depth: one for items, one for the notes that belong to them."""
    indent = f'<w:spacing w:after="60"/><w:ind w:left="{STEP * (depth - 1)}"/>'
    return _style(f"Outline{depth}", f"Outline {depth}", indent, "<w:b/>" * (depth == 1)) + _style(
        f"OutlineNote{depth}", f"Outline note {depth}", indent, '<w:color w:val="595959"/>'
    )


def _style(key: str, name: str, paragraph: str, run: str, *, default: bool = False) -> str:
    chosen = ' w:default="1"' if default else ""
    base = "" if default else '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{chosen} w:styleId="{key}"><w:name w:val="{name}"/>{base}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def document(paragraphs: Iterable[str], *, with_foot: bool = False) -> str:
    foot = f'<w:footerReference w:type="default" {R} r:id="rId{len(NUMBERED)}"/>'
    page = (
        f'<w:sectPr>{foot if with_foot else ""}<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'
    )
    return f"{HEAD}<w:document {W}><w:body>{''.join(paragraphs)}{page}</w:body></w:document>"


def footer(words: str) -> str:
    """What stands below every page."""
    return f"{HEAD}<w:ftr {W}>{paragraph(words, style='OutlineNote1')}</w:ftr>"


def paragraph(words: str, *, style: str, num: tuple[str, int] | None = None) -> str:
    """``num`` is a list and a level of it."""
    said = f'<w:pStyle w:val="{style}"/>'
    if num:
        said += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return (
        f"<w:p><w:pPr>{said}</w:pPr><w:r>"
        f'<w:t xml:space="preserve">{escape(printable(words))}</w:t></w:r></w:p>'
    )


def printable(words: str) -> str:
    """Without the characters that XML has no place for."""
    return "".join(
        char
        for char in words
        if char in "\t\n"
        or " " <= char <= "\ud7ff"
        or "\ue000" <= char <= "\ufffd"
        or char > "\uffff"
    )


def level(at: int, *, form: str, text: str, wide: bool) -> str:
    """``form`` and ``text`` come quoted; a wide number is followed by a space, others by a tab."""
    suffix = '<w:suff w:val="space"/>' if wide else ""
    left = STEP * at if wide else STEP * (at + 1)
    hanging = "" if wide else f' w:hanging="{STEP}"'
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val={form}/>{suffix}'
        f'<w:lvlText w:val={text}/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}"{hanging}/></w:pPr></w:lvl>'
    )


def abstract(key: str, levels: Iterable[str]) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def num(key: str, definition: str, at: int, start: int) -> str:
    return (
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>'
        f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
    )


def numbering(abstracts: Iterable[str], nums: Iterable[str]) -> str:
    return f"{HEAD}<w:numbering {W}>{''.join(abstracts)}{''.join(nums)}</w:numbering>"
