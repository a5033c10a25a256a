"""An installation of its own: a data folder, a database, and commands that run on them."""

import os
import subprocess
import sys
import uuid
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
COURSE = "课程名称：票据业务实务\n一、 票据基础\n1、 承兑\n2、 贴现\n二、 风险\n1、 真伪\n"


@contextmanager
def new_database(folder: Path, django_db_blocker, template: str = "template1"):
    """Give the URL of a new database of the kind the tests run on, gone when the test ends."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    name = f"operations_{uuid.uuid4().hex}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Installation:
    def __init__(self, folder: Path, url: str):
        self.folder, self.url = folder, url
        self.settings: dict[str, str] = {}

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        given = {"DATABASE_URL": self.url, "KAIKE_VAR": str(self.folder / "var")} | self.settings
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=os.environ | given,
            capture_output=True,
            text=True,
            check=False,
        )

    def must(self, *arguments: str) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def python(self, code: str) -> str:
        return self.must("shell", "--verbosity", "0", "--command", code).strip()

    def import_course(self, title: str) -> None:
        file = self.folder / "course.txt"
        file.write_text(COURSE.replace("票据业务实务", title), encoding="utf-8")
        self.must("import_course", str(file), "--publish")
