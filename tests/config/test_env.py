"""What the settings make of the environment, and what each connection has of it."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from config import env

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


def test_another_engine_stops_the_start_with_a_sentence():
    with pytest.raises(ImproperlyConfigured, match="names the engine 'mysql'"):
        env.database({"ENGINE": "django.db.backends.mysql", "NAME": "kaike"})


def test_production_without_a_key_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("SECRET_KEY_FILE", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        env.secret_key(tmp_path, production=True)


def test_the_key_may_come_from_a_file(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "key").write_text("from a file\n", encoding="utf-8")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env.secret_key(tmp_path, production=True) == "from a file"


def test_outside_production_a_key_is_made_once_and_only_its_owner_reads_it(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.delenv("SECRET_KEY_FILE", raising=False)

    keys = {env.secret_key(tmp_path / "var", production=False) for _ in range(3)}

    assert len(keys) == 1
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o777 == 0o600
