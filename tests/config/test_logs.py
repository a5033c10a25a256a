import logging

import pytest

from config.logs import Discreet


@pytest.mark.parametrize(
    ("said", "logged"),
    [
        (("Not Found: %s", "/my/0123abcd/cancel/"), "Not Found: /my/…/cancel/"),
        (("Not Found: %s", "/en/my/0123abcd/"), "Not Found: /en/my/…/"),
        (("Not Found: %s", "/interest/k3y-9/"), "Not Found: /interest/…/"),
        (("Gone: %s", "/courses/kunming/preview/3:abc:def/"), "Gone: /courses/kunming/preview/…/"),
        (("Not Found: %s", "/courses/my-course/"), "Not Found: /courses/my-course/"),
        (("%d messages", 3), "3 messages"),
    ],
)
def test_secrets_in_addresses_are_not_logged(said, logged):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, said[0], said[1:], None)

    assert Discreet().filter(record)
    assert record.getMessage() == logged


def test_an_unknown_link_leaves_no_trace_of_itself(client, db, capsys):
    client.get("/my/abcdefabcdefabcdefabcdef/")

    assert "abcdefabcdef" not in capsys.readouterr().err
