"""The enrollment list as a file: what it holds, in what order, and that it is written down."""

import csv
import io

import openpyxl
import pytest
from django.db import DatabaseError

from enrollment.domain import audit
from enrollment.models import AuditEvent, Enrollment
from enrollment.people.party import Person
from enrollment.queries import exports
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.django_db


def allowed(queryset=None, form="csv", **chosen):
    queryset = Enrollment.objects.order_by("pk") if queryset is None else queryset
    return exports.allow(queryset, form=form, actor="staff:lin", filters={}, now=NOW, **chosen)


def rows_of(export) -> list[dict]:
    text = b"".join(exports.csv_file(export)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_party_has_a_row_for_each_seat_named_or_not():
    enrolled(SessionFactory(), 3, people=(Person("安小宁", phone="13900000001"), Person("白一凡")))

    rows = rows_of(allowed())

    assert [(row["座位"], row["学员姓名"], row["学员手机"]) for row in rows] == [
        ("1", "安小宁", "139 0000 0001"),
        ("2", "白一凡", ""),
        ("3", "待定", ""),
    ]


def test_the_rows_keep_the_order_of_the_list():
    session = SessionFactory(capacity=None)
    codes = [enrolled(session).code for _ in range(3)]

    rows = rows_of(allowed(Enrollment.objects.order_by("-pk")))

    assert [row["报名编号"] for row in rows] == codes[::-1]


def test_a_workbook_says_the_same_as_the_csv():
    enrolled(SessionFactory(), 2, people=(Person("=安小宁"),), company="+云岭")
    export = allowed()

    with exports.xlsx_file(export) as file:
        head, *rows = openpyxl.load_workbook(file).active.iter_rows(values_only=True)

    name, company = head.index("学员姓名"), head.index("单位")
    assert [(row[name], row[company]) for row in rows] == [
        ("'=安小宁", "'+云岭"),
        ("待定", "'+云岭"),
    ]
    assert [(row["学员姓名"], row["单位"]) for row in rows_of(export)] == [
        ("'=安小宁", "'+云岭"),
        ("待定", "'+云岭"),
    ]


def test_who_takes_a_list_is_written_down_without_any_name():
    enrolled(SessionFactory(), 2)

    allowed()

    event = AuditEvent.objects.get(verb="export")
    assert (event.actor, event.changes["enrollments"], event.changes["rows"]) == (
        "staff:lin",
        1,
        2,
    )
    assert "安小宁" not in str(event.changes)


def test_without_its_record_there_is_no_file(monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("audit is not writable")

    monkeypatch.setattr(audit, "record", broken)

    with pytest.raises(exports.NotExported, match="没有导出"):
        allowed()


def test_a_list_longer_than_a_workbook_is_refused_in_words(monkeypatch):
    enrolled(SessionFactory(), 3)
    monkeypatch.setattr(exports, "MAX_XLSX_ROWS", 2)

    with pytest.raises(exports.NotExported, match="一共 3 行，Excel 文件最多 2 行"):
        allowed(form="xlsx")

    assert AuditEvent.objects.filter(verb="export").count() == 0


@pytest.mark.parametrize("parties", [1, 3])
def test_the_file_takes_the_same_queries_for_any_list(parties, django_assert_num_queries):
    for _ in range(parties):
        enrolled(SessionFactory(), 2, people=(Person("安小宁"),))
    export = allowed()

    with django_assert_num_queries(3):
        rows_of(export)


def test_who_left_since_the_list_was_asked_for_is_no_error():
    export = exports.Export([0], 0, exports.LISTINGS["seats"], exports.LISTINGS["seats"].fields)

    assert rows_of(export) == []
