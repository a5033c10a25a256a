"""docs/trust.md has each of the 113 once, and names only what exists."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bench.battery.__main__ import SCENARIOS

ROOT = Path(__file__).resolve().parent.parent
TRUST = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TRUST.splitlines()
    if re.match(r"\| [A-Z]\d\d \|", line)
]
SIZES = {"R": 16, "F": 15, "L": 6, "D": 13, "P": 16, "W": 20, "A": 17, "O": 10}
STANDS = re.compile(r"held, small|held|partly|not held|not run")
TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


@cache
def code(path: str) -> str:
    file = ROOT / "tests" / path
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_each_of_the_113_has_one_row_and_says_how_it_stands():
    ids = [
        f"{letter}{number:02}" for letter, size in SIZES.items() for number in range(1, size + 1)
    ]

    assert [row[0] for row in ROWS] == ids
    assert len(ids) == 113
    assert [row[0] for row in ROWS if len(row) != 5 or not STANDS.match(row[4])] == []


@pytest.mark.parametrize("page", ["trust", "asvs", "accessibility"])
def test_every_test_that_is_named_exists(page):
    named = TEST.findall((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8"))

    assert len(named) > 20
    assert [(path, name) for path, name in named if f"def {name}(" not in code(path)] == []


def test_every_scenario_and_measurement_that_is_named_exists():
    scenarios = set(re.findall(r"`battery (\w+)`", TRUST))
    modules = set(re.findall(r"`python -m bench\.(\w+)`", TRUST)) - {"battery"}

    assert scenarios - {"…"} <= SCENARIOS.keys()
    assert [name for name in modules if not (ROOT / "bench" / f"{name}.py").exists()] == []
    assert "battery R01" in TRUST


def test_what_holds_names_what_shows_it_and_what_does_not_says_why():
    unproved = [
        row[0] for row in ROWS if row[4].startswith(("held", "partly")) and "`" not in row[2]
    ]
    unexplained = [row[0] for row in ROWS if row[4] in {"partly", "not held", "not run"}]

    assert (unproved, unexplained) == ([], [])


def test_the_sums_are_those_of_the_table():
    counted = Counter(STANDS.match(row[4])[0] for row in ROWS)
    said = dict(re.findall(r"\*\*(\d+) (held, small|held|partly|not held|not run)\*\*", TRUST))

    assert {state: int(number) for number, state in said.items()} == counted
