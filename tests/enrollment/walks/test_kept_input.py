"""What is kept when: the rows of docs/kept-input.md that need no browser, each cell a test."""

import re
import sqlite3
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from catalog.models import Session
from enrollment import actions
from enrollment.domain import bulk_insert, rate_limit
from enrollment.models import Enrollment, Inquiry, Interest, Participant
from enrollment.people.party import Person
from enrollment.queries import form_session
from tests.enrollment.own import unlocked, url
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
COOKIE = settings.CSRF_COOKIE_NAME
PERSON = {"contact_name": "安小宁", "contact_phone": "139 0000 0001", "company": "云岭农商银行"}
PEOPLE = {
    "participants-0-name": "白一凡",
    "participants-11-name": "陈可",
    "participants-11-phone": "139 0000 0012",
}
ROSTER = {f"participants-{n}-name": "" for n in range(12)} | PEOPLE
ROSTER |= {"participants-11-phone": "13900000012"}  # a list is shown as it would be saved


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def strict():
    """A browser whose forms need their token, as real ones do."""
    return Client(enforce_csrf_checks=True)


def address(session) -> str:
    return reverse("enrollment:enroll", args=[session.public_id])


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def missing(response, form: dict[str, str]) -> list[str]:
    """The fields of the form that the page does not hold as they were typed."""
    page = response.content.decode()
    ticked = {name for name, value in form.items() if value == "on"}
    checked = {
        name for name in ticked if re.search(rf'name="{name}"[^>]*? checked', page) is not None
    }
    texts = {
        name
        for name, value in form.items()
        if f'name="{name}" value="{value}"' in page
        or re.search(rf'name="{name}"[^>]*>\s*{re.escape(value)}</textarea>', page)
        or re.search(rf'name="{name}" value="{value}"', page)
        or re.search(rf'<option value="{value}" selected>', page)
    }
    unasked = {"key", "csrfmiddlewaretoken"}
    return sorted(form.keys() - unasked - checked - (texts - ticked))


def enrollment_form(client, session, **changes) -> dict[str, str]:
    page = client.get(address(session))
    return {
        **PERSON,
        **PEOPLE,
        "contact_email": "an@example.com",
        "seats": "12",
        "hold": "on",
        "contact_attends": "on",
        "notice_seen": "on",
        "key": hidden(page, "key"),
        "csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"),
    } | changes


def with_token(response, form: dict) -> dict:
    """The form of the answered page, sent as it stands there."""
    names = ("csrfmiddlewaretoken", "key")
    page = response.content.decode()
    return form | {name: hidden(response, name) for name in names if f'name="{name}"' in page}


# The enrollment form.


def test_enrollment_form_token_refused(strict):
    session = SessionFactory(capacity=20)
    form = enrollment_form(strict, session)
    del strict.cookies[COOKIE]
    strict.get(address(session))  # another tab got another cookie

    refused = strict.post(address(session), form | {"csrfmiddlewaretoken": "x" * 64})
    taken = strict.post(address(session), with_token(refused, form))

    assert (refused.status_code, missing(refused, form)) == (403, [])
    assert "还没有提交" in refused.content.decode()
    assert hidden(refused, "key") != form["key"]
    assert taken.status_code == 303
    assert Enrollment.objects.get().participants.count() == 3


def test_enrollment_form_in_a_browser_that_keeps_no_cookie(strict):
    session = SessionFactory(capacity=20)
    form = enrollment_form(strict, session)
    strict.cookies.clear()

    refused = strict.post(address(session), form)
    strict.cookies.clear()
    again = strict.post(address(session), with_token(refused, form))
    taken = strict.post(address(session), with_token(again, form))  # the cookie is allowed now

    assert (refused.status_code, again.status_code, taken.status_code) == (403, 403, 303)
    assert (missing(refused, form), missing(again, form)) == ([], [])
    assert "请允许本网站的 Cookie" in refused.content.decode()


