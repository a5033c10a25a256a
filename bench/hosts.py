"""Two app servers behind nginx, a primary with a replica, Redis: python -m bench.hosts

60 s of enrolling and reading through nginx; meanwhile an app server, the replica, Redis and the
primary are killed in turn and come back. Nothing a client saw may be lost, each form counts once,
and no page may be shown five seconds after a newer one was written. Prints JSON. As root, with
nginx, redis-server and PostgreSQL's programs installed; the hosts are processes of one machine.
"""

import bisect
import http.client
import itertools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from bench.site import HEADERS, Site, database, encoded, enroll_path, form_for, token_in

SECONDS = 60
ENROLLING, READING = 4, 4  # clients
OLDEST = 5  # seconds a page may be old
NGINX = """
worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off; user root;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream kaike {{ {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://kaike; proxy_set_header Host $host; proxy_connect_timeout 1s;
      proxy_next_upstream error timeout;
    }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Program:
    """A server that can be killed and started again."""

    def __init__(self, *command: str, port: int):
        self.command, self.port = command, port

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return self
            time.sleep(0.05)
        raise TimeoutError(self.command[0])

    def __exit__(self, *_error):
        self.kill(signal.SIGTERM)

    def kill(self, how=signal.SIGKILL):
        with suppress(ProcessLookupError):
            self.process.send_signal(how)
        self.process.wait(20)


@contextmanager
def balancer(folder: Path, apps: list[Site]):
    port = free_port()
    servers = " ".join(f"server 127.0.0.1:{app.port} fail_timeout=1s;" for app in apps)
    file = folder / "nginx.conf"
    file.write_text(NGINX.format(folder=folder, servers=servers, port=port), encoding="utf-8")
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    with Program(nginx, "-c", str(file), port=port):
        yield port


class Clients:
    """Who enrolls and who reads, until the time is over; what each saw."""

    def __init__(self, port: int, course, session):
        self.port, self.course, self.session = port, course, session
        self.turn = itertools.count(1)
        self.enrolled: dict[str, str] = {}  # by key of the form, the token the client was shown
        self.tried, self.read, self.failed_reads, self.oldest = 0, 0, 0, 0.0
        self.doubled: list[str] = []
        self.marks_written: list[float] = []
        self.ends = time.monotonic() + SECONDS

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read().decode()
        finally:
            connection.close()

    def enroll(self):
        """One form after another; each is sent until it is answered, as a person would."""
        while time.monotonic() < self.ends:
            form = form_for(self.session, contact=next(self.turn))
            while time.monotonic() < self.ends + 20:
                self.tried += 1
                with suppress(OSError, http.client.HTTPException):
                    body = encoded(form)
                    status, headers, _ = self.ask("POST", enroll_path(self.session), body, HEADERS)
                    if token := token_in(headers):
                        self.enrolled[form["key"]] = token
                        break
                    if status not in {500, 502, 503, 504}:
                        self.doubled.append(f"answer {status}")
                        break
                time.sleep(0.05)

    def reads(self):
        while time.monotonic() < self.ends:
            try:
                status, _headers, page = self.ask("GET", self.course.get_absolute_url())
            except (OSError, http.client.HTTPException):
                status, page = 0, ""
            found = re.search(r"moment (\d+\.\d+)", page)
            if status != 200 or not found:
                self.failed_reads += 1
                time.sleep(0.05)
                continue
            self.read += 1
            self.oldest = max(self.oldest, self.age_of(float(found[1])))

    def age_of(self, mark: float) -> float:
        """For how many seconds there has been a newer page than the one with this mark."""
        newer = bisect.bisect_right(self.marks_written, mark)
        written = self.marks_written[newer : newer + 1]
        return time.time() - written[0] if written else 0.0

    def marks(self):
        """Write the time into the course once in a while: a page then shows how old it is."""
        from django.db import DatabaseError, InterfaceError, connection

        from catalog.models import Course

        while time.monotonic() < self.ends:
            try:
                mark = round(time.time(), 2)
                course = Course.objects.filter(pk=self.course.pk)
                course.update(summary=f"moment {mark:.2f}")
                self.marks_written.append(mark)
            except (DatabaseError, InterfaceError):
                connection.close()
            time.sleep(0.2)


def kill_in_turn(apps, replica, redis, primary, clients) -> list[str]:
    """One after another dies and comes back; the names, in order."""
    killed = []

    def until(second: float):
        time.sleep(max(0, clients.ends - SECONDS + second - time.monotonic()))

    until(8)
    apps[0].stop()
    killed.append("app server")
    until(14)
    apps[0].start()
    until(20)
    replica.run("pg_ctl", "-D", replica.folder / "data", "-m", "immediate", "stop")
    killed.append("replica")
    until(28)
    replica.start()
    until(34)
    redis.kill()
    killed.append("Redis")
    until(40)
    redis.__enter__()
    until(46)
    primary.kill_postmaster()
    killed.append("primary")
    return killed


def verdict(clients: Clients, killed: list[str]) -> dict:
    from enrollment.domain import links
    from enrollment.models import Enrollment
    from enrollment.queries.invariants import complaints

    stored = set(Enrollment.objects.values_list("token_hash", flat=True))
    shown = {links.hash_of(token) for token in clients.enrolled.values()}
    wrong = [f"{len(shown - stored)} enrollments that a client saw are lost"] * bool(shown - stored)
    if len(shown) != len(clients.enrolled):
        wrong.append("two forms led to one enrollment")
    if Enrollment.objects.count() > next(clients.turn) - 1:
        wrong.append("a form was written twice")
    if clients.oldest > OLDEST:
        wrong.append(f"a page was {clients.oldest:.1f} s old")
    return {
        "killed": killed,
        "enrolled": len(shown),
        "sent_again": clients.tried - len(shown),
        "pages": clients.read,
        "pages_not_answered": clients.failed_reads,
        "oldest_page_s": round(clients.oldest, 2),
        "marks": len(clients.marks_written),
        "wrong": wrong + clients.doubled[:5] + list(complaints()),
    }


def run() -> dict:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        stack.enter_context(database("cluster"))
        from django.db import connections

        from bench import cluster
        from bench.battery.ground import new_course, new_session

        primary = cluster.CURRENT
        replica = stack.enter_context(primary.replica())
        port = free_port()
        redis = Program("redis-server", "--port", str(port), "--save", "", port=port)
        stack.enter_context(redis)
        course = new_course()
        session = new_session(course, capacity=None)
        name = os.environ["DATABASE_URL"].rpartition("/")[2]
        shared = {
            "DATABASE_REPLICA_URL": replica.url.rpartition("/")[0] + f"/{name}",
            "REDIS_URL": f"redis://127.0.0.1:{port}/0",
        }
        apps = [stack.enter_context(Site(values=shared)) for _ in range(2)]
        clients = Clients(stack.enter_context(balancer(folder, apps)), course, session)
        works = [clients.enroll] * ENROLLING + [clients.reads] * READING + [clients.marks]
        threads = [threading.Thread(target=work) for work in works]
        for thread in threads:
            thread.start()
        killed = kill_in_turn(apps, replica, redis, primary, clients)
        for thread in threads:
            thread.join()
        connections.close_all()  # the primary they led to was killed
        return verdict(clients, killed)


def main() -> int:
    print(json.dumps(figures := run(), ensure_ascii=False))
    return 1 if figures["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
