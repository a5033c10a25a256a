"""What the settings make of the environment, and what each connection has of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config.env import Environment

ROOT = Path(__file__).resolve().parents[2]
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
on_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="about PostgreSQL")


def asked(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@on_sqlite
@pytest.mark.django_db
def test_what_sqlite_committed_is_on_the_disk():
    assert asked("PRAGMA journal_mode") == "wal"
    assert asked("PRAGMA synchronous") == 2  # FULL
    assert asked("PRAGMA busy_timeout") == 20_000  # milliseconds


@on_sqlite
def test_a_transaction_on_sqlite_takes_the_write_lock_at_once():
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@on_postgresql
@pytest.mark.django_db
def test_what_postgresql_committed_is_on_the_disk_and_locks_are_not_waited_for_for_ever():
    assert asked("SHOW synchronous_commit") == "on"
    assert asked("SHOW lock_timeout") == "5s"
    assert asked("SHOW transaction_isolation") == "read committed"


READERS = {
    "switch": lambda env: env.switch("X", default=False),
    "number": lambda env: env.number("X", default=2, least=1, most=60),
    "host_names": lambda env: env.host_names("X", ()),
    "site_address": lambda env: env.site_address("X", "http://127.0.0.1:8000"),
    "proxies": lambda env: env.proxies("X"),
    "mail_address": lambda env: env.mail_address("X", ""),
    "mail_server": lambda env: env.mail_server("X"),
    "database": lambda env: env.database("X", "sqlite:///var/kaike.sqlite3"),
    "replica": lambda env: env.replica("X", of={"ENGINE": "django.db.backends.postgresql"}),
    "replica_of_a_file": lambda env: env.replica("X", of={"ENGINE": "django.db.backends.sqlite3"}),
    "redis": lambda env: env.redis("X"),
}


@pytest.mark.parametrize(
    ("reader", "given", "read"),
    [
        ("switch", "", False),
        ("switch", "TRUE", True),
        ("switch", " on ", True),
        ("switch", "0", False),
        ("number", "", 2),
        ("number", "60", 60),
        ("host_names", "kaike.example.cn, .example.cn", ["kaike.example.cn", ".example.cn"]),
        ("site_address", "https://kaike.example.cn/", "https://kaike.example.cn"),
        ("site_address", "http://127.0.0.1:8010", "http://127.0.0.1:8010"),
        ("proxies", "none", ["none"]),
        ("proxies", "unix", ["unix"]),
        ("proxies", "127.0.0.1,10.0.0.0/8,::1", ["127.0.0.1", "10.0.0.0/8", "::1"]),
        ("mail_address", "开课 <enroll@example.com>", "开课 <enroll@example.com>"),
        ("replica", "", None),
        ("redis", "", ""),
        ("redis", "redis://10.0.0.5:6379/0", "redis://10.0.0.5:6379/0"),
    ],
)
def test_a_value_that_makes_sense_is_read(reader, given, read):
    env = Environment({"X": given})

    assert READERS[reader](env) == read
    env.refuse()


@pytest.mark.parametrize(
    ("reader", "given", "line"),
    [
        ("switch", "production", "X=production is neither True nor False"),
        ("switch", "Ture", "neither True nor False"),
        ("number", "two", "no whole number from 1 to 60"),
        ("number", "61", "no whole number"),
        ("number", "-1", "no whole number"),
        ("host_names", "https://kaike.example.cn", "no host name"),
        ("host_names", "kaike.example.cn:443", "no host name"),
        ("site_address", "kaike.example.cn", "no address of a site"),
        ("site_address", "https://kaike.example.cn/courses", "no address of a site"),
        ("site_address", "https://kaike.example.cn:port", "no address of a site"),
        ("proxies", "none,10.0.0.0/8", "says none and names others"),
        ("proxies", "10.0.0.1/8", "no address and no network"),
        ("proxies", "nginx", "no address and no network"),
        ("mail_address", "office", "no e-mail address"),
        ("mail_server", "nonsense", "no address of a mail server"),
        ("mail_server", "smtp://", "no address of a mail server"),
        ("mail_server", "http://mail.example.cn", "no address of a mail server"),
        ("database", "nonsense", "begins with neither sqlite:/// nor postgres://"),
        ("database", "mysql://root:secret-word@localhost/kaike", "begins with neither"),
        ("database", "postgres://kaike:secret-word@localhost:port/kaike", "names no database"),
        ("database", "postgres://kaike:secret-word@localhost", "names no database"),
        ("database", "sqlite://", "names no file"),
        ("replica", "sqlite:///kaike.sqlite3", "only PostgreSQL streams to a replica"),
        ("replica_of_a_file", "postgres://k:secret-word@host/kaike", "DATABASE_URL must be"),
        ("replica", "postgres://kaike:secret-word@localhost", "names no database"),
        ("redis", "10.0.0.5:6379", "no address of Redis"),
        ("redis", "http://:secret-word@10.0.0.5", "no address of Redis"),
    ],
)
def test_a_silly_value_is_refused_with_one_line_that_repeats_no_password(reader, given, line):
    env = Environment({"X": given})
    READERS[reader](env)

    with pytest.raises(ImproperlyConfigured, match=line) as refused:
        env.refuse()

    assert "\n" not in str(refused.value)
    assert "secret-word" not in str(refused.value)


def test_a_setting_that_nobody_knows_is_refused():
    env = Environment({"KAIKE_PRODUCTON": "True"})
    env.switch("KAIKE_PRODUCTION", default=False)

    with pytest.raises(ImproperlyConfigured, match="KAIKE_PRODUCTON is no setting of Kaike"):
        env.refuse()


def test_the_key_may_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text("from a file\n", encoding="utf-8")
    env = Environment({"SECRET_KEY_FILE": str(tmp_path / "key")})

    assert env.secret_key(tmp_path, production=False) == "from a file"


def test_a_file_of_the_key_that_is_not_there_is_named(tmp_path):
    env = Environment({"SECRET_KEY_FILE": str(tmp_path / "key")})
    env.secret_key(tmp_path, production=True)

    assert "SECRET_KEY_FILE=" in env.problems[0]
    assert "No such file" in env.problems[0]


def test_outside_production_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    keys = {Environment({}).secret_key(tmp_path / "var", production=False) for _ in range(3)}

    assert len(keys) == 1
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    env = Environment({"KAIKE_VAR": str(tmp_path / "file" / "var")})
    env.folder("KAIKE_VAR", tmp_path)

    assert "cannot be made: Not a directory" in env.problems[0]


PRODUCTION = {
    "KAIKE_PRODUCTION": "True",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ",
    "ALLOWED_HOSTS": "kaike.example.cn",
    "SITE_URL": "https://kaike.example.cn",
    "DATABASE_URL": "sqlite:///FOLDER/kaike.sqlite3",
    "EMAIL_URL": "smtp+tls://user:secret-word@mail.example.cn:587",
    "DEFAULT_FROM_EMAIL": "enroll@kaike.example.cn",
    "TRUSTED_PROXIES": "127.0.0.1",
}


def start(tmp_path, *command, **changes):
    """Run a program in the environment of a public site, with some of its settings changed."""
    given = PRODUCTION | {"KAIKE_VAR": str(tmp_path / "var")} | changes
    given["DATABASE_URL"] = given["DATABASE_URL"].replace("FOLDER", str(tmp_path))
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **{name: text for name, text in given.items() if text}},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_public_site_that_is_set_up_whole_starts(tmp_path):
    done = start(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "ERROR")

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"KAIKE_PRODUCTION": "production"}, "KAIKE_PRODUCTION=production is neither True nor"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "x"}, "SECRET_KEY is too easy to guess"),
        ({"SECRET_KEY": "x" * 60}, "SECRET_KEY is too easy to guess"),
        ({"DEBUG": "True"}, "DEBUG=True shows"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"SITE_URL": ""}, "SITE_URL must be the public address"),
        ({"SITE_URL": "http://kaike.example.cn"}, "SITE_URL must be the public address"),
        ({"SITE_URL": "https://other.example.cn"}, "a host that is not in ALLOWED_HOSTS"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is missing"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL begins with neither"),
        ({"EMAIL_URL": ""}, "EMAIL_URL is missing: letters would be marked as sent"),
        ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL is no mail server"),
        ({"DEFAULT_FROM_EMAIL": ""}, "DEFAULT_FROM_EMAIL is missing"),
        ({"TRUSTED_PROXIES": ""}, "TRUSTED_PROXIES is missing"),
        ({"WEB_CONCURRENCY": "many"}, "WEB_CONCURRENCY=many is no whole number"),
        ({"KAIKE_VARR": "/srv"}, "KAIKE_VARR is no setting of Kaike"),
    ],
    ids=lambda given: (
        "-".join(f"{k}={v}"[:30] for k, v in given.items()) if isinstance(given, dict) else ""
    ),
)
def test_a_public_site_that_is_set_up_by_half_does_not_start(tmp_path, changes, line):
    done = start(
        tmp_path, "-c", "from config.start import load_settings; load_settings()", **changes
    )

    assert done.returncode == 1
    assert line in done.stderr
    assert done.stderr.splitlines()[0] == "Kaike does not start:"
    assert len(done.stderr.splitlines()) == 2
    assert "secret-word" not in done.stderr


def test_all_that_is_missing_is_said_at_once(tmp_path):
    nothing = dict.fromkeys(PRODUCTION, "") | {"KAIKE_PRODUCTION": "True"}

    done = start(tmp_path, "manage.py", "check", **nothing)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [line.split()[0] for line in done.stderr.splitlines()[1:]] == [
        *("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "DATABASE_URL"),
        *("EMAIL_URL", "DEFAULT_FROM_EMAIL", "TRUSTED_PROXIES"),
    ]


@pytest.mark.parametrize(
    "program", [["-m", "gunicorn", "config.wsgi"], ["-c", "import config.wsgi"]]
)
def test_the_server_says_it_in_the_same_words(tmp_path, program):
    done = start(tmp_path, *program, SECRET_KEY="x")

    assert done.returncode != 0
    assert "SECRET_KEY is too easy to guess" in done.stderr
    assert "Traceback" not in done.stderr
