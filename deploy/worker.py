"""The clock of deploy/compose.yaml, where no timer of the system runs: tick and nightly."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

MINUTE = 60  # seconds
CHINA = timedelta(hours=8)


def run(command: str) -> None:
    """Run a command; one that fails is tried again at its next time, and /readyz tells of it."""
    subprocess.run([sys.executable, "manage.py", command], check=False)  # noqa: S603


def night_of(moment: datetime) -> str:
    """Return the date of the night the moment belongs to; nights begin at 03:17 in China."""
    return f"{moment + CHINA - timedelta(hours=3, minutes=17):%Y-%m-%d}"


def main() -> None:
    done = ""
    while True:
        began = time.monotonic()
        run("tick")
        if (night := night_of(datetime.now(UTC))) != done:
            run("nightly")
            done = night
        time.sleep(max(1, MINUTE - (time.monotonic() - began)))


if __name__ == "__main__":
    main()
