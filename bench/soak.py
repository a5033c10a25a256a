"""Hours of a steady mix, and whether the server grows: python -m bench.soak --minutes 120

gunicorn with two workers of four threads on PostgreSQL (the server of BENCH_POSTGRES; --database
sqlite for a file). So many requests a second as ``--rate``: readers with ever other words and
filters, forms that enroll, own pages, lists of the back office, and every minute an export. Each
half minute it notes the memory of the workers (RSS, MiB), their open files, and the connections
to the database. A line each on stderr, JSON at the end; exit 1 when memory at the end is 10 % above
what it was once warm (a tenth of the time), when open files or connections grew, when an answer was
an error, or when what must hold does not.
"""

import argparse
import itertools
import json
import os
import sys
import threading
import time
from collections import Counter, deque
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from bench.site import CSRF, HEADERS, Site, database, encoded, enroll_path, form_for, token_in

CLIENTS = 4
EVERY = 30  # seconds between two samples
GROWTH = 1.10
SLACK = 8  # files or connections more than when it was warm
LIST = "/admin/enrollment/enrollment/"
WORDS = ("逾期", "投诉", "合规", "案例", "沟通", "还款", "护士", "方案", "KK-0001", "yuqi")


class Mix:
    """What is asked, turn after turn, by several clients; what was answered."""

    def __init__(self, site: Site, sessions: list, cookies: str):
        self.site, self.sessions = site, sessions
        self.staff = {"Cookie": cookies}
        self.turn = itertools.count(1)
        self.answers: Counter[int] = Counter()
        self.own: deque[str] = deque(maxlen=500)
        self.failed: list[str] = []

    def one(self) -> None:
        turn = next(self.turn)
        try:
            status, what = self.ask(turn)
        except (OSError, HTTPException) as error:
            status, what = 0, repr(error)
        self.answers[status] += 1
        if status not in {200, 303}:
            self.failed.append(f"{status} {what}")

    def ask(self, turn: int) -> tuple[int, str]:
        kind = turn % 20
        if kind in {0, 10}:
            return self.enroll(turn)
        if kind == 5 and self.own:
            return self.get(f"/my/{self.own[turn % len(self.own)]}/")
        if kind == 15:
            return self.get(f"{LIST}?p={turn // 20 % 20 + 1}", self.staff)
        if turn % 1200 == 7:
            return self.export()
        return self.get(page(turn))

    def get(self, path: str, headers=None) -> tuple[int, str]:
        return self.site.get(path, headers)[0], path

    def enroll(self, turn: int) -> tuple[int, str]:
        session = self.sessions[turn // 10 % len(self.sessions)]
        status, headers, _ = self.site.post(enroll_path(session), form_for(session, contact=turn))
        if token := token_in(headers):
            self.own.append(token)
        return status, enroll_path(session)

    def export(self) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=120)
        form = encoded({"form": "csv", "reason": "soak"})
        connection.request("POST", f"{LIST}export/", body=form, headers=HEADERS | self.staff)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, "export"


def page(turn: int) -> str:
    """Public pages, each address seldom the same: a store without a bound would grow."""
    kind, course = turn % 7, turn * 37 % 200
    words = quote(f"{WORDS[turn % len(WORDS)]} {turn}")
    return (
        f"/courses/course-{course}/",
        f"/courses/?q={words}",
        f"/search/?q={words}",
        f"/schedule/?city=city-{turn % 12}",
        f"/courses/?city=city-{turn % 12}&category=category-{turn % 10}",
        "/",
        f"/en/courses/course-{course}/",
    )[kind]


class Load:
    """Clients that together make ``rate`` requests a second until told to stop."""

    def __init__(self, mix: Mix, rate: float):
        self.mix, self.pause = mix, CLIENTS / rate
        self.over = threading.Event()

    def __enter__(self):
        self.threads = [threading.Thread(target=self.client) for _ in range(CLIENTS)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        for thread in self.threads:
            thread.join(120)

    def client(self) -> None:
        due = time.monotonic()
        while not self.over.wait(max(0, due - time.monotonic())):
            self.mix.one()
            due = max(due + self.pause, time.monotonic() - 1)  # what was missed is not made up


def sample(site: Site, began: float) -> dict:
    """Memory in MiB, open files and connections, the workers together."""
    workers = children(site.process.pid)
    return {
        "minute": round((time.monotonic() - began) / 60, 1),
        "rss_mib": round(sum(map(memory, workers)), 1),
        "files": sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in workers),
        "connections": connections_of_database(),
    }


def children(pid: int) -> list[int]:
    said = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in said.split()]


def memory(pid: int) -> float:
    """What this process alone holds (private and its share of what is shared), in MiB."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise ValueError(pid)


def connections_of_database() -> int:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        return cursor.fetchone()[0]


def verdict(samples: list[dict], mix: Mix) -> list[str]:
    from enrollment.queries.invariants import complaints

    warm = samples[len(samples) // 10 :]
    first, last = warm[: max(1, len(warm) // 10)], warm[-max(1, len(warm) // 10) :]
    wrong = [f"answered {what}" for what in mix.failed[:5]]
    if mean(last, "rss_mib") > mean(first, "rss_mib") * GROWTH:
        wrong.append("memory grew by more than a tenth")
    wrong += [
        f"{what} grew"
        for what in ("files", "connections")
        if mean(last, what) > mean(first, what) + SLACK
    ]
    return wrong + list(complaints())


def mean(samples: list[dict], what: str) -> float:
    return sum(one[what] for one in samples) / len(samples)


def run(chosen) -> dict:
    with database(chosen.database):
        from bench.battery.ground import new_session
        from bench.battery.load import staff_session
        from bench.catalogue import fill
        from catalog.models import Course

        fill(courses=200, sessions=1000)
        course = Course.objects.first()
        sessions = [new_session(course, capacity=None) for _ in range(12)]
        cookies = f"csrftoken={CSRF}; sessionid={staff_session()}"
        samples: list[dict] = []
        with Site(spread=True) as site:
            mix, began = Mix(site, sessions, cookies), time.monotonic()
            with Load(mix, chosen.rate):
                while time.monotonic() < began + chosen.minutes * 60:
                    time.sleep(min(EVERY, chosen.minutes * 6))
                    samples.append(sample(site, began))
                    print(json.dumps(samples[-1] | {"asked": mix.answers.total()}), file=sys.stderr)
        shown = samples[:: max(1, len(samples) // 12)]
        return {
            "database": chosen.database,
            "minutes": round((time.monotonic() - began) / 60, 1),
            "answers": dict(mix.answers),
            "samples": [*shown, samples[-1]],
            "load_average": round(os.getloadavg()[0], 1),
            "wrong": verdict(samples, mix),
        }


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=120)
    options.add_argument("--rate", type=float, default=20, help="requests a second")
    options.add_argument("--database", choices=["sqlite", "postgresql"], default="postgresql")
    print(json.dumps(found := run(options.parse_args()), ensure_ascii=False, indent=2))
    return 1 if found["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
