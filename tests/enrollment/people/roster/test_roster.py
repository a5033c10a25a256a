"""Lists of people as they come: pasted, from spreadsheets, spoilt, hostile."""

import ast
import io
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.people import roster
from enrollment.people.party import Person
from enrollment.people.roster import Line, RosterError, checked, compare, lines_of, some_people
from tests.damage import damaged
from tests.pace import within
from tests.size import size

ROOT = Path(__file__).resolve().parents[4]
STRIDES = 4_000  # within which any file is read or refused


def workbook(rows, **options) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.close()
    return out.getvalue()


def read_file(name: str, data: bytes) -> list[Line]:
    return lines_of(some_people(roster.read_file(name, data)))


def read_text(text: str) -> list[Line]:
    return lines_of(some_people(roster.read_text(text)))


def left_out(name: str, data: bytes) -> list[tuple[str, str]]:
    return [(one.where, one.text) for one in roster.read_file(name, data).left_out]


def people(lines) -> list[tuple[str, ...]]:
    return [(one.name, one.phone, one.department, one.job_title, one.email) for one in lines]


def faults(lines) -> list[tuple[int, str, str]]:
    return [(o.number, p.field, p.message % p.params) for o in lines for p in o.problems]


def test_it_needs_no_django():
    for path in (ROOT / "enrollment" / "people").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

        assert [name for name in names if name.startswith(("django", "enrollment.models"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "安小宁\n白一凡\n陈可",
        "安小宁\r\n白一凡\r\n\r\n陈可\r\n",
        "安小宁 白一凡 陈可",
        "安小宁　白一凡　陈可",
        "安小宁、白一凡、陈可",
        "安小宁,白一凡，陈可",
        "安小宁；白一凡；陈可",
        "1. 安小宁\n2. 白一凡\n3. 陈可",
        "1、安小宁\n2、白一凡\n3、陈可",
        "（1）安小宁\n（2）白一凡\n（3）陈可",
        "姓名\n安小宁\n白一凡\n陈可",
        "序号\t姓名\n1\t安小宁\n2\t白一凡\n3\t陈可",
        "1\t安小宁\n2\t白一凡\n3\t陈可",
    ],
)
def test_names_are_found_however_they_are_listed(text):
    lines = read_text(text)

    assert [line.name for line in lines] == ["安小宁", "白一凡", "陈可"]
    assert faults(lines) == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("安小宁 139 0000 0001 柜员", ("安小宁", "13900000001", "", "柜员", "")),
        ("安小宁,13900000001,an@example.com", ("安小宁", "13900000001", "", "", "an@example.com")),
        ("安小宁\t营业部\t139 0000 0001", ("安小宁", "13900000001", "营业部", "", "")),
        ("13900000001\t安小宁", ("安小宁", "13900000001", "", "", "")),
        ("Anne Marie Lee", ("Anne Marie Lee", "", "", "", "")),
        ("Bob Lee +852 6123 4567", ("Bob Lee", "+85261234567", "", "", "")),
        ("张 三", ("张三", "", "", "", "")),
        ('"安小宁"\t"柜员\n兼大堂"', ("安小宁", "", "", "柜员兼大堂", "")),
    ],
)
def test_what_stands_beside_a_name_is_told_apart(text, person):
    lines = read_text(text)

    assert people(lines) == [person]


@pytest.mark.parametrize(
    "header",
    [
        ["姓名", "手机", "部门", "职务", "邮箱"],
        ["学员姓名*", "联系电话（必填）", "所在部门", "岗位", "E-mail"],
        ["姓 名：", "手机号码", "机构", "职位", "电子邮箱"],
        ["Name", "Mobile Phone", "Department", "Job Title", "Email Address"],
        ["FULL NAME", "Tel", "Branch", "Position", "E-Mail"],
    ],
)
@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 2, 0, 3, 1], [1, 0, 4, 3, 2]])
def test_columns_are_known_by_their_headers_in_any_order(header, order):
    row = ["安小宁", 13900000001, "营业部", "柜员", "an@example.com"]
    table = [["二〇二六年培训报名表"], [], [header[n] for n in order], [row[n] for n in order]]

    lines = read_file("名单.xlsx", workbook(table))

    assert people(lines) == [("安小宁", "13900000001", "营业部", "柜员", "an@example.com")]


def test_columns_without_headers_are_known_by_what_stands_in_them():
    table = [
        [1, "安小宁", "城东支行", "an@example.com", 13900000001, "柜员"],
        [2, "白一凡", "城西支行", "bai@example.com", 13900000002, "客户经理"],
    ]

    lines = read_file("a.xlsx", workbook(table))

    assert people(lines)[1] == ("白一凡", "13900000002", "城西支行", "客户经理", "bai@example.com")


