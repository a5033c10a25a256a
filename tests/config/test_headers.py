"""Headers of every kind of answer; what odd requests get."""

import re

import pytest
from django.contrib.staticfiles import finders

from config.headers import ALWAYS, NO_PAGE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/", "/courses", "/nothing-here/", "/healthz", "/admin/", "/static/css/site.css"]
)
def test_every_answer_carries_the_headers(client, path):
    answer = client.get(path)
    answer.close()

    assert {name: answer[name] for name in ALWAYS} == ALWAYS
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_pages_keep_their_own_policy_and_files_get_the_narrowest(client):
    assert finders.find("css/site.css")
    assert "script-src" in client.get("/")["Content-Security-Policy"]
    assert client.get("/healthz")["Content-Security-Policy"] == NO_PAGE


@pytest.mark.parametrize("path", ["/", "/admin/", "/static/css/site.css", "/healthz"])
@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "MADE-UP"])
def test_trace_and_unknown_methods_are_refused(client, path, method):
    answer = client.generic(method, path)

    assert answer.status_code == 405
    assert "TRACE" not in answer["Allow"]


def test_each_answer_names_its_request(client):
    one, two = (client.get("/healthz")["X-Request-ID"] for _ in range(2))

    assert re.fullmatch(r"[0-9a-f]{32}", one)
    assert one != two


@pytest.mark.parametrize(
    ("given", "taken"), [("a" * 32, True), ("short", False), ("x" * 65, False), ("é" * 20, False)]
)
def test_the_id_of_the_web_server_is_taken_when_it_is_plausible(client, given, taken):
    answer = client.get("/healthz", headers={"X-Request-ID": given})

    assert (answer["X-Request-ID"] == given) is taken
