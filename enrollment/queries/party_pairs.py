"""The index of pairs of characters that PostgreSQL has of parties and people (0010_party_pairs).

It narrows a search: rows without the pairs of a word cannot have the word. Other databases, and
words of one character, narrow nothing.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField, Func, Q, TextField, Value
from django.db.models.expressions import CombinedExpression

PARTY = ("company", "contact_name", "contact_phone", "contact_email")
PEOPLE = ("name", "phone", "email")


def narrowed(fields: tuple[str, ...], words: Iterable[str]) -> Q:
    """A condition that every row with one of ``words`` in one of ``fields`` meets."""
    every = [pairs_of(word) for word in words]
    if connection.vendor != "postgresql" or not all(every):
        return Q()
    condition = Q(pk__in=[])
    for pairs in every:
        condition |= Q(_have_all(fields, pairs))
    return condition


def _have_all(fields: tuple[str, ...], pairs: list[str]) -> CombinedExpression:
    # The fields stand as in the index: PostgreSQL uses it for the same expression only.
    own = Func(*fields, function="enrollment_pairs", output_field=TextField())
    return CombinedExpression(own, "@>", Value(pairs), output_field=BooleanField())


def pairs_of(word: str) -> list[str]:
    """Neighbours in lower case; letters whose lower case the database may see otherwise are not
    among them."""
    lower = word.lower()
    pairs = (lower[n : n + 2] for n in range(len(lower) - 1))
    return sorted({pair for pair in pairs if pair.isascii() or pair.upper() == pair})
