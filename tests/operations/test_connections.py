import os
import subprocess
import sys

import pytest
from django.db import connection

from operations.connections import refusal

pytestmark = pytest.mark.django_db
ON_SQLITE = connection.vendor == "sqlite"


@pytest.fixture
def limit():
    if ON_SQLITE:
        return 8
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return int(cursor.fetchone()[0]) - 10


def test_as_many_threads_as_the_database_serves_may_start(limit):
    assert refusal(limit) is None


def test_one_more_is_refused_with_what_would_be_right(limit):
    said = refusal(limit + 1)

    assert f"is {limit + 1}" in said
    assert f"at {limit} or below" in said


def test_gunicorn_refuses_to_start_with_too_many_threads():
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", "127.0.0.1:0"]

    done = subprocess.run(
        [*gunicorn, "--workers", "4", "--threads", "64"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
    )

    assert done.returncode != 0
    assert "workers × threads is 256" in done.stderr
