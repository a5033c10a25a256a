"""What a reader can do with a session, in one word."""

from datetime import date, timedelta

import pytest

from catalog.models import Session
from catalog.queries.availability import availability
from tests.factories import NOW, TODAY


def session(**changes):
    day = date(2027, 1, 12)
    shape = {"state": "open", "capacity": 10, "starts_on": day, "ends_on": day} | changes
    return Session(month=day.replace(day=1), **shape)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "free"),
        ({"capacity": None, "taken": 900}, "free"),
        ({"taken": 5}, "few"),
        ({"taken": 8, "held": 1}, "few"),
        ({"taken": 8, "held": 2}, "full"),
        ({"taken": 10, "overbook": 1}, "few"),
        ({"taken": 3, "waiting": 1}, "free"),
        ({"taken": 3, "waiting": 1, "strict_order": True}, "full"),
        ({"capacity": None, "waiting": 1, "strict_order": True}, "full"),
        ({"state": "confirmed", "taken": 2}, "free"),
        ({"state": "planned"}, "planned"),
        ({"state": "finished"}, "closed"),
        ({"state": "cancelled"}, "cancelled"),
        ({"starts_on": date(2026, 11, 30), "ends_on": date(2026, 12, 2)}, "closed"),
        ({"starts_on": TODAY, "ends_on": TODAY}, "closed"),
        ({"closes_at": NOW}, "closed"),
        ({"closes_at": NOW + timedelta(minutes=1)}, "free"),
    ],
)
def test_seats_count_only_while_the_session_takes_enrollments(changes, kind):
    assert availability(session(**changes), now=NOW).kind == kind


@pytest.mark.parametrize(
    ("taken", "words"), [(0, "余 10 席"), (5, "仅剩 5 席"), (10, "已满，可候补")]
)
def test_the_words_say_how_many(taken, words):
    assert availability(session(taken=taken), now=NOW).words == words
