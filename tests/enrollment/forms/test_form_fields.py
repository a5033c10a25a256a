"""A field of the enrollment form stands on its page, in the row, and in the lists that leave."""

from collections import Counter
from dataclasses import fields

import pytest
from django import forms
from django.apps import apps
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models

from enrollment import actions
from enrollment.actions.enrolling import FROM_THE_FORM
from enrollment.admin.enrollments import EnrollmentAdmin
from enrollment.admin.forms import PhoneEnrollmentForm
from enrollment.domain import data_map
from enrollment.domain.mentions import TYPED
from enrollment.forms.enrollment_form import EnrollmentForm
from enrollment.models import Enrollment
from enrollment.people.party import Party
from enrollment.queries.export_fields import FIELDS
from enrollment.queries.export_rows import PARTY
from tests.enrollment.forms.test_forms import typed
from tests.factories import NOW, SessionFactory

COLUMNS = {field.name for field in Enrollment._meta.concrete_fields}
# The one column that a verb fills from elsewhere: the link that led to the form.
BESIDE_THE_PARTY = {"source", "key"}
# What no field of the page says: the button that was pressed does.
SAID_BY_A_BUTTON = {"choice"}
# What staff ask for on a page of its own, once a party waits (party_forms.LeastForm).
NOT_ON_THE_TELEPHONE = {"min_seats"}
# What no list needs: keys and hashes, who it grew into, and what a list has in other words.
NOT_IN_A_LIST = {
    *("id", "number", "token_hash", "links_renewed", "key", "body_hash"),
    *("company_record", "person", "outline", "language", "state_changed_at"),
    *("min_seats", "preregistered", "longer_asked_at", "offered_until", "contact_proof"),
}


def test_a_field_of_the_form_stands_in_its_layout_once():
    helper = EnrollmentForm(session=None, initial={"key": "k"}).helper
    drawn = Counter(pointer.name for pointer in helper.layout.get_field_names())

    wanted = set(EnrollmentForm.base_fields) - SAID_BY_A_BUTTON
    said = f"enrollment/forms/enrollment_form.py: ON_THE_PAGE: {wanted ^ set(drawn)}"
    assert set(drawn) == wanted, said
    # A full session asks for the fewest seats in place, another one where its seats are too few.
    assert {name for name, times in drawn.items() if times > 1} == {"min_seats"}


def test_no_field_is_lost_where_the_database_is_away():
    layout = EnrollmentForm.away_helper.layout

    kept = {pointer.name for pointer in layout.get_field_names()}
    lost = set(EnrollmentForm.base_fields) - kept - SAID_BY_A_BUTTON
    assert lost == set(), "enrollment/forms/enrollment_form.py: WITHOUT_A_SESSION"
    assert kept <= set(EnrollmentForm.base_fields)


def test_the_form_asks_for_what_a_party_says_and_a_verb_writes_it():
    asked = {name for name in EnrollmentForm.base_fields if name in COLUMNS - BESIDE_THE_PARTY}
    said = {one.name for one in fields(Party)} - {"people"}

    assert said - asked == set(), "enrollment/forms/enrollment_form.py: a field of the form"
    assert asked - said == set(), "enrollment/people/party.py: Party"
    unwritten = said ^ set(FROM_THE_FORM)
    assert unwritten == set(), "enrollment/actions/enrolling.py: FROM_THE_FORM"


def test_staff_see_what_a_party_said_and_may_take_it_down():
    shown = set(flatten_fieldsets(EnrollmentAdmin.fieldsets))
    taken = set(PhoneEnrollmentForm.base_fields) | NOT_ON_THE_TELEPHONE

    assert set(FROM_THE_FORM) - shown == set(), "enrollment/admin/enrollments.py: fieldsets"
    assert set(FROM_THE_FORM) - taken == set(), "enrollment/admin/forms.py: PhoneEnrollmentForm"


def test_an_erasure_looks_into_every_text_in_which_somebody_may_be_named():
    texts = {
        (model._meta.label, field.name)
        for model in apps.get_app_config("enrollment").get_models()
        for field in data_map.personal_fields(model)
        if isinstance(field, models.TextField)
    }

    assert len(texts) >= 4
    assert texts - set(TYPED) == set(), "enrollment/domain/mentions.py: TYPED"


def filled(field: forms.Field) -> str:
    """Something that the field takes."""
    if isinstance(field, forms.EmailField):
        return "an@example.com"
    return "2" if isinstance(field, forms.IntegerField) else "云水"


@pytest.mark.django_db
def test_what_is_typed_into_the_form_stands_in_the_row():
    session = SessionFactory()
    empty = typed(session)
    wanted = {
        name: filled(field)
        for name, field in EnrollmentForm.base_fields.items()
        if name in COLUMNS - BESIDE_THE_PARTY and name not in empty
    }
    form = EnrollmentForm(empty | {"seats": "3"} | wanted, session=session)
    assert form.errors == {}

    receipt = actions.enroll(session, party=form.party(()), key="k" * 32, now=NOW)
    row = Enrollment.objects.get(pk=receipt.enrollment.pk)
    kept = [name for name in EnrollmentForm.base_fields if name in COLUMNS - BESIDE_THE_PARTY]

    assert len(kept) >= 6
    lost = [name for name in kept if getattr(row, name) != form.cleaned_data[name]]
    said = "enrollment/forms/enrollment_form.py: party(); enrollment/actions/enrolling.py"
    assert lost == [], said


def test_every_column_of_an_enrollment_leaves_in_a_list_or_is_named_here():
    listed = {name.removesuffix("_id").partition("__")[0] for name in PARTY if name != "pk"}

    unlisted = (COLUMNS - listed) ^ NOT_IN_A_LIST
    assert unlisted == set(), f"enrollment/queries/export_rows.py: PARTY, or here: {unlisted}"
    assert listed & NOT_IN_A_LIST == set()
    # Fewer seats than were asked for are counted in another column, "kept".
    silent = listed - {field.key for field in FIELDS} - {"offered_seats"}
    assert silent == set(), "enrollment/queries/export_fields.py: FIELDS"
