"""A public site on this machine: gunicorn as its unit starts it, nginx as it is shipped."""

import http.client
import os
import re
import socket
import ssl
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "deploy" / "nginx" / "kaike.conf.template"
HOST = "kaike.test"
PATIENCE = 60  # seconds
MAIN = """
daemon off; {user} pid {folder}/nginx.pid; worker_processes 1;
error_log {folder}/logs/main.log crit;
events {{}}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/kaike.conf;
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ShippedSite:
    def __init__(self, folder: Path, database: str):
        self.folder = folder
        self.http, self.https = free_port(), free_port()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.environment = {
            "PATH": os.environ["PATH"],
            "KAIKE_PRODUCTION": "True",
            "KAIKE_VAR": str(folder / "var"),
            "DATABASE_URL": database,
            "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ",
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}:{self.https}",
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "DEFAULT_FROM_EMAIL": "enroll@example.com",
            "TRUSTED_PROXIES": "127.0.0.1",
            "DISK_FREE_MB": "0",
        }

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def __enter__(self):
        for command in (
            ["migrate", "--verbosity", "0"],
            ["collectstatic", "--no-input", "--verbosity", "0"],
        ):
            done = self.manage(*command)
            assert done.returncode == 0, done.stderr
        self.write_configuration()
        self.server = self.start_server()
        self.nginx = subprocess.Popen(
            ["nginx", "-c", self.folder / "nginx.conf", "-p", self.folder]
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/healthz")[0] == 200:
                    return self
            time.sleep(0.1)
        raise TimeoutError((self.folder / "gunicorn.log").read_text())

    def __exit__(self, *_error):
        for process in (self.nginx, self.server):
            process.terminate()
            process.wait(PATIENCE)
        self.listener.close()

    def write_configuration(self) -> None:
        for name in ("logs", "tls", "cache"):
            (self.folder / name).mkdir()
        subprocess.run(
            [
                *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
                *("-keyout", self.folder / "tls" / "key.pem"),
                *("-out", self.folder / "tls" / "fullchain.pem"),
            ],
            check=True,
            capture_output=True,
        )
        values = {
            "KAIKE_HOST": HOST,
            "KAIKE_UPSTREAM": f"127.0.0.1:{self.listener.getsockname()[1]}",
            "KAIKE_TLS": str(self.folder / "tls"),
            "KAIKE_LOGS": str(self.folder / "logs"),
            "KAIKE_CACHE": str(self.folder / "cache"),
            "KAIKE_HTTP": f"127.0.0.1:{self.http}",
            "KAIKE_HTTPS": f"127.0.0.1:{self.https}",
        }
        text = TEMPLATE.read_text(encoding="utf-8")
        filled = re.sub(r"\$\{(KAIKE_\w+)\}", lambda match: values[match[1]], text)
        (self.folder / "kaike.conf").write_text(filled, encoding="utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        main = MAIN.format(folder=self.folder, user=user)
        (self.folder / "nginx.conf").write_text(main, encoding="utf-8")

    def start_server(self) -> subprocess.Popen:
        """Hand gunicorn the socket in the way systemd does, as kaike.socket and kaike.service."""
        given = self.listener.fileno()
        command = f'exec 3<&{given}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" -m gunicorn config.wsgi'
        with (self.folder / "gunicorn.log").open("a") as log:
            return subprocess.Popen(
                ["bash", "-c", command, sys.executable],
                cwd=ROOT,
                env=self.environment,
                pass_fds=(given,),
                stdout=log,
                stderr=log,
            )

    def ask(self, method: str, path: str, body=None, *, tls=True, headers=None):
        """Return status, headers and body of one answer."""
        if tls:
            context = ssl.create_default_context(cafile=self.folder / "tls" / "fullchain.pem")
            raw = socket.create_connection(("127.0.0.1", self.https), timeout=PATIENCE)
            connection = http.client.HTTPSConnection(HOST, self.https, timeout=PATIENCE)
            connection.sock = context.wrap_socket(raw, server_hostname=HOST)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.http, timeout=PATIENCE)
        try:
            given = {"Host": f"{HOST}:{self.https}"} | (headers or {})
            connection.request(method, path, body=body, headers=given)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def logs(self, *, until: str = "") -> str:
        """Everything logged; nginx writes a line after the answer, so wait for ``until``."""
        for _try in range(100):
            files = sorted((self.folder / "logs").iterdir())
            text = "".join(file.read_text(encoding="utf-8") for file in files)
            if until in text:
                return text
            time.sleep(0.1)
        return text
