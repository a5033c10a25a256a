"""F01 and F15: the server is killed, or a process that has the lock stands still."""

import http.client
import random
import signal
import subprocess
import sys
import threading
import time

from django.db import connection

from bench.battery.ground import check, new_session, percentile, standing, timed, unsound
from bench.site import ROOT, Site, enroll_path, form_for, token_in
from enrollment import links
from enrollment.models import Enrollment, OutboxMessage

NO_ANSWER = (OSError, http.client.HTTPException)


def f01(*, kills, clients=24, seed=1):
    """kill -9 of the whole server at random moments; clients send the same form until answered."""
    wrong, seen, retried = [], [], []
    over = threading.Event()
    chance = random.Random(seed)  # noqa: S311
    sessions = [new_session(capacity=None), new_session(capacity=300)]
    with Site() as site:

        def keep_enrolling(number):
            while not over.is_set():
                session = sessions[len(seen) % 2]
                form = form_for(session, contact=number)
                status, headers = until_answered(site, enroll_path(session), form, retried)
                seen.append((form["key"], status, token_in(headers)))

        threads = [threading.Thread(target=keep_enrolling, args=[n]) for n in range(clients)]
        for thread in threads:
            thread.start()
        for _ in range(kills):
            time.sleep(chance.uniform(0.2, 1.0))
            site.stop(signal.SIGKILL)
            site.start()
        over.set()
        for thread in threads:
            thread.join(60)
    check(wrong, "statuses", {status for _key, status, _token in seen}, {303})
    lost = [token for _key, _status, token in seen if links.find(token or "") is None]
    check(wrong, "links a client saw that are not found", lost, [])
    rows = sum(standing(session)[2] for session in sessions)
    check(wrong, "rows: one for each key answered", rows, len({key for key, _s, _t in seen}))
    check(wrong, "messages", OutboxMessage.objects.exclude(kind="promoted").count(), rows)
    check(wrong, "integrity of the file", integrity(), "ok")
    unsound(wrong)
    return wrong, {"kills": kills, "enrollments": rows, "retried": len(retried), "seed": seed}


def until_answered(site, path, form, retried) -> tuple[int, dict]:
    while True:
        try:
            status, headers, _body = site.post(path, form)
        except NO_ANSWER:
            retried.append(path)
            time.sleep(0.05)
        else:
            return status, headers


def integrity() -> str:
    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone()[0]


HOLDER = """
import django; django.setup()
import time
from enrollment import seats
with seats.locked({pk}):
    print("locked", flush=True)
    time.sleep(600)
"""


def f15(*, times):
    """A process stops while it has the seats: others are told in time, its death frees them."""
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
            form = form_for(session)
            (status, headers, body), seconds = timed(lambda p=path, f=form: site.post(p, f))
            told.append(seconds)
            check(wrong, "status while it stands still", status, 503)
            check(wrong, "Retry-After", headers.get("Retry-After"), "5")
            check(wrong, "what was typed is kept", "安小宁" in body, True)
            check(wrong, "told in time", seconds <= limit + 1, True)
            holder.kill()
            holder.wait()
            (status, _headers, _body), seconds = timed(lambda p=path, f=form: site.post(p, f))
            freed.append(seconds)
            check(wrong, "status after its death", status, 303)
        unsound(wrong)
    rows = Enrollment.objects.count()
    check(wrong, "rows", rows, times)
    return wrong, {
        "times": times,
        "told_after_s": percentile(told, 1),
        "limit_s": limit,
        "freed_after_s": percentile(freed, 1),
    }
