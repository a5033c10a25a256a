"""Backup and restore as they are run: by the commands, on a database of their own."""

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import uuid
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
COURSE = "课程名称：票据业务实务\n一、 票据基础\n1、 承兑\n2、 贴现\n二、 风险\n1、 真伪\n"


class Site:
    """One installation: its own data folder and its own empty database."""

    def __init__(self, folder: Path, url: str):
        self.folder, self.url = folder, url

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": self.url, "KAIKE_VAR": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )

    def import_course(self, title: str) -> None:
        file = self.folder / "course.txt"
        file.write_text(COURSE.replace("票据业务实务", title), encoding="utf-8")
        assert self.run("import_course", str(file), "--publish").returncode == 0

    def titles(self) -> list[str]:
        code = (
            "from catalog.models import Course; "
            "print(*Course.objects.order_by('pk').values_list('title', flat=True), sep='\\n')"
        )
        done = self.run("shell", "--verbosity", "0", "--command", code)
        return done.stdout.split()


@pytest.fixture
def site(tmp_path, django_db_blocker):
    if connection.vendor == "sqlite":
        yield Site(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite3'}")
        return
    name = f"backup_{uuid.uuid4().hex}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        base = os.environ["DATABASE_URL"].rpartition("/")[0]
        try:
            yield Site(tmp_path, f"{base}/{name}")
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def packed(file: Path, **members: bytes) -> Path:
    with tarfile.open(file, "w:gz") as tar:
        for name, data in members.items():
            entry = tarfile.TarInfo(name.replace("_", "."))
            entry.size = len(data)
            tar.addfile(entry, BytesIO(data))
    return file


def test_a_backup_brings_back_courses_and_files_and_forgets_what_came_later(site):
    site.run("migrate", "--verbosity", "0")
    site.import_course("票据")
    (site.folder / "media").mkdir()
    (site.folder / "media" / "handout.txt").write_text("讲义", encoding="utf-8")
    file = Path(site.run("backup", str(site.folder)).stdout.strip())
    site.import_course("信用证")
    (site.folder / "media" / "handout.txt").unlink()

    back = site.run("restore", str(file), "--replace")

    assert back.returncode == 0, back.stderr
    assert back.stdout.splitlines()[-1] == "All is well."
    assert site.titles() == ["票据"]
    assert (site.folder / "media" / "handout.txt").read_text(encoding="utf-8") == "讲义"
    assert file.stat().st_mode & 0o077 == 0
    site.import_course("保理")  # the sequences go on where they were
    assert site.titles() == ["票据", "保理"]


def test_a_site_with_courses_is_replaced_only_when_told_and_is_kept(site):
    site.run("migrate", "--verbosity", "0")
    empty = Path(site.run("backup", str(site.folder)).stdout.strip())
    site.import_course("票据")

    refused = site.run("restore", str(empty))
    assert refused.returncode == 1
    assert refused.stderr.strip().endswith("give --replace to put the backup there.")
    assert site.titles() == ["票据"]

    replaced = site.run("restore", str(empty), "--replace")
    kept = replaced.stdout.splitlines()[0].removeprefix("What was here is in ")
    assert site.titles() == []
    assert site.run("restore", kept).returncode == 0
    assert site.titles() == ["票据"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cut", "is damaged or no backup of Kaike: take another."),
        ("text", "is damaged or no backup of Kaike: take another."),
        ("bare", "is damaged or no backup of Kaike: take another."),
        ("other", "set DATABASE_URL to one of the same kind."),
        ("absent", "No such file or directory."),
    ],
)
def test_a_file_that_is_no_whole_backup_changes_nothing(site, tmp_path, name, said):
    site.run("migrate", "--verbosity", "0")
    site.import_course("票据")
    whole = Path(site.run("backup", str(tmp_path)).stdout.strip()).read_bytes()
    about = {"vendor": connection.vendor, "version": settings.VERSION, "made": "2026-01-01"}
    file = tmp_path / "given.tar.gz"
    if name == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif name == "text":
        file.write_text("no archive")
    elif name == "bare":
        packed(file, about_json=json.dumps(about).encode())
    elif name == "other":
        about["vendor"] = "oracle"
        packed(file, about_json=json.dumps(about).encode(), database=b"x")

    done = site.run("restore", str(file), "--replace")

    assert done.returncode == 1
    assert done.stderr.strip().endswith(said)
    assert "What was here is in" not in done.stdout  # judged before anything is done
    assert site.titles() == ["票据"]


def test_a_damaged_sqlite_file_is_named_and_not_copied(tmp_path):
    site = Site(tmp_path, f"sqlite:///{tmp_path / 'site.sqlite3'}")
    site.run("migrate", "--verbosity", "0")
    database = site.folder / "site.sqlite3"
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    data = bytearray(database.read_bytes())
    data[4096 * 20 : 4096 * 30] = b"\xff" * 40960
    database.write_bytes(data)

    done = site.run("backup", str(site.folder))

    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert list(site.folder.glob("kaike-*")) == []


ENROLL = (
    "from tests.factories import EnrollmentFactory, SessionFactory; "
    "from datetime import date; "
    "over = dict(month=date(2025, 1, 1), starts_on=date(2025, 1, 2), ends_on=date(2025, 1, 3)); "
    "EnrollmentFactory(session=SessionFactory(**over), contact_phone='13912345678', "
    "body_hash='1' * 64)"
)
ERASE = (
    "from django.utils import timezone; from enrollment.actions import erasing; "
    "from enrollment.domain import traces; "
    "erasing.erase(traces.meant('13912345678'), actor='staff:lin', now=timezone.now())"
)
PHONES = (
    "from enrollment.models import Enrollment, Erasure; "
    "print(list(Enrollment.objects.values_list('contact_phone', flat=True)), "
    "Erasure.objects.count())"
)


def test_who_was_erased_since_the_backup_is_erased_again_by_the_restore(site):
    site.run("migrate")
    site.import_course("票据业务实务")
    shell = ("shell", "--verbosity", "0", "--command")
    site.run(*shell, ENROLL)
    file = site.run("backup").stdout.strip()
    site.run(*shell, ERASE)

    done = site.run("restore", file, "--replace")

    assert "1 erasure(s) applied again, 1 row(s)." in done.stdout
    assert site.run(*shell, PHONES).stdout.strip() == "[''] 1"
