"""Small sheets for the tests of lists, and what was read from them in few words."""

import io

import xlsxwriter

from enrollment.people.roster import read_file


def workbook(*rows, merged=()) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    for area in merged:
        sheet.merge_range(area, rows[int(area.split(":")[0][1:]) - 1][ord(area[0]) - 65])
    book.close()
    return out.getvalue()


def people(reading) -> list[tuple[str, ...]]:
    """Each with the fields that are filled, in the order name, phone, email, department, title."""
    found = [taken.person for taken in reading.people]
    rows = [(one.name, one.phone, one.email, one.department, one.job_title) for one in found]
    return [tuple(filter(None, row)) for row in rows]


def of_table(*rows, **options) -> list[tuple[str, ...]]:
    return people(read_file("a.xlsx", workbook(*rows, **options)))


def told(reading) -> str:
    return " ".join(one.text for one in reading.left_out)


def doubts(reading) -> list[tuple[str, str]]:
    return [(one.where, one.code) for one in reading.doubts]
