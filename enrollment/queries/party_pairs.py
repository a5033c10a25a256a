"""The index of pairs of characters that PostgreSQL has of parties and people (0010_party_pairs).

It narrows a search: rows without the pairs of a word cannot have the word. Other databases, and
words of one character, narrow nothing.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import BooleanField, F, Func, Q, TextField, Value

PARTY = ("company", "contact_name", "contact_phone", "contact_email")
PEOPLE = ("name", "phone", "email")


def has_pairs(fields: tuple[str, ...], pairs: list[str]) -> Func:
    """Whether the texts of ``fields``, one of the tuples above, have all ``pairs``.

    The fields stand as in the index: PostgreSQL uses it for the same expression only.
    """
    of_row = Func(*map(F, fields), function="enrollment_pairs", output_field=TextField())
    return Func(
        of_row,
        Value(pairs),
        template="%(expressions)s",
        arg_joiner=" @> ",
        output_field=BooleanField(),
    )


def narrowed(fields: tuple[str, ...], words: Iterable[str]) -> Q:
    """A condition that every row with one of ``words`` in one of ``fields`` meets."""
    every = [pairs_of(word) for word in words]
    if connection.vendor != "postgresql" or not all(every):
        return Q()
    condition = Q(pk__in=[])
    for pairs in every:
        condition |= Q(has_pairs(fields, pairs))
    return condition


def pairs_of(word: str) -> list[str]:
    """Neighbours in lower case; letters whose lower case the database may see otherwise are not
    among them."""
    lower = word.lower()
    pairs = (lower[n : n + 2] for n in range(len(lower) - 1))
    return sorted({pair for pair in pairs if pair.isascii() or pair.upper() == pair})
