import json
import logging
import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings

from config import request_id
from config.logs import Discreet, JsonLines
from tests.enrollment.admin.test_roles import routes
from tests.log_watch import WATCH


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        (("Not Found: %s", "/my/0123abcd/cancel/"), "Not Found: /my/…/cancel/"),
        (("Not Found: %s", "/en/my/0123abcd/"), "Not Found: /en/my/…/"),
        (("Not Found: %s", "/interest/k3y-9/"), "Not Found: /interest/…/"),
        (("Not Found: %s", "/company/0123abcd/"), "Not Found: /company/…/"),
        (
            ("Gone: %s", "/admin/enrollment/company/7/change/"),
            "Gone: /admin/enrollment/company/7/change/",
        ),
        (("Gone: %s", "/courses/kunming/preview/3:abc:def/"), "Gone: /courses/kunming/preview/…/"),
        (("Not Found: %s", "/courses/my-course/"), "Not Found: /courses/my-course/"),
        (("%d messages", 3), "3 messages"),
    ],
)
def test_secrets_in_addresses_are_not_logged(said, logged):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, said[0], said[1:], None)

    assert Discreet().filter(record)
    assert record.getMessage() == logged


SECRETS = {"token", "code", "signed"}  # what the addresses of secret links call them
NGINX = settings.BASE_DIR / "deploy" / "nginx" / "kaike.conf.template"


def secret_addresses() -> list[str]:
    """An address of each kind that opens something to whoever has it, in both languages."""
    found = []
    for route in routes().values():
        names = {part.split(">")[0].rpartition(":")[2] for part in route.split("<")[1:]}
        if names & SECRETS and not route.startswith("admin/"):
            path = re.sub(r"<\w+:(\w+)>", lambda m: "5ecret" if m[1] in SECRETS else "known", route)
            found += [f"/{path}", f"/en/{path}"]
    return found


def test_no_address_of_a_secret_link_is_logged_whole():
    [pattern] = re.findall(r'"~(\^.+?)" "', NGINX.read_text(encoding="utf-8"))
    of_nginx = re.compile(pattern.replace("(?<", "(?P<"))
    shown = {}
    for path in secret_addresses():
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, path, (), None)
        Discreet().filter(record)
        match = of_nginx.match(path)
        logged = match["kaike_before"] + match["kaike_after"] if match else path
        if "5ecret" in record.getMessage() + logged:
            shown[path] = record.getMessage(), logged

    assert len(secret_addresses()) > 20
    assert shown == {}


def test_an_unknown_link_leaves_no_trace_of_itself(client, db, capsys):
    client.get("/my/abcdefabcdefabcdefabcdef/")

    assert "abcdefabcdef" not in capsys.readouterr().err


def line_of(message, *arguments, error=None):
    information = (type(error), error, None) if error else None
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, message, arguments, information
    )
    text = JsonLines().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_a_line_of_production_is_json_with_an_offset_from_utc():
    line = line_of("Not Found: %s", "/my/0123abcd/")

    assert line["message"] == "Not Found: /my/…/"
    assert line["level"] == "ERROR"
    assert datetime.fromisoformat(line["time"]).utcoffset() == timedelta(0)


def test_a_line_break_in_what_is_logged_makes_no_second_line():
    assert line_of("q=%s", 'x\r\n{"level": "INFO"}')["message"] == 'q=x\r\n{"level": "INFO"}'


def test_an_exception_is_part_of_its_line_without_secret_links():
    line = line_of("Internal Server Error", error=ValueError("/my/0123abcd/cancel/"))

    assert "ValueError: /my/…/cancel/" in line["exception"]


@pytest.mark.parametrize(
    "said", ["no answer from %s", "refused: %s", "no answer from %s, once more"]
)
@pytest.mark.parametrize("who", ["13800000000", "wang@bank.example.cn", "+8613800000000"])
def test_a_log_that_names_somebody_fails_the_test_that_made_it(said, who):
    logging.getLogger("kaike.any").warning(said, who)

    [line] = WATCH.take()
    assert who in line


def test_a_log_that_names_nobody_is_left_alone():
    logging.getLogger("kaike.any").warning("Gone: %s %s", "/my/" + "a1" * 12 + "/", 20261130104500)

    assert WATCH.take() == []


def test_lines_name_the_request_that_caused_them():
    token = request_id.current.set("a" * 32)
    try:
        assert line_of("hello")["request"] == "a" * 32
    finally:
        request_id.current.reset(token)
    assert "request" not in line_of("hello")
