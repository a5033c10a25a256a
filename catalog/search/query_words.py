"""What a query asks for: its words with their synonyms, codes, and where and when."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from django.utils import timezone

from catalog.models import Synonym
from catalog.search.engine import Term
from catalog.search.places import (
    cities_begun,
    courses_at,
    in_cities,
    meeting_between,
    taking,
    where_and_when,
    with_whole_cities,
    without_codes,
)
from catalog.search.teachers import without_teachers
from catalog.text import inbound
from catalog.text.fillers import (
    beside_fillers,
    said_beside,
    without_fillers,
    without_punctuation,
)
from catalog.text.folding import fold, pinyin_sought, terms_of
from catalog.text.lengths import length_in
from catalog.text.pinyin import syllables
from catalog.text.sounds import singular_of, sound_pairs, stem_of, syllables_of
from catalog.text.spans import spans_in
from catalog.text.spelling import joined_pinyin, without_tones

BETWEEN_SCRIPTS = re.compile(r"(?<=[a-z]{2})(?=[㐀-鿿])|(?<=[㐀-鿿])(?=[a-z]{2})")


def terms(query: str, *, today: date | None = None) -> list[Term]:
    """The words of the query as they were typed, each with what it may stand for."""
    today = today or timezone.localdate()
    text, people = without_teachers(fold(inbound.sought(query)), today=today)
    return [*people, *_terms(text, today=today)]


def plainer_terms(query: str, *, today: date | None = None) -> Iterator[list[Term]]:
    """Other readings of the query: pinyin in pieces as one word, then all of it without fillers.

    English words also stand for their other forms. Last, if some begin or misspell the name of a
    city, that is read whole. There is always one reading, made when it is asked for.
    """
    today = today or timezone.localdate()
    words, people = without_teachers(_words_of(query), today=today)
    text = beside_fillers(words) if people else without_fillers(words)
    plain = BETWEEN_SCRIPTS.sub(" ", without_tones(text)).strip()
    texts = [joined_pinyin(plain), plain, with_whole_cities(plain, today=today)]
    for one in dict.fromkeys(texts):
        yield [*people, *_terms(one, today=today, plainly=True)]


def has_fillers(query: str) -> bool:
    """Whether some of its words say nothing about what is sought, as in a question."""
    words = _words_of(query)
    return without_fillers(words).split() != words.split()


def _words_of(query: str) -> str:
    return without_punctuation(fold(inbound.line(query)))


def _terms(text: str, *, today: date, plainly: bool = False) -> list[Term]:
    """``plainly``: days and weekends also within words, other forms of English ones."""
    text, codes = without_codes(text)
    text, facts = _facts(text, today=today, inside=plainly)
    found = [*(Term(code, (code,)) for code in codes), *facts]
    groups = synonym_groups() if text.strip() else []
    text, phrases = _without_phrases(text, groups)
    found += phrases
    typed = terms_of(text)
    if plainly:
        typed = said_beside(typed) or ([] if found else typed)
    if len(found) + len(typed) == 1 and (begun := _begun_city(text.strip(), today)):
        return [begun]
    for word in typed:
        at = courses_at(word, today=today) or None
        words = _standing_for(word, groups)
        if plainly:
            words = _with_other_forms(word, words, groups)
        found.append(Term(word, words, pinyin_sought(word), at))
    return found


def _begun_city(character: str, today: date) -> Term | None:
    """One character that begins the name of a city, as 昆, which also stands for what says it."""
    meant = cities_begun(character) if len(character) == 1 else {}
    if not meant:
        return None
    at = in_cities(meant, today=today)
    return Term(character, (character,), also=at, cities=frozenset(meant), by_facts=True)


def _facts(text: str, *, today: date, inside: bool) -> tuple[str, list[Term]]:
    """The text without how long, where and when, and a term for each of these."""
    found = []
    text, length = length_in(text, inside=inside)
    if length:
        takes = taking(length.days)
        found.append(Term(length.typed, length.words, also=takes, by_facts=True))
    text, spans = spans_in(text, today=today)
    for span in spans:
        days = (span.first, span.last)
        meeting = meeting_between(*days, today=today)
        found.append(Term(span.typed, (span.typed,), also=meeting, days=days, by_facts=True))
    text, where = where_and_when(text, today=today, inside=inside)
    if where:
        found.append(
            Term(
                " ".join(where.typed),
                tuple(where.names),
                also=where.course_ids,
                cities=where.cities,
                months=where.months,
                weekend=where.weekend,
                by_facts=True,
            )
        )
    return text, found


def _with_other_forms(
    word: str, words: tuple[str, ...], groups: list[list[str]]
) -> tuple[str, ...]:
    """And one of them, loan of loans, the synonyms of its other forms, and its stem."""
    one, stem = singular_of(word), stem_of(word)
    others = {one, f"{word}s", *(_of_same_stem(stem, groups) if stem else ())}
    known = [said for group in groups if others.intersection(group) for said in group]
    forms = [form for form in (one, *known, stem) if form]
    return tuple(dict.fromkeys([*words, *forms]))


def _of_same_stem(stem: str, groups: list[list[str]]) -> Iterator[str]:
    """The synonyms that are other forms: negotiation of negotiate."""
    for group in groups:
        yield from (one for one in group if one.startswith(stem) and stem_of(one) == stem)


def _standing_for(word: str, groups: list[list[str]]) -> tuple[str, ...]:
    """The word with its synonyms; pinyin is the word that it spells, and that comes first."""
    same = {one for group in groups if named(word, group) for one in group if one != word}
    spelt = sorted(one for one in same if _spelt(one) == word)
    return (*spelt, word, *sorted(same.difference(spelt)))


def _without_phrases(text: str, groups: list[list[str]]) -> tuple[str, list[Term]]:
    """The text without synonyms of several words, as debt collection, each of them one term."""
    found = []
    known = {one for group in groups for one in group if " " in one}
    for phrase in sorted(known, key=lambda one: (-len(one), one)):
        padded = f" {text} "
        if f" {phrase} " in padded:
            text = padded.replace(f" {phrase} ", " ").strip()
            found.append(Term(phrase, _standing_for(phrase, groups)))
    return text, found


def spread_out(query: str) -> bool:
    """Whether the query is pinyin with a blank after each syllable, or with tones."""
    typed = fold(inbound.line(query)).strip()
    return joined_pinyin(typed) != typed or without_tones(typed) != typed


def synonym_groups() -> list[list[str]]:
    """Each group's words, folded; one query."""
    return [synonym.folded for synonym in Synonym.objects.only("words")]


def named(word: str, group: list[str]) -> bool:
    """Whether the word is one of these, or spells one of them in pinyin."""
    if word in group:
        return True
    return word.isascii() and word.isalpha() and any(_spelt(one) == word for one in group)


@lru_cache(maxsize=5_000)  # 2 of the 7 ms of a search in Latin letters
def _spelt(word: str) -> str:
    return "" if word.isascii() else "".join(syllables(word))


def sounds_like(word: str, other: str) -> bool:
    return len(word) == len(other) > 1 and (
        sound_pairs(syllables_of(word)) == sound_pairs(syllables_of(other))
    )