def test_columns_that_are_not_used_are_named_and_not_read():
    table = [
        ["姓名", "身份证号", "手机", "办公电话"],
        ["安小宁", "11010119900307", 13900000001, "8888"],
    ]

    lines = read_file("a.xlsx", workbook(table))

    assert left_out("a.xlsx", workbook(table)) == [
        ("Sheet1!B", "身份证号"),
        ("Sheet1!D", "办公电话：8888"),
    ]
    assert people(lines) == [("安小宁", "13900000001", "", "", "")]


def test_numbers_that_a_spreadsheet_made_are_read_and_spoilt_ones_are_named():
    table = [["姓名", "手机"], ["安小宁", 13900000001.0], ["白一凡", 1.39e17], ["陈可", "1.39E+10"]]

    lines = read_file("a.xlsx", workbook(table))

    assert [line.phone for line in lines] == ["13900000001", "1.39E+17", "1.39E+10"]
    spoilt = "表格软件把这个号码变成了 %s，后面几位已经丢失。请把单元格设为“文本”再重新填写。"
    assert faults(lines) == [
        (2, "phone", spoilt % "1.39E+17"),
        (3, "phone", spoilt % "1.39E+10"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_is_read_in_the_encodings_that_spreadsheets_write(encoding, delimiter):
    text = (
        f"姓名{delimiter}手机{delimiter}职务\r\n安小宁{delimiter}139 0000 0001{delimiter}柜员\r\n"
    )
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""

    lines = read_file("名单.CSV", mark + text.encode(encoding))

    assert people(lines) == [("安小宁", "13900000001", "", "柜员", "")]


def test_every_fault_stands_at_its_cell():
    table = [
        ["姓名", "手机", "邮箱", "职务"],
        ["安小宁", "139 0000 000", "an@", ""],
        ["", "13900000002", "", ""],
        ["戴安", "", "", "长" * 81],
        ["陈\u202e可", "", "", ""],
    ]

    lines = read_file("a.xlsx", workbook(table))

    assert faults(lines) == [
        (1, "email", "邮箱写得不完整，例如 name@example.com。"),
        (1, "phone", "手机号应是 11 位，这里有 10 位，请核对。"),
        (2, "job_title", "最多 80 个字，现在有 81 个，请写短一些。"),
        (3, "name", "这里有看不见或无法识别的字符，请删去后重新输入。"),
    ]


def test_two_addresses_in_a_cell_are_named_as_two():
    assert faults(checked([Line(1, "安小宁", email="a@b.cn;c@d.cn")])) == [
        (1, "email", "只能填一个邮箱，例如 name@example.com。")
    ]


def test_the_same_person_twice_is_named_and_namesakes_are_a_doubt():
    lines = checked(
        [
            Line(1, "安小宁", phone="13900000001"),
            Line(2, "安小宁", phone="139 0000 0001", job_title="柜员"),
            Line(3, "安小宁", phone="13900000003"),
            Line(4, "白一凡", phone="13900000003"),
        ]
    )

    assert faults(lines) == [
        (2, "name", "与第 1 行是同一个人，请删去一行；同名的两位，请各写自己的手机。"),
        (3, "name", "与第 1 行同名，请确认是两个人。"),
        (4, "phone", "手机与第 3 行相同，请核对。"),
    ]
    assert [line.is_wrong for line in lines] == [False, True, False, False]


@pytest.mark.parametrize(
    ("before", "after", "marks", "removed"),
    [
        (["安"], ["安"], ("same",), ()),
        (["安", "白"], ["白", "安"], ("same", "same"), ()),
        (["安"], ["安", "白"], ("same", "added"), ()),
        (["安", "白"], ["白"], ("same",), ("安",)),
        (["安"], ["白"], ("added",), ("安",)),
        ([], [], (), ()),
    ],
)
def test_lists_are_compared_by_who_is_on_them(before, after, marks, removed):
    changes = compare([Person(name) for name in before], [Person(name) for name in after])

    assert changes.marks == marks
    assert tuple(person.name for person in changes.removed) == removed


@pytest.mark.parametrize(
    "after",
    [
        Person("安小宁", phone="13900000009"),
        Person("安晓宁", phone="13900000001"),
        Person("安小宁", phone="13900000001", job_title="主管"),
    ],
)
def test_a_person_with_another_name_number_or_post_is_the_same_person_changed(after):
    before = Person("安小宁", phone="13900000001")

    assert compare([before], [after]).marks == ("changed",)


def test_the_same_list_again_changes_nothing():
    lines = read_text("安小宁\t13900000001\n白一凡\t13900000002")
    once = [line.person() for line in lines]

    assert compare(once, once).is_nothing


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def altered(**parts: bytes) -> bytes:
    """A right workbook with some of its parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(workbook([["姓名"], ["安小宁"]]))) as file:
        kept = {name: file.read(name) for name in file.namelist()}
    return packed(**(kept | parts))


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
STRINGS = "xl/sharedStrings.xml"
SHARED = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'
MANY_CELLS = HEAD + (b"<row>" + b'<c t="s"><v>0</v></c>' * 100 + b"</row>") * 5_000 + TAIL
LONG_TEXT = SHARED % (b"<si><t>" + b"a" * 32_000 + b"</t></si>")
PREFIX = b"abcdefghijklmnopqrstuvwxyz:"
FAR_CELL = HEAD + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + TAIL
WIDE_ROW = HEAD + b'<row r="1">' + b"<c><v>1</v></c>" * 200_000 + b"</row>" + TAIL
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + HEAD + TAIL


def lying(data: bytes) -> bytes:
    """The sheet's declared size changed to 10 bytes, wherever it is declared."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        size = file.getinfo(SHEET).file_size.to_bytes(4, "little")
    return data.replace(size, (10).to_bytes(4, "little"))


HOSTILE = {
    "empty": ("a.xlsx", b"", "这是一个空文件"),
    "too big": ("a.xlsx", b"PK" + b"0" * (5 * 1024 * 1024), "文件有 5.0 MB，最多 5 MB"),
    "a bomb": ("a.xlsx", altered(**{SHEET: HEAD + b" " * (20 * 1024 * 1024)}), "解开后太大"),
    "many entries": ("a.xlsx", altered(**{f"x{n}": b"" for n in range(1_001)}), "解开后太大"),
    "a far cell": ("a.xlsx", altered(**{SHEET: FAR_CELL}), "没有读到学员"),
    "a wide row": ("a.xlsx", altered(**{SHEET: WIDE_ROW}), "名单最多 5000 行、100 列"),
    "entities": ("a.xlsx", altered(**{SHEET: ENTITIES}), "打不开"),
    "shared entities": ("a.xlsx", altered(**{"xl/sharedStrings.xml": ENTITIES}), "打不开"),
    "wide characters": (
        "a.xlsx",
        altered(**{SHEET: FAR_CELL.decode().encode("utf-16")}),
        "没有读到学员",
    ),
    "a lying size": ("a.xlsx", lying(workbook([["姓名"]] * 4_000)), "打不开"),
    "macros": ("a.xlsx", altered(**{"xl/vbaProject.bin": b"x"}), "带有宏"),
    "xlsm": ("a.xlsm", workbook([["姓名"], ["安小宁"]]), "带有宏"),
    "old or locked": ("a.xlsx", b"\xd0\xcf\x11\xe0" + b"0" * 900, "打不开"),
    "locked": (
        "a.xlsx",
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "设了密码",
    ),
    "no zip": ("a.xlsx", b"PK not a zip", "打不开"),
    "a web page": ("a.xlsx", b"<html></html>", "这是一个空文件"),
    "cut off": ("a.xlsx", workbook([["姓名"]] * 99)[:-900], "打不开"),
    "a letter": (
        "a.docx",
        packed(**{"word/document.xml": b"<x/>"}),
        "请上传 .xlsx、.xls、.ods 或 .csv",
    ),
    "a picture": ("a.jpg", b"\xff\xd8\xff\xe0 JFIF", "请上传 .xlsx、.xls、.ods 或 .csv"),
    "one text shown in many cells": (
        "a.xlsx",
        altered(**{SHEET: MANY_CELLS, STRINGS: LONG_TEXT}),
        "这个文件解开后太大",
    ),
    "a long prefix that nothing declares": (
        "a.xlsx",
        altered(**{SHEET: HEAD + (b"<" + PREFIX + b"row/>") * 5_001 + TAIL}),
        "这是一个空文件",
    ),
    "too many rows": ("a.xlsx", workbook([["安小宁"]] * 5_001), "名单最多 5000 行"),
    "far, written strangely": (
        "a.xlsx",
        altered(**{SHEET: HEAD + b'<row><c r = "XFD60000"><v>1</v></c></row>' + TAIL}),
        "没有读到学员",
    ),
    "far, close to another": (
        "a.xlsx",
        altered(**{SHEET: HEAD + b'<row><c t="n"r="XFD9"><v>1</v></c></row>' + TAIL}),
        "打不开",
    ),
    "far behind many zeros": (
        "a.xlsx",
        altered(**{SHEET: HEAD + b'<row><c r="AZ%s9"><v>1</v></c></row>' % (b"0" * 30) + TAIL}),
        "没有读到学员",
    ),
    "nothing but ends of lines": ("a.csv", b"\n" * 5_000_000, "这是一个空文件"),
    "upwards": ("a.xlsx", altered(**{"../../x.xml": b"x"}), "打不开"),
    "absolute": ("a.xlsx", altered(**{"/etc/x.xml": b"x"}), "打不开"),
    "no text": ("a.csv", b"\x00\x01\x02\x00\xff\xff\x00" * 9, "编码无法识别"),
    "broken text": ("a.csv", b"\xff\xff\x80\x81abc", "编码无法识别"),
    "many rows": ("a.csv", "安小宁\n".encode() * 5_001, "名单最多 5000 行"),
    "many columns": ("a.csv", b"," * 1_000_000 + b"x", "名单最多 5000 行、100 列"),
    "one endless cell": ("a.csv", b'"' + b"a" * 4_000_000, "打不开"),
    "many people": ("a.csv", "安小宁\n".encode() * 101, "名单里有 101 人，一次最多 100 人"),
    "only a header": ("a.csv", "姓名,手机\n,,\n".encode(), "没有读到学员"),
    "only blanks": ("a.csv", b" ,\n,\n", "这是一个空文件"),
    "empty sheets": ("a.xlsx", workbook([]), "这是一个空文件"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_or_useless_file_is_refused_in_a_sentence_and_in_time(kind):
    name, data, sentence = HOSTILE[kind]

    def read():
        with pytest.raises(RosterError) as refused:
            read_file(name, data)
        assert sentence in str(refused.value)

    assert within(STRIDES, read)


def test_the_largest_list_that_is_allowed_is_read_in_time():
    table = [
        ["姓名", "手机", "部门", "职务", "邮箱"],
        *[[f"安小宁{n}", 13900000000 + n] for n in range(4_990)],
    ]
    data = workbook(table)

    def read():
        assert len(roster.read_file("a.xlsx", data).people) == 4_990

    assert within(STRIDES, read)


def test_a_damaged_workbook_is_read_or_refused():
    right = workbook([["姓名", "手机"], *[["安小宁", 13900000001]] * 20])
    refused = 0

    for data in damaged(right, size(150, 1000)):
        try:
            read_file("a.xlsx", data)
        except RosterError as error:
            assert str(error)
            refused += 1

    assert refused


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_pasted_text_is_read_or_refused(text):
    try:
        lines = read_text(text)
    except RosterError:
        return

    assert all(not line.is_empty for line in lines)


@settings(max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a"]))
def test_any_bytes_are_read_or_refused(data, name):
    try:
        read_file(name, data)
    except RosterError as refused:
        assert str(refused)


INVENTED = ["安小宁", "白一凡", "陈可", "戴安然", "方子墨"]
ODD_ROWS = [
    ["合计", "5人"],
    ["联系人：孟立敏 0871-60000330"],
    ["请于周五前返回"],
    ["13900000099"],
    ["备注", "自带电脑", "x@example.com"],
    ["城东支行（3人）"],
    ["另有两人待定"],
    ["", "", "", "单独一格"],
]


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(ODD_ROWS), max_size=4),
    st.lists(st.sampled_from(ODD_ROWS), max_size=4),
    st.permutations([0, 1, 2, 3]),
    st.booleans(),
    st.sampled_from(["", "吃素", "晚到一天", "清真", "A", "12月"]),
)
def test_every_filled_cell_is_somebodys_a_header_or_listed(above, below, order, header, remark):
    """The oracle reads the file with another library and knows nothing of the reader."""
    head = ["姓名", "手机", "部门", "备注"]
    rows = [[name, f"1390000000{n}", "营业部", remark] for n, name in enumerate(INVENTED)]
    table = ([head] if header else []) + rows
    data = workbook([*above, *[[row[n] for n in order] for row in table], *below])

    reading = roster.read_file("a.xlsx", data)

    told = [bare(one.text) for one in reading.left_out]
    told += [bare(getattr(one.person, name)) for one in reading.people for name in roster.FIELDS]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    lost = [v for v in cells if v not in head and not any(bare(v) in text for text in told)]
    assert not [value for value in lost if bare(value)]
    assert {one.person.name for one in reading.people} >= set(INVENTED)
    assert {one.person.name for one in reading.people} <= {*INVENTED, ""}
