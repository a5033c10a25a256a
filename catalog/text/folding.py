"""PURE. The one normal form of texts and queries, the tokens of the index, pinyin, and marks."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import groupby

from opencc import OpenCC

from catalog.text import pinyin

MAX_TERMS = 8
MAX_TERM = 40  # characters
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
GRAM = 4  # characters
LATIN = re.compile("[a-z0-9]{5,40}")
# Of the alphabets that courses are written in: Latin, Greek, Cyrillic, with accents, and Korean.
SPELT_WORD = re.compile("[A-Za-zÀ-ɏͰ-ԯḀ-ỿ가-힣]+")
# Letters that are no plain one with an accent, and the hyphens and apostrophes of names.
IN_NAMES = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("-\u2010\u2011\u2013\u2212'`\u2018\u2019\u02bb\u02bc", "")
)
# What is typed in pinyin begins with this, which folding and ``as_words`` leave in no text.
PINYIN = "^"
# Punctuation of ASCII as its full-width twin, which folding leaves in no text: in this form no
# token needs quoting in either database, and each is one word to both.
AS_WORDS = {n: n + 0xFEE0 for n in range(33, 127) if not chr(n).isalnum()}


class _Folded(dict[int, str]):
    """Code point -> its normal form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_one(chr(code))
        return folded


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")  # its dictionaries are read when the first text is folded


def _fold_one(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
        return ""
    text = unicodedata.normalize("NFKC", character).casefold()
    text = unicodedata.normalize("NFKC", text)
    return "".join(" " if one.isspace() else _simplified().convert(one) for one in text)


FOLDED = _Folded()


def fold(text: str) -> str:
    """NFKC, no case, traditional characters as simplified, white space as spaces.

    Folding is done character by character, so ``marks`` can lead back to what is printed.
    """
    return unicodedata.normalize("NFC", text).translate(FOLDED)


def terms_of(query: str) -> list[str]:
    """The words of a query, folded: at most eight of at most forty characters, each once."""
    words = (word[:MAX_TERM] for word in fold(query).split())
    return list(dict.fromkeys(words))[:MAX_TERMS]


def without_accents(text: str) -> str:
    """The text with plain letters for accented ones: réclamation is reclamation."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(one for one in parts if not unicodedata.combining(one))


def name_key(name: str) -> str:
    """A name as it is compared with what somebody types of it.

    No case, accents, spaces, hyphens or apostrophes; Søren is soren, and traditional characters
    are the simplified ones.
    """
    return "".join(without_accents(fold(name).translate(IN_NAMES)).split())


def as_words(text: str) -> list[str]:
    """The words of a folded text in a form that needs no quoting in either database."""
    return text.translate(AS_WORDS).split()


def pairs_of(text: str) -> list[str]:
    """Every pair of neighbours of each word of a folded text in its order, then its last one.

    A word stands in the text where its pairs follow each other: 信用卡 is 信用, 用卡, 卡.
    """
    return [word[n : n + 2] for word in as_words(text) for n in range(len(word))]


def grams_of(text: str) -> set[str]:
    """Every run of one to four neighbours in a folded text, and its longer Latin words.

    The latter only save looking into the text: Latin words are longer than Chinese ones.
    """
    return set(LATIN.findall(text)) | {
        word[n : n + length]
        for word in as_words(text)
        for length in range(1, GRAM + 1)
        for n in range(len(word) - length + 1)
    }


def grams_sought(word: str) -> set[str]:
    """The grams that stand in every text in which ``word`` stands, the fewest that say so."""
    grams: set[str] = set()
    for part in as_words(word):
        length = min(len(part), GRAM)
        grams.update(part[n : n + length] for n in range(len(part) - length + 1))
    return grams


@lru_cache(maxsize=20_000)
def _spellings(run: str) -> tuple[list[str], list[str]]:
    """The syllables of a run of Chinese characters, and their first letters."""
    return pinyin.syllables(run), pinyin.initials(run)


def pinyin_of(name: str) -> set[str]:
    """All that may be typed for a Chinese name, from the start of any of its syllables on.

    信用卡 gives ^x, ^xi, … ^xinyongka, ^xy, ^xyk, ^y, … ^yongka, ^yk and so on.
    """
    typed: set[str] = set()
    for run in HAN.findall(name):
        for syllables in _spellings(run):
            for start in range(len(syllables)):
                spelt = "".join(syllables[start:])[:MAX_TERM]
                typed.update(PINYIN + spelt[:end] for end in range(2, len(spelt) + 1))
    return typed


def pinyin_sought(term: str) -> str | None:
    """How ``term`` stands in a ``pinyin_of``; None if it cannot."""
    latin = term.isascii() and term.isalpha() and len(term) > 1
    return PINYIN + term if latin else None


def spoken(name: str, term: str) -> list[str]:
    """The Chinese words of ``name`` that ``term`` spells, folded: xyk in 信用卡催收 is 信用卡."""
    found = []
    for run in HAN.findall(name):
        for syllables in _spellings(run):
            for start in range(len(syllables)):
                length = _syllables_in(syllables[start:], term)
                if length:
                    found.append(fold(run[start : start + length]))
    return list(dict.fromkeys(found))


def is_chinese(text: str) -> bool:
    """Whether a text of two scripts has more Chinese characters than words in letters."""
    return len("".join(HAN.findall(text))) > len(SPELT_WORD.findall(text))


def words_spelt(text: str, term: str) -> list[str]:
    """The Chinese words of two characters or more that ``term`` spells to their end, or whose first
    letters it is; two letters may be the first ones of any word, so three at least."""
    if len(term) <= 2:
        return []
    runs = [run for run in HAN.findall(text) if any(term in "".join(s) for s in _spellings(run))]
    found = [word for run in runs for word in spoken(run, term) if len(word) > 1]
    whole = [word for word in found if term in ("".join(one) for one in _spellings(word))]
    return list(dict.fromkeys(whole))


def _syllables_in(syllables: list[str], term: str) -> int:
    """How many syllables ``term`` takes up, the last perhaps in part; 0 if they differ."""
    typed = ""
    for count, syllable in enumerate(syllables, 1):
        typed += syllable
        if typed.startswith(term):
            return count
        if not term.startswith(typed):
            return 0
    return 0


def marks(text: str, words: Iterable[str]) -> list[tuple[bool, str]]:
    """``text`` in pieces, each with whether a word stands there; joined they are the text (NFC)."""
    text = unicodedata.normalize("NFC", text)
    folded = text.translate(FOLDED)
    standing = [word for word in words if word and word in folded]
    if not standing:
        return [(False, text)] if text else []
    origin = [place for place, one in enumerate(text) for _ in FOLDED[ord(one)]]
    marked = bytearray(len(text))
    for word in standing:
        start = folded.find(word)
        while start >= 0:
            first, last = origin[start], origin[start + len(word) - 1]
            marked[first : last + 1] = b"\x01" * (last + 1 - first)
            start = folded.find(word, start + 1)
    pieces = groupby(range(len(text)), key=marked.__getitem__)
    return [(bool(key), "".join(text[place] for place in places)) for key, places in pieces]
