"""The configuration that is shipped, as it runs: gunicorn behind nginx with TLS."""

import gzip
import json
import re
import shutil
import socket
import ssl
import threading
import time
import warnings
from base64 import b64encode
from contextlib import suppress
from hashlib import sha384

import brotli
import pytest
from django.db import connection

from bench.observatory import Answer, graded
from config.headers import ALWAYS
from tests.operations.installation import new_database
from tests.operations.shipped import HOST, PATIENCE, ShippedSite
from tests.size import size

pytestmark = [
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
    pytest.mark.xdist_group("shipped"),
]
TOKEN = "k3nming-7oken-that-opens-a-page"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MB = 1024 * 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_blocker):
    folder = tmp_path_factory.mktemp("shipped")
    with new_database(folder, django_db_blocker) as url, ShippedSite(folder, url) as running:
        yield running


def test_http_leads_to_https(site):
    status, headers, _ = site.ask("GET", "/courses/", tls=False, headers={"Host": "kaike.test"})

    assert (status, headers["Location"]) == (301, "https://kaike.test/courses/")


@pytest.mark.parametrize(
    "path", ["/", "/en/courses/", "/nothing-here/", "/courses", "/admin/login/"]
)
def test_every_answer_says_what_a_browser_must_know(site, path):
    _status, headers, _ = site.ask("GET", path)

    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Server"] == "nginx"  # and no version


def test_scripts_say_what_they_must_be(site):
    page = site.ask("GET", "/")[2].decode()
    [(address, digest)] = re.findall(
        r'src="(/static/js/site\.\w+\.js)" defer integrity="sha384-([\w+/=]+)"', page
    )

    body = site.ask("GET", address)[2]

    assert b64encode(sha384(body).digest()).decode() == digest


def test_the_observatory_would_give_the_best_grade(site):
    home, plain = (
        Answer(status, headers, body.decode())
        for status, headers, body in (
            site.ask("GET", "/"),
            site.ask("GET", "/", tls=False, headers={"Host": HOST}),
        )
    )

    found = graded(home, plain)

    assert (found["score"], found["grade"], found["score_preloaded"]) == (135, "A+", 140)


def test_cookies_are_for_this_host_over_tls_alone(site):
    _status, headers, _ = site.ask("GET", "/inquiry/")
    cookies = headers.get_all("Set-Cookie")

    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert word in cookie
        assert "Domain" not in cookie
        assert len(cookie) < 4096


def test_static_files_have_names_that_may_be_kept_and_a_policy_of_their_own(site):
    page = site.ask("GET", "/")[2].decode()
    [sheet] = re.findall(r'href="(/static/css/site\.\w+\.css)"', page)

    for _ in range(2):  # the second comes from the cache of nginx
        status, headers, body = site.ask("GET", sheet)
        assert (status, b"--" in body) == (200, True)
        assert "immutable" in headers["Cache-Control"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_static_files_come_as_small_as_the_browser_can_read_them(site):
    page = site.ask("GET", "/")[2].decode()
    [sheet] = re.findall(r'href="(/static/css/site\.\w+\.css)"', page)

    def asked(accepted: str) -> tuple[str | None, bytes]:
        _status, headers, body = site.ask("GET", sheet, headers={"Accept-Encoding": accepted})
        return headers["Content-Encoding"], body

    coding, smallest = asked("gzip, deflate, br")
    (packed_as, packed), plain = asked("gzip"), asked("identity")

    assert (coding, packed_as, plain[0]) == ("br", "gzip", None)
    assert brotli.decompress(smallest) == gzip.decompress(packed) == plain[1]
    assert len(smallest) < 0.9 * len(packed)


@pytest.mark.parametrize(
    ("path", "size", "too_large"),
    [
        (f"/my/{TOKEN}/participants/", 11 * MB, True),
        (f"/my/{TOKEN}/participants/", 9 * MB, False),
        ("/admin/catalog/course/add/", 11 * MB, False),
        ("/en/admin/catalog/course/add/", 11 * MB, False),
        ("/admin/catalog/course/add/", 21 * MB, True),
    ],
)
def test_uploads_end_at_10_mb_and_at_20_in_the_back_office(site, path, size, too_large):
    status, _headers, body = site.ask("POST", path, b"x" * size, headers=FORM)

    assert (status == 413) is too_large
    if too_large:
        assert "一次最多上传 10 MB" in body.decode()
        assert "The file is too large" in body.decode()


def test_trace_is_refused_and_files_with_a_dot_are_not_there(site):
    assert site.ask("TRACE", "/")[0] == 405
    assert [site.ask("GET", path)[0] for path in ("/.git/config", "/static/.env")] == [404, 404]


@pytest.mark.parametrize(
    ("version", "spoken"),
    [("TLSv1", False), ("TLSv1_1", False), ("TLSv1_2", True), ("TLSv1_3", True)],
)
def test_only_present_versions_of_tls_are_spoken(site, version, spoken):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
    context.set_ciphers("ALL:@SECLEVEL=0")
    answered = False

    with suppress(ssl.SSLError, ConnectionError):
        raw = socket.create_connection(("127.0.0.1", site.https), timeout=PATIENCE)
        with context.wrap_socket(raw, server_hostname="kaike.test"):
            answered = True

    assert answered is spoken


def test_whoever_sends_too_slowly_is_let_go(site):
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", site.http), timeout=PATIENCE) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: kaike.test\r\nX-Slow: ")
        with suppress(ConnectionError):
            while slow.recv(100):
                pass

    assert time.monotonic() - began < 30


