"""What the database cannot write just now is answered with a page that says so."""

import sqlite3

import pytest
from django.db import OperationalError
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


def test_any_other_failure_of_the_database_stays_an_error(monkeypatch):
    monkeypatch.setattr(rate_limit, "count", breaking(sqlite3.SQLITE_CORRUPT))

    response = Client(raise_request_exception=False).post(reverse("enrollment:lost"), FORM)

    assert response.status_code == 500
