"""Every address of the site, asked in ways that no page of ours asks: in no case an error."""

import random
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.enrollment.admin.test_roles import address, known, routes  # noqa: F401 - a fixture
from tests.office import staff
from tests.size import size

pytestmark = pytest.mark.django_db
ANSWERED = {200, 301, 302, 303, 304, 400, 403, 404, 405, 409, 410, 413, 422, 429, 503}
ODD = [
    "0",
    "-1",
    "9" * 40,
    "abc",
    "%00",
    "%0d%0aX-A:%20b",
    "..%2f..%2fetc%2fpasswd",
    "a" * 3000,
    "客户%20or%201=1--",
    "%ff%fe",
    "{{7*7}}",
    "%F0%9F%8E%93",
    "<script>",
]
QUERIES = ["", "?q=%00", "?page=abc&o=9.9.9&e=1", "?course=abc&year=99999&month=0", "?p=%ff&id=x"]
SEED = 20261128
ROUNDS = size(1, 200)  # of each address
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def manager(**options) -> Client:
    client = Client(raise_request_exception=False, **options)
    client.force_login(staff("manager"))
    return client


def arguments(route: str, chance: random.Random) -> dict[str, str]:
    """An odd value for each place of the route, whatever kind it asks for."""
    names = [part.split(">")[0].rpartition(":")[2] for part in route.split("<")[1:]]
    return {name: chance.choice(ODD) for name in names}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_argument_of_any_address_is_an_error(method):
    client, chance = manager(), random.Random(SEED)  # noqa: S311 - must be the same each time
    wrong = {}

    for name, route in routes().items():
        if name.endswith("logout"):
            continue
        for _time in range(ROUNDS):
            path = address(route, arguments(route, chance)) + chance.choice(QUERIES)
            answer = client.generic(method, path)
            if answer.status_code not in ANSWERED:
                wrong[path] = answer.status_code

    assert wrong == {}


@pytest.mark.parametrize("who", ["visitor", "manager"])
def test_nothing_is_written_without_the_token_of_a_form(who, known):  # noqa: F811
    options = {"enforce_csrf_checks": True}
    client = Client(raise_request_exception=False, **options) if who == "visitor" else None
    client = client or manager(**options)
    taken = {}

    for name, route in routes().items():
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            with CaptureQueriesContext(connection) as queries:
                answer = client.generic(method, address(route, known))
            if written(queries) or answer.status_code == 200:
                taken[method, name] = (answer.status_code, written(queries)[:1])

    assert taken == {}


DEEP = "[" * 100_000
HELD = [DEEP, f'{{"fields": {DEEP}', "1" * 5000, "NaN", '{"fields": 1, "files": 1}', "[1]", "{}"]


@pytest.mark.parametrize("held", HELD, ids=lambda text: text[:12])
@pytest.mark.parametrize("page", ["/admin/login/", "/admin/account/", "/admin/confirm/"])
def test_nothing_that_the_sign_in_page_is_made_to_hold_is_an_error(page, held):
    client = Client(raise_request_exception=False)

    answer = client.post(page, {"username": "x", "password": "x", "carried": held})

    assert answer.status_code in ANSWERED


def written(queries) -> list[str]:
    """What was changed, but for what the door keeps of somebody's last step."""
    return [
        query["sql"][:120]
        for query in queries
        if query["sql"].startswith(WRITES) and "django_session" not in query["sql"]
    ]


def test_a_visitor_who_only_reads_writes_nothing(known):  # noqa: F811
    client = Client(raise_request_exception=False)
    changed = {}

    for name, route in routes().items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address(route, known))
            _ = answer.getvalue() if answer.streaming else answer.content
        if written(queries):
            changed[name] = written(queries)

    assert changed == {}


