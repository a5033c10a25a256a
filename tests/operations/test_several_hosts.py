"""Several hosts before one database: who reads the replica, one tick at a time, shared files."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory

from catalog.models import Course
from enrollment.management.only_one import only_one
from operations import replicas
from operations.object_storage import StorageError
from operations.replicas import Freshness, ReplicaMiddleware, ReplicaRouter
from operations.shared_cache import SharedCache
from operations.uploads import BucketStorage


class Replication:
    """A primary and a replica whose places in the log a test sets."""

    def __init__(self):
        self.now, self.primary, self.replica = 0.0, 100, 100
        self.freshness = Freshness(positions=self.positions, clock=lambda: self.now)

    def positions(self):
        return self.primary, self.replica

    def after(self, seconds: float) -> bool:
        self.now += seconds
        return self.freshness.is_enough()


@pytest.fixture
def replication(settings):
    settings.REPLICA_LAG = 2
    return Replication()


def test_a_replica_that_keeps_up_serves_readers_also_while_nothing_is_written(replication):
    assert [replication.after(1) for _ in range(30)] == [True] * 30


def test_a_replica_that_stands_still_serves_until_the_bound_and_again_once_it_has_caught_up(
    replication,
):
    replication.after(0)
    served = []
    for _ in range(5):
        replication.primary += 10
        served.append(replication.after(1))
    replication.replica = replication.primary

    assert served == [True, True, False, False, False]
    assert replication.after(1)


def test_a_replica_that_never_answered_or_was_never_whole_serves_nobody(replication):
    replication.replica = None
    assert not replication.after(0)
    replication.replica = 50
    assert not replication.after(1)


def test_readers_keep_the_replica_while_the_primary_is_away(replication):
    replication.after(0)
    replication.primary = None

    assert replication.after(60)


def test_the_replica_is_looked_at_twice_a_second_whatever_the_load(replication):
    asked = []
    replication.freshness.positions = lambda: asked.append(1) or (100, 100)
    for _ in range(100):
        replication.after(0.01)

    assert len(asked) <= 3


@pytest.mark.parametrize(
    ("method", "path", "cookies", "alias"),
    [
        ("get", "/courses/", {}, "replica"),
        ("head", "/schedule/", {}, "replica"),
        ("post", "/courses/", {}, "default"),
        ("get", "/courses/", {"csrftoken": "x"}, "default"),
        ("get", "/my/ABC/", {}, "default"),
        ("get", "/en/my/ABC/", {}, "default"),
        ("get", "/admin/", {}, "default"),
    ],
)
def test_only_readers_who_cannot_have_written_read_the_replica(
    settings, monkeypatch, method, path, cookies, alias
):
    monkeypatch.setitem(settings.DATABASES, "replica", settings.DATABASES["default"])
    monkeypatch.setattr(replicas.freshness, "is_enough", lambda: True)
    request = getattr(RequestFactory(), method)(path)
    request.COOKIES, request.user = cookies, AnonymousUser()
    router = ReplicaRouter()

    read = ReplicaMiddleware(lambda request: router.db_for_read(Course))(request)

    assert read == alias
    assert router.db_for_write(Course) == "default"
    assert router.db_for_read(Course) == "default"  # the request is over


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_tick_beside_another_does_nothing_and_says_so():
    said, began, ended = StringIO(), threading.Event(), threading.Event()

    def other():
        with only_one("tick"):
            began.set()
            ended.wait(10)
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    began.wait(10)
    call_command("tick", stdout=said)
    ended.set()
    thread.join()
    call_command("tick", stdout=(after := StringIO()))

    assert said.getvalue() == "Another tick is at work; nothing was done here.\n"
    assert "0 expired" in after.getvalue()


def test_a_shared_cache_that_is_away_is_an_empty_one():
    away = SharedCache("redis://127.0.0.1:9/0", {"OPTIONS": {"socket_connect_timeout": 0.2}})

    away.set("a", 1)

    assert away.get("a") is None
    assert away.get("a", "made anew") == "made anew"
    assert away.get_or_set("a", lambda: "made anew") == "made anew"
    assert away.add("a", 1)
    assert away.delete("a") is False


class Objects(BaseHTTPRequestHandler):
    """Keeps what is put; a stand-in for the storage."""

    kept: dict = {}

    def do_PUT(self):
        Objects.kept[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200)

    def do_GET(self):
        found = Objects.kept.get(self.path)
        self.answer(404 if found is None else 200, found or b"")

    def do_HEAD(self):
        self.do_GET()

    def do_DELETE(self):
        self.answer(404 if Objects.kept.pop(self.path, None) is None else 204)

    def answer(self, status, body=b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def uploads(settings):
    Objects.kept = {}
    with HTTPServer(("127.0.0.1", 0), Objects) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.UPLOADS_S3_URL = f"http://key:secret@127.0.0.1:{server.server_port}/kaike/up"
        yield BucketStorage()
        server.shutdown()


def test_an_uploaded_file_is_put_read_measured_and_deleted_in_the_bucket(uploads):
    name = uploads.save("attachments/讲义.pdf", ContentFile(b"%PDF"))

    assert uploads.open(name).read() == b"%PDF"
    assert (uploads.exists(name), uploads.size(name)) == (True, 4)
    uploads.delete(name)
    uploads.delete(name)  # it is gone already: that is what was wanted
    assert not uploads.exists(name)
    with pytest.raises(FileNotFoundError):
        uploads.open(name)


def test_a_storage_that_is_away_says_so(settings):
    settings.UPLOADS_S3_URL = "http://key:secret@127.0.0.1:9/kaike"

    with pytest.raises(StorageError, match="was not reached"):
        BucketStorage().save("a.pdf", ContentFile(b"x"))
