"""Backups on schedule: encrypted, copied elsewhere, expired; and the drill that proves them."""

import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from enrollment.management.backups import BackupError
from operations import vault
from operations.object_storage import Bucket, signed, upload
from tests.factories import NOW

needs_age = pytest.mark.skipif(not shutil.which("age"), reason="age is not installed")


@pytest.fixture
def key(tmp_path):
    """A pair of keys: the file of the private one, and the public one."""
    file = tmp_path / "key.txt"
    subprocess.run(["age-keygen", "-o", file], check=True, capture_output=True)
    public = next(line for line in file.read_text().splitlines() if "public key" in line)
    return file, public.rpartition(" ")[2]


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """Where backups go; they hold a word in place of a database, which other tests read."""

    def make_backup(folder, *, now):
        folder.mkdir(exist_ok=True)
        file = folder / f"kaike-{now:%Y%m%dT%H%M%S}Z.tar.gz"
        file.write_bytes(b"names and telephones")
        return file

    monkeypatch.setattr(vault, "make_backup", make_backup)
    settings.BACKUP_FOLDER = tmp_path / "backups"
    settings.BACKUP_RECIPIENTS = []
    settings.BACKUP_COPY_FOLDER = settings.BACKUP_S3_URL = ""
    return settings.BACKUP_FOLDER


@needs_age
def test_with_a_public_key_nothing_readable_is_left_and_the_private_key_opens_it(
    folder, settings, key, tmp_path
):
    private, settings.BACKUP_RECIPIENTS = key[0], [key[1]]

    file = vault.store_backup(now=NOW)

    assert [path.name for path in folder.iterdir()] == [file.name]
    assert file.name.endswith(".tar.gz.age")
    assert b"telephones" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert vault.decrypted(file, private, tmp_path).read_bytes() == b"names and telephones"


@needs_age
def test_a_backup_from_before_there_was_a_key_is_encrypted_too(folder, settings, key):
    vault.store_backup(now=NOW - timedelta(days=1))
    settings.BACKUP_RECIPIENTS = [key[1]]

    newest = vault.store_backup(now=NOW)

    assert {file.suffix for file in folder.iterdir()} == {".age"}
    assert f"{NOW:%Y%m%d}" in newest.name


@needs_age
def test_what_cannot_be_encrypted_does_not_leave_the_machine(folder, settings, tmp_path):
    settings.BACKUP_RECIPIENTS = ["age1nonsense"]
    settings.BACKUP_COPY_FOLDER = str(tmp_path)

    with pytest.raises(BackupError, match="age: "):
        vault.store_backup(now=NOW)

    assert [file.suffix for file in folder.iterdir()] == [".gz"]
    assert vault.backups_in(tmp_path) == {}


def test_the_backup_is_copied_whole_and_old_ones_expire_in_both_places(folder, settings, tmp_path):
    settings.BACKUP_COPY_FOLDER = str(tmp_path)
    settings.BACKUP_WEEKS = settings.BACKUP_MONTHS = 0
    for days in (40, 20, 3):
        vault.store_backup(now=NOW - timedelta(days=days))
    (tmp_path / "kaike-notes.txt").write_text("not a backup")

    newest = vault.store_backup(now=NOW)

    names = [file.name for file in vault.backups_in(folder)]
    assert [file.name for file in vault.backups_in(tmp_path)] == names
    assert len(names) == 2
    assert (tmp_path / newest.name).read_bytes() == newest.read_bytes()
    assert (tmp_path / newest.name).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "kaike-notes.txt").exists()


def test_a_disk_that_is_not_mounted_is_named(folder, settings, tmp_path):
    settings.BACKUP_COPY_FOLDER = str(tmp_path / "mnt")

    with pytest.raises(BackupError, match="is its disk mounted"):
        vault.store_backup(now=NOW)


# The example of AWS' own description of Signature Version 4: GET /test.txt, the first ten bytes.
EXAMPLE = Bucket(
    host="examplebucket.s3.amazonaws.com",
    path="",
    key="AKIAIOSFODNN7EXAMPLE",
    secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
)


def test_the_signature_is_the_one_of_the_published_example():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    moment = datetime(2013, 5, 24, tzinfo=UTC)
    headers = {"range": "bytes=0-9", "x-amz-content-sha256": empty}

    made = signed(EXAMPLE, "GET", "/test.txt", headers, empty, now=moment)

    assert made["Authorization"].endswith(
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )


class Storage(BaseHTTPRequestHandler):
    """Takes what is put, and remembers it; a stand-in for the real thing."""

    put: dict = {}
    status = 200

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Storage.put[self.path] = (body, dict(self.headers))
        self.send_response(Storage.status)
        self.end_headers()
        self.wfile.write(b"AccessDenied" if Storage.status != 200 else b"")

    def log_message(self, *_):
        pass


@pytest.fixture
def storage():
    Storage.put, Storage.status = {}, 200
    with HTTPServer(("127.0.0.1", 0), Storage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://the-key:the-secret@127.0.0.1:{server.server_port}/kaike/nightly"
        server.shutdown()


def test_the_backup_is_put_into_a_bucket(folder, settings, storage):
    settings.BACKUP_S3_URL = f"{storage}?region=cn-north-1"

    file = vault.store_backup(now=NOW)

    [(path, (body, headers))] = Storage.put.items()
    assert path == f"/kaike/nightly/{file.name}"
    assert body == file.read_bytes()
    assert "Credential=the-key/2026" in headers["Authorization"]
    assert "/cn-north-1/s3/aws4_request" in headers["Authorization"]
    assert "the-secret" not in str(headers)


def test_a_storage_that_refuses_or_is_away_fails_the_task_with_its_answer(tmp_path, storage):
    file = tmp_path / "kaike.tar.gz"
    file.write_bytes(b"x")
    Storage.status = 403

    with pytest.raises(BackupError, match="answered 403: AccessDenied"):
        upload(file, Bucket.from_url(storage), now=NOW)
    with pytest.raises(BackupError, match="was not reached"):
        upload(file, Bucket.from_url("http://k:s@127.0.0.1:9/b"), now=NOW)


def test_the_drill_restores_the_last_backup_beside_the_site_and_says_what_is_in_it(installation):
    installation.import_course("票据")
    media = installation.folder / "var" / "media"
    media.mkdir(parents=True)
    (media / "handout.txt").write_text("讲义", encoding="utf-8")
    installation.must("nightly")
    installation.import_course("信贷")

    said = installation.must("restore_drill")

    assert "All is well." in said
    assert "1 course, " in said
    assert "1 uploaded file(s)" in said
    assert "brings the site back" in said
    count = "from catalog.models import Course; print(Course.objects.count())"
    assert installation.python(count) == "2"


@needs_age
def test_the_drill_opens_an_encrypted_backup_with_the_private_key_only(installation, key):
    installation.settings["BACKUP_RECIPIENTS"] = key[1]
    installation.import_course("票据")
    installation.must("nightly", "--only", "backup")

    without = installation.run("restore_drill")
    said = installation.must("restore_drill", "--identity", str(key[0]))

    assert "is encrypted: give --identity" in without.stderr
    assert "1 course, " in said


def test_the_drill_fails_on_a_damaged_backup(installation):
    installation.must("nightly", "--only", "backup")
    [file] = (installation.folder / "var" / "backups").iterdir()
    file.write_bytes(file.read_bytes()[:-200])

    done = installation.run("restore_drill")

    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_backup_the_drill_says_so(installation):
    assert "holds no backup" in installation.run("restore_drill").stderr
