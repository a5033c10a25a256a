"""How fast the public pages are, against a view that does nothing; prints JSON.

    DATABASE_URL=postgres://postgres@127.0.0.1:5432/any .venv/bin/python -m bench.pages

Makes a database kaike_bench beside the one named, drops it at the end; needs wrk. Each figure is
the median of its rounds of two gunicorn workers asked by eight connections, which the kernel
shares out (--reuse-port): else one worker at times takes all and a round is half as fast.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg2

from bench.site import Site

PAGES = {
    "course, 300 items": "/courses/course-0/",
    "list": "/courses/",
    "list, one city": "/courses/?city=city-1",
    "list, words sought": "/courses/?q=%E9%80%BE%E6%9C%9F",
    "grid": "/schedule/",
    "grid of a category": "/schedule/?category=category-1",
    # The same rows at both sizes: what is slower here grew with the catalogue.
    "list, a city alike": "/courses/?city=alike",
    "grid of a category alike": f"/schedule/?category=alike&year={datetime.now(UTC).year + 1}",
    "search": "/search/?q=%E6%A1%88%E4%BE%8B",
    "home": "/",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=2, help="length of one measurement")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--only", help='for example "large, cached"')
    chosen = options.parse_args()
    server, _, _name = os.environ["DATABASE_URL"].rpartition("/")
    os.environ["DATABASE_URL"] = f"{server}/kaike_bench"
    sizes = {"small": (20, 100), "large": (2000, 10_000)}
    found = {}
    for size, (courses, sessions) in sizes.items():
        with database(server):
            fill(courses, sessions)
            for cache, seconds in {"cached": 2, "uncached": 0}.items():
                if chosen.only not in {None, f"{size}, {cache}"}:
                    continue
                os.environ["PAGE_SECONDS"] = str(seconds)
                with Site(application="bench.wsgi", spread=True) as site:
                    found[f"{size}, {cache}"] = measured(f"http://127.0.0.1:{site.port}", chosen)
    print(json.dumps(found, ensure_ascii=False, indent=2))


@contextmanager
def database(server: str):
    connection = psycopg2.connect(f"{server}/postgres")
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("DROP DATABASE IF EXISTS kaike_bench")
    cursor.execute("CREATE DATABASE kaike_bench")
    try:
        yield
    finally:
        cursor.execute("DROP DATABASE kaike_bench WITH (FORCE)")
        connection.close()


def fill(courses: int, sessions: int) -> None:
    code = (
        "from bench.catalogue import fill, fill_alike;"
        f" fill(courses={courses}, sessions={sessions}); fill_alike()"
    )
    for command in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "-c", code]):
        subprocess.run([sys.executable, "manage.py", *command], check=True)
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection:
        connection.cursor().execute("ANALYZE")


def measured(origin: str, chosen) -> dict:
    """Requests a second of every page and its ratio to the empty view of the same rounds."""
    rates = {name: [] for name in ("empty", *PAGES)}
    # Asked first: the page that opens a round of one must not pay for what a worker loads once.
    sizes = {name: warmed(origin + PAGES.get(name, "/empty/")) for name in rates}
    slowest = dict.fromkeys(rates, 0.0)
    for _ in range(chosen.rounds):
        for name in rates:
            per_second, late = rate(origin + PAGES.get(name, "/empty/"), chosen)
            rates[name].append(per_second)
            slowest[name] = max(slowest[name], late)
    empty = statistics.median(rates["empty"])
    return {
        name: {
            "requests a second": round(statistics.median(values)),
            "ratio to empty": round(statistics.median(values) / empty, 3),
            "ms for 99 %": slowest[name],
            "bytes": sizes[name],
        }
        for name, values in rates.items()
    }


def rate(address: str, chosen) -> tuple[float, float]:
    """Requests a second, and the milliseconds within which 99 of 100 were answered."""
    command = ["wrk", "-t1", f"-c{chosen.clients}", f"-d{chosen.seconds}s", "--latency", address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    found = re.search(r"99%\s+([\d.]+)(us|ms|s|m)\s*\n", said)
    if not found:
        raise RuntimeError(said)
    late, unit = found.groups()
    ms = float(late) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[unit]
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), round(ms, 1)


def warmed(address: str) -> int:
    """The size of a page, asked often enough for both workers to have answered."""
    for _ in range(8):
        with urllib.request.urlopen(address) as page:  # noqa: S310
            size = len(page.read())
    return size


if __name__ == "__main__":
    main()
