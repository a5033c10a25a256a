"""Small .docx files made by hand, part by part, for the tests of the reader."""

import zipfile
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(
    inner: str = "", *, num: tuple[int, int] | None = None, style: str = "", more: str = ""
) -> str:
    """A paragraph; plain text becomes one run; ``num`` is numId and ilvl."""
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        said += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    content = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{said}{more}</w:pPr>{content}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def level(at: int, form: str, text: str, *, more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(
    *levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    """One list definition; ``nums`` are the lists made from it."""
    definition = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
    return f"<w:numbering {W}>{definition}{nums}</w:numbering>"


def styles(*entries: str) -> str:
    return f"<w:styles {W}>{''.join(entries)}</w:styles>"


def style(key: str, name: str, properties: str = "", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def docx(*body: str, numbering: str = "", styles: str = "", parts: dict | None = None) -> bytes:
    document = f"<w:document {W} {OTHERS}><w:body>{''.join(body)}</w:body></w:document>"
    texts = {"word/document.xml": document, "word/numbering.xml": numbering}
    texts |= {"word/styles.xml": styles} | (parts or {})
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in texts.items():
            if text:
                package.writestr(name, text)
    return out.getvalue()
