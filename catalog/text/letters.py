"""PURE. How well text in an alphabet is text: letters in words, as languages have them."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

WESTERN = frozenset("éèêëàâçüöäßñíóúáïîôûåæãõœøìòùÉÜÖÄÅØÇÁÑÓÍÊÈÀ")
CENTRAL = frozenset("ąęłśźżćńčšžřěůőűăţşťďňľĺŕđŁŚŻŹČŠŽŘĚŐŰĄĆŞŢĎŤ")
TURKISH = frozenset("ğışİŞĞ")
VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
USUAL_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф")
BETWEEN_WORDS = frozenset("“”‘’–—…«»°·€§•„ºª¿¡")
NO_CHARACTERS = ("Cc", "Cf", "Cn", "Co")
GOOD, FAIR, BESIDE_ANOTHER, ODD, LONE, UNUSUAL, WRONG = 0.8, 0.76, 0.5, 0.1, -0.2, -0.3, -0.8
Worth = Callable[[str, str, str], float]  # of a character between its neighbours


@lru_cache(maxsize=2_000)
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0] if char else ""


def _mean(text: str, worth: Worth) -> float:
    """The mean of what every sign that is not ASCII is worth between its neighbours."""
    found = [
        worth(text[place - 1 : place], char, text[place + 1 : place + 2])
        for place, char in enumerate(text)
        if char > "\x7f"
    ]
    return sum(found) / len(found) if found else 0.0


def _mark(before: str, char: str, after: str) -> float:
    """A sign that is no letter: fine between words, odd inside of one."""
    if unicodedata.category(char) in NO_CHARACTERS:
        return -1.0
    if "\u2500" <= char <= "\u25ff":
        return WRONG  # frames
    beside = before.isalpha() + after.isalpha()
    if char in "’‘´" and beside == 2:
        return BESIDE_ANOTHER
    if char in BETWEEN_WORDS:
        return 0.4 if beside < 2 else LONE
    return WRONG if beside else -0.1


def _is_accented(char: str) -> bool:
    return char > "\x7f" and char.isalpha()


def _is_plain(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _in_a_word(before: str, char: str, after: str, letters: frozenset[str], others: float) -> float:
    if _is_accented(before) or _is_accented(after):
        return BESIDE_ANOTHER if char in letters or char in WESTERN else UNUSUAL
    if not (_is_plain(before) or _is_plain(after)):
        return LONE
    if char in letters:
        return GOOD
    return others if char in WESTERN else ODD


def _latin(letters: frozenset[str], others: float) -> Callable[[str], float]:
    """Likeness for a language with these letters; those of the west are ``others`` to it."""

    def worth(before: str, char: str, after: str) -> float:
        if unicodedata.combining(char) or not char.isalpha():
            return _mark(before, char, after)
        if (char.isupper() and before.islower()) or _script(char) != "LATIN":
            return WRONG
        return _in_a_word(before, char, after, letters, others)

    return lambda text: _mean(text, worth)


western = _latin(WESTERN, GOOD)
central = _latin(CENTRAL, FAIR)
turkish = _latin(TURKISH, FAIR)


def _toned(before: str, char: str, after: str) -> float:
    if unicodedata.combining(char):
        return GOOD if before in VOWELS else -1.0
    if char.isalpha():
        return WRONG if char.isupper() and before.islower() else GOOD
    return _mark(before, char, after)


def vietnamese(text: str) -> float:
    """Letters with their tones behind them; without any it is another language."""
    whole = unicodedata.normalize("NFC", text)
    has_tones = any("\u1ea0" <= char <= "\u1ef9" for char in whole)
    return _mean(whole, _toned) if has_tones else 0.0


def of_script(script: str) -> Callable[[str], float]:
    """Likeness for an alphabet of its own, whose words have no other letters in them."""

    def worth(before: str, char: str, after: str) -> float:
        if _script(char) != script:
            return _mark(before, char, after) if not char.isalpha() else -0.5
        if char.isupper() and before.islower():
            return WRONG
        if _is_plain(before) or _is_plain(after):
            return -0.5
        if not (before.isalpha() or after.isalpha()):
            return -0.1
        return ODD if script == "CYRILLIC" and char.lower() not in USUAL_CYRILLIC else GOOD

    return lambda text: _mean(text, worth)


def _thai(before: str, char: str, after: str) -> float:
    if _script(char) != "THAI":
        return _mark(before, char, after)
    if unicodedata.category(char) == "Mn":
        return GOOD if _script(before) == "THAI" else -1.0
    if char in "เแโใไ":
        return GOOD if "\u0e01" <= after <= "\u0e2e" else -1.0
    if not char.isalpha() or _is_plain(before) or _is_plain(after):
        return LONE
    return GOOD if "THAI" in (_script(before), _script(after)) else 0.2


def thai(text: str) -> float:
    """Vowels and tones stand over consonants, and some vowels before one."""
    marks = sum(unicodedata.category(char) == "Mn" for char in text)
    few = marks * 12 < sum(map(_is_accented, text))
    return _mean(text, _thai) * (BESIDE_ANOTHER if few else 1)
