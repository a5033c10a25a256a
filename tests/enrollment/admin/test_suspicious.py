"""Parties that look like somebody's mischief, found and cancelled at once."""

import pytest
from django.urls import reverse

from enrollment.models import Enrollment
from tests.factories import SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db

LIST = reverse("admin:enrollment_enrollment_changelist")


def test_many_parties_of_one_telephone_or_mailbox_are_listed_and_cancelled(sound):
    for n in range(5):
        enrolled(SessionFactory(), 2, contact_phone="13900000009", contact_email=f"{n}@a.cn")
        enrolled(SessionFactory(), 2, contact_phone=f"1390000001{n}", contact_email="v@a.cn")
    for n in range(4):
        enrolled(SessionFactory(), 2, contact_phone="13900000008", contact_email=f"x{n}@a.cn")
    enrolled(SessionFactory(), 2, contact_phone="13900000007", contact_email="")
    browser = client_of("sales")

    page = browser.get(LIST, {"suspicious": "yes"})
    rows = page.context["cl"].queryset
    browser.post(
        f"{LIST}?suspicious=yes",
        {
            "action": "cancel_many",
            "_selected_action": [row.pk for row in rows],
            "sure": "yes",
            "reason": "可疑",
        },
    )

    assert len(rows) == 10
    assert Enrollment.objects.filter(state="cancelled").count() == 10
    assert browser.get(LIST, {"suspicious": "yes"}).context["cl"].result_count == 0
