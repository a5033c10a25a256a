import pytest

from catalog.models import Session
from enrollment.management.sample_parties import load_sample
from enrollment.models import Enrollment, Inquiry, Interest, OutboxMessage
from enrollment.queries.invariants import complaints
from tests.factories import NOW


@pytest.mark.django_db
def test_the_sample_is_sound_varied_and_sends_nothing():
    load_sample(now=NOW)

    assert list(complaints(now=NOW)) == []
    assert set(Enrollment.objects.values_list("state", flat=True)) == {
        "held",
        "confirmed",
        "waiting",
        "offered",
        "cancelled",
        "expired",
    }
    assert Interest.objects.count() > 5
    assert set(Inquiry.objects.values_list("state", flat=True)) == {
        *("new", "answered", "quoted", "lost")
    }
    assert set(Session.objects.values_list("state", flat=True)) == {
        "planned",
        "open",
        "confirmed",
        "finished",
        "cancelled",
    }
    assert set(OutboxMessage.objects.filter(due_at__lte=NOW).values_list("state", flat=True)) == {
        "sent"
    }
