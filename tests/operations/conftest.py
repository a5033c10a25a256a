import pytest

from tests.operations.installation import Installation, new_database


@pytest.fixture
def installation(tmp_path, django_db_blocker):
    with new_database(tmp_path, django_db_blocker) as url:
        made = Installation(tmp_path, url)
        made.must("migrate", "--verbosity", "0")
        yield made
