"""The clock of the containers."""

import importlib.util
from datetime import UTC, datetime
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / "deploy" / "worker.py"


@pytest.fixture(scope="module")
def worker():
    specification = importlib.util.spec_from_file_location("worker", FILE)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        (datetime(2026, 12, 1, 19, 16, tzinfo=UTC), "2026-12-01"),  # 03:16 in China
        (datetime(2026, 12, 1, 19, 17, tzinfo=UTC), "2026-12-02"),
        (datetime(2026, 12, 2, 15, 0, tzinfo=UTC), "2026-12-02"),
    ],
)
def test_a_night_begins_at_seventeen_past_three_in_china(worker, moment, night):
    assert worker.night_of(moment) == night


def test_a_command_that_fails_does_not_end_the_clock(worker, monkeypatch):
    asked = []
    monkeypatch.setattr(
        worker.subprocess, "run", lambda command, check: asked.append((command[-1], check))
    )

    worker.run("tick")

    assert asked == [("tick", False)]