HOSTS = [
    "evil.example.com",
    "localhost.evil.example.com",
    "localhost@evil.example.com",
    "evil.example.com#localhost",
    "localhost, evil.example.com",
    "localhost/evil",
    "[::1]evil",
    "localhost:80:80",
    "evil.example.com:80",
    " evil.example.com",
    "127.0.0.1.nip.io",
    "%6cocalhost",
]


@pytest.mark.parametrize("host", HOSTS)
def test_a_foreign_host_gets_no_page(settings, host):
    settings.ALLOWED_HOSTS = ["localhost"]

    answer = Client(raise_request_exception=False).get("/", headers={"Host": host})

    assert answer.status_code == 400


@pytest.mark.parametrize("host", [*HOSTS, "other.example.com"])
def test_a_forwarded_host_changes_no_address(settings, host):
    settings.ALLOWED_HOSTS = ["testserver"]
    headers = {"X-Forwarded-Host": host, "X-Host": host, "X-Forwarded-Server": host}

    page = Client().get("/courses/", headers=headers)

    assert page.status_code == 200
    assert "evil" not in page.text
    assert "other.example.com" not in page.text


# What a browser, a parser or a person may take for the beginning of another host.
BEFORE_A_HOST = [
    *("////", "/////", "\\/", "/\\/", "\\\\\\", "/./\\", "/.//", "//%5c", "/%2f", "/%5c", "%5c%5c"),
    *(
        "https:/",
        "https:\\\\",
        "http:\\/",
        "HTTPS://",
        "hTTp:",
        "https:///",
        "https:////",
        "http:@",
    ),
    *(" //", "\n//", "\r//", "\x00//", "\x1f//", "/\t/", "/\n/", "/\r/", "\u3000//", "\u00a0//"),
    *(
        "／／",
        "//\u2044",
        "/\uff0f",
        "//user:pass@",
        "//testserver@",
        "//testserver:80@",
        "//[::1]@",
    ),
    *("ftp://", "file://", "vbscript:", "view-source:https://", "blob:https://", "about://"),
    *("/admin/..//", "/admin/../..//", "?next=https://", "#//"),
]
ELSEWHERE = [
    "https://evil.example.com/",
    "//evil.example.com/",
    "///evil.example.com/",
    "/\\evil.example.com/",
    "\\\\evil.example.com/",
    "https:evil.example.com",
    "http:///evil.example.com/",
    "https://testserver@evil.example.com/",
    "https://testserver.evil.example.com/",
    "javascript:alert(1)",
    "data:text/html,x",
    "\t//evil.example.com/",
    "%2f%2fevil.example.com/",
    "/%09/evil.example.com/",
    "/admin/\r\nLocation: https://evil.example.com/",
    *(start + "evil.example.com" for start in BEFORE_A_HOST),
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_after_signing_in_and_out_nobody_is_led_elsewhere(target):
    user = staff("editor")
    user.set_password("zhi-dao-de-mima-01")
    user.save()
    client = Client()
    form = {"username": "editor", "password": "zhi-dao-de-mima-01", "next": target}

    answers = [
        client.post("/admin/login/", form),
        client.get("/admin/login/", {"next": target}),
        client.post("/admin/logout/", {"next": target}),
    ]

    statuses = [answer.status_code for answer in answers]
    assert statuses[:2] == [302, 302]
    assert [
        answer for answer in answers if answer.has_header("Location") and not stays(answer.url)
    ] == []


@pytest.mark.parametrize(
    "path", ["//evil.example.com/", "/\\evil.example.com", "//evil.example.com/courses"]
)
def test_a_path_that_looks_like_a_host_leads_nowhere(path):
    answer = Client().generic("GET", path)

    assert answer.status_code in {200, 404} or stays(answer.url)


def stays(url: str) -> bool:
    """A browser reads a backslash as a slash, and two of them as the beginning of a host's name."""
    seen = urljoin("https://testserver/admin/login/", url.strip().replace("\\", "/"))
    return urlsplit(seen)[:2] == ("https", "testserver") and not {"\r", "\n", "\t"} & set(url)
