"""A field of the enrollment form stands on its page, in the row, and in the lists that leave."""

from collections import Counter

import pytest
from django import forms

from enrollment import actions
from enrollment.forms.enrollment_form import EnrollmentForm
from enrollment.models import Enrollment
from enrollment.queries.export_rows import PARTY
from tests.enrollment.test_forms import typed
from tests.factories import NOW, SessionFactory

COLUMNS = {field.name for field in Enrollment._meta.concrete_fields}
# The one column that a verb fills from elsewhere: the link that led to the form.
BESIDE_THE_PARTY = {"source", "key"}
# What no field of the page says: the button that was pressed does.
SAID_BY_A_BUTTON = {"choice"}
# What no list needs: keys and hashes, who it grew into, and what a list has in other words.
NOT_IN_A_LIST = {
    *("id", "number", "token_hash", "links_renewed", "key", "body_hash"),
    *("company_record", "person", "outline", "language", "state_changed_at"),
    *("min_seats", "preregistered", "longer_asked_at", "offered_until", "contact_proof"),
}


def test_a_field_of_the_form_stands_in_its_layout_once():
    helper = EnrollmentForm(session=None, initial={"key": "k"}).helper
    rendered = Counter(pointer.name for pointer in helper.layout.get_field_names())

    assert set(rendered) == set(EnrollmentForm.base_fields) - SAID_BY_A_BUTTON
    # A full session asks for the fewest seats in place, another one where its seats are too few.
    assert {name for name, times in rendered.items() if times > 1} == {"min_seats"}


def test_no_field_is_lost_where_the_database_is_away():
    layout = EnrollmentForm.away_helper.layout

    kept = {pointer.name for pointer in layout.get_field_names()}
    assert kept | SAID_BY_A_BUTTON == set(EnrollmentForm.base_fields)


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
    assert {name: getattr(row, name) for name in kept} == {
        name: form.cleaned_data[name] for name in kept
    }


def test_every_column_of_an_enrollment_leaves_in_a_list_or_is_named_here():
    listed = {name.removesuffix("_id").partition("__")[0] for name in PARTY if name != "pk"}

    assert COLUMNS - listed == NOT_IN_A_LIST
    assert listed & NOT_IN_A_LIST == set()
