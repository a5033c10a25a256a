"""Nothing in a test speaks to another machine, hypothesis has two sizes, a second database
is asked only what depends on a database (--database-only), and what can be left out begins only
while there is time (LONG_TESTS_UNTIL, PAGES_UNTIL; it is named in the file LEFT_OUT)."""

import os
import time
from pathlib import Path

import pytest
from django.core.cache import caches
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadScopeScheduling

from tests import log_watch

hypothesis_settings.register_profile(
    "ci", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
# What they start has a database of its own.
STARTS_A_SITE = ("tests/operations/", "tests/test_battery.py")


def pytest_addoption(parser):
    parser.addoption(
        "--database-only", action="store_true", help="leave out the tests that ask no database"
    )


@pytest.hookimpl(tryfirst=True)  # pytest-django then groups what is left, in this order
def pytest_collection_modifyitems(config, items):
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not asks_a_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if asks_a_database(item)]
    items.sort(key=lambda item: item.nodeid.startswith(PAGES))


# A slow machine leaves out what has not begun in time, and says so; everything else always runs.
# .ci/run gives the times, in seconds since 1970. These take seconds each:
LONG = (
    *("tests/browser/", "tests/operations/", "tests/test_battery.py", "tests/test_bench_"),
    *("tests/test_expressions.py", "tests/test_reads.py", "tests/config/test_any_request.py"),
    *("tests/enrollment/admin/test_roles.py", "tests/enrollment/admin/test_links_of_pages.py"),
)
# What pages show, and who may open them, is the same on a second database: asked last there.
PAGES = (
    *(f"tests/{app}/{of}/" for app in ("catalog", "enrollment") for of in ("admin", "views")),
    *("tests/catalog/documents/", "tests/test_signing_in.py"),
)
UNTIL = {"LONG_TESTS_UNTIL": LONG, "PAGES_UNTIL": PAGES}
NO_TIME = "no time left"


def pytest_runtest_setup(item):
    now = time.time()
    for name, tests in UNTIL.items():
        if now > float(os.environ.get(name) or now) and item.nodeid.startswith(tests):
            pytest.skip(NO_TIME)


def pytest_terminal_summary(terminalreporter, config):
    if hasattr(config, "workerinput"):
        return  # the controller tells what all workers left out
    skipped = terminalreporter.stats.get("skipped", [])
    late = [report.nodeid for report in skipped if NO_TIME in str(report.longrepr)]
    if late:
        files = sorted({name.partition("::")[0] for name in late})
        said = f"{len(late)} left out, {NO_TIME}: {', '.join(files)}"
        terminalreporter.write_line(said)
        if told := os.environ.get("LEFT_OUT"):
            with Path(told).open("a", encoding="utf-8") as file:
                file.write(f"{said}\n")


def asks_a_database(item) -> bool:
    return bool(
        item.nodeid.startswith(STARTS_A_SITE)
        or item.get_closest_marker("django_db")
        or DATABASE_FIXTURES & set(item.fixturenames)
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return OneBrowser(config, log)


class OneBrowser(LoadScopeScheduling):
    """Tests are shared out one by one, but all that drive the browser go to one worker.

    Two Chromiums starve the machine CI has. (Groups of pytest-xdist 3.8 do nothing on pytest 9.2.)
    The order stays that of pytest-django: whatever empties the database, and with it the groups
    the migrations made, comes after all that roll back.
    """

    def __init__(self, config, log=None):
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_configure():
    from tests.ledger import flush_opens_the_ledger

    flush_opens_the_ledger()
    log_watch.watch()


@pytest.fixture(autouse=True)
def nothing_cached(settings):
    """Pages are rendered anew: no test sees another one's page or the language it left."""
    settings.PAGE_SECONDS = 0
    translation.activate(settings.LANGUAGE_CODE)
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def passwords_cost_little(settings):
    """A third of a second each as production hashes them."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def nobody_in_the_logs():
    """P12 of docs/trust.md: no test, whatever it does, makes a log name a person or a link."""
    log_watch.WATCH.take()
    yield
    assert log_watch.WATCH.take() == []
