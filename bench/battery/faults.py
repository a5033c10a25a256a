"""F01, F02, F04 and F15: what is killed, full, or stands still while it has the lock."""

import contextlib
import http.client
import itertools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.db import connection

from bench import cluster
from bench.battery.ground import at_once, check, new_session, percentile, standing, timed, unsound
from bench.site import ROOT, Site, enroll_path, form_for, token_in
from enrollment.domain import links
from enrollment.models import Enrollment, OutboxMessage

NO_ANSWER = (OSError, http.client.HTTPException)


def f01(*, kills, clients=24, seed=1):
    """kill -9 of the whole server at random moments; clients send the same form until answered."""
    with Site() as site:

        def kill():
            site.stop(signal.SIGKILL)
            site.start()

        return killed(site, [kill] * kills, clients=clients, seed=seed)


def f02(*, backends, postmasters, clients=24, seed=2):
    """kill -9 of PostgreSQL's backends and of its postmaster; the site recovers by itself."""
    name = connection.settings_dict["NAME"]
    with Site() as site:

        def kill_backend():
            with contextlib.closing(cluster.CURRENT.connect()) as own:
                cursor = own.cursor()
                cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [name])
                pids = [pid for (pid,) in cursor.fetchall()]
            if pids:
                os.kill(pids[0], signal.SIGKILL)
            time.sleep(1.5)

        def kill_postmaster():
            cluster.CURRENT.kill_postmaster()

        deaths = [kill_backend] * backends + [kill_postmaster] * postmasters
        wrong, figures = killed(site, deaths, clients=clients, seed=seed)
        path = enroll_path(new_session(capacity=None))
        check(wrong, "a page after the last death", site.get(path)[0], 200)
    return wrong, {"backends": backends, "postmasters": postmasters, **figures}


def killed(site, deaths, *, clients, seed):
    """Clients enroll without a pause while one after another of ``deaths`` happens."""
    wrong, seen, retried = [], [], []
    over = threading.Event()
    chance = random.Random(seed)  # noqa: S311
    sessions = [new_session(capacity=None), new_session(capacity=300)]
    connection.close()

    def keep_enrolling(number):
        # Each time somebody else: the same contact would be asked whether it means it.
        for contact in itertools.count(number * 100_000):
            if over.is_set():
                return
            session = sessions[len(seen) % 2]
            form = form_for(session, contact=contact)
            status, headers = until_answered(site, enroll_path(session), form, retried)
            seen.append((form["key"], status, token_in(headers)))

    threads = [threading.Thread(target=keep_enrolling, args=[n]) for n in range(clients)]
    for thread in threads:
        thread.start()
    try:
        for death in deaths:
            time.sleep(chance.uniform(0.2, 1.0))
            death()
    finally:
        over.set()
        for thread in threads:
            thread.join(60)
    connection.close()
    check(wrong, "statuses", {status for _key, status, _token in seen}, {303})
    lost = [token for _key, _status, token in seen if links.find(token or "") is None]
    check(wrong, "links a client saw that are not found", lost, [])
    rows = sum(standing(session)[2] for session in sessions)
    check(wrong, "rows: one for each key answered", rows, len({key for key, _s, _t in seen}))
    check(wrong, "messages", OutboxMessage.objects.exclude(kind="promoted").count(), rows)
    check(wrong, "integrity of the file", integrity(), "ok")
    unsound(wrong)
    figures = {"enrollments": rows, "retried": len(retried), "seed": seed}
    return wrong, {"kills": len(deaths), **figures}


def until_answered(site, path, form, retried) -> tuple[int, dict]:
    while True:
        try:
            status, headers, _body = site.post(path, form)
        except NO_ANSWER:
            status = None
        if status is not None and status < 500:
            return status, headers
        retried.append(path)
        time.sleep(0.05)


def integrity() -> str:
    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone()[0]


HOLDER = """
import django; django.setup()
import time
from enrollment.domain import seats
with seats.locked({pk}):
    print("locked", flush=True)
    time.sleep(600)
"""


