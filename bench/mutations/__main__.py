"""Forty faults put into the rules of enrolling, one at a time: python -m bench.mutations

Each is a change somebody could make by mistake: a field, a branch, a check, a lock left out. The
tests named for it must fail then. Works in a copy of the repository; prints one JSON line a fault
and exits 1 when one survives. ``--only N`` tries that one alone, ``--list`` names them.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.mutations.faults import FAULTS, Fault

ROOT = Path(__file__).resolve().parent.parent.parent
PYTEST = ("-m", "pytest", "-q", "-x", "-n", "0", "-m", "not browser")


def try_one(number: int, wrong: Fault, folder: Path) -> dict:
    """Put the fault into the copy, run its tests, take it out again."""
    file = folder / wrong.file
    text = file.read_text(encoding="utf-8")
    if text.count(wrong.old) != 1:
        return {"fault": number, "what": wrong.what, "killed": False, "why": "stands not once"}
    began = time.monotonic()
    try:
        file.write_text(text.replace(wrong.old, wrong.new), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, *PYTEST, *wrong.tests],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        file.write_text(text, encoding="utf-8")
    by = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return {
        "fault": number,
        "what": wrong.what,
        "killed": done.returncode == 1,
        "by": by[0].split(" - ")[0] if by else done.stdout.strip()[-200:],
        "seconds": round(time.monotonic() - began, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, nargs="*")
    parser.add_argument("--list", action="store_true")
    asked = parser.parse_args()
    chosen = [(n, f) for n, f in enumerate(FAULTS, 1) if not asked.only or n in asked.only]
    if asked.list:
        for number, wrong in chosen:
            print(f"{number:3} {wrong.file}: {wrong.what}")
        return 0
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "kaike"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "var"))
        for number, wrong in chosen:
            figures = try_one(number, wrong, copy)
            survived += not figures["killed"]
            print(json.dumps(figures, ensure_ascii=False), flush=True)
    print(json.dumps({"faults": len(chosen), "survived": survived}))
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
