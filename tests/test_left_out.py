"""A slow machine of CI leaves out what has not begun in time, and says what."""

import os
import subprocess
import sys

import pytest

from tests.conftest import LONG, PAGES
from tests.source import ROOT

PLAIN = "tests/test_words.py::test_no_second_name_is_used"
EXPRESSIONS = "tests/test_expressions.py"
LATE = f"{EXPRESSIONS}::test_the_measure_finds_an_expression_that_is_quadratic"
SIGNING_IN = "tests/test_signing_in.py"
PAGE = f"{SIGNING_IN}::test_a_wrong_password_does_not_lose_it"
SEATS = "tests/enrollment/actions/test_enrolling.py"


@pytest.mark.parametrize("name", [*LONG, *PAGES])
def test_what_may_be_left_out_is_there_under_its_name(name):
    assert list(ROOT.glob(f"{name}*"))


@pytest.mark.parametrize(
    ("name", "late", "file"),
    [("LONG_TESTS_UNTIL", LATE, EXPRESSIONS), ("PAGES_UNTIL", PAGE, SIGNING_IN)],
)
def test_what_is_left_out_is_named_and_nothing_else_is(name, late, file, tmp_path):
    left_out = tmp_path / "left_out"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", PLAIN, late]

    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {name: "1", "LEFT_OUT": str(left_out)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "1 passed, 1 skipped" in done.stdout
    assert left_out.read_text() == f"1 left out, no time left: {file}\n"
    assert left_out.read_text() in done.stdout


def test_on_the_second_database_pages_come_last():
    command = [sys.executable, "-m", "pytest", "--collect-only", "--database-only", "-qq"]

    done = subprocess.run(
        [*command, SIGNING_IN, SEATS], cwd=ROOT, capture_output=True, text=True, check=True
    )

    files = [line.partition(":")[0] for line in done.stdout.splitlines() if "tests/" in line]
    assert list(dict.fromkeys(files)) == [SEATS, SIGNING_IN]


def test_how_slow_a_machine_is_needs_nothing_but_the_machine():
    done = subprocess.run(
        [sys.executable, "-I", ".ci/pace.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert int(done.stdout) > 0
