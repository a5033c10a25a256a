"""Parties found by anything somebody remembers of them: a name, a number, a company, a course."""

import re
import unicodedata
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet, Subquery, Value

from catalog.models import Session
from catalog.text.folding import fold
from enrollment.models import Enrollment, Participant
from enrollment.people.phones import PhoneInvalid, normalise

FEW = 5_000  # parties: more are not listed one by one but described to the database
MOST_WORDS = 8
CODE = re.compile("[0-9a-z]{8}", re.IGNORECASE | re.ASCII)
LEAST_DIGITS = 3  # of a telephone
NOBODY = Q(pk__in=[])


def found(queryset: QuerySet[Enrollment], typed: str) -> QuerySet[Enrollment]:
    """The parties in which every word of ``typed`` stands somewhere; a telephone is one word."""
    words = words_of(typed)
    if len(words) == 1:
        return queryset.filter(_with(words[0]))
    sessions = _sessions_by_word(words)
    if not sessions:
        return queryset
    # Of the word that says most: what it finds is all that the others have to be in.
    first = min(sessions, key=lambda one: (len(sessions[one]), -len(one)))
    few = _listed(first, sessions[first])
    if few is None:
        return queryset.filter(*(_near(word, pks) for word, pks in sessions.items()))
    others = (_near(word, pks, among=few) for word, pks in sessions.items() if word != first)
    return queryset.filter(*others, pk__in=few)


def _sessions_by_word(words: list[str]) -> dict[str, list[int]]:
    """The sessions of each word, in one query: there are few, however many parties there are.

    A word of every session says nothing and is left out: 实战 where all courses are called so.
    """
    wanted = reduce(or_, (of_session(word) for word in words))
    facts = ("pk", "course__title", "city__name", "public_id")
    every = Session.objects.order_by().annotate(one=Value(1)).values("one")
    number = Subquery(every.annotate(number=Count("pk")).values("number"))
    rows = Session.objects.order_by().filter(wanted).annotate(number=number)
    found: dict[str, list[int]] = {word: [] for word in words}
    total = 0
    for pk, title, city, public_id, total in rows.values_list(*facts, "number"):  # noqa: B007
        for word in words:
            spelt = {word.casefold(), fold(word)}
            place = f"{title} {city}".casefold()
            is_there = public_id == word.upper() or any(one in place for one in spelt)
            if is_there and not _only_reached(word):
                found[word].append(pk)
    return {word: pks for word, pks in found.items() if not pks or len(pks) < total}


def _listed(word: str, sessions: list[int]) -> set[int] | None:
    """Ids of the parties with the word, ``None`` where they are very many."""
    wanted = of_party(word) | Q(session__in=sessions) if sessions else of_party(word)
    parties = Enrollment.objects.order_by().filter(wanted).values_list("pk", flat=True)
    people = people_with(word).values_list("enrollment_id", flat=True)
    # A party is there once for itself and once for each of its people: count before they are one.
    pks = list(parties.union(people, all=True)[: FEW + 1])
    return set(pks) if len(pks) <= FEW else None


def _near(word: str, sessions: list[int], among: set[int] | None = None) -> Q:
    """The word of the party, its people or its session; people of the parties ``among`` alone."""
    people = people_with(word)
    if among is not None:
        people = people.filter(enrollment_id__in=among)
    near = of_party(word) | Q(pk__in=people.values("enrollment_id"))
    return near | Q(session__in=sessions) if sessions else near


def words_of(typed: str) -> list[str]:
    text = unicodedata.normalize("NFKC", typed).strip()
    try:
        return [normalise(text)]
    except PhoneInvalid:
        return list(dict.fromkeys(text.split()))[:MOST_WORDS]


def _with(word: str) -> Q:
    if CODE.fullmatch(word) and Enrollment.objects.filter(code=word.upper()).exists():
        return Q(code=word.upper())
    return _near(word, list(sessions_with(word)))


def of_party(word: str) -> Q:
    reached = _reached("contact_phone", "contact_email", word)
    if _only_reached(word):
        return reached
    code = Q(code=word.upper()) if CODE.fullmatch(word) else NOBODY
    return code | contains("company", word) | contains("contact_name", word) | reached


def people_with(word: str) -> QuerySet[Participant]:
    reached = _reached("phone", "email", word)
    condition = reached if _only_reached(word) else contains("name", word) | reached
    return Participant.objects.order_by().filter(condition)


def sessions_with(word: str) -> QuerySet[Session, int]:
    return Session.objects.order_by().filter(of_session(word)).values_list("pk", flat=True)


def of_session(word: str) -> Q:
    place = contains("course__title", word) | contains("city__name", word)
    return NOBODY if _only_reached(word) else place | Q(public_id=word.upper())


def contains(field: str, word: str) -> Q:
    """The word as typed or in simplified characters; case is asked about where there is one."""
    how = "icontains" if word.upper() != word.lower() else "contains"
    spellings = {word, fold(word)} if how == "contains" else {word}
    return reduce(or_, (Q(**{f"{field}__{how}": one}) for one in sorted(spellings)))


def _only_reached(word: str) -> bool:
    """A whole telephone or an address is nothing else."""
    return "@" in word or _telephone(word) is not None


def _reached(phone: str, email: str, word: str) -> Q:
    """By a telephone in any spelling, by some of its digits, or by an address."""
    if "@" in word:
        return Q(**{f"{email}__icontains": word})
    if number := _telephone(word):
        return Q(**{phone: number}) | Q(**{f"{phone}__startswith": f"{number}转"})
    digits = word.replace("-", "")
    if digits.isdecimal():
        return Q(**{f"{phone}__contains": digits}) if len(digits) >= LEAST_DIGITS else NOBODY
    return Q(**{f"{email}__istartswith": word}) if word.isascii() else NOBODY


def _telephone(word: str) -> str | None:
    try:
        return normalise(word)
    except PhoneInvalid:
        return None
