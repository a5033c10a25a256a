"""What is shared and printed of a course, read back by programs that are not ours."""

import io
import shutil
import subprocess

import docx
import pytest
import zxingcpp
from django.core.management import call_command
from PIL import Image

from catalog.documents.fonts import NoFont, find_font
from catalog.documents.poster import COMPANY_SIZES, EDGE, WIDTH, Canvas
from catalog.documents.printed_facts import printable
from catalog.documents.wrapping import CLOSING, OPENING, fitted, wrapped
from catalog.models import Session, Venue
from catalog.views.documents import KINDS
from tests.factories import (
    CityFactory,
    CourseFactory,
    InstructorFactory,
    OfficeFactory,
    SessionFactory,
    released,
)

try:
    find_font()
except NoFont:
    pytest.skip("no Chinese font on this machine: see manage.py check", allow_module_level=True)
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="no poppler-utils here")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
PRINTED = ["outline.docx", "notice.docx", "brochure.pdf", "poster.png"]
LONG = "商业银行零售信贷客户经理逾期客户合规沟通、方案协商与司法衔接实务（第十二期）" * 4
THREE_HUNDRED = "\n".join(f"第{n}模块 内容{n}\n1. 要点{n}\n2. 另一个{n}" for n in range(1, 101))


@pytest.fixture
def december(time_machine):
    time_machine.move_to("2026-12-01T01:00:00Z", tick=False)


@pytest.fixture
def course():
    course = CourseFactory(
        title="信用卡 <催收> & “实务”",
        slug="cui-shou",
        audience="支行行长\n催收专员",
        includes="午餐",
        summary="#strong[不是标记] $x$ *也不是*",
        price=29000,
    )
    course.instructors.add(InstructorFactory(name="苏一苇"))
    SessionFactory(course=course, city=CityFactory(name="昆明"), taken=3)
    OfficeFactory(name="昆明总部", phone="0871-6000-0207")
    return released(course, "第一模块 催收的底线\n1. 电话\n案例分析01：护士")


def fetch(client, course, name, **headers):
    return client.get(f"{course.get_absolute_url()}{name}", headers=headers)


