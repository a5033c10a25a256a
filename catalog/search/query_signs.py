"""The signs that a query leaves in a text: what a course may hold of it when it does not say all.

A Chinese word is cut into pairs of neighbours, which a text may hold or only sound like; a Latin
word may be a slip or pinyin; words with synonyms, places and months are one sign each.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from catalog.search import engine, weights
from catalog.search.engine import Term
from catalog.search.query_words import sounds_like, synonym_groups
from catalog.text.fillers import BETWEEN, JOINING
from catalog.text.folding import HAN, PINYIN, as_words, without_accents
from catalog.text.sounds import (
    INITIALS,
    are_initials,
    slips_of,
    sound_pairs,
    sounds_of,
    spelt_syllables,
    syllables_of,
)

LATIN_RUN = re.compile(r"[^\W㐀-鿿]{2,}")
MOST_SIGNS = 24


@dataclass(slots=True)
class Sign:
    word: str  # the word of the query it is of
    at: range  # which characters of that word
    text: str = ""  # as a text may hold it
    sounds: list[str] = field(default_factory=list)  # any of these
    share: float = weights.BY_SOUND
    group: Term | None = None
    written: set[int] = field(default_factory=set)  # the courses that hold it
    heard: set[int] = field(default_factory=set)  # the others that sound like it
    weight: float = 0.0  # how rare it is

    @property
    def known(self) -> bool:
        """Whether it is a word with synonyms, which is worth an answer by itself."""
        return self.group is not None and self.group.also is None and len(self.group.words) > 1

    @property
    def itself(self) -> str:
        """What was typed, none of its synonyms; "" where that is only a sound."""
        return self.group.words[0] if self.known and self.group else self.text

    def roughly(self, pk: int) -> float:
        if pk in self.written:
            return self.weight
        return self.weight * self.share if pk in self.heard else 0.0

    def exactly(self, pk: int, title: str, head: str) -> float:
        """What the sign counts for this course, more where it stands in a name."""
        texts = (self.text,) if self.group is None else self.group.words
        if pk in self.written:
            return self.weight * _place(texts[:1], texts[1:], title, head)
        if pk in self.heard:
            said = len(self.sounds) == 1 and self.sounds[0] in sounds_of(title)
            return self.weight * self.share * (weights.IN_TITLE if said else 1)
        return 0.0


def _place(own: tuple[str, ...], others: tuple[str, ...], title: str, head: str) -> float:
    """More in a title than in a head, and more for the word itself than for its synonyms."""
    if any(text and text in title for text in own):
        return weights.IN_TITLE
    if any(text in title for text in others):
        return weights.SYNONYM_IN_TITLE * weights.IN_TITLE
    return weights.IN_HEAD if any(text and text in head for text in (*own, *others)) else 1


def signs_of(sought: list[Term], *, strictly: bool) -> list[Sign]:
    """``strictly``: no word stands for another, though pinyin stands for what it spells."""
    groups = [] if strictly else synonym_groups()
    signs: list[Sign] = []
    for term in sought:
        if term.also is not None or (len(term.words) > 1 and (strictly or not _is_slip(term))):
            signs.append(_whole(term))
        elif HAN.search(term.typed):
            signs += _of_chinese(term.typed, term.typed, 0, groups)
        else:
            signs += _of_latin(term.typed, groups)
    return signs[:MOST_SIGNS]


def _is_slip(term: Term) -> bool:
    """Whether it is a Latin word of which no course holds any form, as morgage and morgag."""
    if any(HAN.search(word) for word in (term.typed, *term.words)):
        return False
    return not any(engine.holding([term.words], sounds=False))


def _whole(term: Term) -> Sign:
    return Sign(term.typed, range(len(term.typed)), group=term)


def _of_chinese(whole: str, part: str, start: int, groups: list[list[str]]) -> list[Sign]:
    """Words with synonyms in it, or that sound like one; pairs of neighbours of the rest."""
    for group in groups:
        for known in group:
            place = _place_of(known, part)
            if place < 0:
                continue
            end = place + len(known)
            sign = Sign(whole, range(start + place, start + end))
            sign.group = Term(part[place:end], (known, *group))
            before = _of_chinese(whole, part[:place], start, groups)
            return [*before, sign, *_of_chinese(whole, part[end:], start + end, groups)]
    if part == whole and (longer := _short_for(whole, groups)):
        return [Sign(whole, range(len(whole)), group=Term(whole, (whole, *longer)))]
    return _pairs(whole, part, start)


def _pairs(whole: str, part: str, start: int) -> list[Sign]:
    if run := LATIN_RUN.search(part):  # excel看板 is a word of letters, and one of characters
        before, after = part[: run.start()], part[run.end() :]
        sign = Sign(whole, range(start + run.start(), start + run.end()), run[0])
        return [
            *_pairs(whole, before, start),
            sign,
            *_pairs(whole, after, start + run.end()),
        ]
    signs = []
    for n in range(max(1, len(part) - 1) if part else 0):
        pair = part[n : n + 2]
        spoken = sound_pairs(syllables_of(pair)) if HAN.fullmatch(pair) else []
        signs.append(Sign(whole, range(start + n, start + n + len(pair)), pair, spoken))
    return signs


def single_signs(signs: list[Sign]) -> list[Sign]:
    """The characters of the words that stand in no pair which a course holds, as 劝 of 劝客户."""
    held: dict[str, set[int]] = defaultdict(set)
    seen: dict[tuple[str, int], str] = {}
    for sign in signs:
        if sign.written or not sign.text:
            held[sign.word].update(sign.at)
        if sign.group is None and HAN.fullmatch(sign.text or "a"):
            seen |= {(sign.word, at): one for at, one in zip(sign.at, sign.text, strict=True)}
    return [
        Sign(word, range(at, at + 1), one)
        for (word, at), one in seen.items()
        if at not in held[word]
    ]


def by_chance(signs: list[Sign]) -> Iterator[Sign]:
    """The pairs that say little: with a word like 不 or 给, or between two words more common."""
    for n, sign in enumerate(signs):
        beside = signs[max(0, n - 1) : n] + signs[n + 1 : n + 2]
        more = [other for other in beside if _shares(sign, other) and _is_rarer(sign, other)]
        if says_little(sign) or len(more) == 2 or (more and not sign.written):
            yield sign


def says_little(sign: Sign) -> bool:
    """Whether it is a word like 不, alone or in a pair, or one character that is left of a word."""
    if sign.group is not None or not sign.text:
        return False
    left_over = len(sign.text) == 1 < len(sign.word) and sign.text in BETWEEN
    return left_over or bool(JOINING.intersection(sign.text))


def _shares(sign: Sign, other: Sign) -> bool:
    """Whether both are pairs of one word that have a character in common."""
    pairs = sign.group is None and other.group is None and len(sign.text) == len(other.text) == 2
    return pairs and sign.word == other.word


def _is_rarer(sign: Sign, other: Sign) -> bool:
    return len(sign.written) < len(other.written)


def is_short_for(word: str, known: str) -> bool:
    """Whether two characters stand for a longer word, as 防骗 for 防诈骗 and 个贷 for 个人贷款.

    The first is of its first half, the second of the other, in that order.
    """
    if len(word) != 2 or not 3 <= len(known) <= 4 or not HAN.fullmatch(word):
        return False
    half = len(known) // 2
    return word[0] in known[:half] and word[1] in known[-2 if len(known) == 4 else -1 :]


def _short_for(word: str, groups: list[list[str]]) -> list[str] | None:
    return next((g for g in groups if any(is_short_for(word, known) for known in g)), None)


def _place_of(known: str, word: str) -> int:
    """Where the word holds a known one, or only sounds like it; -1 where it does not."""
    if len(known) < 2:
        return -1
    place = word.find(known)
    if place >= 0 or not HAN.fullmatch(known):
        return place
    for start in range(len(word) - len(known) + 1):
        part = word[start : start + len(known)]
        if sounds_like(known, part) and not _is_written(part):
            return start
    return -1


def _is_written(part: str) -> bool:
    """Whether a course holds it: 账期 sounds like 展期, and is a word all the same."""
    return any(engine.holding([[part]], sounds=False))


def _of_latin(word: str, groups: list[list[str]]) -> list[Sign]:
    slips = slips_of(word)
    for group in groups:
        if slips.intersection(group):
            return [Sign(word, range(len(word)), group=Term(word, tuple(group)))]
    syllables = spelt_syllables(word)
    if len(syllables) > 1:
        pairs = sound_pairs(syllables)
        whole = range(len(word))
        return [Sign(word, whole, "", [pair]) for pair in pairs]
    plain = without_accents(word)
    tokens = [PINYIN + one for one in (plain, *slips)] if as_words(plain) else []
    if are_initials(word):
        tokens.append(INITIALS + word)
    return [Sign(word, range(len(word)), word, tokens, weights.BY_SLIP)]
