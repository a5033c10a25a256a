"""No page that is only read opens a transaction: on SQLite it would take the one write lock."""

import pytest
from django.contrib.auth.models import Group
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import URLPattern, get_resolver

from enrollment.domain import links
from enrollment.people.party import Person
from tests.factories import SessionFactory, UserFactory, enrolled

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def patterns(resolver=None, before=""):
    """Every route of the site as Django wrote it down, with what stands before it."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLPattern):
            yield route, pattern
        else:
            yield from patterns(pattern, route)


def addresses(known):
    """Each route with its arguments filled in, from ``known`` or with a word nobody has."""
    for route, pattern in patterns():
        arguments = pattern.pattern.converters
        address = route
        for name, converter in arguments.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            fallback = "1" if kind == "int" else "nobody"
            for written in (f"<{name}>", f"<{kind}:{name}>"):
                address = address.replace(written, str(known.get(name, fallback)))
        if not any(sign in address for sign in "<(\\[^"):
            yield f"/{address}"


@pytest.fixture
def begun(monkeypatch):
    """Where transactions are begun, by any database, is written down here."""
    seen = []
    original = BaseDatabaseWrapper.set_autocommit

    def set_autocommit(self, autocommit, *args, **kwargs):
        if not autocommit:
            seen.append("begin")
        return original(self, autocommit, *args, **kwargs)

    monkeypatch.setattr(BaseDatabaseWrapper, "set_autocommit", set_autocommit)
    return seen


def manager():
    user = UserFactory(username="lin", is_superuser=True)
    user.groups.set(Group.objects.all())
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("who", [Client, manager], ids=["visitor", "manager"])
def test_no_page_that_is_read_opens_a_transaction(who, begun, settings):
    session = SessionFactory()
    enrollment = enrolled(session, 2, people=(Person(name="白一凡"),))
    known = {
        "public_id": session.public_id,
        "slug": session.course.slug,
        "token": links.token_for(enrollment),
        "object_id": enrollment.pk,
        "kind": "xlsx",
        "pk": session.pk,
    }
    client = who()
    client.raise_request_exception = False
    client.get("/")
    begun.clear()

    opened = {}
    for address in sorted(set(addresses(known)) - {"/admin/logout/", "/en/admin/logout/"}):
        for read in (client.get, client.head):
            response = read(address)
            _ = response.getvalue() if response.streaming else response.content
            if begun:
                opened[address] = response.status_code
                begun.clear()

    assert opened == {}
