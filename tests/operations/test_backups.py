"""Backup and restore as they are run: by the commands, on a database of their own."""

import json
import sqlite3
import tarfile
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import connection

TITLES = (
    "from catalog.models import Course; "
    "print(*Course.objects.order_by('pk').values_list('title', flat=True), sep='\\n')"
)


def titles(installation) -> list[str]:
    return installation.python(TITLES).split()


def packed(file: Path, **members: bytes) -> Path:
    with tarfile.open(file, "w:gz") as tar:
        for name, data in members.items():
            entry = tarfile.TarInfo(name.replace("_", "."))
            entry.size = len(data)
            tar.addfile(entry, BytesIO(data))
    return file


def test_a_backup_brings_back_courses_and_files_and_forgets_what_came_later(installation):
    installation.import_course("票据")
    media = installation.folder / "var" / "media"
    media.mkdir(parents=True)
    (media / "handout.txt").write_text("讲义", encoding="utf-8")
    file = Path(installation.run("backup", str(installation.folder)).stdout.strip())
    installation.import_course("信用证")
    (media / "handout.txt").unlink()

    back = installation.run("restore", str(file), "--replace")

    assert back.returncode == 0, back.stderr
    assert back.stdout.splitlines()[-1] == "All is well."
    assert titles(installation) == ["票据"]
    assert (media / "handout.txt").read_text(encoding="utf-8") == "讲义"
    assert file.stat().st_mode & 0o077 == 0
    installation.import_course("保理")  # the sequences go on where they were
    assert titles(installation) == ["票据", "保理"]


def test_a_site_with_courses_is_replaced_only_when_told_and_is_kept(installation):
    empty = Path(installation.run("backup", str(installation.folder)).stdout.strip())
    installation.import_course("票据")

    refused = installation.run("restore", str(empty))
    assert refused.returncode == 1
    assert refused.stderr.strip().endswith("give --replace to put the backup there.")
    assert titles(installation) == ["票据"]

    replaced = installation.run("restore", str(empty), "--replace")
    kept = replaced.stdout.splitlines()[0].removeprefix("What was here is in ")
    assert titles(installation) == []
    assert installation.run("restore", kept).returncode == 0
    assert titles(installation) == ["票据"]


def test_a_file_that_is_no_whole_backup_changes_nothing(installation, tmp_path):
    installation.import_course("票据")
    whole = Path(installation.must("backup", str(tmp_path)).strip()).read_bytes()
    about = {"vendor": connection.vendor, "version": settings.VERSION, "made": "2026-01-01"}
    other = json.dumps(about | {"vendor": "oracle"}).encode()
    damaged = "is damaged or no backup of Kaike: take another."
    (tmp_path / "text.tar.gz").write_text("no archive")
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    packed(tmp_path / "bare.tar.gz", about_json=json.dumps(about).encode())
    packed(tmp_path / "other.tar.gz", about_json=other, database=b"x")
    expected = {
        "text": damaged,
        "cut": damaged,
        "bare": damaged,
        "other": "set DATABASE_URL to one of the same kind.",
        "absent": "No such file or directory.",
    }

    for name, sentence in expected.items():
        done = installation.run("restore", str(tmp_path / f"{name}.tar.gz"), "--replace")

        assert (name, done.returncode) == (name, 1)
        assert done.stderr.strip().endswith(sentence), name
        assert "What was here is in" not in done.stdout  # judged before anything is done
    assert titles(installation) == ["票据"]


def test_a_damaged_sqlite_file_is_named_and_not_copied(small):
    database = small.folder / "small.sqlite3"
    with sqlite3.connect(database) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    data = bytearray(database.read_bytes())
    data[4096 * 20 : 4096 * 30] = b"\xff" * 40960
    database.write_bytes(data)

    done = small.run("backup", str(small.folder))

    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert list(small.folder.glob("kaike-*")) == []


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


def test_who_was_erased_since_the_backup_is_erased_again_by_the_restore(installation):
    installation.import_course("票据业务实务")
    shell = ("shell", "--verbosity", "0", "--command")
    installation.run(*shell, ENROLL)
    file = installation.run("backup").stdout.strip()
    installation.run(*shell, ERASE)

    done = installation.run("restore", file, "--replace")

    assert "1 erasure(s) applied again, 1 row(s)." in done.stdout
    assert installation.run(*shell, PHONES).stdout.strip() == "[''] 1"
