"""PURE. The one normal form of texts and queries, the tokens of the index, pinyin, and marks."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

MAX_TERMS = 8
MAX_TERM = 40  # characters
HAN = re.compile("[㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+")
SIMPLIFIED = OpenCC("t2s")
# A token of a pinyin word begins with this, so that it equals no token of a text.
PINYIN = "^"
# Punctuation of ASCII as its full-width twin, which folding leaves in no text: in this form no
# token needs quoting in either database, and each is one word to both.
AS_WORDS = {n: n + 0xFEE0 for n in range(33, 127) if not chr(n).isalnum()}


class _Folded(dict):
    """Code point -> its normal form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_one(chr(code))
        return folded


def _fold_one(character: str) -> str:
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cc", "Cf", "Cs"}:
        return ""
    text = unicodedata.normalize("NFKC", character).casefold()
    text = unicodedata.normalize("NFKC", text)
    return "".join(" " if one.isspace() else SIMPLIFIED.convert(one) for one in text)


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


def tokens_of(text: str) -> set[str]:
    """Every character and every pair of neighbours of a folded text, within its words."""
    words = text.translate(AS_WORDS).split()
    tokens = set("".join(words))
    for word in words:
        tokens.update(map("".join, zip(word, word[1:], strict=False)))
    return tokens


def tokens_sought(term: str) -> set[str]:
    """The tokens that stand in every text in which ``term`` stands; the fewest that say so."""
    pairs = {token for token in tokens_of(term) if len(token) > 1}
    return pairs or tokens_of(term)


def pinyin_of(name: str) -> str:
    """What may be typed for a Chinese name: ``^xinyongka ^yongka ^ka ^xyk ^yk ^k`` for 信用卡."""
    words: list[str] = []
    for run in HAN.findall(name):
        for style in (Style.NORMAL, Style.FIRST_LETTER):
            syllables = lazy_pinyin(run, style=style)
            starts = range(len(syllables))
            words += ["".join(syllables[start:])[:MAX_TERM] for start in starts]
    return " ".join(PINYIN + word for word in dict.fromkeys(words))


def pinyin_sought(term: str) -> str | None:
    """How ``term`` stands in a ``pinyin_of``, from the start of a syllable; None if it cannot."""
    latin = term.isascii() and term.isalpha() and len(term) > 1
    return PINYIN + term if latin else None


def pinyin_tokens(pinyin: str) -> set[str]:
    return {PINYIN.translate(AS_WORDS) + token for token in tokens_of(pinyin) if len(token) > 1}


def spoken(name: str, term: str) -> list[str]:
    """The Chinese words of ``name`` that ``term`` spells, folded: xyk in 信用卡催收 is 信用卡."""
    found = []
    for run in HAN.findall(name):
        for style in (Style.NORMAL, Style.FIRST_LETTER):
            syllables = lazy_pinyin(run, style=style)
            for start in range(len(syllables)):
                length = _syllables_in(syllables[start:], term)
                if length:
                    found.append(fold(run[start : start + length]))
    return list(dict.fromkeys(found))


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
    origin = [place for place, one in enumerate(text) for _ in FOLDED[ord(one)]]
    folded = text.translate(FOLDED)
    marked = bytearray(len(text))
    for word in words:
        start = folded.find(word) if word else -1
        while start >= 0:
            first, last = origin[start], origin[start + len(word) - 1]
            marked[first : last + 1] = b"\x01" * (last + 1 - first)
            start = folded.find(word, start + 1)
    pieces = groupby(range(len(text)), key=marked.__getitem__)
    return [(bool(key), "".join(text[place] for place in places)) for key, places in pieces]