def test_a_foreign_host_name_gets_no_page(site):
    assert site.ask("GET", "/", headers={"Host": "other.example.com"})[0] == 400


def test_the_log_opens_no_page_and_names_nobody(site):
    for path in ("/my/{}/", "/en/my/{}/cancel/", "/interest/{}/", "/courses/a/preview/{}/"):
        site.ask("GET", path.format(TOKEN))
    site.ask(
        "GET", "/search/?q=13912345678", headers={"Referer": f"https://kaike.test/my/{TOKEN}/"}
    )
    site.ask("POST", f"/my/{TOKEN}/participants/", b"x" * 11 * MB, headers=FORM)
    site.ask("GET", f"/my/{TOKEN}/", tls=False)
    answered = site.ask("GET", "/courses/")[1]["X-Request-ID"]

    log = site.logs(until=answered)

    assert TOKEN not in log + (site.folder / "gunicorn.log").read_text()
    assert "13912345678" not in log
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"/my/…/", "/en/my/…/cancel/", "/interest/…/", "/courses/a/preview/…/", "/search/"} <= {
        line["path"] for line in lines
    }
    assert [line["path"] for line in lines if line["request"] == answered] == ["/courses/"]
    assert re.search(r"[+-]\d\d:\d\d$", lines[0]["time"])


def test_what_the_server_itself_logs_is_json(site):
    text = (site.folder / "gunicorn.log").read_text(encoding="utf-8")

    assert "Starting gunicorn" in text
    assert all(
        {"time", "level", "message"} <= json.loads(line).keys() for line in text.splitlines()
    )


def test_the_site_asks_for_a_look_until_the_work_of_the_night_is_done(site):
    before = site.ask("GET", "/readyz")
    night = site.manage("nightly")
    after = site.ask("GET", "/readyz")

    assert night.returncode == 0, night.stderr
    assert (before[0], after[0]) == (503, 200)
    assert "backup: last done never" in json.loads(before[2])["reasons"]
    assert len(list((site.folder / "var" / "backups").iterdir())) == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_each_process_holds_the_helper_files_of_sqlite_in_place(site):
    assert (site.folder / "site.sqlite3-shm").exists()


def test_a_restart_loses_no_request(site):
    statuses, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            statuses.append(site.ask("GET", "/courses/")[0])

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(size(2, 20)):
        old = site.server
        old.terminate()
        old.wait(PATIENCE)
        site.server = site.start_server()
        wait_for_more(statuses)
    stop.set()
    for reader in readers:
        reader.join(PATIENCE)

    assert set(statuses) == {200}


def test_who_asks_for_costly_pages_without_end_is_told_to_wait_and_still_reads(site):
    statuses, headers, body = [], {}, b""
    # A slow machine asks so slowly that more than the burst gets through; 4 a second are let in.
    while 429 not in statuses and len(statuses) < 600:
        status, headers, body = site.ask("GET", "/nothing-here.pdf")
        statuses.append(status)

    assert statuses == [404] * (len(statuses) - 1) + [429]
    assert len(statuses) > 60
    assert headers["Retry-After"] == "15"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "请稍等" in body.decode()
    assert site.ask("GET", "/courses/")[0] == 200


def wait_for_more(statuses):
    seen, patience = len(statuses), threading.Event()
    for _ in range(PATIENCE * 10):
        if len(statuses) > seen + 10:
            return
        patience.wait(0.1)
    raise TimeoutError(f"no answers after the restart: {len(statuses)}")
