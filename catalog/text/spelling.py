"""PURE. Pinyin as people type it: with tones, with a blank after each syllable."""

import re
from itertools import groupby

from catalog.text.folding import without_accents
from catalog.text.sounds import spelt_syllables

SPREAD = re.compile(r"(?:[a-z]{1,6} ){1,7}[a-z]{1,6}")  # fan xi qian, f x q
MARKED = re.compile("[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+")
NUMBERED = re.compile("(?<![a-z0-9])(?:[a-z]{2,6}[1-5])+(?![a-z0-9])")
DIGITS = re.compile("[1-5]")


def without_tones(text: str) -> str:
    """The folded text with plain letters for pinyin with tones: fǎn and fan3 are fan.

    What is no pinyin stays: réclamation, kk101.
    """
    text = MARKED.sub(lambda hit: _if_pinyin(without_accents(hit[0]), hit[0]), text)
    return NUMBERED.sub(lambda hit: _if_pinyin(DIGITS.sub("", hit[0]), hit[0]), text)


def joined_pinyin(text: str) -> str:
    """The folded text with neighbouring syllables as one word: tou su 客户 is tousu 客户.

    Where all of it is short words of letters, all are joined: f x q is fxq.
    """
    if SPREAD.fullmatch(text):
        return text.replace(" ", "")
    words = groupby(text.split(), key=lambda word: len(spelt_syllables(word)) == 1)
    return " ".join("".join(run) if is_spelt else " ".join(run) for is_spelt, run in words)


def _if_pinyin(plain: str, typed: str) -> str:
    return plain if plain != typed and spelt_syllables(plain) else typed
