"""PURE. What most lines of a message say in which order; an unknown word is what stands there."""

from collections import Counter
from collections.abc import Iterable, Sequence

from enrollment.people import names
from enrollment.people.roster import tokens
from enrollment.people.roster.tokens import Token

FEWEST = 2  # lines that say the same in the same order
UNSAID = (tokens.STOP, tokens.LABEL)
LONGEST_WORD = 10  # characters
WEAK = 0.6  # a name below it may as well be another word
MEANT = (tokens.NAME, tokens.UNIT, tokens.TITLE, tokens.GENDER)
Pattern = tuple[str, ...]


def pattern_of(lines: Iterable[Sequence[Token]]) -> Pattern:
    """The kinds of tokens, in order, of most lines that name one person; () where none agree."""
    counts = Counter(
        kinds
        for found in lines
        if (kinds := _kinds(found)).count(tokens.NAME) == 1 and len(kinds) > 1
    )
    counts.pop((tokens.NAME, tokens.PHONE), None)
    kinds, times = max(counts.items(), key=lambda one: one[1], default=((), 0))
    return kinds if times >= FEWEST and tokens.REST not in kinds else ()


def fitted(found: Sequence[Token], pattern: Pattern) -> list[Token]:
    """The tokens of a line, those that are weakly known as what the other lines have there.

    郎月 大堂 139… is a name, a title and a number where the lines around it are.
    """
    kinds = _kinds(found)
    if not pattern or len(kinds) != len(pattern) or kinds == pattern:
        return list(found)
    said = [n for n, one in enumerate(found) if one.kind not in UNSAID]
    fits = list(found)
    for place, kind in zip(said, pattern, strict=True):
        one = found[place]
        if one.kind == kind:
            continue
        if kind not in MEANT or not _is_weak(one):
            return list(found)
        fits[place] = Token(kind, one.text)
    return fits


def _is_weak(one: Token) -> bool:
    if one.kind == tokens.NAME:
        return names.name_likeness(one.text) < WEAK
    return one.kind == tokens.REST and one.text.isalpha() and one.text not in names.ADDRESSES


def _kinds(found: Sequence[Token]) -> Pattern:
    return tuple(one.kind for one in found if one.kind not in UNSAID)


def is_one_word(head: str) -> bool:
    """Whether what stands before a colon is a word that is nobody's name and no number."""
    letters = head.isalpha() and len(head) <= LONGEST_WORD
    return letters and names.name_likeness(head) < WEAK and not names.unit_likeness(head)
