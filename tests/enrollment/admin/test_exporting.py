"""The list leaves as a file: exactly what is filtered, only for who may, and written down first."""

import csv
import hashlib
import io
from urllib.parse import quote

import openpyxl
import pytest
from django.db import DatabaseError

from enrollment.domain import audit
from enrollment.models import AuditEvent, Enrollment, ExportLayout
from enrollment.queries import exports
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of, staff

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


def test_without_a_reason_there_is_no_file_and_what_was_chosen_is_kept(parties):
    answer = exported(reason="", choosing="1", columns=["code", "seats"], **{"place-seats": "5"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="code" checked' in page
    assert page.index('value="seats" checked') < page.index('value="code" checked')
    assert AuditEvent.objects.filter(verb="export").count() == 0


@pytest.mark.parametrize("reason", ["打给 13900000001", "发给 an@example.com"])
def test_a_reason_holds_no_telephone_and_no_address(parties, reason):
    assert "用途里请不要写电话或邮箱" in exported(reason=reason).content.decode()
    assert AuditEvent.objects.filter(verb="export").count() == 0


def test_the_record_holds_reason_columns_and_number_of_rows(parties):
    exported(choosing="1", columns=["code", "seats"])

    said = AuditEvent.objects.get(verb="export").changes
    assert (said["reason"], said["columns"], said["rows"]) == (WHY, ["报名编号", "人数"], 4)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_record_has_the_digest_of_exactly_the_bytes_that_left(parties, kind):
    taken = b"".join(exported(kind=kind).streaming_content)

    asked, sent = AuditEvent.objects.filter(verb__startswith="export").order_by("pk")
    assert (asked.verb, sent.verb, sent.actor) == ("export", "export sent", "staff:sales")
    assert sent.changes["asked_at"] == asked.at.isoformat()
    assert sent.changes["sha256"] == hashlib.sha256(taken).hexdigest()
    assert (sent.changes["size"], sent.changes["whole"]) == (len(taken), True)


def test_a_list_that_was_not_taken_to_its_end_has_the_digest_of_its_part(parties):
    said = {"form": "csv", "actor": "staff:sales", "now": NOW}
    export = exports.allow(Enrollment.objects.all(), filters={}, **said)
    sending = exports.digested(
        iter([b"one", b"two"]), export, form="csv", actor="staff:sales", asked=NOW
    )

    begun = next(sending)
    sending.close()

    sent = AuditEvent.objects.get(verb="export sent").changes
    assert sent["sha256"] == hashlib.sha256(begun).hexdigest()
    assert (sent["size"], sent["whole"]) == (3, False)


def test_columns_leave_in_the_order_of_their_numbers(parties):
    places = {"place-company": "10", "place-code": "20", "place-seats": ""}

    answer = exported(choosing="1", columns=["seats", "code", "company"], **places)

    head = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[0]
    assert head == '"单位","报名编号","人数"'


def test_a_file_without_columns_is_refused_in_words(parties):
    assert "请至少选一列" in exported(choosing="1").content.decode()


def test_columns_are_kept_by_name_and_offered_again(parties):
    client = client_of("sales")
    client.post(
        ADDRESS, {"save": "1", "name": "桌牌", "choosing": "1", "columns": ["name", "code"]}
    )

    layout = ExportLayout.objects.get()
    page = client.get(f"{ADDRESS}?layout={layout.pk}&state__exact=waiting").content.decode()

    assert layout.columns == ["code", "name"]
    assert page.count(" checked") == 2
    assert AuditEvent.objects.filter(verb="export").count() == 0


def test_the_same_name_again_replaces_what_it_stood_for(parties):
    client = client_of("sales")
    for column in ("name", "code"):
        client.post(ADDRESS, {"save": "1", "name": "桌牌", "choosing": "1", "columns": [column]})

    assert [layout.columns for layout in ExportLayout.objects.all()] == [["code"]]


@pytest.mark.parametrize("shared", [True, False])
def test_a_colleague_sees_what_is_shared_and_deletes_nothing_of_it(parties, shared):
    mine = ExportLayout.objects.create(
        owner=staff("manager"), listing="seats", name="证书", columns=["code"], shared=shared
    )
    colleague = client_of("sales")

    assert ("证书" in colleague.get(ADDRESS).content.decode()) is shared
    colleague.post(ADDRESS, {"drop": mine.pk})
    assert ExportLayout.objects.count() == 1


def test_ones_own_columns_can_be_deleted(parties):
    client = client_of("sales")
    client.post(ADDRESS, {"save": "1", "name": "桌牌", "choosing": "1", "columns": ["code"]})

    client.post(ADDRESS, {"drop": ExportLayout.objects.get().pk})

    assert ExportLayout.objects.count() == 0


def test_keeping_columns_without_a_name_is_refused(parties):
    assert exported(save="1", kind="").status_code == 400
    assert ExportLayout.objects.count() == 0


def test_a_row_a_party_is_a_choice_in_the_address(parties):
    assert column(exported("rows=parties")) == [party.code for party in parties[::-1]]


@pytest.mark.parametrize("query", ["rows=sessions", "rows=nonsense"])
def test_what_a_list_has_not_is_not_found(parties, query):
    assert exported(query).status_code == 404


@pytest.mark.parametrize("layout", ["0", "x", "²", ""])
def test_columns_that_are_gone_are_the_usual_ones(parties, layout):
    assert client_of("sales").get(f"{ADDRESS}?layout={layout}").status_code == 200


def test_a_session_exports_its_own_parties_and_that_is_written_down(parties):
    enrolled(SessionFactory(), 1)
    session = parties[0].session

    codes = column(exported(f"session__id__exact={session.pk}"))

    assert len(codes) == 4
    said = AuditEvent.objects.get(verb="export").changes
    assert said["filters"] == {"session__id__exact": [str(session.pk)]}


@pytest.mark.parametrize("path", ["catalog/session", "enrollment/inquiry", "enrollment/company"])
def test_other_lists_leave_as_files_too(parties, path):
    client = client_of("sales")
    address = f"/admin/{path}/export/"

    assert client.get(address).status_code == 200
    answer = client.post(address, {"form": "csv", "reason": WHY})

    assert answer["Content-Type"].startswith("text/csv")
    assert AuditEvent.objects.get(verb="export").changes["reason"] == WHY
    assert client_of("editor").post(address, {"form": "csv", "reason": WHY}).status_code == 403
