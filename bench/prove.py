"""What of docs/trust.md runs offline, in an hour, as one report: python -m bench.prove --only R01

Tests without a browser on SQLite and PostgreSQL, every scenario of the battery at its small size,
a site with sample data that is checked, backed up and restored on both, and the measurements in
short form, one after the other. Writes var/prove-DATE.md: what ran, what it said, how long, and
what did not run and why. Exit 1 when something failed or the time was too short.

PostgreSQL is the server of BENCH_POSTGRES (as in bench.site); each step makes databases of its own.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.battery.__main__ import SCENARIOS
from bench.site import POSTGRES

ROOT = Path(__file__).resolve().parent.parent
SERVER = POSTGRES.rpartition("/")[0]
ON_A_CLUSTER = {"F02": ("cluster",), "F04": ("sqlite", "cluster")}
BOTH = ("sqlite", "postgresql")
NAME = f"kaike_prove_{os.getpid()}"
PASSED, FAILED, NOT_RUN, NO_TIME = "passed", "**failed**", "not run", "**no time left**"
# Outside the repository's own environment these would decide what the steps stand on.
FORGOTTEN = ("DATABASE_URL", "KAIKE_VAR", "KAIKE_PRODUCTION", "DATABASE_REPLICA_URL", "REDIS_URL")


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    command: list[str]
    minutes: float  # it is ended after as many
    environment: dict[str, str] = field(default_factory=dict)
    quiet: bool = False  # says passwords: nothing of it goes into the report

    @property
    def needs_postgresql(self) -> bool:
        return "postgresql" in self.name


@dataclass(slots=True)
class Result:
    step: Step
    state: str
    seconds: float = 0
    said: str = ""
    tail: str = ""


def steps(folder: Path) -> Iterator[Step]:
    """In an order that says the most first, should the time run out."""
    yield Step("lint", [*python("ruff"), "check", "."], 3)
    yield Step("observatory: headers in production", python("bench.observatory"), 5)
    for database in BOTH:
        yield from site(database, folder)
    for scenario in SCENARIOS:
        for database in ON_A_CLUSTER.get(scenario, BOTH):
            command = [*python("bench.battery"), scenario, "--small", "--database", database]
            yield Step(f"battery {scenario} {database}", command, 5, {"BENCH_POSTGRES": POSTGRES})
    yield from measurements()
    for database in BOTH:
        chosen = ["-q", "-n", "2", "-m", "not browser", "--no-header"]
        where = {"DATABASE_URL": f"{SERVER}/{NAME}"} if database == "postgresql" else {}
        yield Step(f"tests {database}", [*python("pytest"), *chosen], 25, where)


def python(module: str) -> list[str]:
    return [sys.executable, "-m", module]


def site(database: str, folder: Path) -> Iterator[Step]:
    """A site with sample data, its checks, a backup, and the same put back beside it."""
    var = folder / database
    first = url_of(database, var, "site")
    here = {"KAIKE_VAR": str(var), "DATABASE_URL": first, "BACKUP_FOLDER": str(var / "backups")}
    there = here | {"DATABASE_URL": url_of(database, var, "copy")}
    shown = [sys.executable, "manage.py"]

    def step(what: str, *command: str, where=here, quiet=False) -> Step:
        return Step(f"site {database}: {what}", [*shown, *command], 5, where, quiet)

    yield step("sample data", "demo", "--no-serve", quiet=True)
    yield step("tick", "tick", quiet=True)
    yield step("check_invariants", "check_invariants")
    yield step("verify_audit", "verify_audit")
    yield step("nightly: check, purge, backup", "nightly")
    yield step("restore_drill", "restore_drill")
    newest = 'exec "$0" manage.py restore "$(ls -t "$BACKUP_FOLDER"/* | head -n 1)"'
    yield Step(
        f"site {database}: restore elsewhere", ["bash", "-c", newest, sys.executable], 5, there
    )
    yield step("check_invariants of the copy", "check_invariants", where=there)
    yield step("verify_audit of the copy", "verify_audit", where=there)


def url_of(database: str, var: Path, what: str) -> str:
    var.mkdir(parents=True, exist_ok=True)
    if database == "sqlite":
        return f"sqlite:///{var / what}.sqlite3"
    return f"{SERVER}/{NAME}_{what}"


def measurements() -> Iterator[Step]:
    short = {
        "outline": [],
        "roster": [],
        "line": [],
        "search": ["--courses", "300", "--rounds", "3"],
        "exports": ["--rows", "1000", "10000"],
        "parties": ["--parties", "5000", "--rounds", "3"],
        "lost": ["--times", "100"],
        "companies": [],
        "plan": ["--rounds", "1"],
        "migrations": [],
    }
    for name, options in short.items():
        yield Step(f"measure {name}", [*python(f"bench.{name}"), *options], 5)
    where = {"DATABASE_URL": f"{SERVER}/{NAME}", "BENCH_POSTGRES": POSTGRES}
    for name, options in {
        "pages": ["--seconds", "1", "--rounds", "1"],
        "parties": ["--parties", "20000", "--rounds", "3"],
        "plan": ["postgresql", "--rounds", "1"],
        "migrations": [],
    }.items():
        yield Step(f"measure {name} postgresql", [*python(f"bench.{name}"), *options], 5, where)


def run(step: Step) -> Result:
    """Run it in a session of its own, so that what it started ends with it."""
    kept = {name: text for name, text in os.environ.items() if name not in FORGOTTEN}
    began = time.monotonic()
    with subprocess.Popen(
        ["nice", *step.command],
        cwd=ROOT,
        env=kept | step.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            output, _ = process.communicate(timeout=step.minutes * 60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 15)
            output, _ = process.communicate()
            output += f"\nended after {step.minutes} minutes"
            process.returncode = process.returncode or 1
    state = FAILED if process.returncode else PASSED
    shown = "" if step.quiet else output
    return Result(step, state, time.monotonic() - began, summary(shown), shown[-3000:])


def summary(output: str) -> str:
    """The last lines in one: JSON without its braces, what pytest counted, what a command said."""
    text = output.strip()
    for beginning in (text.find("\n{"), 0):
        try:
            found = json.loads(text[max(beginning, 0) :])
        except ValueError:
            continue
        return short_of(found)
    lines = [line for line in text.splitlines() if line.strip()]
    return cell(" / ".join(lines[-3:]))


def short_of(found) -> str:
    wanted = found if isinstance(found, dict) else {"found": found}
    known = ("scenario", "database", "date", "seconds")
    figures = {name: value for name, value in wanted.items() if name not in known}
    return cell(json.dumps(figures, ensure_ascii=False).strip("{}").replace('"', ""))


def cell(text: str) -> str:
    flat = re.sub(r"\s+", " ", text).replace("|", "\\|")
    return flat if len(flat) <= 400 else f"{flat[:397]}…"


def reachable() -> bool:
    import psycopg2

    try:
        psycopg2.connect(POSTGRES, connect_timeout=3).close()
    except psycopg2.OperationalError:
        return False
    return True


@dataclass
class Databases:
    """Those that the sites stand on and the tests begin from, made before and dropped after."""

    names: tuple[str, ...]

    def __enter__(self):
        for name in self.names:
            in_postgresql(f'CREATE DATABASE "{name}"')

    def __exit__(self, *_error):
        for name in self.names:
            in_postgresql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def in_postgresql(statement: str) -> None:
    import psycopg2

    connection = psycopg2.connect(POSTGRES)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def prove(chosen: list[Step], *, minutes: float, postgresql: bool) -> Iterator[Result]:
    ends = time.monotonic() + minutes * 60
    for step in chosen:
        if step.needs_postgresql and not postgresql:
            yield Result(
                step, NOT_RUN, said=f"no PostgreSQL answers at {SERVER.rpartition('@')[2]}"
            )
        elif time.monotonic() > ends:
            yield Result(step, NO_TIME)
        else:
            print(f"{step.name} …", end=" ", flush=True)
            result = run(step)
            print(f"{result.state.strip('*')}, {result.seconds:.0f} s", flush=True)
            yield result


def report(results: list[Result], *, began: datetime, only: list[str]) -> str:
    counts = {state: sum(one.state == state for one in results) for state in STATES}
    said = ", ".join(f"{number} {state.strip('*')}" for state, number in counts.items() if number)
    took = sum(one.seconds for one in results)
    lines = [
        f"# What held on {began:%Y-%m-%d %H:%M}Z",
        "",
        f"{said}; {took / 60:.0f} minutes. {ground()}",
        *([f"Only steps with: {', '.join(only)}."] if only else []),
        "",
        "| Step | Result | Seconds | What it said |",
        "|---|---|---|---|",
        *(f"| {r.step.name} | {r.state} | {r.seconds:.0f} | {r.said} |" for r in results),
        "",
    ]
    for one in results:
        if one.state == FAILED:
            lines += [f"## {one.step.name}", "", "```", one.tail.strip(), "```", ""]
    return "\n".join([*lines, *unproved()]) + "\n"


STATES = (PASSED, FAILED, NOT_RUN, NO_TIME)


def ground() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    load = os.getloadavg()[0]
    return (
        f"Commit {commit or 'unknown'}, Python {sys.version.split()[0]}, "
        f"{os.cpu_count()} processors, load average {load:.1f} at the end."
    )


def unproved() -> list[str]:
    """The rows of docs/trust.md that no step above could show."""
    text = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
    rows = [
        line.strip("|").split("|") for line in text.splitlines() if re.match(r"\| \w\d\d ", line)
    ]
    missing = [row for row in rows if not row[-1].strip().startswith("held")]
    return [
        "## What is not shown by any of this",
        "",
        "Browsers (`make test`), the battery in full (`make battery`), and of docs/trust.md:",
        "",
        *(f"* {row[0].strip()} {row[1].strip()}: {row[-1].strip()}" for row in missing),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], help="steps whose name has one of these")
    parser.add_argument("--minutes", type=float, default=60, help="no step begins after these")
    parser.add_argument("--list", action="store_true", help="name the steps and run none")
    options = parser.parse_args()
    began = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        chosen = [
            step
            for step in steps(Path(folder))
            if not options.only or any(word in step.name for word in options.only)
        ]
        if options.list or not chosen:
            print("\n".join(step.name for step in chosen) or "no step has such a name")
            return 0 if chosen else 2
        postgresql = reachable()
        with Databases((NAME, f"{NAME}_site", f"{NAME}_copy") if postgresql else ()):
            results = list(prove(chosen, minutes=options.minutes, postgresql=postgresql))
    file = ROOT / "var" / f"prove-{began:%Y-%m-%d}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(report(results, began=began, only=options.only), encoding="utf-8")
    print(f"\n{file.relative_to(ROOT)}")
    return 1 if any(one.state in {FAILED, NO_TIME} for one in results) else 0


if __name__ == "__main__":
    sys.exit(main())
