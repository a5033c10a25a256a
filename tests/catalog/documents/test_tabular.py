"""Rows as .csv and .xlsx: what a spreadsheet would calculate stays text, long numbers exact."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from catalog.documents import tabular
from catalog.documents.tabular import CELL_LIMIT, Column, csv_chunks
from catalog.documents.workbook import height_of, write_xlsx

RISKY = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "|calc",
    "%0A=1",
    "  =1+1",
    "\u3000=1+1",
    '=HYPERLINK("http://example.com","x")',
]
DULL = ["甲,乙", '他说"好"', "第一行\n第二行", "甲;乙", "甲\t乙", "安·买买提", "𠮷野家"]
EXACT = [
    "+8613800138000",
    "008613800138000",
    "010-8888",
    "530102199001011234",
    "91310000E12345678",
    "000123",
    "1E5",
]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        (None, 10, 1),
        ("短", 10, 1),
        ("一二三四五", 10, 2),
        ("一\n二\n\n三", 10, 4),
        ("一二三四五\n六", 10, 3),
        ("ab", 2, 2),
        ("ab", 1.5, 2),
    ],
)
def test_a_row_on_paper_is_as_high_as_its_lines(text, width, lines):
    assert height_of([text, 3], [width, 10]) == 15 * lines + 4


def test_no_row_is_higher_than_a_spreadsheet_takes():
    assert height_of(["字" * 1000], [4]) == 409


def sheet_of(*texts, kind="text"):
    out = io.BytesIO()
    write_xlsx([[text] for text in texts], [Column("列", kind)], out, sheet="名单")
    return out


def read_xlsx(out) -> list:
    sheet = openpyxl.load_workbook(out).active
    return list(sheet.iter_rows(min_row=2, max_col=1))


def read_csv(*texts, kind="text") -> list[str]:
    whole = "".join(csv_chunks([[text] for text in texts], [Column("列", kind)]))
    rows = list(csv.reader(io.StringIO(whole.removeprefix("\ufeff"), newline="")))
    return [row[0] for row in rows[1:]]


@pytest.mark.parametrize("text", [*RISKY, *DULL, *EXACT])
def test_a_workbook_holds_text_and_no_formula(text):
    out = sheet_of(text)

    ((cell,),) = read_xlsx(out)
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")
    with zipfile.ZipFile(out) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", EXACT)
def test_a_workbook_formats_long_numbers_as_text(text):
    ((cell,),) = read_xlsx(sheet_of(text, kind="phone"))

    assert (cell.value, cell.number_format) == (text, "@")


@pytest.mark.parametrize("text", RISKY)
def test_a_risky_start_is_prefixed_in_csv(text):
    assert read_csv(text) == ["'" + text.replace("\r", "\n")]


@pytest.mark.parametrize("text", DULL)
def test_separators_and_quotes_start_no_new_cell_in_csv(text):
    assert read_csv(text) == [text]


@pytest.mark.parametrize("text", ["087160000000", "123456789012345678", "23456E78", "007"])
def test_a_text_that_a_spreadsheet_would_read_as_a_number_is_prefixed_in_csv(text):
    assert read_csv(text) == [f"'{text}"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "7-11",
            "12-1",
            "1/2",
            "12-2026",
            "2026/12/1",
            "12:30",
            "9:00:00",
            "1月2日",
            "2026年12月1日",
            "3月",
        ),
        *("(5)", "（5）", "5-", "００７", "１/２", "１２：３０", "１E５"),
    ],
)
def test_a_text_that_a_spreadsheet_would_read_as_a_day_or_a_sum_is_prefixed_in_csv(text):
    assert read_csv(text) == [f"'{text}"]


@pytest.mark.parametrize(
    "text",
    ["2026-12", "2026-12-01", "3-5年", "7-Eleven", "12栋", "1-2班", "9:00–17:00", "（一）", "18"],
)
def test_what_a_spreadsheet_leaves_alone_has_no_quote_before_it(text):
    assert read_csv(text) == [text]


def test_every_field_of_a_csv_is_quoted_after_a_byte_order_mark():
    whole = "".join(csv_chunks([["甲", 3]], [Column("列"), Column("数", "number")]))

    assert whole == '\ufeff"列","数"\r\n"甲","3"\r\n'


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13800138000", "138 0013 8000"),
        ("+8613800138000", "138 0013 8000"),
        ("008613800138000", "138 0013 8000"),
        ("010-8888", "010-8888"),
        ("+85223456789", "(+852) 2345 6789"),
        ("+442079460958", "00 442079460958"),
        ("087160000000", "0871-6000 0000"),
        ("01060000000", "010-6000 0000"),
        ("4001234567", "400 123 4567"),
        ("+=1+1", "'+=1+1"),
        ("+12345678+cmd", "'+12345678+cmd"),
    ],
)
def test_a_telephone_is_shown_in_groups_without_an_apostrophe(phone, shown):
    assert read_csv(phone, kind="phone") == [shown]


@pytest.mark.parametrize("rest", ["1+1", "", "000", "云岭"])
def test_no_first_character_slips_past_the_guard(rest):
    for code in range(0x11000):
        text = chr(code) + rest
        spoilt = tabular._is_spoilt(text)

        assert tabular.shown_text(text) == (f"'{text}" if spoilt else tabular._guarded(text))


def test_both_files_hold_the_same_text():
    texts = [*RISKY, *DULL, *EXACT, "甲<乙>&丙", " 甲 ", "", "安" * 40_000]
    columns = [Column("列"), Column("电话", "phone")]
    rows = [[text, text] for text in texts]
    out = io.BytesIO()

    write_xlsx(tabular.shown_rows(rows, columns), columns, out, sheet="名单")

    book = [list(row) for row in openpyxl.load_workbook(out).active.iter_rows(values_only=True)]
    whole = "".join(csv_chunks(rows, columns)).removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(whole, newline="")))
    assert [[cell or "" for cell in row] for row in book] == lines


@pytest.mark.parametrize("count", [0, 1, 500, 501])
def test_head_and_filter_of_a_workbook_cover_all_rows(count):
    out = io.BytesIO()

    assert write_xlsx([["甲", 1]] * count, [Column("列"), Column("数")], out, sheet="名单") == count

    page = openpyxl.load_workbook(out).active
    assert (page.auto_filter.ref, page.freeze_panes) == (f"A1:B{max(count, 0) + 1}", "A2")
    assert page.max_row == count + 1


def test_characters_that_xml_forbids_are_left_out():
    assert [cell.value for (cell,) in read_xlsx(sheet_of("甲\x00乙\x1b\ud800丙\ufffe"))] == [
        "甲乙丙"
    ]
    assert read_csv("甲\x00乙\ud800丙") == ["甲乙丙"]


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    ((cell,),) = read_xlsx(sheet_of("𠮷" * CELL_LIMIT))

    assert cell.value.endswith("…（已截断）")
    assert len(cell.value.encode("utf-16-le")) // 2 <= CELL_LIMIT


def test_numbers_dates_and_money_are_what_they_are():
    columns = [
        Column(*pair)
        for pair in [("数", "number"), ("价", "money"), ("日", "date"), ("时", "time")]
    ]
    row = [3, Decimal("29000.50"), date(2026, 12, 1), datetime(2026, 12, 1, 9, 30)]
    out = io.BytesIO()

    count = write_xlsx([row], columns, out, sheet="数")

    cells = [cell.value for cell in list(openpyxl.load_workbook(out).active.iter_rows())[1]]
    assert count == 1
    assert cells == [3, 29000.5, datetime(2026, 12, 1), datetime(2026, 12, 1, 9, 30)]
    whole = "".join(csv_chunks([row], columns))
    assert whole.split("\r\n")[1] == '"3","29000.50","2026-12-01","2026-12-01 09:30"'


def test_a_long_csv_comes_in_chunks():
    rows = ([str(number)] for number in range(1200))

    chunks = list(csv_chunks(rows, [Column("列")]))

    assert len(chunks) == 3
    assert len(re.findall("\r\n", "".join(chunks))) == 1201


def test_a_sheet_name_may_hold_what_excel_forbids():
    out = io.BytesIO()

    write_xlsx([], [Column("列")], out, sheet="名单[2026/12]:*?" + "长" * 40)

    assert len(openpyxl.load_workbook(out).sheetnames[0]) == 31
