"""What programs make of a list: other packages, old workbooks, pages; hostile ones in time."""

import io
import struct
import zipfile

import pytest
import xlsxwriter

from enrollment.people.roster import RosterError, read_file
from enrollment.people.roster.carriers.compound import stream_of
from tests.pace import within

SECTOR, SMALL, FREE, END = 512, 64, 0xFFFFFFFF, 0xFFFFFFFE


def workbook(*rows) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.close()
    return out.getvalue()


def names(name: str, data: bytes) -> list[str]:
    return [taken.person.name for taken in read_file(name, data).people]


def moved(data: bytes, *changes: tuple[str, str]) -> bytes:
    """The package with other names of its parts, in the parts that name them as well."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            name, content = entry.filename, old.read(entry)
            for before, after in changes:
                name, content = (
                    name.replace(before, after),
                    content.replace(before.encode(), after.encode()),
                )
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "changes", [[("xl/", "book/")], [("worksheets/sheet1", "sheets/first")], [("xl/", "")]]
)
def test_the_parts_of_a_workbook_are_where_the_package_says(changes):
    data = workbook(["姓名", "手机"], ["安小宁", "13900000001"])

    assert names("a.xlsx", moved(data, *changes)) == ["安小宁"]


def compound(stream: bytes, *, name: str = "Workbook") -> bytes:
    """The smallest compound file: one short stream among the small ones of the root."""
    small = stream.ljust(-(-len(stream) // SMALL) * SMALL, b"\0")
    chain = [*range(1, len(small) // SMALL), END]
    shared = small.ljust(-(-len(small) // SECTOR) * SECTOR, b"\0")
    sectors = len(shared) // SECTOR
    table = [0xFFFFFFFD, END, END, *range(4, 3 + sectors), END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 2, 1, END, 0)
    header += struct.pack("<109I", 0, *[FREE] * 108)

    def words(numbers) -> bytes:
        return struct.pack(f"<{SECTOR // 4}I", *numbers, *[FREE] * (SECTOR // 4 - len(numbers)))

    def entry(title: str, kind: int, start: int, length: int) -> bytes:
        letters = title.encode("utf-16-le")
        links = struct.pack("<3I", FREE, FREE, 1 if kind == 5 else FREE)
        head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
        return head + links + bytes(36) + struct.pack("<III", start, length, 0)

    directory = entry("Root Entry", 5, 3, len(shared)) + entry(name, 2, 0, len(stream))
    return header + words(table) + directory.ljust(SECTOR, b"\0") + words(chain) + shared


def test_a_short_stream_of_an_old_workbook_is_found_among_the_small_ones():
    stream = bytes(range(200)) * 3

    assert stream_of(compound(stream), ("workbook",)) == stream


def test_an_old_workbook_with_a_password_says_so_however_short_it_is():
    locked = struct.pack("<HH", 0x2F, 6) + b"\1\0\1\0\1\0"

    with pytest.raises(RosterError, match="设了密码"):
        read_file("a.xls", compound(locked))


def test_a_chain_whose_sector_is_followed_by_itself_ends():
    data = bytearray(compound(b"x" * 600))
    data[512 + 3 * 4 : 512 + 4 * 4] = struct.pack("<I", 3)

    with pytest.raises(RosterError, match="打不开"):
        read_file("a.xls", bytes(data))


PAGE = "<html><table><tr><td>姓名<td>手机<tr><td>安小宁<td>13900000001</table></html>"
XML = """<?xml version="1.0"?><Workbook xmlns:ss="urn:x"><Worksheet ss:Name="名单"><Table>
<Row><Cell><Data>姓名</Data></Cell></Row><Row><Cell><Data>安小宁</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("name", ["a.xls", "a.htm", "a.html", "a.xml"])
@pytest.mark.parametrize("text", [PAGE, XML])
def test_a_page_with_a_table_is_read_whatever_it_is_called(name, text):
    assert names(name, text.encode()) == ["安小宁"]


def test_long_lines_without_an_address_cost_no_square():
    rows = [["安小宁", " ".join(f"项目{n}" for n in range(500))] for _row in range(60)]

    assert within(2_000, lambda: names("a.xlsx", workbook(*rows)))
