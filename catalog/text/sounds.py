"""PURE. How words sound: what an input method confuses, and what a slip of the keyboard makes."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase

from catalog.text.folding import HAN
from catalog.text.pinyin import all_syllables, initials, syllables

SOUND = "~"  # what a token of two syllables begins with, and what parts them
INITIALS = "_"  # what a token of the first letters of neighbours begins with
FEWEST_INITIALS, MOST_INITIALS = 3, 6
# Sounds that many speakers do not tell apart, so that one is typed for the other.
ALIKE = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in")]
LONGEST_SYLLABLE = 6
LETTERS = re.compile("[a-z]+")
BEGINNINGS = re.compile("[a-hj-tw-z]+")
ENDINGS = (
    "ements ations ement ments ation ators ating ances ment ates ated ator ions ance ants"
    " ate ion ant ing ers ors ies er or ed es y e s"
)
SHORTEST_STEM = 5
MANY = re.compile("(?:ies|(?<=ch|sh|ss)es|(?<=x)es|(?<![su])s)$")
ENDING_OF_ONE = {"ies": "y"}  # of every other ending nothing is left
SHORTEST_NOUN = 4
MOST_EDITED = 14  # letters: a longer word has too many words one slip away


@lru_cache(maxsize=1)
def syllables_known() -> frozenset[str]:
    """Every syllable of pinyin, without tones."""
    plain = {_toneless(one) for one in all_syllables()}
    return frozenset(one for one in plain if one.isascii() and one.isalpha() and len(one) > 1) | {
        "a", "e", "o",
    }  # fmt: skip


def _toneless(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(one for one in parts if not unicodedata.combining(one))


@lru_cache(maxsize=50_000)
def alike(syllable: str) -> str:
    """One spelling for syllables that are easily taken for each other."""
    for said, written in ALIKE:
        if syllable.startswith(said):
            syllable = written + syllable[len(said) :]
        elif said.endswith("g") and syllable.endswith(said):
            syllable = syllable[:-1]
    return syllable


@lru_cache(maxsize=20_000)
def syllables_of(run: str) -> tuple[str, ...]:
    """The syllables of a run of Chinese characters, those that sound alike spelt alike."""
    return tuple(alike(one) for one in syllables(run))


def sounds_of(text: str) -> set[str]:
    """A token for every two neighbours of the Chinese words of a folded text."""
    found = set()
    for run in HAN.findall(text):
        found.update(sound_pairs(syllables_of(run)))
    return found


def sound_pairs(syllables: tuple[str, ...]) -> list[str]:
    return [f"{SOUND}{a}{SOUND}{b}" for a, b in pairwise(syllables)]


def initials_of(text: str) -> set[str]:
    """A token for the first letters of every three to six neighbours: _zxb, _zxbg of 征信报告."""
    found = set()
    for run in HAN.findall(text):
        letters = "".join(initials(run))
        for length in range(FEWEST_INITIALS, MOST_INITIALS + 1):
            for start in range(len(letters) - length + 1):
                found.add(INITIALS + letters[start : start + length])
    return found


def are_initials(word: str) -> bool:
    """Whether a Latin word may be first letters of Chinese ones: none of them is i, u or v."""
    return FEWEST_INITIALS <= len(word) <= MOST_INITIALS and bool(BEGINNINGS.fullmatch(word))


def spelt_syllables(word: str) -> tuple[str, ...]:
    """``word`` cut into syllables of pinyin, the fewest; () where it is not pinyin."""
    known = syllables_known()
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(word) + 1):
        cuts = [
            (*head, word[start:end])
            for start in range(max(0, end - LONGEST_SYLLABLE), end)
            if (head := best[start]) is not None and word[start:end] in known
        ]
        best.append(min(cuts, key=len) if cuts else None)
    return tuple(alike(one) for one in best[-1] or ())


def stem_of(word: str) -> str:
    """What an English word has in common with its other forms: manag of management, managers.

    The longest ending that leaves enough of the word is taken off: negoti of negotiate, but mediat.
    """
    if not LETTERS.fullmatch(word):
        return ""
    stems = (word.removesuffix(ending) for ending in ENDINGS.split())
    return next((stem for stem in stems if SHORTEST_STEM <= len(stem) < len(word)), "")


def singular_of(word: str) -> str:
    """What is one of them: loan of loans, category of categories; "" where it is no plural."""
    if not LETTERS.fullmatch(word):
        return ""
    one = MANY.sub(lambda found: ENDING_OF_ONE.get(found[0], ""), word)
    return one if one != word and len(one) >= SHORTEST_NOUN else ""


def slips_of(word: str) -> set[str]:
    """Latin words that are one slip away: a letter too many, too few, another, or two swapped."""
    if not 4 <= len(word) <= MOST_EDITED or not LETTERS.fullmatch(word):
        return set()
    cuts = [(word[:n], word[n:]) for n in range(len(word))]
    dropped = {a + b[1:] for a, b in cuts}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts[:-1]}
    changed = {a + c + b[1:] for a, b in cuts for c in ascii_lowercase}
    added = {a + c + b for a, b in [*cuts, (word, "")] for c in ascii_lowercase}
    return (dropped | swapped | changed | added) - {word}
