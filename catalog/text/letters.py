"""PURE. How well text in an alphabet is text: its letters stand in words, as the language has them."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache

WESTERN = frozenset("éèêëàâçüöäßñíóúáïîôûåæãõœøìòùÉÜÖÄÅØÇÁÑÓÍÊÈÀ")
CENTRAL = frozenset("ąęłśźżćńčšžřěůőűăţşťďňľĺŕđŁŚŻŹČŠŽŘĚŐŰĄĆŞŢĎŤ")
TURKISH = frozenset("ğışİŞĞ")
VOWELS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")
USUAL_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэф")
GOOD, FAIR, ODD, WRONG = 0.8, 0.76, 0.1, -0.8


@lru_cache(maxsize=2_000)
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _mean(text: str, likeness: Callable[[str, str, str], float]) -> float:
    """The mean of what every sign that is not ASCII is worth between its neighbours."""
    found = [
        likeness(text[place - 1 : place], char, text[place + 1 : place + 2])
        for place, char in enumerate(text)
        if char > "\x7f"
    ]
    return sum(found) / len(found) if found else 0.0


def _mark(before: str, char: str, after: str) -> float:
    """A sign that is no letter: fine between words, odd inside of one."""
    if unicodedata.category(char) in ("Cc", "Cn", "Co"):
        return -1.0
    if char in "’‘´" and before.isalpha() and after.isalpha():
        return 0.5
    if "\u2500" <= char <= "\u25ff":
        return WRONG  # frames
    inside = before.isalpha() and after.isalpha()
    if char in "“”‘’–—…«»°·€§\xa0•„ºª¿¡":
        return 0.2 if not inside else -0.2
    return WRONG if before.isalpha() or after.isalpha() else -0.1


def _latin(letters: frozenset[str], others: float) -> Callable[[str], float]:
    def worth(before: str, char: str, after: str) -> float:
        if unicodedata.combining(char) or not char.isalpha():
            return _mark(before, char, after)
        if char.isupper() and before.islower():
            return WRONG
        plain = sum(one.isascii() and one.isalpha() for one in (before, after))
        if _script(char) != "LATIN":
            return WRONG
        if (before > "\x7f" and before.isalpha()) or (after > "\x7f" and after.isalpha()):
            return 0.5 if char in letters or char in WESTERN else -0.3
        if not plain:
            return -0.2
        return GOOD if char in letters else (others if char in WESTERN else ODD)

    return lambda text: _mean(text, worth)


western = _latin(WESTERN, GOOD)
central = _latin(CENTRAL, FAIR)
turkish = _latin(TURKISH, FAIR)


def vietnamese(text: str) -> float:
    """Letters with their tones behind them; without any it is another language."""
    toned = unicodedata.normalize("NFC", text)
    special = sum("\u1ea0" <= char <= "\u1ef9" or char in "ăâđêôơưĂÂĐÊÔƠƯ" for char in toned)
    if not any("\u1ea0" <= char <= "\u1ef9" for char in toned):
        return 0.0

    def worth(before: str, char: str, after: str) -> float:
        if unicodedata.combining(char):
            return GOOD if before in VOWELS else -1.0
        if char.isalpha():
            return WRONG if char.isupper() and before.islower() else GOOD
        return _mark(before, char, after)

    return _mean(toned, worth) if special else 0.0


def of_script(script: str) -> Callable[[str], float]:
    """Likeness for an alphabet of its own, whose words have no other letters in them."""

    def worth(before: str, char: str, after: str) -> float:
        if _script(char) != script:
            return _mark(before, char, after) if not char.isalpha() else -0.5
        if char.isupper() and before.islower():
            return WRONG
        if any(one.isascii() and one.isalpha() for one in (before, after)):
            return -0.5
        if not any(one.isalpha() for one in (before, after)):
            return -0.1
        usual = script != "CYRILLIC" or char.lower() in USUAL_CYRILLIC
        return GOOD if usual else ODD

    return lambda text: _mean(text, worth)


def thai(text: str) -> float:
    """Vowels and tones stand over consonants, and some vowels before one."""

    def worth(before: str, char: str, after: str) -> float:
        if _script(char) != "THAI":
            return _mark(before, char, after)
        if unicodedata.combining(char) or unicodedata.category(char) == "Mn":
            return GOOD if before and _script(before) == "THAI" else -1.0
        if char in "เแโใไ":
            return GOOD if "\u0e01" <= after <= "\u0e2e" else -1.0
        if char.isalpha():
            return GOOD if _script(after or before or " ") == "THAI" else 0.2
        return -0.2

    return _mean(text, worth)
