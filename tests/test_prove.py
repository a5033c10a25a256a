"""make prove: one report of what ran, what it said and what failed."""

import sys

import pytest

from bench import prove
from bench.prove import Step


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.fixture
def report(monkeypatch, tmp_path):
    """``report(*steps, arguments)``: the exit code and the text of what was written."""
    monkeypatch.setattr(prove, "reachable", lambda: False)

    def proved(*steps, arguments=()):
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / "trust.md").write_text("| L05 | two hours | – | – | not run |\n")
        monkeypatch.setattr(prove, "ROOT", tmp_path)
        monkeypatch.setattr(prove, "steps", lambda _folder: iter(steps))
        monkeypatch.setattr(sys, "argv", ["prove", *arguments])
        code = prove.main()
        [file] = (tmp_path / "var").glob("prove-????-??-??.md")
        return code, file.read_text(encoding="utf-8")

    return proved


def test_what_ran_stands_in_the_report_with_what_it_said(report):
    code, text = report(
        Step("one", python('print(\'{"wrong": [], "keys": 10}\')'), 1),
        Step("two", python("print('All is well.')"), 1),
        Step("secret", python("print('the password')"), 1, quiet=True),
    )

    assert code == 0
    assert "| one | passed | 0 | wrong: [], keys: 10 |" in text
    assert "All is well." in text
    assert "the password" not in text
    assert "* L05 two hours: not run" in text


def test_a_step_that_fails_fails_all_of_it_and_shows_its_last_lines(report):
    code, text = report(
        Step("bad", python("import sys; print('row 7 is wrong'); sys.exit(1)"), 1),
        Step("good", python("print('well')"), 1),
    )

    assert code == 1
    assert "1 passed, 1 failed" in text
    assert "## bad\n\n```\nrow 7 is wrong\n```" in text
    assert "| good | passed |" in text


def test_a_step_that_does_not_end_is_ended(report):
    code, text = report(Step("slow", python("import time; time.sleep(60)"), 0.005))

    assert code == 1
    assert "ended after 0.005 minutes" in text


def test_what_there_was_no_time_or_no_postgresql_for_is_named(report):
    late = report(Step("late", python(""), 1), arguments=["--minutes", "-1"])
    without = report(Step("tests postgresql", python(""), 1))

    assert late[0] == 1
    assert "| late | **no time left** |" in late[1]
    assert without[0] == 0
    assert "| tests postgresql | not run | 0 | no PostgreSQL answers" in without[1]


def test_steps_are_chosen_by_a_part_of_their_name(report):
    code, text = report(
        Step("one", python(""), 1), Step("two", python(""), 1), arguments=["--only", "tw"]
    )

    assert code == 0
    assert "| two |" in text
    assert "| one |" not in text
