"""A PostgreSQL server of our own, which may be killed; as root it runs as the user postgres."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg2

PATIENCE = 60  # seconds


CURRENT = None  # the one this process started


class Cluster:
    def __enter__(self):
        global CURRENT  # noqa: PLW0603 - a process has one
        CURRENT = self
        self.prepare()
        self.run("initdb", "-A", "trust", "-U", "postgres", "-D", self.folder / "data")
        self.start()
        return self

    def prepare(self) -> None:
        """Find a folder, a port and the programs."""
        self.folder = Path(tempfile.mkdtemp(prefix="kaike_cluster_"))
        self.disk = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")

    def __exit__(self, *_error):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop", check=False)
        if self.disk:
            subprocess.run(["umount", self.disk], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def run(self, program, *arguments, check=True):
        as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        return subprocess.run(
            [*as_postgres, self.programs / program, *arguments],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=check,
            timeout=PATIENCE,
        )

    def start(self) -> None:
        """Start it, again and again: right after a kill the old one's memory may still be there."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        deadline = time.monotonic() + PATIENCE
        arguments = ["-D", self.folder / "data", "-o", options, "-w", "-l", self.folder / "log"]
        while time.monotonic() < deadline:
            if self.run("pg_ctl", *arguments, "start", check=False).returncode == 0:
                return
            time.sleep(0.2)
        raise TimeoutError("PostgreSQL did not start")

    def connect(self):
        """A connection as soon as there is one: after a death the server recovers first."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return psycopg2.connect(self.url)
            except psycopg2.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def move_to_small_disk(self, database: str, *, megabytes: int) -> None:
        """Every table and index of the database on a disk (``disk``) of that size; needs root."""
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        size = f"size={megabytes}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", self.disk], check=True)
        place = self.disk / "tables"
        place.mkdir()
        shutil.chown(self.disk, "postgres")
        shutil.chown(place, "postgres")
        connection = psycopg2.connect(self.url.rpartition("/")[0] + f"/{database}")
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("CREATE TABLESPACE small LOCATION %s", [str(place)])
        for what in ("TABLE", "INDEX"):
            cursor.execute(f"ALTER {what} ALL IN TABLESPACE pg_default SET TABLESPACE small")
        connection.close()

    def replica(self) -> "Replica":
        """A streaming replica of this server, on a port of its own."""
        return Replica(self)

    def postmaster(self) -> int:
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def kill_postmaster(self) -> None:
        """kill -9, and start again."""
        pid = self.postmaster()
        os.kill(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            while True:
                os.kill(pid, 0)
                time.sleep(0.02)
        self.start()


class Replica(Cluster):
    """A copy that replays what its primary writes, as it is written."""

    def __init__(self, primary: Cluster):
        self.primary = primary

    def __enter__(self):
        self.prepare()
        source = ["-h", "127.0.0.1", "-p", str(self.primary.port), "-U", "postgres"]
        self.run(
            "pg_basebackup", *source, "-R", "-X", "stream", "-c", "fast", "-D", self.folder / "data"
        )
        self.start()
        return self
