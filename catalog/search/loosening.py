"""What says a query in pieces, and what comes near a query that no course answers in full."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from catalog.models import Course
from catalog.search import engine, weights
from catalog.search.engine import Term
from catalog.search.finding import PER_PAGE, matching, with_spelt
from catalog.search.ordering import topics
from catalog.search.query_signs import (
    Sign,
    by_chance,
    says_little,
    signs_of,
    single_signs,
)
from catalog.text.folding import HAN, fold
from catalog.text.sounds import sound_pairs, syllables_of

LOOKED_AT = 60  # courses whose names are read
COMPOUND = 4  # characters of a word that may be made of two


@dataclass(frozen=True)
class Near:
    ids: list[int] = field(default_factory=list)
    titled: list[int] = field(default_factory=list)  # those of them that say it in their title
    missing: list[str] = field(default_factory=list)
    instead: list[str] = field(default_factory=list)
    unsaid: set[str] = field(default_factory=set)  # words that no course says


def in_pieces(sought: list[Term]) -> Near:
    """Courses in which every character of the query stands in a pair, whatever order and gaps.

    One query for the pairs, one for each word with synonyms, and one for the names; as many again
    where a word with synonyms is itself made of two, as 情绪管理.
    """
    found = _pieces(signs_of(sought, strictly=True))
    itself = [replace(term, words=(term.typed,)) if _is_compound(term) else term for term in sought]
    if itself == sought:
        return found
    other = _pieces(signs_of(itself, strictly=True))
    return Near(
        list(dict.fromkeys([*found.ids, *other.ids])),
        list(dict.fromkeys([*found.titled, *other.titled])),
    )


def _is_compound(term: Term) -> bool:
    made_of_two = len(term.typed) >= COMPOUND and HAN.fullmatch(term.typed) is not None
    return made_of_two and term.also is None


def by_synonyms(sought: list[Term]) -> list[int]:
    """The same where words inside longer ones may be said by a synonym, as 防诈 in 防诈劝阻."""
    texts = [term.typed for term in sought if term.also is None]
    if not any(len(text) >= COMPOUND and HAN.search(text) for text in texts):
        return []
    signs = [
        one
        for one in signs_of(sought, strictly=False)
        if len(one.text) != 1 or not says_little(one)  # a pair such as 还款 or 不动 says much
    ]
    return _pieces(signs).ids if any(sign.known for sign in signs) else []


def _pieces(signs: list[Sign]) -> Near:
    ids = _holding_all(signs)
    if not ids:
        return Near()
    names = {pk: (title, head) for pk, title, head in engine.names_of(sorted(ids)[:LOOKED_AT])}
    codes = dict(Course.objects.published().filter(pk__in=names).values_list("pk", "code"))
    texts = [sign.text for sign in signs if sign.text]

    def place(pk: int) -> tuple[int, str]:
        title, head = names[pk]
        titled = weights.PIECE_IN_TITLE * sum(text in title for text in texts)
        headed = weights.PIECE_IN_HEAD * sum(text in head for text in texts)
        return -titled - headed, codes[pk]

    order = sorted(codes, key=place)
    return Near(order, [pk for pk in order if _covers(names[pk][0], signs)])


def _holding_all(signs: list[Sign]) -> set[int]:
    """The courses that hold every sign; none where one pair is all."""
    clauses = _clauses(signs)
    groups = {sign.group for sign in signs if sign.group is not None}
    if not groups and (len(signs) < 2 or len(clauses) < 2):
        return set()
    held = [engine.holding_each(clauses)] if clauses else []
    return set.intersection(*held, *(set(matching([term])) for term in groups))


def _clauses(signs: list[Sign]) -> list[list[tuple[str, bool]]]:
    """For every character the pairs it may stand in; for pinyin each pair of syllables."""
    clauses = [[(sign.sounds[0], True)] for sign in signs if sign.sounds and not sign.text]
    places = defaultdict(list)
    for sign in signs:
        for place in sign.at if sign.text else ():
            places[sign.word, place].append((sign.text, False))
    for clause in places.values():
        if clause not in clauses:
            clauses.append(clause)
    return clauses


def near(sought: list[Term]) -> Near:
    """Courses that hold a part of the query, or sound like it, best first."""
    signs = signs_of(sought, strictly=False)
    if not signs:
        return Near()
    _hold(signs)
    singles = single_signs(signs)
    _write(singles)
    _weigh(signs)
    total = engine.size()
    for single in singles:  # nothing where every course holds it
        single.weight = weights.ALONE * math.log(max(1, total / max(1, len(single.written))))
    scores = _scores(signs, singles)
    best = max(scores.values(), default=0.0)
    ids = [pk for pk in scores if scores[pk] >= weights.BESIDE_THE_BEST * best][:PER_PAGE]
    return _near_of(signs, _as_typed_first(ids, scores, signs))


def _as_typed_first(ids: list[int], scores: dict[int, float], signs: list[Sign]) -> list[int]:
    """The same courses; a word that is written in one piece counts more than its pairs, and what
    heads a part of the outline more than a line."""
    typed: dict[str, float] = defaultdict(float)
    for sign in signs:
        typed[sign.word] += weights.AS_TYPED * sign.weight
    told = {pk: texts for pk, *texts in engine.texts_of(ids)}

    def score(pk: int) -> float:
        if pk not in told:  # just deleted
            return scores[pk]
        text, (_title, _head, depths, body) = "\n".join(told[pk]), told[pk]
        heads = "\n".join(topics(body.split("\n"), [ord(depth) - ord("0") for depth in depths]))
        headed = sum(sign.weight for sign in signs if sign.itself and sign.itself in heads)
        whole = sum(typed[word] for word in typed if word in text)
        return scores[pk] + whole + weights.IN_TOPIC * headed

    return sorted(ids, key=lambda pk: -score(pk))


def _covered(signs: list[Sign], pk: int) -> float:
    """The share of its characters that this course has of the word it has most of."""
    places: dict[str, set[int]] = defaultdict(set)
    lengths: dict[str, int] = defaultdict(int)
    for sign in signs:
        lengths[sign.word] = max(lengths[sign.word], sign.at.stop)
        if pk in sign.written or pk in sign.heard:
            places[sign.word].update(sign.at)
    return max(len(places[word]) / lengths[word] for word in lengths)


def _covers(title: str, signs: list[Sign]) -> bool:
    """Whether every character stands in the title, in a pair."""
    places: set[int] = set()
    length = 0
    texts = [sign for sign in signs if sign.text]
    for sign in texts:
        length = max(length, sign.at.stop)
        if sign.text in title:
            places.update(sign.at)
    return len({sign.word for sign in texts}) == 1 and len(places) == length


def _hold(signs: list[Sign]) -> None:
    """Ask the index which courses hold each sign."""
    written = [sign for sign in signs if sign.text]
    _write(written)
    _hold_short(written)
    heard = [sign for sign in signs if sign.sounds]
    spoken = engine.holding([sign.sounds for sign in heard], sounds=True)
    for sign, ids in zip(heard, spoken, strict=True):
        sign.heard = ids - sign.written
    for sign in signs:
        if sign.group is not None:
            sign.written = set(matching([sign.group]))


def _write(signs: list[Sign]) -> None:
    texts = engine.holding([[sign.text] for sign in signs], sounds=False)
    for sign, ids in zip(signs, texts, strict=True):
        sign.written = ids


def _hold_short(written: list[Sign]) -> None:
    """Look up words of two characters that stand nowhere as short for a longer name."""
    short = [sign for sign in written if not sign.written and _is_whole_word(sign)]
    for sign, ids in zip(short, engine.named_apart([sign.text for sign in short]), strict=True):
        sign.written = ids


def _is_whole_word(sign: Sign) -> bool:
    return sign.word == sign.text and len(sign.text) == 2 and HAN.fullmatch(sign.text) is not None


def _weigh(signs: list[Sign]) -> None:
    """The fewer courses hold a sign, the more it weighs; a place or month weighs the most."""
    total = engine.size()
    for sign in signs:
        sign.weight = _rarity(len(sign.written) or len(sign.heard), total)
        if sign.known:
            sign.weight *= weights.KNOWN
    for sign in by_chance(signs):
        sign.weight *= weights.BY_CHANCE if sign.written else 0
    heaviest = max(sign.weight for sign in signs)
    for sign in signs:
        if sign.group is not None and sign.group.also is not None:
            sign.weight = heaviest


def _rarity(held: int, total: int) -> float:
    return math.log(1 + total / max(1, held))


def _scores(signs: list[Sign], singles: list[Sign]) -> dict[int, float]:
    """The published courses that hold enough, best first, then by code.

    Single characters put them in order, but a course that holds nothing else is none of them.
    """
    ids = set().union(*(sign.written | sign.heard for sign in signs))
    rough = {pk: sum(sign.roughly(pk) for sign in signs) for pk in ids}
    every = sum(sign.weight for sign in signs)
    first = sorted(rough, key=lambda pk: (-rough[pk], pk))[:LOOKED_AT]
    enough = [pk for pk in first if rough[pk] >= weights.ENOUGH * every or _says_a_word(signs, pk)]
    codes = dict(Course.objects.published().filter(pk__in=enough).values_list("pk", "code"))
    if not codes:
        return {}
    scores = {
        pk: sum(sign.exactly(pk, title, head) for sign in (*signs, *singles))
        for pk, title, head in engine.names_of(codes)
    }
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], codes[pair[0]])))


def _says_a_word(signs: list[Sign], pk: int) -> bool:
    """Whether the course says most of a word, or one with synonyms."""
    is_known = any(sign.known and pk in sign.written for sign in signs)
    return is_known or _covered(signs, pk) >= weights.MOST_OF_A_WORD


def _near_of(signs: list[Sign], ids: list[int]) -> Near:
    """These courses; the words that no course says, if the first says all the others; what the
    first says for a word that sounds alike. Without a course, every word is missing."""
    words = list(dict.fromkeys(sign.word for sign in signs))
    unsaid = _unsaid(signs)
    if not ids:
        return Near(missing=words, unsaid=unsaid)
    best = ids[0]
    said = {sign.word for sign in signs if best in sign.written or best in sign.heard}
    missing = [word for word in words if word not in said]
    if not unsaid.issuperset(missing):  # another course says it: no word can be named
        missing = []
    return Near(ids, missing=missing, instead=_instead(signs, best), unsaid=unsaid)


def _unsaid(signs: list[Sign]) -> set[str]:
    """The words of which no course holds or sounds like a sign."""
    said = {sign.word for sign in signs if sign.written or sign.heard}
    return {sign.word for sign in signs} - said


def _instead(signs: list[Sign], best: int) -> list[str]:
    """What the best course says that sounds like what was typed; the words of its title."""
    heard = [one for sign in signs if best in sign.heard for one in sign.sounds]
    titles = [title for _pk, title, _head in engine.names_of([best])]  # none if just deleted
    # A word that sounds like one with synonyms stands first among the words of its sign.
    groups = [sign.group for sign in signs if sign.group is not None and best in sign.written]
    found = [term.words[0] for term in groups if term.words and term.words[0] != term.typed]
    for run in HAN.findall(fold("\n".join(titles))):
        found += _sounding_like(heard, run)
    return list(dict.fromkeys(found))


def spelt_in(sought: list[Term], best: int) -> list[Term]:
    """The terms of which this course has words that they spell in pinyin, with those words."""
    if not any(term.pinyin for term in sought):
        return sought
    text = []
    for _pk, title, head, depths, body in engine.texts_of([best]):  # none if just deleted
        text += [title, head.partition(engine.ASIDES)[0]]
        text += topics(body.split("\n"), [ord(depth) - ord("0") for depth in depths])
    return with_spelt(sought, "\n".join(text))


def _sounding_like(heard: list[str], run: str) -> Iterator[str]:
    """The stretches of a run of Chinese characters in which every pair sounds like one of these."""
    alike = [pair in heard for pair in sound_pairs(syllables_of(run))]
    for said, places in groupby(range(len(alike)), key=alike.__getitem__):
        if said:
            first, *others = places
            yield run[first : first + len(others) + 2]
