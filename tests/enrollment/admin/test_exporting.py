"""The list leaves as a file: exactly what is filtered, only for who may, and written down first."""

import csv
import io
from urllib.parse import quote

import openpyxl
import pytest
from django.db import DatabaseError

from enrollment.domain import audit
from enrollment.models import AuditEvent
from tests.factories import SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db

WHY = "给昆明班做桌牌"
ADDRESS = "/admin/enrollment/enrollment/export/"


@pytest.fixture
def parties():
    session = SessionFactory(capacity=2)
    return [
        enrolled(session, 2, company="云岭示例银行"),
        enrolled(session, 1, company="海岸示例银行"),
        enrolled(session, 1, company="云岭示例银行二部"),
    ]


def exported(query="", kind="csv", role="sales", **chosen):
    return client_of(role).post(f"{ADDRESS}?{query}", {"form": kind, "reason": WHY, **chosen})


def column(answer, name="报名编号") -> list[str]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return [row[name] for row in csv.DictReader(io.StringIO(text, newline=""))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [2, 1, 0, 0]),
        ("state__exact=waiting", [2, 1]),
        ("q=云岭", [2, 0, 0]),
        ("q=云岭&state__exact=waiting", [2]),
        ("o=5", None),
        ("q=nobody", []),
    ],
)
def test_the_file_holds_what_the_list_shows_in_its_order(parties, query, found):
    client = client_of("manager")
    listed = client.get(f"/admin/enrollment/enrollment/?{query}").context["cl"].result_list
    expected = [party.code for party in listed for _ in range(party.seats)]

    codes = column(client.post(f"{ADDRESS}?{query}", {"form": "csv", "reason": WHY}))

    assert codes == expected
    if found is not None:
        assert codes == [parties[n].code for n in found]


def test_the_workbook_opens_and_is_named_in_chinese(parties):
    answer = exported(kind="xlsx")

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.max_row == 5
    assert answer["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''" + quote("报名名单")
    )
    assert answer["Content-Disposition"].endswith(".xlsx")


def test_the_export_is_written_down_with_its_filters_but_not_its_search(parties):
    exported("state__exact=waiting&q=13900000001")

    event = AuditEvent.objects.get(verb="export")
    assert event.actor == "staff:sales"
    assert event.changes["filters"] == {"state__exact": ["waiting"], "searched": ["yes"]}
    assert "13900000001" not in str(event.changes)


def test_a_phone_in_a_made_up_filter_is_not_written_down(parties):
    exported("contact_phone=13900000001")

    assert "13900000001" not in str(AuditEvent.objects.get(verb="export").changes)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_record_no_file(parties, kind, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError("audit is not writable")

    monkeypatch.setattr(audit, "record", broken)

    answer = exported("state__exact=waiting", kind)

    assert answer.status_code == 409
    assert "没有导出" in answer.content.decode()


@pytest.mark.parametrize("role", ["editor"])
def test_who_has_no_right_to_export_gets_no_file_and_no_record(parties, role):
    assert exported(role=role).status_code == 403
    assert AuditEvent.objects.filter(verb="export").count() == 0


@pytest.mark.parametrize("kind", ["", "pdf", "../csv"])
def test_an_unknown_form_is_not_found(parties, kind):
    assert exported(kind=kind).status_code == 404


def test_a_link_that_is_only_followed_exports_nothing(parties):
    assert client_of("sales").get(ADDRESS)["Content-Type"].startswith("text/html")
    assert AuditEvent.objects.filter(verb="export").count() == 0


@pytest.mark.parametrize("query", ["session__month__foo=1", "state__exact=nonsense", "p=999"])
def test_a_broken_filter_breaks_nothing(parties, query):
    answer = exported(query)

    assert answer.status_code in {200, 302, 400}
