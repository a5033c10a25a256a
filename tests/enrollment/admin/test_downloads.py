"""Long lists are made behind the scenes, for who asked and nobody else, and recur when wanted."""

import csv
import hashlib
import io
import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from enrollment import actions
from enrollment.actions import erasing
from enrollment.admin.scheduled_exports import next_time
from enrollment.domain import traces
from enrollment.models import (
    AuditEvent,
    Enrollment,
    ExportFile,
    ExportLayout,
    ExportSchedule,
    SavedView,
)
from enrollment.people.party import Person
from enrollment.queries import export_files
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db
EXPORT = "/admin/enrollment/enrollment/export/"
DOWNLOADS = "/admin/enrollment/enrollment/downloads/"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def every_list_is_long(monkeypatch):
    monkeypatch.setattr(export_files, "MOST_AT_ONCE", {"csv": 0, "xlsx": 0})


@pytest.fixture
def parties():
    session = SessionFactory(capacity=20, city__name="昆明")
    enrolled(session, 2, people=(Person("安小宁", "13900000042"),), company="=云岭示例银行")
    enrolled(session, 3, contact_phone="0871-60000000", contact_email="an@example.com")


def bytes_of(file: ExportFile) -> bytes:
    with file.file.open() as opened:
        return opened.read()


def asked(client, form="csv", **more) -> ExportFile:
    client.post(EXPORT, {"reason": "做桌牌", "form": form, **more})
    return ExportFile.objects.get()


def test_a_long_list_is_made_by_tick_and_taken_by_who_asked(parties, every_list_is_long):
    client = client_of("sales")
    file = asked(client)
    assert (file.state, file.rows, len(file.ids)) == ("due", 5, 2)
    assert "排队中" in client.get(DOWNLOADS).content.decode()

    call_command("tick", verbosity=0)

    file.refresh_from_db()
    answer = client.get(f"{DOWNLOADS}{file.pk}/")
    body = answer.getvalue()
    assert (file.state, file.rows_made, file.ids) == ("ready", 5, [])
    assert body.decode("utf-8-sig").count("\r\n") == 6
    assert file.sha256 == hashlib.sha256(body).hexdigest()
    events = AuditEvent.objects.filter(verb__in=["export", "export ready", "download"])
    assert [one.verb for one in events.order_by("pk")] == ["export", "export ready", "download"]
    assert events.get(verb="export").changes["reason"] == "做桌牌"
    assert events.get(verb="download").changes["sha256"] == file.sha256


def test_nobody_else_sees_or_takes_the_file(parties, every_list_is_long):
    file = asked(client_of("sales"))
    call_command("make_exports", verbosity=0)
    other = client_of("manager")

    assert other.get(f"{DOWNLOADS}{file.pk}/").status_code == 404
    assert file.name not in other.get(DOWNLOADS).content.decode()
    other.post(DOWNLOADS, {"drop": file.pk})
    file.refresh_from_db()
    assert file.state == "ready"
    assert client_of("editor").get(DOWNLOADS).status_code == 403


def test_a_file_is_gone_after_two_days_and_when_its_owner_deletes_it(parties, every_list_is_long):
    client = client_of("sales")
    first = asked(client)
    call_command("make_exports", verbosity=0)
    first.refresh_from_db()
    path = Path(first.file.path)

    with time_machine.travel(NOW + timedelta(days=2, minutes=1), tick=False):
        client.force_login(first.owner)  # the old sign-in is over
        assert client.get(f"{DOWNLOADS}{first.pk}/").status_code == 404
        call_command("make_exports", verbosity=0)

    first.refresh_from_db()
    assert first.state == "gone"
    assert not path.exists()


def test_a_file_that_may_name_an_erased_person_goes_with_them(
    parties, every_list_is_long, django_capture_on_commit_callbacks
):
    file = asked(client_of("sales"))
    call_command("tick", verbosity=0)
    file.refresh_from_db()
    before, stored, name = file.state, file.file.storage, file.file.name
    for party in Enrollment.objects.order_by("-pk"):
        actions.cancel(party, now=timezone.now())

    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=timezone.now())

    file.refresh_from_db()
    assert before == "ready"
    assert (file.state, file.file.name) == ("gone", "")
    assert not stored.exists(name)


def test_who_lost_the_right_meanwhile_gets_no_file(parties, every_list_is_long):
    client = client_of("sales")
    file = asked(client)
    file.owner.groups.clear()

    call_command("make_exports", verbosity=0)

    file.refresh_from_db()
    assert (file.state, file.file.name) == ("failed", "")


def test_a_file_whose_maker_was_lost_is_made_by_the_next(parties, every_list_is_long):
    file = asked(client_of("sales"))
    ExportFile.objects.update(state="making", claimed_at=NOW - timedelta(minutes=30))
    assert export_files.make_due() == 0

    ExportFile.objects.update(claimed_at=NOW - timedelta(hours=2))
    assert export_files.make_due() == 1
    file.refresh_from_db()
    assert file.state == "ready"


def test_a_short_list_is_given_at_once(parties):
    answer = client_of("sales").post(EXPORT, {"reason": "做桌牌", "form": "csv"})

    assert answer.streaming
    assert ExportFile.objects.count() == 0


