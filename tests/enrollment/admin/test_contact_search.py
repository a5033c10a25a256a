"""Staff find a contact by what they were told, not by how it is kept."""

import pytest
from django.urls import reverse

from enrollment.admin.contact_search import as_stored
from enrollment.models import Enrollment
from tests.factories import SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0086-139-0000-0001", "13900000001"),
        ("\u202a139 0000 0001\u202c", "13900000001"),
        ("１３９００００", "1390000"),
        ("张　三", "张 三"),
        ("阿依努尔•买买提", "阿依努尔·买买提"),
        ("云岭 银行", "云岭 银行"),
    ],
)
def test_what_is_looked_for_is_cleaned_like_what_is_kept(typed, kept):
    assert as_stored(typed) == kept


def test_an_enrollment_is_found_by_its_number_however_it_is_written():
    one = enrolled(SessionFactory())
    Enrollment.objects.filter(pk=one.pk).update(contact_phone="13900000077")
    address = reverse("admin:enrollment_enrollment_changelist")

    page = client_of("manager").get(address, {"q": "+86 139-0000-0077"}).content.decode()

    assert one.code in page
