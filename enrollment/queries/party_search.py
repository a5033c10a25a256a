"""Parties found by anything somebody remembers of them: a name, a number, a company, a course."""

import unicodedata

from django.db.models import Q, QuerySet

from catalog.models import Session
from catalog.text.folding import fold
from enrollment.models import Enrollment, Participant
from enrollment.people.phones import PhoneInvalid, normalise

FEW = 5_000  # parties: more are not listed one by one but described to the database
LOOKED_UP = 2  # words; further ones only narrow what those found
MOST_WORDS = 8
CODE_LENGTH = 8
LEAST_DIGITS = 3  # of a telephone


def found(queryset: QuerySet[Enrollment], typed: str) -> QuerySet[Enrollment]:
    """The parties in which every word of ``typed`` stands somewhere; a telephone is one word."""
    words = words_of(typed)
    for word in words[:LOOKED_UP]:
        queryset = queryset.filter(_narrow(word))
    for word in words[LOOKED_UP:]:
        queryset = queryset.filter(anywhere(word))
    return queryset


def words_of(typed: str) -> list[str]:
    text = unicodedata.normalize("NFKC", typed).strip()
    try:
        return [normalise(text)]
    except PhoneInvalid:
        return list(dict.fromkeys(text.split()))[:MOST_WORDS]


def _narrow(word: str) -> Q:
    """The parties with the word; by their ids where they are few, for they are asked for twice."""
    parties = Enrollment.objects.order_by().values_list("pk", flat=True)
    of_sessions = parties.filter(session__in=sessions_with(word))
    of_people = people_with(word).values_list("enrollment_id", flat=True)
    either = parties.filter(of_party(word)).union(of_people, of_sessions)
    pks = list(either[: FEW + 1])
    return Q(pk__in=pks) if len(pks) <= FEW else anywhere(word)


def anywhere(word: str) -> Q:
    people = Q(pk__in=people_with(word).values("enrollment_id"))
    return of_party(word) | people | Q(session__in=sessions_with(word))


def of_party(word: str) -> Q:
    condition = contains("company", word) | contains("contact_name", word)
    return condition | _reached("contact_phone", "contact_email", word) | _code(word)


def people_with(word: str) -> QuerySet[Participant]:
    reached = _reached("phone", "email", word)
    return Participant.objects.order_by().filter(contains("name", word) | reached)


def sessions_with(word: str) -> QuerySet:
    place = contains("course__title", word) | contains("city__name", word)
    return Session.objects.filter(place | Q(public_id=word.upper())).values("pk")


def contains(field: str, word: str) -> Q:
    """The word as typed, and in simplified characters; case is asked about where there is one."""
    how = "icontains" if word.upper() != word.lower() else "contains"
    return Q(**{f"{field}__{how}": word}) | Q(**{f"{field}__{how}": fold(word)})


def _reached(phone: str, email: str, word: str) -> Q:
    """By a telephone in any spelling, by some of its digits, or by an address."""
    digits = word.replace("-", "")
    if "@" in word:
        return Q(**{f"{email}__icontains": word})
    if digits.lstrip("+").partition("转")[0].isdecimal() and len(digits) >= LEAST_DIGITS:
        return Q(**{f"{phone}__contains": _as_stored(word, digits)})
    return Q(pk__in=[]) if not word.isascii() else Q(**{f"{email}__istartswith": word})


def _as_stored(word: str, digits: str) -> str:
    try:
        return normalise(word)
    except PhoneInvalid:
        return digits


def _code(word: str) -> Q:
    return Q(code=word.upper()) if len(word) == CODE_LENGTH and word.isascii() else Q(pk__in=[])
