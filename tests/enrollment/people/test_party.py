from dataclasses import replace

import pytest

from enrollment.people.party import Person
from tests.factories import party_of


def test_the_same_words_have_the_same_digest():
    assert party_of(2).digest() == party_of(2).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"contact_name": "白一凡"},
        {"contact_phone": "13900000002"},
        {"contact_email": ""},
        {"company": ""},
        {"seats": 3},
        {"min_seats": 1},
        {"people": (Person(name="安小宁"),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_anything_typed_differently_has_another_digest(change):
    assert replace(party_of(2), **change).digest() != party_of(2).digest()
