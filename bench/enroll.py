"""Enrollments a second over HTTP, on one hot session and on twelve: python -m bench.enroll

gunicorn with two workers of four threads, eight clients, each enrollment a whole form with its
counters, ledger, record and message. On PostgreSQL also what pgbench does bare in the same run,
one UPDATE of the same row and one INSERT in a transaction, and what a Django view does that
executes only these two. Prints JSON.
"""

import argparse
import http.client
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bench.site import PATIENCE, ROOT, Site, database, enroll_path, form_for

CLIENTS = 8
SECONDS = 8
WARM_UP = 2  # seconds
# The kernel shares connections out by chance: eight that stay may load one worker for a whole run.
PER_CONNECTION = 10  # requests
BARE = """\\set id random(1, {sessions})
BEGIN;
UPDATE bare_session SET taken = taken + 1 WHERE id = :id;
INSERT INTO bare_enrollment (session_id, contact) VALUES (:id, 'someone');
END;
"""
TABLES = """
CREATE TABLE bare_session (id int PRIMARY KEY, taken int NOT NULL);
INSERT INTO bare_session SELECT n, 0 FROM generate_series(1, 12) AS n;
CREATE TABLE bare_enrollment (
    id bigserial PRIMARY KEY, session_id int NOT NULL, contact text NOT NULL
);
"""


def measure(site, request_of: Callable[[int], tuple[str, dict]]) -> dict:
    """Rate and p95 of requests by all clients, after a warm-up that is not counted.

    ``request_of`` gives address and form of the nth request.
    """
    answers = []  # status, and when it was asked and given
    turn = itertools.count()
    begins = time.monotonic() + WARM_UP
    ends = begins + SECONDS

    def client():
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
        while time.monotonic() < ends:
            for _ in range(PER_CONNECTION):
                path, form = request_of(next(turn))
                began = time.monotonic()
                status, _headers, _body = site.post(path, form, connection)
                answers.append((status, began, time.monotonic()))
            connection.close()  # the next request opens it anew

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(end - began for _, began, end in answers if began >= begins and end <= ends)
    return {
        "per_s": round(len(times) / SECONDS, 1),
        "p50_ms": round(1000 * times[len(times) // 2], 1),
        "p95_ms": round(1000 * times[int(len(times) * 0.95)], 1),
        "other_answers": sorted({status for status, *_ in answers} - {303}),
    }


def enrolling(sessions) -> Callable[[int], tuple[str, dict]]:
    def request(turn: int):
        session = sessions[turn % len(sessions)]
        return enroll_path(session), form_for(session, contact=turn)

    return request


def pgbench(url: str, sessions: int) -> float:
    """Bare transactions a second of the same shape, by as many clients."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    program = shutil.which("pgbench") or installed[-1]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(BARE.format(sessions=sessions))
        script.flush()
        size = ["-c", str(CLIENTS), "-j", "2", "-T", str(SECONDS)]
        done = subprocess.run(
            [program, "-n", *size, "-f", script.name, url],
            capture_output=True,
            text=True,
            check=True,
        )
    return float(re.search(r"tps = ([\d.]+)", done.stdout)[1])


def beside(url: str, site, sessions: int, rate: float) -> dict:
    """What the two bare statements reach in the same run, alone and in a Django view."""
    tps = pgbench(url, sessions)
    view = measure(site, lambda turn: (f"/bare/{turn % sessions + 1}/", {}))["per_s"]
    return {
        "pgbench_tps": round(tps),
        "ratio": round(rate / tps, 3),
        "bare_django_per_s": view,
        "ratio_to_bare_django": round(rate / view, 2),
    }


def run(kind: str) -> dict:
    with database(kind) as url:
        from django.db import connection

        from bench.battery.ground import new_course, new_session
        from enrollment.queries.invariants import complaints

        if kind == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(TABLES)
        course = new_course()
        figures = {}
        with Site(application="bench.wsgi", spread=True) as site:
            for name, count in (("one_hot_session", 1), ("twelve_sessions", 12)):
                sessions = [new_session(course, capacity=None) for _ in range(count)]
                figures[name] = measure(site, enrolling(sessions))
                if kind == "postgresql":
                    figures[name] |= beside(url, site, count, figures[name]["per_s"])
        figures["complaints"] = len(list(complaints()))
        return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    chosen = parser.parse_args().database
    if chosen:
        print(json.dumps(run(chosen)))
        return 0
    figures = {"clients": CLIENTS, "workers": 2, "threads": 4, "seconds": SECONDS}
    figures["load_before"] = round(os.getloadavg()[0], 2)
    for kind in ("sqlite", "postgresql"):
        command = [sys.executable, "-m", "bench.enroll", "--database", kind]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
        figures[kind] = json.loads(done.stdout)
    print(json.dumps(figures, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
