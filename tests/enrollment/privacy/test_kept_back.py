"""Whoever is in a dispute is neither purged nor erased until a day, and both say so."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from enrollment.actions import erasing, keeping_back
from enrollment.actions.purging import purge
from enrollment.domain import traces
from enrollment.domain.kept_back import KeptBack
from enrollment.models import AuditEvent, Enrollment, LegalHold
from enrollment.people.party import Person
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import staff

pytestmark = pytest.mark.django_db

PHONE, OTHER = "13900000001", "13900000009"
AFTER = NOW.replace(year=2029, month=2)  # the sessions are over for more than two years


def keep(until=date(2029, 6, 30)):
    found = traces.traces_of(traces.meant(PHONE))
    about = {"now": AFTER, "actor": "staff:lin"}
    return keeping_back.keep_back(found, reason="退费争议", until=until, **about)


@pytest.fixture
def parties():
    session, people = SessionFactory(), (Person("白一凡", phone="13900000002"),)
    return [
        enrolled(
            session, 2, contact_phone=phone, contact_email=f"{phone}@example.com", people=people
        )
        for phone in (PHONE, OTHER)
    ]


def test_who_is_kept_back_is_not_purged_and_goes_once_the_day_is_over(parties, time_machine):
    time_machine.move_to(AFTER, tick=False)
    keep()
    said = StringIO()

    call_command("purge", stdout=said)
    kept, other = Enrollment.objects.order_by("pk")
    later = purge(now=AFTER.replace(month=7))

    assert (kept.contact_phone, other.contact_phone) == (PHONE, "")
    assert "contact: 1\n" in said.getvalue()
    assert "contact: 1 kept back for a dispute\n" in said.getvalue()
    assert later["contact"] == 1


@pytest.mark.parametrize("typed", [PHONE, f"{PHONE}@example.com"])
def test_an_erasure_is_refused_until_the_hold_is_let_go(parties, typed):
    keep()
    identity = traces.meant(typed)
    with pytest.raises(KeptBack, match="因争议保留到 2029年6月30日"):
        erasing.erase(identity, actor="staff:lin", now=AFTER)

    keeping_back.let_go(traces.traces_of(identity), actor="staff:lin", now=AFTER)

    assert erasing.erase(identity, actor="staff:lin", now=AFTER).counts["enrollments"] == 1
    verbs = AuditEvent.objects.filter(verb__in=["keep back", "let go"]).values_list(
        "verb", flat=True
    )
    assert sorted(verbs) == ["keep back", "let go"]


def test_the_person_page_keeps_back_with_a_reason_and_a_day(client, parties, time_machine):
    time_machine.move_to(AFTER, tick=False)
    client.force_login(staff("manager"))
    page = reverse("admin:enrollment_privacyrequest_person")
    asked = {"who": PHONE, "do": "keep", "keep-until": "2029-06-30", "keep-reason": "退费争议"}

    past = client.post(page, asked | {"keep-until": "2029-01-01"})
    silent = client.post(page, asked | {"keep-reason": ""})
    none = LegalHold.objects.count()
    done = client.post(page, asked)
    found = client.post(page, {"who": PHONE})
    client.post(page, {"who": PHONE, "do": "let_go"})

    assert [past.status_code, silent.status_code, done.status_code] == [409, 422, 303]
    assert none == 0
    assert "保留到 2029年6月30日：退费争议" in found.content.decode()
    assert LegalHold.objects.get().released_at == AFTER