WAITERS = 4  # at once: the second must not wait twice as long as the first


def f15(*, times, grace=1):
    """A process stops while it has the seats: others are told in time, its death frees them.

    In time is ``grace`` seconds after the limit: more among other tests, never twice the limit.
    """
    wrong, told, freed = [], [], []
    limit = 20 if connection.vendor == "sqlite" else 5
    with Site() as site:
        for _ in range(times):
            session = new_session(capacity=5)
            path = enroll_path(session)
            code = HOLDER.format(pk=session.pk)
            holder = subprocess.Popen(
                [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
            )
            holder.stdout.readline()
            holder.send_signal(signal.SIGSTOP)
            forms = [form_for(session, contact=n) for n in range(WAITERS)]
            come = [lambda p=path, f=form: timed(lambda: site.post(p, f)) for form in forms]
            for (status, headers, body), seconds in at_once(come):
                told.append(seconds)
                check(wrong, "status while it stands still", status, 503)
                check(wrong, "Retry-After", headers.get("Retry-After"), "5")
                check(wrong, "what was typed is kept", "安小宁" in body, True)
                check(wrong, "told in time", seconds <= limit + grace, True)
            holder.kill()
            holder.wait()
            (status, _headers, _body), seconds = timed(lambda p=path, f=forms[0]: site.post(p, f))
            freed.append(seconds)
            check(wrong, "status after its death", status, 303)
        unsound(wrong)
    rows = Enrollment.objects.count()
    check(wrong, "rows", rows, times)
    return wrong, {
        "times": times,
        "waiters": WAITERS,
        "told_after_s": percentile(told, 1),
        "limit_s": limit,
        "freed_after_s": percentile(freed, 1),
    }


def f04(*, rounds):
    """The disk is full: a friendly 503, no half rows, and it works again when there is space.

    On SQLite a limit on the size of files stands for the disk; PostgreSQL has its tables on a
    small one of its own.
    """
    wrong, refused = [], 0
    if connection.vendor == "postgresql" and cluster.CURRENT is None:
        return ["the disk of this server is not ours to fill: name the database cluster"], {}
    nearly_full = nearly_full_file if connection.vendor == "sqlite" else nearly_full_disk
    for number in range(rounds):
        session = new_session(capacity=None)
        path = enroll_path(session)
        with nearly_full() as full:
            statuses = until_full(full, path, session)
        refused += statuses.count(503)
        check(wrong, f"round {number} statuses", set(statuses), {303, 503})
        check(wrong, f"round {number} rows", standing(session)[2], statuses.count(303))
        with Site() as site:
            form = form_for(session, contact=len(statuses))
            check(wrong, f"round {number} afterwards", site.post(path, form)[0], 303)
        check(wrong, f"round {number} integrity", integrity(), "ok")
    unsound(wrong)
    return wrong, {"rounds": rounds, "answers_503": refused}


@contextlib.contextmanager
def nearly_full_file():
    connection.close()  # the last one to go empties the write-ahead log
    most = Path(connection.settings_dict["NAME"]).stat().st_size + ROOM
    with Site(before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))) as site:
        yield site


@contextlib.contextmanager
def nearly_full_disk():
    if cluster.CURRENT.disk is None:
        name = connection.settings_dict["NAME"]
        cluster.CURRENT.move_to_small_disk(name, megabytes=128)
    ballast = cluster.CURRENT.disk / "ballast"
    room = ROOM * 4  # PostgreSQL takes pages for many rows at once, in each table and index
    ballast.write_bytes(bytes(max(0, shutil.disk_usage(ballast.parent).free - room)))
    try:
        with Site() as site:
            yield site
    finally:
        ballast.unlink()


ROOM = 256 * 1024  # bytes until the disk is full


def until_full(site, path, session) -> list[int]:
    """Enroll until five were refused, and at most three thousand times."""
    statuses = []
    while statuses.count(503) < 5 and len(statuses) < 3000:
        statuses.append(site.post(path, form_for(session, contact=len(statuses)))[0])
    return statuses