def test_enrollment_form_expired(client):
    session = SessionFactory(capacity=20)
    form = enrollment_form(client, session)

    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        stale = client.post(address(session), form)
        taken = client.post(address(session), with_token(stale, form))

    assert (stale.status_code, missing(stale, form)) == (422, [])
    assert taken.status_code == 303


def test_enrollment_form_refused(client):
    session = SessionFactory(capacity=20)
    form = enrollment_form(client, session, contact_phone="12")

    assert missing(client.post(address(session), form), form) == []


def test_enrollment_form_closed_meanwhile(client):
    session = SessionFactory(capacity=20)
    other = SessionFactory(course=session.course)
    form = enrollment_form(client, session)
    actions.cancel_session(session, now=NOW, actor="staff:test", reason="x")

    closed = client.post(address(session), form)
    carried = client.post(address(other), form | {"carry": "1"})

    assert (closed.status_code, missing(closed, form)) == (409, [])
    assert (carried.status_code, missing(carried, form)) == (200, [])


def test_enrollment_form_two_tabs(client):
    session = SessionFactory(capacity=40)
    first = enrollment_form(client, session)
    second = enrollment_form(client, session)
    client.post(address(session), first)

    asked = client.post(address(session), second)

    assert (asked.status_code, missing(asked, second)) == (409, [])
    assert Enrollment.objects.count() == 1


def test_enrollment_form_two_people(client):
    session = SessionFactory(capacity=12)
    form = enrollment_form(client, session)
    enrolled(session, 3, contact_phone="13900000009", contact_email="", company="")

    asked = client.post(address(session), form)

    assert (asked.status_code, missing(asked, form)) == (409, [])
    assert Enrollment.objects.count() == 1


def broken(code: int | None, pgcode: str | None = None):
    """A statement that fails as this database fails: by SQLite's code or PostgreSQL's."""
    if connection.vendor == "sqlite":
        cause = sqlite3.OperationalError("broken")
        cause.sqlite_errorcode = code
    else:
        import psycopg2

        class Broken(psycopg2.OperationalError):
            pgcode = None

        Broken.pgcode = pgcode
        cause = Broken("broken")

    def fail(*_args, **_kwargs):
        raise OperationalError("broken") from cause

    return fail


GONE = (sqlite3.SQLITE_CANTOPEN, None)
FULL = (sqlite3.SQLITE_FULL, "53100")


@pytest.mark.parametrize(("codes", "where"), [(GONE, "read"), (GONE, "write"), (FULL, "write")])
def test_enrollment_form_lost_database(client, monkeypatch, codes, where):
    session = SessionFactory(capacity=20)
    form = enrollment_form(client, session)

    with monkeypatch.context() as patched:
        if where == "read":
            patched.setattr(form_session, "read_joined", broken(*codes))
        else:
            patched.setattr(bulk_insert, "insert", broken(*codes))
        lost = client.post(address(session), form)
    taken = client.post(address(session), with_token(lost, form))

    assert (lost.status_code, missing(lost, form)) == (503, [])
    assert int(lost["Retry-After"]) > 0
    assert hidden(lost, "key") == form["key"]  # it may have been written: then it is the same
    assert taken.status_code == 303


def test_no_database_asks_nothing_of_the_page(client, monkeypatch, django_assert_num_queries):
    session = SessionFactory()
    form = enrollment_form(client, session)
    monkeypatch.setattr(Session.objects, "get_queryset", broken(*GONE))
    monkeypatch.setattr(form_session, "read_joined", broken(*GONE))

    with django_assert_num_queries(0):
        assert client.post(address(session), form).status_code == 503
        assert client.get(address(session)).status_code == 503


# The list of participants.


def party_of_12():
    return enrolled(SessionFactory(capacity=20), 12)


