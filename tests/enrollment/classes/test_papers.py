"""Papers of sixty people with long and rare names: everybody is on each, nothing is cut."""

import ctypes
import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDFText_GetFontInfo, FPDFText_GetFontSize

from enrollment.actions import certifying
from enrollment.admin.classes.papers import PAPERS
from enrollment.documents.certificates import certificates_pdf
from enrollment.models import AuditEvent, ClassRules
from tests.enrollment.classes.ground import AFTER, attended, class_of
from tests.office import client_of

pytestmark = pytest.mark.django_db
LONG = "Alexandrina Wolfeschlegelsteinhausenbergerdorff von der Aa Jr"
MM = 72 / 25.4  # points
RARE = ("𠮷田龘", "阿卜杜热西提·麦麦提依明·阿卜力孜", "Alexandrina Wolfeschleg", "欧阳娜娜", "=1+1")


@pytest.fixture(autouse=True)
def last_afternoon(time_machine):
    time_machine.move_to(AFTER, tick=False)


@pytest.fixture
def session():
    names = [f"安小{chr(0x4E00 + number)}" for number in range(45)]
    return class_of(*names, *RARE)[0]


def paper(session, name):
    address = reverse("admin:catalog_session_paper", args=[session.pk, name])
    answer = client_of("editor").get(address)
    assert answer.status_code == 200
    return answer.content


def words_of(pdf: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(pdf)]
    return "".join("".join(pages).split())


@pytest.mark.parametrize("name", [name for name in PAPERS if name.endswith("pdf")])
def test_everybody_is_on_the_paper(session, name):
    words = words_of(paper(session, name))

    if not name.startswith("certificates"):
        parts = [part for one in RARE for part in re.split(r"(?<=·)|\s", one)]
        assert [part for part in parts if part not in words] == []  # a name may take two lines
        assert "安小一" in words


def signs_of(pdf: bytes, word: str) -> list[tuple[float, float, str]]:
    """Left, right and font of every sign of the word on the first page, wherever it goes on."""
    page = PdfDocument(pdf)[0].get_textpage()
    shown = [
        (page.get_text_range(place, 1), page.get_charbox(place), font_of(page, place))
        for place in range(page.count_chars())
    ]
    kept = [one for one in shown if one[0].strip() and one[0] != "\u200b"]
    at = "".join(sign for sign, _box, _font in kept).index(word)
    return [(box[0], box[2], font) for _sign, box, font in kept[at : at + len(word)]]


def font_of(page, place: int) -> str:
    name, flags = ctypes.create_string_buffer(99), ctypes.c_int()
    FPDFText_GetFontInfo(page, place, name, 99, flags)
    return name.value.decode().partition("+")[2]


@pytest.mark.parametrize(
    ("name", "left", "right"),
    [("sign-in.pdf", 24, 69), ("list.pdf", 24, 69), ("badges-70x37.pdf", 0, 48)],
)
def test_no_part_of_a_long_name_is_cut_or_stands_over_what_is_beside_it(name, left, right):
    session, _people = class_of(LONG, "安小宁")
    where = signs_of(paper(session, name), LONG.split()[1])

    assert len({round(one[0]) for one in where}) > 9  # it is read sign by sign
    assert left * MM < min(one[0] for one in where)
    assert max(one[1] for one in where) < right * MM


@pytest.mark.parametrize(
    "name", ["sign-in.pdf", "list.pdf", "badges-90x54.pdf", "cards-210x74.pdf"]
)
def test_a_name_with_letters_a_chinese_font_lacks_is_of_one_font(name):
    session, _people = class_of("Świętosławska")

    assert len({font for _l, _r, font in signs_of(paper(session, name), "Świętosławska")}) == 1


QUITE_LONG = "María José Fernández de la Vega y Gutiérrez-Solórzano"
VERY_LONG = "Maximiliana-Alexandra Constantinopoulos-Vandenbergheimer von Hoh"


def size_of(pdf: bytes, word: str) -> float:
    """The size in points of the first sign of the word on the first page."""
    page = PdfDocument(pdf)[0].get_textpage()
    words = "".join(page.get_text_range(place, 1) for place in range(page.count_chars()))
    return FPDFText_GetFontSize(page, words.index(word))


@pytest.mark.parametrize(("name", "least"), [("badges-90x54.pdf", 11), ("badges-70x37.pdf", 8)])
def test_a_very_long_name_is_set_on_more_lines_instead_of_very_small(name, least):
    session, _people = class_of(VERY_LONG)

    assert size_of(paper(session, name), "Maximiliana") >= least


@pytest.mark.parametrize("layout", ["framed", "plain"])
@pytest.mark.parametrize("long", [VERY_LONG, QUITE_LONG])
def test_a_very_long_name_is_large_on_the_certificate(layout, long):
    session, (person,) = class_of(long)
    ClassRules.objects.create(course=session.course, layout=layout)
    attended(session, person, 4)
    issued = certifying.issue(session, now=AFTER, actor="staff:lin")

    printed = certificates_pdf(session.course, issued)

    assert len(PdfDocument(printed)) == 1
    assert size_of(printed, long[:6]) >= 19


def test_papers_in_english_carry_the_english_title_of_the_course():
    session, _people = class_of("Ann Lee", course__title_en="Lobby Work")
    address = reverse("admin:catalog_session_paper", args=[session.pk, "list.pdf"])

    answer = client_of("editor").get(f"/en{address}")

    assert "LobbyWork" in words_of(answer.content)


@pytest.mark.parametrize("name", ["sign-in.xlsx", "list.xlsx"])
def test_a_printed_workbook_has_all_columns_on_a_page_and_high_rows_for_long_texts(name):
    session, _people = class_of(LONG, "安小宁")
    page = load_workbook(io.BytesIO(paper(session, name))).worksheets[0]
    rows = {row[1].value: page.row_dimensions[row[1].row].height for row in page.iter_rows()}

    assert (int(page.page_setup.paperSize), int(page.page_setup.fitToHeight)) == (9, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.print_title_rows
    assert rows[LONG] >= 45 and rows["安小宁"] < 45


def test_the_sign_in_sheet_has_a_sheet_for_each_day(session):
    book = load_workbook(io.BytesIO(paper(session, "sign-in.xlsx")))

    assert book.sheetnames == ["01-12", "01-13"]
    page = book["01-12"]
    names = [row[1].value for row in page.iter_rows(min_row=5) if row[1].value]
    assert names[-5:] == [*RARE[:-1], "'=1+1"]
    assert [cell.value for cell in page[4]] == ["序号", "姓名", "单位与岗位", "上午", "下午"]


def test_a_list_shows_no_telephone(session):
    session.enrollments.get().participants.update(phone="13900000077")

    book = load_workbook(io.BytesIO(paper(session, "list.xlsx")))

    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert not [cell for cell in cells if "0077" in cell]
    assert len(cells) > 250


def test_who_took_a_paper_is_written_down(session):
    paper(session, "list.xlsx")

    assert AuditEvent.objects.get(verb="print paper").changes == {"form": "list.xlsx"}


def test_a_paper_of_no_name_is_not_there(session):
    address = reverse("admin:catalog_session_paper", args=[session.pk, "salaries.pdf"])

    assert client_of("editor").get(address).status_code == 404
