"""A slow machine of CI leaves out long tests that have not begun in time, and says which."""

import os
import subprocess
import sys

import pytest

from tests.conftest import LONG
from tests.source import ROOT

PLAIN = "tests/test_words.py::test_no_second_name_is_used"
LATE = "tests/test_expressions.py::test_the_measure_finds_an_expression_that_is_quadratic"


@pytest.mark.parametrize("name", LONG)
def test_a_long_test_is_there_under_its_name(name):
    assert list(ROOT.glob(f"{name}*"))


def test_what_is_left_out_is_named_and_nothing_else_is(tmp_path):
    told = tmp_path / "left_out"
    values = {"LONG_TESTS_UNTIL": "1", "LONG_TESTS_LEFT_OUT": str(told)}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", PLAIN, LATE]

    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | values, capture_output=True, text=True, check=True
    )

    assert "1 passed, 1 skipped" in done.stdout
    assert (
        told.read_text() == "1 left out, no time left for a long test: tests/test_expressions.py\n"
    )
    assert told.read_text() in done.stdout


def test_a_machine_that_only_waits_for_downloads_has_time_for_long_tests():
    """Of the commands of CI only those that compute say how slow it is."""
    before, lint, _rest = (ROOT / ".ci/run").read_text(encoding="utf-8").partition("make lint\n")
    timed = lint + _rest.partition("worked=$((SECONDS - worked))")[0]

    assert before.endswith("worked=$SECONDS\n")
    assert not {"wait", "apt", "setup"} & set(timed.split())
