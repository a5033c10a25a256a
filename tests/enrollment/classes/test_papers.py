"""Papers of sixty people with long and rare names: everybody is on each, nothing is cut."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from enrollment.admin.classes.papers import PAPERS
from enrollment.models import AuditEvent
from tests.enrollment.classes.ground import AFTER, class_of
from tests.office import client_of

pytestmark = pytest.mark.django_db
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
        assert [one for one in RARE if "".join(one.split()) not in words] == []
        assert "安小一" in words


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
