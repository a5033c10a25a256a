"""Each scenario of the battery at its small size, on a database and a server of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = ["R01", "R02", "R03", "R04", "R06", "R07", "R08", "R09", "R10", "R11", "F01", "F15"]
SLOW_ON_SQLITE = {"F15"}  # its queue waits 20 s before it says that it is busy


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_scenario_finds_nothing_wrong(scenario):
    if connection.vendor == "sqlite" and scenario in SLOW_ON_SQLITE:
        pytest.skip("run in full by make battery")
    environment = os.environ | {"BENCH_POSTGRES": os.environ.get("DATABASE_URL", "")}

    done = subprocess.run(
        [
            *(sys.executable, "-m", "bench.battery", scenario, "--small"),
            *("--database", connection.vendor),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert done.stdout, done.stderr
    assert json.loads(done.stdout)["wrong"] == []
