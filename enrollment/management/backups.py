"""The whole site in one file, and back: the database as of one moment, and the uploaded files.

A copy of a live SQLite file made with ``cp`` loses what was just committed, so SQLite is copied by
its own backup interface; PostgreSQL by ``pg_dump``, which must be installed.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

ABOUT, DATABASE, MEDIA = "about.json", "database", "media"
DAMAGED = (tarfile.TarError, EOFError, zlib.error, KeyError, ValueError)


class BackupError(Exception):
    """What is wrong and what to do, as one sentence."""


def make_backup(folder: Path, *, now: datetime) -> Path:
    """Write ``kaike-<moment>.tar.gz``, readable by its owner only; it is whole or not there."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"kaike-{now.astimezone(UTC):%Y%m%dT%H%M%S}Z.tar.gz"
    about = {"vendor": connection.vendor, "version": settings.VERSION, "made": now.isoformat()}
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as name:
        part = Path(name)
        (part / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        dump(part / DATABASE)
        descriptor = os.open(part / "all", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz") as tar:
            tar.add(part / ABOUT, ABOUT)
            tar.add(part / DATABASE, DATABASE)
            if settings.MEDIA_ROOT.exists():
                tar.add(settings.MEDIA_ROOT, MEDIA)
        return (part / "all").rename(file)


def restore_backup(file: Path, *, before: Callable[[], None] = lambda: None) -> dict:
    """Put database and uploaded files back as they were; returns what the file says of itself.

    Everything is unpacked and checked, and then ``before`` is called, before anything is touched.
    """
    with tempfile.TemporaryDirectory(prefix="kaike-restore-") as name:
        part = Path(name)
        about, database = unpacked(file, part)
        if about["vendor"] != connection.vendor:
            raise BackupError(
                f"{file} holds a {about['vendor']} database and this site runs on "
                f"{connection.vendor}: set DATABASE_URL to one of the same kind."
            )
        before()
        load(database)
        if (part / MEDIA).exists():
            shutil.copytree(part / MEDIA, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return about


def unpacked(file: Path, part: Path) -> tuple[dict, Path]:
    """What the file says of itself, and its database; both lie in the folder ``part``."""
    try:
        with tarfile.open(file, mode="r:gz") as tar:
            unpack(tar, part)
        about = json.loads((part / ABOUT).read_text(encoding="utf-8"))
        if not {"vendor", "version", "made"} <= about.keys():
            raise KeyError(ABOUT)
        return about, tar_member(part / DATABASE)
    except DAMAGED as error:
        raise BackupError(f"{file} is damaged or no backup of Kaike: take another.") from error
    except OSError as error:
        raise BackupError(f"{file}: {error.strerror or 'not a whole gzip file'}.") from error


def unpack(tar: tarfile.TarFile, part: Path) -> None:
    """Write plain files and folders below ``part``; anything else is no backup of ours.

    Not ``extractall(filter="data")``, which the Python of Debian 12 (3.11.2) does not have.
    """
    for member in tar:
        target = part / member.name
        if not target.resolve().is_relative_to(part.resolve()):
            raise ValueError(member.name)
        if member.isdir():
            target.mkdir(parents=True, exist_ok=True)
        elif member.isfile():
            target.parent.mkdir(parents=True, exist_ok=True)
            packed = tar.extractfile(member)
            if packed is None:
                raise ValueError(member.name)
            with packed, target.open("wb") as unpacked_file:
                shutil.copyfileobj(packed, unpacked_file)
        else:
            raise ValueError(member.name)


def tar_member(file: Path) -> Path:
    """The unpacked file. A missing one must not pass: SQLite would make an empty database of it."""
    if not file.is_file():
        raise KeyError(file.name)
    return file


def dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        copy_sqlite(Path(connection.settings_dict["NAME"]), target)
    else:
        run_client("pg_dump", "--format=custom", "--no-owner", f"--file={target}")


def load(source: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        copy_sqlite(source, Path(connection.settings_dict["NAME"]))
        return
    # A table that the backup does not know must not survive beside those it brings.
    empty_schema()
    connection.close()
    # --clean: a dump may hold the schema itself, which stands already.
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    run_client("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(source))


def empty_schema() -> None:
    """Not ``flush``: that would keep the tables, and empty the groups a migration has written."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def copy_sqlite(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source)) as old,
        closing(sqlite3.connect(target, timeout=20)) as new,
    ):
        # Some checks call functions that only Django's own connections know.
        old.execute("PRAGMA ignore_check_constraints = ON")
        try:
            [(verdict,)] = old.execute("PRAGMA integrity_check(1)").fetchall()
        except sqlite3.DatabaseError as error:
            verdict = str(error)
        if verdict != "ok":
            raise BackupError(f"SQLite finds {source.name} damaged: {verdict}. Nothing was copied.")
        old.backup(new)


def run_client(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs; no password stands among its arguments."""
    if shutil.which(program) is None:
        raise BackupError(f"{program} is missing. On Debian: apt install postgresql-client.")
    given = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    where = {variable: str(given[key]) for variable, key in names.items() if given[key]}
    done = subprocess.run(  # noqa: S603  program and options are constants of this module
        [program, *arguments],
        env={**os.environ, **where, "PGDATABASE": given["NAME"]},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip().splitlines()[-1]}")