def pdf_text(pdf: bytes) -> str:
    command = ["pdftotext", "-layout", "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def letter(response) -> str:
    document = docx.Document(io.BytesIO(response.content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_poster_opens_this_course_and_tells_where_the_reader_comes_from(client, course):
    image = Image.open(io.BytesIO(fetch(client, course, "poster.png").content))

    (code,) = zxingcpp.read_barcodes(image.convert("RGB"))

    assert image.size == (750, 1334)
    assert code.text == f"http://127.0.0.1:8000/c/{course.code}/?from=poster"
    assert client.get(code.text)["Location"] == f"{course.get_absolute_url()}?from=poster"


def test_the_code_of_the_poster_survives_a_chat_that_makes_the_picture_small(client, course):
    image = Image.open(io.BytesIO(fetch(client, course, "poster.png").content)).convert("RGB")
    sent = io.BytesIO()
    image.resize((375, 667)).save(sent, "JPEG", quality=20)

    (code,) = zxingcpp.read_barcodes(Image.open(sent))

    assert code.text.endswith("?from=poster")


def test_the_notice_says_who_when_what_and_how_much_and_has_a_reply_slip(client, course):
    text = letter(fetch(client, course, "notice.docx"))

    for words in (
        "关于举办“信用卡 <催收> & “实务””\n培训班的通知",
        "支行行长",
        "昆明",
        "2027年1月12–13日",
        "第一模块 催收的底线",
        "每人 ¥29,000。",
        "0871-6000-0207",
        "报名回执",
        "部门与职务",
    ):
        assert words in text


def test_what_no_chinese_font_draws_is_left_out_and_rare_characters_are_not():
    assert printable("㐂𠮷龘䶮 喆堃 😀👩‍🏫 ½®") == "㐂𠮷龘䶮 喆堃  ½®"


def test_the_notice_has_a_column_of_venues_only_where_one_is_known(client, course):
    def heads():
        (table, *_slip) = docx.Document(
            io.BytesIO(fetch(client, course, "notice.docx").content)
        ).tables
        return [cell.text for cell in table.rows[0].cells]

    without = heads()
    session = Session.objects.get()
    session.venue = Venue.objects.create(city=session.city, name="云水培训中心")
    session.save()

    assert without == ["城市", "日期", "课程价格（每人）"]
    assert heads() == ["城市", "日期", "场地", "课程价格（每人）"]


def test_the_outline_as_word_has_every_line(client, course):
    response = fetch(client, course, "outline.docx")
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(response.content)).paragraphs)

    assert [word in text for word in ("催收的底线", "电话", "护士")] == [True] * 3
    assert "attachment" in response["Content-Disposition"]


def test_the_outline_as_text_and_markdown_is_indented_as_it_is_read(client, course):
    text = fetch(client, course, "outline.txt").content.decode()
    markdown = fetch(client, course, "outline.md").content.decode()

    assert text.split("\n")[2:] == [
        *("第一模块 催收的底线", "  1. 电话", "    案例分析01： 护士", ""),
    ]
    assert markdown.split("\n")[2:] == [
        *("## 第一模块 催收的底线", "", "- 1. 电话", "  - 案例分析01： 护士", ""),
    ]


def test_the_outline_for_other_programs_has_depth_kind_label_and_title(client, course):
    response = fetch(client, course, "outline.json")

    assert response.json()["items"] == [
        {"depth": 1, "kind": "module", "label": "第一模块", "title": "催收的底线"},
        {"depth": 2, "kind": "point", "label": "1.", "title": "电话"},
        {"depth": 3, "kind": "case_study", "label": "案例分析01：", "title": "护士"},
    ]


@needs_poppler
def test_the_brochure_prints_texts_as_they_are_and_embeds_its_fonts(client, course, tmp_path):
    pdf = fetch(client, course, "brochure.pdf").content
    (tmp_path / "brochure.pdf").write_bytes(pdf)
    fonts = subprocess.run(
        ["pdffonts", tmp_path / "brochure.pdf"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]

    text = pdf_text(pdf)

    assert "#strong[不是标记] $x$ *也不是*" in text
    assert [word in text for word in ("催收的底线", "护士", "苏一苇", "昆明")] == [True] * 4
    assert [line.split()[-5] for line in fonts] == ["yes"] * len(fonts)
    assert fonts


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "facts",
    [
        {"title": LONG[:200]},
        {"title": "㐂𠮷龘䶮 喆堃 rare"},
        {"title": "A" * 200},
        {"title": "控\x0b制\x01字符", "summary": "\x1f"},
        {"price": None, "days": None},
    ],
)
def test_a_document_is_made_of_any_course_even_without_sessions(client, name, facts):
    course = released(CourseFactory(**facts), "第一模块 开场")

    assert fetch(client, course, name).status_code == 200


@pytest.mark.parametrize("name", KINDS)
def test_three_hundred_items_and_many_sessions_fit(client, name):
    course = released(CourseFactory(), THREE_HUNDRED)
    for _ in range(12):
        SessionFactory(course=course, city__name=f"很长的城市名称{_}")

    response = fetch(client, course, name)

    assert response.status_code == 200
    if name == "brochure.pdf" and shutil.which("pdftotext"):
        text = "".join(pdf_text(response.content).split())
        assert [f"另一个{n}" in text for n in (1, 50, 100)] == [True] * 3


@pytest.mark.parametrize("name", KINDS)
def test_a_document_comes_in_the_readers_language_and_once_for_the_same_content(
    client, course, name
):
    first = fetch(client, course, name)
    again = fetch(client, course, name, if_none_match=first["ETag"])
    english = client.get(f"/en{course.get_absolute_url()}{name}")
    course.title = "改了名"
    course.save()
    changed = fetch(client, course, name, if_none_match=first["ETag"])

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert again.content == b""
    assert english["ETag"] != first["ETag"]


@pytest.mark.parametrize("name", KINDS)
def test_a_seat_taken_changes_no_document(client, course, name):
    first = fetch(client, course, name)
    course.sessions.update(taken=9)

    assert fetch(client, course, name)["ETag"] == first["ETag"]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(("status", "answer"), [("draft", 404), ("archived", 410)])
def test_only_published_courses_have_documents(client, name, status, answer):
    assert fetch(client, CourseFactory(status=status), name).status_code == answer


def test_without_a_font_the_page_says_so_and_word_files_still_come(client, course, settings):
    settings.CJK_FONT_FILE = "/nowhere.ttf"

    answers = {name: fetch(client, course, name) for name in PRINTED}

    assert [answer.status_code for answer in answers.values()] == [200, 200, 503, 503]
    assert "还没有中文字体" in answers["poster.png"].content.decode()


def test_check_says_how_to_install_a_font(settings, capsys):
    settings.CJK_FONT_FILE = "/nowhere.ttf"

    call_command("check")

    assert "apt install fonts-noto-cjk" in capsys.readouterr().err


def test_the_font_is_looked_for_where_systems_keep_them():
    assert find_font().family.endswith(("SC", "Hei"))


def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark():
    text = "他说：“先听（再说）。”，然后《问》！" * 6 + " Excel 与 Power BI 报表"
    for width in range(2, 20):
        lines = wrapped(text, width, len)

        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        if width > 5:
            assert [line for line in lines if line[0] in CLOSING or line[-1] in OPENING] == []


def test_an_english_brochure_has_english_headings(client, course):
    course.details.create(name="课程背景", text="背景", text_en="Why it is held", position=9)

    text = pdf_text(client.get(f"/en/courses/{course.slug}/brochure.pdf").content)

    assert "Background" in text and "课程背景" not in text


def test_a_poster_names_the_whole_company(settings):
    name = "Kunming Kaike Management Consulting Co., Ltd. (sample)"
    canvas = Canvas(find_font(settings.CJK_FONT_FILE))

    size, lines = fitted(name, WIDTH - 2 * EDGE, COMPANY_SIZES, 1, canvas.measure_at)

    assert lines == [name]
    assert size >= 16