def test_both_kinds_of_file_hold_the_same_cells(parties, every_list_is_long):
    client = client_of("sales")
    for kind in ("csv", "xlsx"):
        client.post(EXPORT, {"reason": "做桌牌", "form": kind})
    call_command("make_exports", verbosity=0)
    files = {file.form: bytes_of(file) for file in ExportFile.objects.all()}

    text = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).active
    cells = [["" if cell is None else plain(cell) for cell in row] for row in book.values]

    assert [[plain(cell) for cell in row] for row in text] == cells


def plain(cell) -> str:
    """As a reader sees it: 2900 is 2900.00, a midnight is a day."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    text = str(cell)
    return text.rstrip("0").rstrip(".") if text.replace(".", "").isdecimal() else text


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_spreadsheet_reads_the_same_cells(parties, every_list_is_long, tmp_path):
    client = client_of("sales")
    for kind in ("csv", "xlsx"):
        client.post(EXPORT, {"reason": "做桌牌", "form": kind})
    call_command("make_exports", verbosity=0)
    for file in ExportFile.objects.all():
        (tmp_path / f"list.{file.form}").write_bytes(bytes_of(file))

    said = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [
        "soffice",
        said,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "list.xlsx")],
        capture_output=True,
        timeout=120,
        check=True,
    )

    assert done.returncode == 0
    read = (tmp_path / "out" / "list.csv").read_text(encoding="utf-8-sig")
    ours = (tmp_path / "list.csv").read_text(encoding="utf-8-sig")
    both = [list(csv.reader(io.StringIO(text))) for text in (read, ours)]
    assert [[plain(c.replace(",", "")) for c in row] for row in both[0]] == [
        [plain(c.replace(",", "")) for c in row] for row in both[1]
    ]


def test_a_list_recurs_with_its_columns_and_filters(parties):
    client = client_of("sales")
    owner = staff("manager")
    layout = ExportLayout.objects.create(
        owner=owner, listing="parties", name="财务", columns=["code", "seats"], shared=True
    )
    view = SavedView.objects.create(
        owner=owner, name="占位", query="state__exact=held", shared=True
    )
    form = {"schedule": "1", "layout": layout.pk, "view": view.pk, "form": "csv"}
    client.post(DOWNLOADS, form | {"rhythm": "week", "reason": "每周对账"})
    schedule = ExportSchedule.objects.get()
    assert f"{timezone.localtime(schedule.next_at):%Y-%m-%d %H:%M %a}" == "2026-12-07 07:00 Mon"
    enrolled(SessionFactory(), 1, hold_days=30)

    call_command("tick", verbosity=0)
    assert ExportFile.objects.count() == 0
    with time_machine.travel(schedule.next_at, tick=False):
        call_command("tick", verbosity=0)
        call_command("tick", verbosity=0)

    file, held = ExportFile.objects.get(), Enrollment.objects.get(state="held")
    assert (file.state, file.reason, file.owner.username) == ("ready", "每周对账", "sales")
    assert held.code in bytes_of(file).decode()
    assert file.rows == 1
    schedule.refresh_from_db()
    assert f"{timezone.localtime(schedule.next_at):%Y-%m-%d}" == "2026-12-14"


def test_a_rhythm_can_be_stopped_and_ends_with_the_right_to_export(parties):
    client = client_of("sales")
    owner = ExportLayout.objects.create(
        owner=staff("manager"), listing="sessions", name="清单", columns=["session"], shared=True
    )
    form = {"schedule": "1", "layout": owner.pk, "form": "xlsx", "rhythm": "day", "reason": "早会"}
    client.post(DOWNLOADS, form)
    client.post(DOWNLOADS, form)
    first, second = ExportSchedule.objects.all()

    client.post(DOWNLOADS, {"stop": first.pk})
    second.owner.groups.clear()
    with time_machine.travel(second.next_at, tick=False):
        call_command("make_exports", verbosity=0)

    assert ExportSchedule.objects.count() == ExportFile.objects.count() == 0


def test_a_schedule_that_makes_no_sense_says_why(parties):
    client = client_of("sales")
    layout = ExportLayout.objects.create(
        owner=staff("manager"), listing="sessions", name="清单", columns=["session"], shared=True
    )
    view = SavedView.objects.create(
        owner=layout.owner, name="占位", query="state__exact=held", shared=True
    )
    form = {"schedule": "1", "layout": layout.pk, "view": view.pk, "form": "pdf"}

    answer = client.post(DOWNLOADS, form | {"rhythm": "hour", "reason": "给 13900000001"})

    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"view", "form", "rhythm", "reason"}


@pytest.mark.parametrize(
    ("rhythm", "said"),
    [("day", "2026-12-02"), ("week", "2026-12-07"), ("month", "2027-01-01")],
)
def test_the_next_morning_of_a_rhythm(rhythm, said):
    assert f"{timezone.localtime(next_time(rhythm, now=NOW)):%Y-%m-%d %H:%M}" == f"{said} 07:00"


def test_a_rhythm_says_that_its_list_is_narrowed():
    owner = staff("sales")
    client = Client()
    client.force_login(owner)
    layout = ExportLayout.objects.create(
        owner=owner, listing="parties", name="周报", columns=["code"]
    )
    kept = {"owner": owner, "layout": layout, "form": "csv", "rhythm": "day", "reason": "周报"}
    schedule = ExportSchedule.objects.create(**kept, next_at=NOW, language="zh-hans")
    assert "只有列表里筛出来的" not in client.get(DOWNLOADS).content.decode()

    ExportSchedule.objects.filter(pk=schedule.pk).update(query="state__exact=held")
    assert "只有列表里筛出来的" in client.get(DOWNLOADS).content.decode()
