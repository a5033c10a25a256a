"""One migrated database a run, copied for every installation that a test makes."""

import shutil

import pytest
from django.db import connection

from tests.operations.installation import Installation, new_database


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, django_db_blocker):
    """The URL of a database with all tables and nothing else; it is copied, never written."""
    folder = tmp_path_factory.mktemp("migrated")
    with new_database(folder, django_db_blocker) as url:
        Installation(folder, url).must("migrate", "--verbosity", "0")
        yield url


@pytest.fixture
def installation(tmp_path, migrated, django_db_blocker):
    with copied_database(tmp_path, migrated, django_db_blocker) as url:
        yield Installation(tmp_path, url)


def copied_database(folder, migrated, django_db_blocker):
    """Like ``new_database``, with the tables of ``migrated``."""
    if connection.vendor == "sqlite":
        shutil.copy(migrated.removeprefix("sqlite:///"), folder / "site.sqlite3")
        return new_database(folder, django_db_blocker)
    return new_database(folder, django_db_blocker, template=migrated.rpartition("/")[2])


@pytest.fixture(scope="session")
def migrated_on_sqlite(tmp_path_factory):
    """The file of a database with all tables, whatever database the tests run on."""
    folder = tmp_path_factory.mktemp("small")
    file = folder / "small.sqlite3"
    Installation(folder, f"sqlite:///{file}").must("migrate", "--verbosity", "0")
    return file


@pytest.fixture
def small(tmp_path, migrated_on_sqlite):
    """An installation on SQLite, also where the tests run on PostgreSQL."""
    file = shutil.copy(migrated_on_sqlite, tmp_path / "small.sqlite3")
    return Installation(tmp_path, f"sqlite:///{file}")
