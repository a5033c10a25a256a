"""From the release before to this one and back, while people read and enroll; prints JSON.

    .venv/bin/python -m bench.upgrade                # on SQLite, in a file of its own
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/any .venv/bin/python -m bench.upgrade

As docs/operations.md has it: the release before serves sample data, a backup is written, this one
migrates while the other goes on serving, then it serves in its place; back once by its program
alone on the newer tables, once by the backup. Each time every page a client was given still opens,
what must hold is recomputed, and no table lost a row. ``--before`` names a commit; else it is the
oldest whose migrations are all among today's. Exit 1 when something was lost or was an error.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from html import unescape
from http.client import HTTPException
from pathlib import Path

from bench.own_database import own_database
from bench.site import HEADERS, ROOT, Site, token_in

NAME = "kaike_bench_upgrade"
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')
MOVED = {"catalog", "enrollment", "operations"}  # apps with migrations
READERS, ENROLLING = 2, 2
PATIENCE = 180  # seconds, until the tables are as large as asked
SQL = "SELECT public_id FROM catalog_session WHERE state = 'open' AND capacity - taken > 5"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--before", help="a commit; else the oldest with migrations that fit")
    options.add_argument("--rows", type=int, default=10_000, help="enrolled up to, before it")
    chosen = options.parse_args()
    before = chosen.before or release_before()
    drop = own_database(NAME)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KAIKE_VAR": f"{folder}/var", "EMAIL_URL": "memorymail://"}
        os.environ |= {"KAIKE_LIMITS": "False", "DJANGO_SETTINGS_MODULE": "config.settings"}
        try:
            found = there_and_back(unpacked(before, Path(folder) / "before"), ROOT, chosen.rows)
        finally:
            close()
            drop()
    print(json.dumps({"before": before} | found, ensure_ascii=False, indent=2))
    return 1 if found["wrong"] else 0


def there_and_back(old: Path, new: Path, size: int) -> dict:
    wrong: list[str] = []
    manage(old, "migrate", "--verbosity", "0")
    manage(old, "demo", "--no-serve")
    with Site(root=old) as site:
        people = People(site)
        counted = enrolled_up_to(size, people)
        manage(old, "backup")
        known = list(people.tokens)
        with people.at_work():
            time.sleep(1)
            began = time.monotonic()
            manage(new, "migrate", "--verbosity", "0")
            seconds = time.monotonic() - began
            time.sleep(2)
        during = people.took()
    wrong += [f"while it was migrated: {what}" for what in errors(during)]
    wrong += ["nobody could enroll before"] * (not known)
    wrong += [f"rows of {name} lost" for name, n in counted.items() if rows().get(name, 0) < n]
    manage(new, "rebuild_search")
    for name, root in (("this release", new), ("the one before on newer tables", old)):
        wrong += [f"{name}: {what}" for what in served(root, people)]
    manage(new, "check_invariants")
    newest = next((Path(os.environ["KAIKE_VAR"]) / "backups").iterdir())
    close()
    manage(old, "restore", str(newest), "--replace")
    people.tokens = known
    wrong += [f"the backup: {what}" for what in served(old, people)]
    return {
        "database": os.environ["DATABASE_URL"].partition(":")[0],
        "migrations": applied_by(new) - applied_by(old),
        "migrated_s": round(seconds, 1),
        "answers_meanwhile": {f"{status} {what}": n for (status, what), n in during.items()},
        "own_pages": len(known),
        "rows": sum(counted.values()),
        "wrong": wrong,
    }


def enrolled_up_to(size: int, people: "People") -> dict[str, int]:
    """The rows of each table once there are so many in all, or ``PATIENCE`` is over."""
    ends = time.monotonic() + PATIENCE
    with people.at_work():
        while sum(rows().values()) < size and time.monotonic() < ends:
            time.sleep(1)
    return rows()


def served(root: Path, people: "People") -> list[str]:
    """What goes wrong where this release serves: its checks, own pages, reading, enrolling."""
    manage(root, "check_invariants")
    with Site(root=root) as site:
        people.site = site
        lost = [token for token in people.tokens if site.get(f"/my/{token}/")[0] != 200]
        with people.at_work():
            time.sleep(2)
    return errors(people.took()) + [f"{len(lost)} own pages are gone"] * bool(lost)


def errors(answers: Counter) -> list[str]:
    # 503 and 409 ask once more; the form is kept, and People sends it again as people do.
    return [
        f"{number} x {status} {what}"
        for (status, what), number in answers.items()
        if status not in {200, 303, 409, 503} or what == "asked for ever"
    ]


class People:
    """Who read and who enroll by the forms that the site itself gave them."""

    def __init__(self, site: Site):
        self.site, self.tokens = site, []
        self.answers: Counter = Counter()
        self.numbers = iter(range(10**6))
        self.sessions = open_sessions()
        self.pages = ["/", "/courses/", "/schedule/", "/search/?q=%E6%A1%88%E4%BE%8B"]

    @contextmanager
    def at_work(self):
        over = threading.Event()
        works = [self.read] * READERS + [self.enroll] * ENROLLING
        threads = [threading.Thread(target=self.until, args=[over, work]) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join(60)

    def until(self, over: threading.Event, work) -> None:
        while not over.is_set():
            try:
                work(next(self.numbers))
            except (OSError, HTTPException) as error:
                self.answers[0, repr(error)] += 1
            time.sleep(0.02)

    def took(self) -> Counter:
        """What was answered since it was asked last."""
        taken, self.answers = self.answers, Counter()
        return taken

    def read(self, number: int) -> None:
        pages = [*self.pages, *(f"/my/{token}/" for token in self.tokens[-5:])]
        path = pages[number % len(pages)]
        self.answers[self.site.get(path)[0], "page"] += 1

    def enroll(self, number: int) -> None:
        path = f"/sessions/{self.sessions[number % len(self.sessions)]}/enroll/"
        status, page = self.site.get(path, {"Cookie": HEADERS["Cookie"]})
        self.answers[status, "form"] += 1
        if status != 200:
            return
        form = hidden_in(page) | {
            "contact_name": f"安小{chr(0x4E00 + number % 20_000)}",
            "contact_phone": f"158{number:08d}",  # nobody of the sample data has one
            "contact_email": f"an{number}@example.com",
            "company": "云岭示例银行",
            "seats": "1",
            "choice": "wait",
            "notice_seen": "on",
        }
        for _try in range(20):
            status, headers, answer = self.site.post(path, form)
            self.answers[status, "enrolled"] += 1
            if status == 409:  # the last seats went meanwhile: the form asks once more
                form |= hidden_in(answer)
            elif status == 503:
                time.sleep(1)
            else:
                break
        else:
            self.answers[status, "asked for ever"] += 1
        if token := token_in(headers):
            self.tokens.append(token)


def hidden_in(page: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


def open_sessions() -> list[str]:
    with cursor() as asked:
        asked.execute(SQL)
        return [public_id for (public_id,) in asked.fetchall()]


@contextmanager
def cursor():
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as asked:
        yield asked


def close() -> None:
    from django.db import connections

    connections.close_all()


def rows() -> dict[str, int]:
    from bench.migrations import rows as counted

    return counted()


def manage(root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{arguments[0]} of {root.name}: {(done.stderr or done.stdout)[-2000:]}")


def release_before() -> str:
    """The oldest commit in the line of this one whose migrations all stand here by name."""
    here = migrations_of("HEAD")
    fits = None
    for commit in git("log", "--first-parent", "--format=%h").split():
        if not migrations_of(commit) <= here:
            break
        fits = commit
    if fits is None or migrations_of(fits) == here:
        raise SystemExit("no commit has fewer migrations than this one: name one by --before")
    return fits


def migrations_of(commit: str) -> set[str]:
    paths = [f"{app}/migrations" for app in sorted(MOVED)]
    listed = git("ls-tree", "-r", "--name-only", commit, "--", *paths).split()
    return {path for path in listed if "__init__" not in path}


def applied_by(root: Path) -> int:
    return sum(1 for app in MOVED for _file in (root / app / "migrations").glob("0*.py"))


def unpacked(commit: str, folder: Path) -> Path:
    folder.mkdir()
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
    return folder


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