def test_participants_token_refused(strict):
    party = party_of_12()
    page = url(party, "my_participants")

    refused = strict.post(page, ROSTER | {"pasted": "张三"})
    taken = strict.post(page, with_token(refused, ROSTER))

    assert (refused.status_code, missing(refused, ROSTER | {"pasted": "张三"})) == (403, [])
    assert "请重新选一次" in refused.content.decode()
    assert taken.status_code == 303
    assert party.participants.count() == 2


def test_participants_token_refused_shows_nothing_saved_to_who_may_not_see_it(strict):
    party = enrolled(SessionFactory(), 2, people=[Person("柳青青", phone="13900000077")])

    refused = strict.post(url(party, "my_participants"), {"participants-0-name": "白一凡"})

    assert (refused.status_code, missing(refused, {"participants-0-name": "白一凡"})) == (403, [])
    assert "柳青青" not in refused.content.decode()


def test_participants_expired(client):
    party = party_of_12()
    actions.name_participants(party, people=[Person("白一凡")], now=NOW)

    locked = client.post(url(party, "my_participants"), ROSTER)

    assert (locked.status_code, missing(locked, ROSTER)) == (403, [])


def test_participants_refused(client):
    party = party_of_12()

    wrong = client.post(url(party, "my_participants"), ROSTER | {"participants-0-phone": "12"})

    assert (wrong.status_code, missing(wrong, ROSTER)) == (422, [])


def test_participants_two_people(client):
    party = party_of_12()
    known = hidden(client.get(url(party, "my_participants")), "known")
    actions.name_participants(party, people=[Person("柳青青")], now=NOW)
    unlocked(client, party)

    asked = client.post(url(party, "my_participants"), ROSTER | {"known": known})

    assert (asked.status_code, missing(asked, ROSTER)) == (409, [])
    assert [one.name for one in party.participants.all()] == ["柳青青"]


def test_participants_lost_database(client, monkeypatch):
    party = party_of_12()
    page = url(party, "my_participants")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "name_participants", broken(*GONE))
        lost = client.post(page, ROSTER)

    assert (lost.status_code, missing(lost, ROSTER)) == (503, [])
    assert Participant.objects.count() == 0
    assert client.post(page, with_token(lost, ROSTER)).status_code == 303


# Questions, wishes, a lost link.

INQUIRY = {
    **PERSON,
    "kind": "in_house",
    "text": "能不能讲网点转型",
    "people": "30",
    "place": "大理",
}
INTEREST = {**PERSON, "seats": "4", "notice_seen": "on"}
LOST = {"phone": "139 0000 0001", "proof": "an@example.com"}


def interest_address() -> str:
    return reverse("enrollment:interest", args=[SessionFactory().course.slug])


SCREENS = {
    "inquiry": (lambda: reverse("enrollment:inquiry"), INQUIRY),
    "interest": (interest_address, INTEREST),
    "lost": (lambda: reverse("enrollment:lost"), LOST),
}


@pytest.fixture(params=SCREENS)
def screen(request):
    """An address and the form that is sent to it."""
    at, form = SCREENS[request.param]
    return at(), form


def test_other_forms_token_refused(strict, screen):
    page, form = screen

    refused = strict.post(page, form)
    again = strict.post(page, with_token(refused, form))

    assert (refused.status_code, missing(refused, form)) == (403, [])
    assert again.status_code != 403
    assert Inquiry.objects.count() + Interest.objects.count() <= 1


def test_other_forms_refused(client, screen):
    page, form = screen
    wrong = form | {"contact_phone" if "contact_phone" in form else "phone": "12"}

    refused = client.post(page, wrong)

    assert (refused.status_code, missing(refused, wrong)) == (422, [])


