"""What the server says instead of starting half-prepared."""

import os
import sqlite3

import pytest
from django.db import OperationalError, connection

from operations import preparation
from tests.config.test_env import start as run

GUNICORN = ["-m", "gunicorn", "config.wsgi", "--bind", "127.0.0.1:0"]


def test_without_static_files_and_tables_the_server_names_both_and_how_to_make_them(tmp_path):
    done = run(tmp_path, *GUNICORN)

    assert done.returncode != 0
    assert "run manage.py collectstatic --no-input" in done.stderr
    assert "are not applied: run manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_waited_for_and_named(tmp_path):
    away = "postgres://kaike:secret-word@127.0.0.1:9/kaike"

    done = run(tmp_path, *GUNICORN, DATABASE_URL=away, DATABASE_WAIT="3")

    assert done.returncode != 0
    assert "The database does not answer" in done.stderr
    assert "no database after 3 s" in done.stderr
    assert "secret-word" not in done.stderr


def test_a_database_that_comes_back_is_enough(monkeypatch):
    answers = iter([OperationalError("refused"), OperationalError("refused"), None])
    said, paused = [], []

    def ensure_connection():
        if error := next(answers):
            raise error

    monkeypatch.setattr(connection, "ensure_connection", ensure_connection)

    preparation.wait_for_database(patience=60, say=said.append, pause=paused.append)

    assert len(paused) == 2
    assert said == ["The database does not answer (refused): waiting up to 60 s."]


@pytest.mark.django_db
def test_a_migrated_database_is_prepared():
    assert preparation.unprepared() == []


def test_the_settings_of_the_tests_are_those_of_no_public_site():
    assert "KAIKE_PRODUCTION" not in os.environ


def other_reader(file):
    """Open and close the file, as every request does."""
    reader = sqlite3.connect(file)
    reader.execute("PRAGMA journal_mode=WAL")
    reader.execute("CREATE TABLE IF NOT EXISTS seen (n)")
    reader.close()


def test_sqlite_keeps_the_files_that_a_reader_could_not_make_on_a_full_disk(tmp_path, monkeypatch):
    file = tmp_path / "site.sqlite3"
    helper = tmp_path / "site.sqlite3-shm"
    other_reader(file)
    assert not helper.exists()
    monkeypatch.setattr(connection, "vendor", "sqlite")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(file))

    held = preparation.hold_sqlite_open()

    other_reader(file)
    assert helper.exists()
    held.close()


def test_on_postgresql_nothing_is_held(monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")

    assert preparation.hold_sqlite_open() is None
