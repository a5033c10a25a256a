"""培训通知: the letter a bank forwards inside, with a reply slip to fill in, as .docx."""

from io import BytesIO

import segno
from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from catalog.documents.printed_facts import Contact, CourseFacts

BODY, HEAD = "宋体", "黑体"
SLIP_ROWS = 6
# Widths of columns in cm; the lines of a page are 15.8 long.
RUNS = {"city": 2.2, "date": 5.4, "venue": 4.4, "price": 3.8}
SLIP = {"number": 1.4, "name": 2.8, "job": 3.8, "mobile": 3.4, "session": 4.4}
FACTS = (2.6, 5.3, 2.6, 5.3)
MODULES = 24  # top headings of the outline in the letter; the whole of it stands on the site


def notice_docx(sheet: CourseFacts) -> bytes:
    document = Document()
    _page(document, sheet)
    words = sheet.words
    _title(document, words["notice"] % {"title": sheet.title})
    document.add_paragraph(words["dear"])
    _indented(document, words["opening"] % {"title": sheet.title})
    if sheet.summary:
        _indented(document, sheet.summary)
    numbers = iter(words["numbers"].split())
    for name, write in (("audience", _audience), ("when", _runs), ("content", _content)):
        _heading(document, _numbered(next(numbers), words[name]))
        write(document, sheet)
    _heading(document, _numbered(next(numbers), words["fee"]))
    _fee(document, sheet)
    _heading(document, _numbered(next(numbers), words["how"]))
    _how(document, sheet)
    _signature(document, sheet)
    _slip(document, sheet)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _page(document, sheet: CourseFacts) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    section.top_margin = section.bottom_margin = Cm(2.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    # Else a reader without these fonts takes Japanese or Taiwanese shapes and punctuation.
    languages = {qn("w:val"): "en-US", qn("w:eastAsia"): "zh-CN"}
    style.element.rPr.append(style.element.makeelement(qn("w:lang"), languages))
    style.paragraph_format.line_spacing = 1.4
    style.paragraph_format.space_after = Pt(4)
    document.core_properties.title = sheet.title[:250]
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _run(paragraph, text: str, *, size: int = 12, bold: bool = False, font: str = BODY):
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return run


def _numbered(number: str, words: str) -> str:
    """一、适合对象, but 1. Audience: a full-width mark carries its own space."""
    return f"{number} {words}" if number.isascii() else f"{number}{words}"


def _title(document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(14)
    _run(paragraph, text, size=18, bold=True, font=HEAD)


def _heading(document, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    _run(paragraph, text, bold=True, font=HEAD)


def _indented(document, text: str) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Pt(24)


def _audience(document, sheet: CourseFacts) -> None:
    for line in sheet.audience or (sheet.words["anyone"],):
        _indented(document, line)


def _runs(document, sheet: CourseFacts) -> None:
    if not sheet.runs:
        _indented(document, sheet.words["no_runs"])
        return
    widths = dict(RUNS)
    if not any(run.venue for run in sheet.runs):
        widths["date"] += widths.pop("venue")
    table = _table(document, [sheet.words[name] for name in widths], tuple(widths.values()))
    for run in sheet.runs:
        told = {"city": run.city, "date": run.when, "venue": run.venue, "price": run.price}
        _fill(table.add_row(), [told[name] for name in widths])


def _content(document, sheet: CourseFacts) -> None:
    top = min((line.depth for line in sheet.lines), default=1)
    modules = [line for line in sheet.lines if line.depth == top]
    for line in modules[:MODULES]:
        _indented(document, f"{line.label} {line.title}".strip())
    _indented(document, sheet.words["whole_outline"] + sheet.url)


def _fee(document, sheet: CourseFacts) -> None:
    _indented(document, sheet.words["each"] % {"price": sheet.price})
    if sheet.includes:
        comma, colon = sheet.words["comma"], sheet.words["colon"]
        _indented(document, sheet.words["includes"] + colon + comma.join(sheet.includes))


def _how(document, sheet: CourseFacts) -> None:
    _indented(document, sheet.words["online"] % {"url": sheet.url})
    for contact in sheet.contacts:
        _indented(document, _contact(contact))
    picture = BytesIO()
    segno.make(sheet.url, error="m", micro=False).save(picture, kind="png", scale=6, border=4)
    picture.seek(0)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run().add_picture(picture, width=Cm(3.4))


def _contact(contact: Contact) -> str:
    facts = (contact.name, contact.person, contact.phone, contact.email, contact.address)
    return "　".join(fact for fact in facts if fact)


def _signature(document, sheet: CourseFacts) -> None:
    office = sheet.contacts[0].name if sheet.contacts else ""
    for text in (sheet.company or office, sheet.words["day"]):
        paragraph = document.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _slip(document, sheet: CourseFacts) -> None:
    words = sheet.words
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(words["annex"])
    _title(document, words["slip"])
    document.add_paragraph(f"{words['course']}{words['colon']}{sheet.title}（{sheet.code}）")
    facts = _grid(document, FACTS)
    for left, right in (("company", "seats"), ("person", "phone"), ("invoice", "tax")):
        _fill(facts.add_row(), (words[left], "", words[right], ""))
    document.add_paragraph()
    people = _table(document, [words[name] for name in SLIP], tuple(SLIP.values()))
    for number in range(1, SLIP_ROWS + 1):
        _fill(people.add_row(), (str(number), "", "", "", ""))
    document.add_paragraph()
    email = next((contact.email for contact in sheet.contacts if contact.email), "")
    if email:
        document.add_paragraph(words["send"] % {"email": email})


def _grid(document, widths: tuple[float, ...]):
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def _table(document, heads: list[str], widths: tuple[float, ...]):
    table = _grid(document, widths)
    row = table.add_row()
    _fill(row, heads, bold=True)
    header = row._tr.get_or_add_trPr()
    header.append(header.makeelement(qn("w:tblHeader"), {}))
    return table


def _fill(row, texts, *, bold: bool = False) -> None:
    row.height = Cm(0.95)
    for cell, text in zip(row.cells, texts, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing = 1
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, text, size=11, bold=bold)
