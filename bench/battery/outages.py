"""F06 and F10: the mail server is away, slow or refuses; backups while people enroll."""

import os
import re
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_string
from pathlib import Path

from django.test import override_settings
from django.utils import timezone

from bench.battery.ground import check, new_session, percentile, timed, unsound
from bench.site import ROOT, Site, enroll_path, form_for
from enrollment.messaging import delivery
from enrollment.models import Enrollment, OutboxMessage

SMTP = "django.core.mail.backends.smtp.EmailBackend"
MINUTE = timedelta(minutes=1)
KINDS = ("away", "slow", "450", "550", "drops")  # each for its share of the outage


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server that behaves as ``kind`` says and keeps the Message-ID of what it took."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.kind, self.taken = "takes", []


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.kind == "away":
            return
        if self.server.kind == "slow":
            time.sleep(SLOW)  # longer than whoever sends has patience
        self.say("220 mail.example.com")
        while line := self.rfile.readline().decode(errors="replace").strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                self.say("221 bye")
                return
            if word == "DATA" and not self.take():
                return
            if word == "RCPT" and self.server.kind in {"450", "550"}:
                self.say(f"{self.server.kind} not now")
            elif word != "DATA":
                self.say("250 ok")

    def take(self) -> bool:
        """Read a letter; whether it was taken."""
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.decode(errors="replace"))
        if self.server.kind == "drops":
            return False
        self.server.taken.append(message_from_string("".join(lines))["Message-ID"])
        self.say("250 taken")
        return True

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


SLOW, PATIENCE_OF_MAIL = 2, 1  # seconds


def f06(*, minutes, clients):
    """An hour in which mail fails in five ways, tick after tick, while people enroll."""
    wrong, session = [], new_session(capacity=None)
    with Mailbox() as server, Site() as site:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        values = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.server_address[1]}
        values |= {"EMAIL_BACKEND": SMTP, "EMAIL_TIMEOUT": PATIENCE_OF_MAIL, "LIMITS": False}
        with override_settings(**values):
            before = enrolling(wrong, site, session, range(clients))
            begins = timezone.now()
            with ticking(server, begins, minutes) as counts:
                meanwhile = enrolling(wrong, site, session, range(clients, 2 * clients))
            server.kind = "takes"
            for tick in range(14 * 60):  # the longest pause is twelve hours
                delivery.send_due(now=begins + (minutes + tick) * MINUTE)
                if not waiting().exists():
                    break
        server.shutdown()
    states = Counter(OutboxMessage.objects.values_list("state", flat=True))
    check(wrong, "letters", dict(states), {"sent": 2 * clients})
    check(wrong, "letters that arrived", len(set(server.taken)), 2 * clients)
    check(wrong, "failed tries", counts["failed"] > 0, True)
    unsound(wrong)
    return wrong, {
        "minutes_of_outage": minutes,
        "enrolled": 2 * clients,
        "failed_tries": counts["failed"],
        "letters_twice": len(server.taken) - len(set(server.taken)),
        "all_sent_after_minutes": tick,
        "p95_before_s": percentile(before, 0.95),
        "p95_meanwhile_s": percentile(meanwhile, 0.95),
    }


def waiting():
    return OutboxMessage.objects.exclude(state__in=["sent", "dropped", "failed"])


def enrolling(wrong, site, session, numbers) -> list[float]:
    times = []
    for number in numbers:
        form = form_for(session, contact=number)
        (status, *_), seconds = timed(lambda form=form: site.post(enroll_path(session), form))
        check(wrong, "status", status, 303)
        times.append(seconds)
    return times


@contextmanager
def ticking(server: Mailbox, begins, minutes: int):
    """While inside, a tick for each minute of the outage, one after the other."""
    counts: Counter = Counter()

    def ticks():
        for minute in range(minutes):
            server.kind = KINDS[minute * len(KINDS) // minutes]
            counts.update(delivery.send_due(now=begins + minute * MINUTE, limit=5))

    thread = threading.Thread(target=closing(ticks))
    thread.start()
    yield counts
    thread.join()


def closing(work):
    def done():
        from django.db import connections

        try:
            work()
        finally:
            connections.close_all()

    return done


def f10(*, times):
    """Backups while people enroll, each restored beside the site: all that was there before it."""
    wrong, sizes, took, session = [], [], [], new_session(capacity=None)
    over, codes = threading.Event(), iter(range(10**6))

    def enroll():
        while not over.is_set():
            site.post(enroll_path(session), form_for(session, contact=next(codes)))

    with tempfile.TemporaryDirectory() as folder, Site() as site:
        threads = [threading.Thread(target=enroll) for _ in range(2)]
        for thread in threads:
            thread.start()
        for number in range(times):
            backups = Path(folder) / str(number)
            before = Enrollment.objects.count()
            said = manage(wrong, "backup", str(backups))
            after = Enrollment.objects.count()
            [file] = backups.iterdir()
            said, seconds = timed(lambda file=file: manage(wrong, "restore_drill", str(file)))
            found = int(re.search(r"(\d+) enrollment", said)[1])
            check(wrong, f"{before} <= {found} <= {after}", before <= found <= after, True)
            sizes.append(found)
            took.append(seconds)
            file.unlink()
        over.set()
        for thread in threads:
            thread.join(60)
    unsound(wrong)
    return wrong, {"backups": times, "enrollments": sizes[-1], "drill_max_s": round(max(took), 1)}


def manage(wrong, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    check(wrong, f"{arguments[0]}: {done.stderr[-500:]}", done.returncode, 0)
    return done.stdout
