"""Parties found by anything somebody remembers of them: a name, a number, a company, a course."""

import re
import unicodedata
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value

from catalog.models import Session
from catalog.text import inbound
from catalog.text.folding import fold
from enrollment.models import Enrollment, Participant
from enrollment.people.phones import PhoneInvalid, normalise
from enrollment.queries.party_pairs import PARTY, PEOPLE, narrowed

SAMPLE = 500  # of the newest parties and people, in which words are counted
COMMON = 10  # of them with a word: it is looked for newest first
MOST_WORDS = 8
CODE = re.compile("[0-9a-z]{8}", re.IGNORECASE | re.ASCII)
LEAST_DIGITS = 3  # of a telephone
NOBODY = Q(pk__in=[])


def matching(queryset: QuerySet[Enrollment], typed: str) -> QuerySet[Enrollment]:
    """The parties in which every word of ``typed`` stands somewhere; a telephone is one word."""
    words = words_of(typed)
    if len(words) == 1 and _is_code(words[0]):
        return queryset.filter(code=words[0].upper())
    sessions = _sessions_by_word(words)
    if not sessions:
        return queryset
    # Of the word that says most: what it finds is all that the others have to be in.
    seen = _seen_lately(sessions)
    first = min(
        sessions,
        key=lambda session_text: (len(session_text) == 1, seen[session_text], -len(session_text)),
    )
    if seen[first] > COMMON:
        return queryset.filter(*(_near(word, pks) for word, pks in sessions.items()))
    rare = _having(first, sessions[first])
    others = (_near(word, pks, one_by_one=True) for word, pks in sessions.items() if word != first)
    return queryset.filter(*others, pk__in=rare)


def _seen_lately(sessions: dict[str, list[int]]) -> dict[str, int]:
    """How often each word stands in the newest parties and people, ``SAMPLE`` of each.

    Where it is common, rows read newest first fill a page soon; where it is rare, the index of
    pairs knows its rows. Either way is slow for the other kind of word.
    """
    words = dict(enumerate(sessions))
    parties = Enrollment.objects.filter(pk__gt=_newest(Enrollment) - SAMPLE).order_by()
    people = Participant.objects.filter(pk__gt=_newest(Participant) - SAMPLE).order_by()
    of_parties, of_people = (
        rows.values(one=Value(1)).annotate(
            **{f"word{n}": Count("pk", filter=is_there(words[n])) for n in words}
        )
        for rows, is_there in (
            (parties, lambda word: of_party(word) | Q(session__in=sessions[word])),
            (people, of_person),
        )
    )
    counts = list(of_parties.union(of_people, all=True))
    return {words[n]: sum(row[f"word{n}"] for row in counts) for n in words}


def _newest(model: type[Enrollment | Participant]) -> Subquery:
    return Subquery(model.objects.order_by("-pk").values("pk")[:1])


def _sessions_by_word(words: list[str]) -> dict[str, list[int]]:
    """The sessions of each word, in one query: there are few, however many parties there are.

    A word of every session says nothing and is left out: 实战 where all courses are called so.
    """
    wanted = reduce(or_, (of_session(word) for word in words))
    facts = ("pk", "course__title", "city__name", "public_id")
    every = Session.objects.order_by().annotate(one=Value(1)).values("one")
    number = Subquery(every.annotate(number=Count("pk")).values("number"))
    rows = Session.objects.order_by().filter(wanted).annotate(number=number)
    sessions: dict[str, list[int]] = {word: [] for word in words}
    total = 0
    for pk, title, city, public_id, total in rows.values_list(*facts, "number"):  # noqa: B007
        for word in words:
            spelt = {word.casefold(), fold(word)}
            place = f"{title} {city}".casefold()
            is_there = public_id == word.upper() or any(spelling in place for spelling in spelt)
            if is_there and not _only_reached(word):
                sessions[word].append(pk)
    return {word: pks for word, pks in sessions.items() if not pks or len(pks) < total}


def _having(word: str, sessions: list[int]) -> QuerySet[Enrollment, int]:
    """Ids of the parties with the word, some of them several times; each part has an index."""
    every = Enrollment.objects.order_by().values_list("pk", flat=True)
    number = _telephone(word)
    spelt = {number} if number else {word, fold(word), word.replace("-", "")}
    parties = every.filter(narrowed(PARTY, spelt) & _texts_of_party(word) | _code_of(word))
    people = people_with(word).filter(narrowed(PEOPLE, spelt))
    of_people = people.values_list("enrollment_id", flat=True)
    if not sessions:
        return parties.union(of_people, all=True)
    return parties.union(of_people, every.filter(session__in=sessions), all=True)


def _near(word: str, sessions: list[int], *, one_by_one: bool = False) -> Q:
    """The word of the party, its people or its session; people of few parties ``one_by_one``."""
    people = people_with(word)
    if one_by_one:
        of_its_people = Q(Exists(people.filter(enrollment=OuterRef("pk"))))
    else:
        of_its_people = Q(pk__in=people.values("enrollment_id"))
    near = of_party(word) | of_its_people
    return near | Q(session__in=sessions) if sessions else near


def words_of(typed: str) -> list[str]:
    text = unicodedata.normalize("NFKC", typed).strip()
    try:
        return [normalise(text)]
    except PhoneInvalid:
        whole = (word if _telephone(word) else inbound.parted(word) for word in text.split())
        return list(dict.fromkeys(" ".join(whole).split()))[:MOST_WORDS]


def _is_code(word: str) -> bool:
    return bool(CODE.fullmatch(word)) and Enrollment.objects.filter(code=word.upper()).exists()


def of_party(word: str) -> Q:
    return _code_of(word) | _texts_of_party(word)


def _code_of(word: str) -> Q:
    is_code = CODE.fullmatch(word) and not _only_reached(word)
    return Q(code=word.upper()) if is_code else NOBODY


def _texts_of_party(word: str) -> Q:
    reached = _reached("contact_phone", "contact_email", word)
    if _only_reached(word):
        return reached
    return contains("company", word) | contains("contact_name", word) | reached


def people_with(word: str) -> QuerySet[Participant]:
    return Participant.objects.order_by().filter(of_person(word))


def of_person(word: str) -> Q:
    reached = _reached("phone", "email", word)
    return reached if _only_reached(word) else contains("name", word) | reached


def of_session(word: str) -> Q:
    place = contains("course__title", word) | contains("city__name", word)
    return NOBODY if _only_reached(word) else place | Q(public_id=word.upper())


def contains(field: str, word: str) -> Q:
    """The word as typed or in simplified characters; case is asked about where there is one."""
    how = "icontains" if word.upper() != word.lower() else "contains"
    spellings = {word, fold(word)} if how == "contains" else {word}
    return reduce(or_, (Q(**{f"{field}__{how}": spelling}) for spelling in sorted(spellings)))


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