def test_other_forms_two_tabs(client):
    page = reverse("enrollment:inquiry")

    answers = [client.post(page, INQUIRY | {"notice_seen": "on"}) for _tab in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert Inquiry.objects.count() == 1


def test_other_forms_over_the_limit(client, screen, monkeypatch):
    page, form = screen
    monkeypatch.setattr(rate_limit, "count", lambda buckets, **_kwargs: [10**6] * len(buckets))

    limited = client.post(page, form | {"notice_seen": "on"})

    assert (limited.status_code, missing(limited, form)) == (429, [])


def test_other_forms_lost_database(client, screen, monkeypatch):
    page, form = screen
    monkeypatch.setattr(rate_limit, "count", broken(*GONE))

    lost = client.post(page, form | {"notice_seen": "on"})

    page = lost.content.decode()
    typed = [name for name, value in form.items() if f'name="{name}" value="{value}"' not in page]
    assert (lost.status_code, typed) == (503, [])
    assert int(lost["Retry-After"]) > 0


# The own page: a number or a choice.


def offered_party():
    session = TermsFactory(session__capacity=3, offers_first=True).session
    first = enrolled(session, 3)
    party = enrolled(session, 3, contact_phone="13900000002")
    actions.cancel(first, now=NOW)
    party.refresh_from_db()
    return party


def digits_of(party) -> dict[str, str]:
    return {"digits": party.contact_phone[-4:]}


TWO_SEATS = 'name="seats" value="2"'
OWN = {
    "my_reduce": ({"seats": "2"}, TWO_SEATS),
    "my_offer": (
        {"seats": "2", "accept": "1"},
        'name="seats" inputmode="numeric" autocomplete="off" value="2"',
    ),
    "my_move": ({"or_wait": "1"}, 'name="or_wait" id="or_wait" checked'),
    "my_cancel": ({}, "确认取消"),
    "my_unlock": ({"digits": "0001"}, 'id="digits"'),
}


@pytest.mark.parametrize("name", OWN)
def test_own_page_token_refused(strict, name):
    party = offered_party() if name == "my_offer" else enrolled(SessionFactory(), 3)
    SessionFactory(course=party.session.course)
    form, there = OWN[name]

    refused = strict.post(url(party, name), form)

    page = refused.content.decode()
    assert (refused.status_code, there in page, "还没有提交" in page) == (403, True, True)
    party.refresh_from_db()
    assert (party.is_active, party.seats) == (True, 3)


def test_a_refused_token_never_acts_whatever_the_page(strict):
    """Every address of the own page, whichever verb is added to it."""
    from enrollment.urls import urlpatterns

    party = enrolled(SessionFactory(), 3)
    names = [one.name for one in urlpatterns if str(one.pattern).startswith("my/<code:token>/")]
    before = Enrollment.objects.filter(pk=party.pk).values().get()

    for name in names:
        if name not in {"my_file", "my_mailbox"}:  # another link each
            sent = {"seats": "1", "accept": "1", "participants-0-name": "白一凡"}
            assert strict.post(url(party, name), sent).status_code in {303, 403, 404, 422}

    assert Enrollment.objects.filter(pk=party.pk).values().get() == before
    assert party.participants.count() == 0


@pytest.mark.parametrize("name", ["my_reduce", "my_offer"])
def test_own_page_refused(client, name):
    party = offered_party() if name == "my_offer" else enrolled(SessionFactory(), 3)

    refused = client.post(url(party, name), {"seats": "7", **digits_of(party)})

    page = refused.content.decode()
    assert refused.status_code in {409, 422}
    assert re.search(r'name="seats"[^>]* value="7"', page)


@pytest.mark.parametrize("name", ["my_reduce", "my_offer"])
def test_own_page_lost_database(client, monkeypatch, name):
    party = offered_party() if name == "my_offer" else enrolled(SessionFactory(), 3)
    form, _there = OWN[name]
    verb = {"my_reduce": "reduce", "my_offer": "accept_offer"}[name]
    monkeypatch.setattr(actions, verb, broken(*GONE))

    lost = client.post(url(party, name), {**form, **digits_of(party)})

    assert (lost.status_code, 'name="seats" value="2"' in lost.content.decode()) == (503, True)
