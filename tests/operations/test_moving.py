"""A site on SQLite becomes the same site on PostgreSQL."""

import pytest
from django.db import connection

from tests.operations.installation import Installation, new_database

FIGURES = """
from catalog.models import Course, Session
from enrollment.models import AuditEvent, Enrollment
print(
    Course.objects.count(), Session.objects.count(), Enrollment.objects.count(),
    AuditEvent.objects.count(), *Enrollment.objects.order_by("pk").values_list("code", flat=True)
)
"""
SAMPLE = """
from django.utils import timezone
from enrollment.management.sample_parties import load_sample
load_sample(now=timezone.now())
"""
SPOIL = "from catalog.models import Session; Session.objects.update(taken=0, held=0, waiting=0)"


@pytest.fixture
def large(tmp_path, django_db_blocker):
    """An empty PostgreSQL database, and the folder of the site that moves into it."""
    if connection.vendor == "sqlite":
        pytest.skip("needs PostgreSQL: this runs when the tests run on it")
    with new_database(tmp_path, django_db_blocker) as url:
        yield Installation(tmp_path, url)


def test_every_row_arrives_and_the_next_enrollment_finds_a_free_number(small, large):
    small.python(SAMPLE)

    said = large.must("move_to_postgresql", small.url)

    assert "Source: All is well." in said
    assert "rows, the same on both sides." in said
    assert said.rstrip().endswith("All is well.")
    assert large.python(FIGURES) == small.python(FIGURES)
    large.import_course("移库之后")  # takes new keys of most tables
    assert "All is well." in large.must("check_invariants")


def test_a_target_with_courses_is_not_touched(small, large):
    small.import_course("旧")
    large.must("migrate", "--verbosity", "0")
    large.import_course("新")

    done = large.run("move_to_postgresql", small.url)

    assert done.returncode == 1
    assert "has rows already" in done.stderr
    assert large.python(FIGURES).split()[0] == "1"


def test_a_source_that_needs_attention_is_not_moved(small, large):
    small.python(SAMPLE)
    small.python(SPOIL)

    done = large.run("move_to_postgresql", small.url)

    assert done.returncode == 1
    assert "needs attention first" in done.stderr


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite as the target")
def test_a_target_on_sqlite_is_refused_with_what_to_set(small):
    done = small.run("move_to_postgresql", small.url)

    assert done.returncode == 1
    assert "set it to the new one" in done.stderr


@pytest.mark.skipif(connection.vendor == "sqlite", reason="needs PostgreSQL as the target")
@pytest.mark.parametrize("source", ["nonsense", "postgres://u@h/x", "sqlite:///nowhere/x.sqlite3"])
def test_a_source_that_is_no_sqlite_site_is_refused_in_one_sentence(large, source, tmp_path):
    done = large.run("move_to_postgresql", source.replace("nowhere", str(tmp_path / "no")))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "is no file of SQLite: write sqlite:///path" in done.stderr
