"""Run scenarios of the battery: python -m bench.battery R01 --database sqlite --small.

Prints one JSON line for each; exits 1 when one found something wrong.
"""

import argparse
import importlib
import json
import sys
import time
from datetime import UTC, datetime

from bench.site import database

# What is run, small (each change) and in full (make battery).
SCENARIOS = {
    "R01": ("contests", {"rounds": 1, "clients": 60}, {"rounds": 100}),
    "R02": ("contests", {"rounds": 3}, {"rounds": 20}),
    "R03": ("contests", {"rounds": 2, "clients": 60}, {"rounds": 100}),
    "R04": ("churn", {"seconds": 3, "threads": 8}, {"seconds": 60}),
    "R06": ("repeats", {"keys": 10}, {"keys": 250}),
    "R07": ("repeats", {"times": 10}, {"times": 500}),
    "R08": ("repeats", {"times": 10}, {"times": 100}),
    "R09": ("churn", {"pairs": 20}, {"pairs": 1000}),
    "R10": ("churn", {"lists": 10}, {"lists": 1000}),
    "R11": ("churn", {"holds": 30, "clients": 20}, {"holds": 200, "clients": 100}),
    "R12": ("load", {"rows": 2000, "clients": 10}, {"rows": 50_000, "clients": 100}),
    "R14": ("load", {"clients": 100}, {"clients": 1000}),
    "I0": ("load", {"rows": 2000}, {"rows": 50_000}),
    "F03": ("points", {"times": 2}, {"times": 50}),
    "F01": ("faults", {"kills": 3, "clients": 8}, {"kills": 200}),
    "F02": ("faults", {"backends": 1, "postmasters": 1}, {"backends": 50, "postmasters": 20}),
    "F04": ("faults", {"rounds": 1}, {"rounds": 20}),
    "F06": ("outages", {"minutes": 20, "clients": 8}, {"minutes": 60, "clients": 60}),
    "F10": ("outages", {"times": 1}, {"times": 30}),
    "F15": ("faults", {"times": 1, "grace": 4}, {"times": 20}),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", choices=SCENARIOS)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "cluster"], default="sqlite")
    parser.add_argument("--small", action="store_true", help="the size for each change")
    parser.add_argument("--size", type=json.loads, default={}, help='for example {"rounds": 5}')
    chosen = parser.parse_args()
    module, small, full = SCENARIOS[chosen.scenario]
    began = time.monotonic()
    with database(chosen.database):
        scenario = getattr(
            importlib.import_module(f"bench.battery.{module}"), chosen.scenario.lower()
        )
        wrong, figures = scenario(**((small if chosen.small else full) | chosen.size))
    print(
        json.dumps(
            {
                "scenario": chosen.scenario,
                "database": chosen.database,
                "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M}Z",
                "seconds": round(time.monotonic() - began),
                "wrong": wrong[:20],
                **figures,
            },
            ensure_ascii=False,
        )
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
