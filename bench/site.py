"""A real server on a database of its own, and clients that send real forms over HTTP."""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
# Double submit: what the cookie and the form both say. A browser gets its own from the server.
CSRF = "kaikebenchkaikebenchkaikebench12"
PATIENCE = 60  # seconds


@contextmanager
def database(kind: str):
    """A fresh, migrated database; Django of this process is set up on it. Gives its URL.

    ``kind`` is sqlite, postgresql (the server of BENCH_POSTGRES) or cluster (one of our own, to
    be killed); call it once in a process, before importing models.
    """
    if kind == "cluster":
        from bench.cluster import Cluster

        with Cluster() as cluster, _fresh("postgresql", cluster.url) as url:
            yield url
    else:
        with _fresh(kind, POSTGRES) as url:
            yield url


@contextmanager
def _fresh(kind: str, postgres: str):
    name = f"kaike_bench_{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            url = f"sqlite:///{folder}/{name}.sqlite3"
        else:
            _in_postgres(postgres, f'CREATE DATABASE "{name}"')
            url = f"{postgres.rpartition('/')[0]}/{name}"
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ["EMAIL_URL"] = "memorymail://"
        os.environ["KAIKE_LIMITS"] = "False"  # the load comes from one address
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        try:
            yield url
        finally:
            connections.close_all()
            if kind == "postgresql":
                _in_postgres(postgres, f'DROP DATABASE "{name}" WITH (FORCE)')


def _in_postgres(postgres: str, statement: str) -> None:
    import psycopg2

    connection = psycopg2.connect(postgres)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


class Site:
    """gunicorn on a free port, two workers of four threads, with the database of this process.

    With ``spread`` the kernel shares out the connections; else one worker at times takes all.
    With ``tls``, a file of a key and its certificate, it answers on https only.
    """

    def __init__(
        self,
        *,
        application="config.wsgi",
        backlog=2048,
        before=None,
        spread=False,
        values=None,
        root=ROOT,
        tls=None,
    ):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.command = [
            *(sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}"),
            *("--workers", "2", "--threads", "4", "--backlog", str(backlog)),
            *("--log-level", "critical"),
            *(["--reuse-port"] if spread else []),
            *(["--certfile", str(tls), "--keyfile", str(tls)] if tls else []),
        ]
        self.tls = tls
        self.environment = os.environ | (values or {})
        self.root = root  # of the release that serves
        self.before = before  # called in the server's process before it begins
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop(signal.SIGTERM)

    def start(self):
        self.process = subprocess.Popen(
            self.command,
            cwd=self.root,
            env=self.environment,
            start_new_session=True,
            preexec_fn=self.before,  # noqa: PLW1509 - no thread runs while a server starts
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError, http.client.HTTPException):
                if self.get("/healthz")[0] == 200:
                    return
            time.sleep(0.05)
        raise TimeoutError("the server did not answer")

    def stop(self, how=signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(PATIENCE)

    def connection(self) -> http.client.HTTPConnection:
        if self.tls:
            trusted = ssl.create_default_context(cafile=self.tls)
            return http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=PATIENCE, context=trusted
            )
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def get(self, path: str, headers=None) -> tuple[int, str]:
        connection = self.connection()
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def post(self, path: str, form: dict, connection=None) -> tuple[int, dict, str]:
        """Status, headers and body; raises OSError or HTTPException when there is no answer."""
        own = connection is None
        if own:
            connection = self.connection()
        try:
            connection.request("POST", path, body=encoded(form), headers=HEADERS)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers), answer.read().decode()
        finally:
            if own:
                connection.close()


@contextmanager
def certificate():
    """A file with a key and its certificate for 127.0.0.1, which nobody trusts."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tls.pem"
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
                *("-keyout", file, "-out", file),
            ],
            check=True,
            capture_output=True,
        )
        yield file


@contextmanager
def browser():
    """The Chromium of this machine, or the one CHROMIUM names."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu"],
        )
        yield chromium
        chromium.close()


HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={CSRF}"}


def encoded(form: dict) -> str:
    return urlencode(form | {"csrfmiddlewaretoken": CSRF})


def enroll_path(session) -> str:
    return f"/sessions/{session.public_id}/enroll/"


def form_for(session, *, seats=1, contact=1, **values) -> dict:
    """The form as a browser sends it, its key signed as on the page."""
    from enrollment.forms.form_keys import new_key

    return {
        "contact_name": f"安小宁{contact % 10_000}",
        "contact_phone": f"139{contact:08d}",
        "contact_email": f"an{contact}@example.com",
        "company": f"云岭示例银行第 {contact // 10_000} 支行",
        "seats": str(seats),
        "choice": "wait",
        "notice_seen": "on",
        "key": new_key(session),
    } | values


def token_in(headers: dict) -> str | None:
    """The secret of the own page an answer leads to."""
    parts = urlsplit(headers.get("Location", "")).path.split("/")
    return parts[-2] if "my" in parts else None
