"""The enrollment list as a file: what it holds, in what order, and that it is written down."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.db import DatabaseError

from catalog.models import Session
from enrollment import actions
from enrollment.domain import audit, customers
from enrollment.models import AuditEvent, Company, Enrollment, Inquiry
from enrollment.people.party import Person
from enrollment.queries import exports
from enrollment.queries.export_listings import LISTINGS
from tests.factories import NOW, CourseFactory, EnrollmentFactory, SessionFactory, enrolled

pytestmark = pytest.mark.django_db


def allowed(queryset=None, form="csv", listing="seats", **chosen):
    queryset = Enrollment.objects.order_by("pk") if queryset is None else queryset
    said = {"form": form, "actor": "staff:lin", "filters": {}, "now": NOW, **chosen}
    return exports.allow(queryset, listing=LISTINGS[listing], **said)


def rows_of(export) -> list[dict]:
    text = b"".join(exports.csv_file(export)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_party_has_a_row_for_each_seat_named_or_not():
    enrolled(SessionFactory(), 3, people=(Person("安小宁", phone="13900000001"), Person("白一凡")))

    rows = rows_of(allowed())

    assert [(row["座位号"], row["学员姓名"], row["学员手机"]) for row in rows] == [
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
    export = exports.Export([0], 0, LISTINGS["seats"], LISTINGS["seats"].fields)

    assert rows_of(export) == []


def numbers(rows, name) -> Decimal:
    """The sum over a column, as a spreadsheet makes it."""
    return sum((Decimal(row[name]) for row in rows if row[name]), Decimal(0))


@pytest.fixture
def every_kind_of_party():
    """Confirmed 3 at 2,900, held 2, waiting 4, cancelled 1, and 2 that moved to another session."""
    course = CourseFactory(price=Decimal("2900.00"))
    session = SessionFactory(course=course, capacity=8)
    enrolled(session, 3, people=(Person("安小宁"),))
    enrolled(session, 2, hold_days=7, contact_phone="13900000002")
    moving = enrolled(session, 2, contact_phone="13900000004")
    gone = enrolled(session, 1, contact_phone="13900000003")
    enrolled(session, 4, contact_phone="13900000005")
    actions.cancel(gone, now=NOW)
    actions.move(moving, to=SessionFactory(course=course), now=NOW)


@pytest.mark.parametrize("listing", ["seats", "parties"])
def test_sums_over_a_file_are_right_whatever_a_row_is(every_kind_of_party, listing):
    columns = ["state", "seats", "kept", "unnamed", "unit_price", "owed", "held"]

    rows = rows_of(allowed(listing=listing, columns=columns))

    assert numbers(rows, "占座") == 3 + 2 + 2
    assert numbers(rows, "人数") == 3 + 2 + 2 + 1 + 4
    assert numbers(rows, "待补名单") == 2 + 2 + 2
    assert numbers(rows, "应收（元）") == 5 * 2900
    assert numbers(rows, "占位金额（元）") == 2 * 2900


def test_the_prices_of_a_row_a_seat_add_up_to_what_is_owed_or_held(every_kind_of_party):
    rows = rows_of(allowed(columns=["unit_price", "owed", "held"]))

    both = numbers(rows, "应收（元）") + numbers(rows, "占位金额（元）")
    assert numbers(rows, "单价（元/人）") == both == 7 * 2900


def test_who_moved_is_two_rows_and_counted_once(every_kind_of_party):
    rows = rows_of(allowed(listing="parties", columns=["code", "moved_to", "seats", "owed"]))

    (left,) = [row for row in rows if row["改到"]]
    (there,) = [row for row in rows if row["报名编号"] == left["改到"]]
    assert [(row["人数"], row["应收（元）"]) for row in (left, there)] == [
        ("", ""),
        ("2", "5800.00"),
    ]


def test_an_offer_of_fewer_seats_counts_those_only():
    party = EnrollmentFactory(
        seats=3, offered_seats=2, state="offered", offered_until=NOW, unit_price=Decimal(100)
    )

    rows = rows_of(allowed(Enrollment.objects.filter(pk=party.pk)))

    assert [row["占位金额（元）"] for row in rows] == ["100.00", "100.00", ""]


def test_a_row_a_party_names_all_its_people():
    enrolled(SessionFactory(), 3, people=(Person("安小宁"), Person("白一凡")))

    (row,) = rows_of(allowed(listing="parties"))

    assert row["学员姓名"] == "安小宁、白一凡"
    assert "座位号" not in row


def test_a_list_of_people_holds_who_has_a_name():
    enrolled(SessionFactory(), 3, people=(Person("安小宁", job_title="大堂经理"), Person("白一凡")))

    export = allowed(listing="people")

    assert export.count == 2
    assert [(row["学员姓名"], row["职务"]) for row in rows_of(export)] == [
        ("安小宁", "大堂经理"),
        ("白一凡", ""),
    ]


def test_sessions_leave_with_what_their_parties_owe(every_kind_of_party):
    rows = rows_of(allowed(Session.objects.order_by("pk"), listing="sessions"))

    assert [(row["已确认"], row["占位"], row["应收（元）"]) for row in rows] == [
        ("3", "2", "8700.00"),
        ("2", "0", "5800.00"),
    ]
    assert [row["占位金额（元）"] for row in rows] == ["5800.00", ""]


def asked() -> Inquiry:
    """An inquiry that has a quotation and a next step."""
    return Inquiry.objects.create(
        key="k",
        text="=1+1",
        contact_name="安小宁",
        contact_phone="13900000001",
        next_step="寄合同",
        next_on=date(2026, 12, 3),
        quote_amount=Decimal(9800),
        created_at=NOW,
    )


def test_inquiries_leave_as_a_file_with_what_comes_next():
    asked()

    (row,) = rows_of(allowed(Inquiry.objects.all(), listing="inquiries"))

    assert (row["想了解什么"], row["状态"], row["联系人手机"]) == (
        "'=1+1",
        "待答复",
        "139 0000 0001",
    )
    assert (row["下一步"], row["下一步的日期"], row["报价（元）"]) == (
        "寄合同",
        "2026-12-03",
        "9800.00",
    )


def test_companies_leave_with_what_their_parties_come_to():
    course = CourseFactory(price=Decimal("2900.00"))
    session = SessionFactory(course=course, capacity=None)
    enrolled(session, 3, people=(Person("安小宁"),), company="富滇银行昆明分行")
    other = {"company": "富滇银行股份有限公司昆明分行", "contact_phone": "13900000002"}
    moving = enrolled(session, 2, **other, contact_name="白一凡")
    actions.move(moving, to=SessionFactory(course=course), now=NOW)
    customers.recognise_waiting(now=NOW)  # as tick does
    Company.objects.update(bank_account="6222000011112222333")

    (row,) = rows_of(allowed(Company.objects.all(), listing="companies"))

    assert (row["报名（份）"], row["占座"], row["待补名单"], row["应收（元）"]) == (
        "2",
        "5",
        "4",
        "14500.00",
    )
    assert (row["联系人"], row["银行账号"]) == ("安小宁、白一凡", "'6222000011112222333")


@pytest.mark.parametrize("listing", LISTINGS)
def test_both_files_of_every_list_hold_the_same_cells(every_kind_of_party, listing):
    about = LISTINGS[listing].about
    models = {"sessions": Session, "inquiries": Inquiry, "companies": Company}
    asked()
    customers.recognise_waiting(now=NOW)  # as tick does
    queryset = models.get(about, Enrollment).objects.all()
    export = allowed(queryset.order_by("pk"), listing=listing)

    with exports.xlsx_file(export) as file:
        book = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    text = b"".join(exports.csv_file(export)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline="")))

    kinds = [field.kind for field in export.fields]
    assert [
        [written(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in book[1:]
    ] == lines[1:]
    assert list(book[0]) == lines[0]
    assert len(lines) > 1


def test_a_time_has_whole_minutes_in_a_workbook_as_in_a_csv():
    party = EnrollmentFactory(created_at=NOW.replace(second=47, microsecond=5))
    export = allowed(Enrollment.objects.filter(pk=party.pk), columns=["created_at"])

    with exports.xlsx_file(export) as file:
        [_head, [when]] = openpyxl.load_workbook(file).active.iter_rows(values_only=True)

    assert (when.minute, when.second, when.microsecond) == (NOW.minute, 0, 0)


def written(cell, kind: str) -> str:
    if cell is None:
        return ""
    if kind == "money":
        return f"{cell:.2f}"
    if kind in ("date", "time"):
        return f"{cell:%Y-%m-%d}" if kind == "date" else f"{cell:%Y-%m-%d %H:%M}"
    return str(cell)
