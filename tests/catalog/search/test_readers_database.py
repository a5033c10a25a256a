"""SQL of our own reads what the ORM would read: on requests that have the replica, the replica."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from catalog.models import reading_sql
from catalog.queries import course_page
from catalog.search import count_miss, engine, misses
from tests.factories import CourseFactory, SessionFactory, released

pytestmark = pytest.mark.django_db


class Away:
    """The primary, which answers nobody."""

    vendor = connection.vendor

    def cursor(self):
        raise OperationalError("away")


@pytest.mark.parametrize(
    "address", ["/courses/one/", "/search/?q=征信", "/search/?q=zxbg 校招", "/courses/?q=征信"]
)
def test_a_page_whose_readers_have_the_replica_asks_the_primary_nothing(
    client, monkeypatch, address
):
    course = released(
        CourseFactory(title="征信", slug="one"), "第一模块 甲\n一、征信报告\n1、校园招聘"
    )
    SessionFactory(course=course)
    router = SimpleNamespace(db_for_read=lambda model: "replica")
    monkeypatch.setattr(reading_sql, "router", router)
    monkeypatch.setattr(reading_sql, "connections", {"replica": connection})
    for module in (engine, course_page, misses):
        monkeypatch.setattr(module, "connection", Away())

    assert course.code in client.get(address).text


def test_a_search_in_vain_is_answered_where_nothing_can_be_written(client, monkeypatch):
    monkeypatch.setattr(misses, "connection", Away())

    count_miss("区块链", today=date(2027, 3, 1))

    assert client.get("/search/?q=区块链").status_code == 200
