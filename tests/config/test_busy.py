"""What the database cannot write just now is answered with a page that says so."""

import sqlite3
from contextlib import closing

import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client
from django.urls import reverse

from enrollment.domain import rate_limit

pytestmark = pytest.mark.django_db
FORM = {"phone": "13900000001", "proof": "an@example.com"}


def breaking(code: int):
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorcode = code

    def write(*_args, **_kwargs):
        raise OperationalError(*cause.args) from cause

    return write


def test_a_full_disk_is_no_error_of_the_reader(client, monkeypatch):
    monkeypatch.setattr(rate_limit, "count", breaking(sqlite3.SQLITE_FULL))

    response = client.post(reverse("enrollment:lost"), FORM)

    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "请再提交一次" in response.content.decode()
    assert 'name="phone" value="13900000001"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def of_a_damaged_file(folder):
    """What reading a file raises of which a page in the middle was overwritten."""
    file = folder / "damaged.sqlite3"
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("CREATE TABLE seats (words)")
        made.executemany("INSERT INTO seats VALUES (?)", [("x" * 900,)] * 200)
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * 90_000 + whole[94_096:])

    def write(*_args, **_kwargs):
        with closing(sqlite3.connect(file)) as opened:
            try:
                opened.execute("SELECT count(words) FROM seats").fetchall()
            except sqlite3.DatabaseError as cause:
                raise DatabaseError(*cause.args) from cause

    return write


def test_a_damaged_file_refuses_what_was_sent_and_says_so_to_the_office(
    client, monkeypatch, tmp_path, caplog
):
    monkeypatch.setattr(rate_limit, "count", of_a_damaged_file(tmp_path))

    response = client.post(reverse("enrollment:lost"), FORM)

    assert response.status_code == 503
    assert 'name="phone" value="13900000001"' in response.text
    assert [(r.levelname, "damaged" in r.getMessage()) for r in caplog.records[:1]] == [
        ("CRITICAL", True)
    ]


def test_any_other_failure_of_the_database_stays_an_error(monkeypatch):
    monkeypatch.setattr(rate_limit, "count", breaking(sqlite3.SQLITE_INTERNAL))

    response = Client(raise_request_exception=False).post(reverse("enrollment:lost"), FORM)

    assert response.status_code == 500
