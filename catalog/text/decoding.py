"""PURE. Bytes -> text in the encoding that fits them best; how well is judged by what comes out.

A file that names no encoding is decoded in each of them. Chinese read as Japanese is rare
characters, Russian read as Chinese is no text at all: the reading of common characters in
words is the one that was meant. One decoder serves outlines and lists.
"""

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.text import letters
from catalog.text.characters import HANGUL, HANZI, KANJI, Likeness

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# In the order in which they are believed where two fit equally well.
EAST_ASIAN: dict[str, Likeness] = {
    "gb18030": HANZI,
    "big5hkscs": HANZI,
    "cp932": KANJI,
    "euc_jp": KANJI,
    "cp949": HANGUL,
}
ALPHABETS: dict[str, Likeness] = {
    "cp1252": letters.western,
    "cp1251": letters.of_script("CYRILLIC"),
    "cp1250": letters.central,
    "cp1258": letters.vietnamese,
    "cp1254": letters.turkish,
    "mac_roman": letters.western,
    "cp874": letters.thai,
    "koi8_r": letters.of_script("CYRILLIC"),
    "cp1253": letters.of_script("GREEK"),
    "cp1255": letters.of_script("HEBREW"),
    "cp1256": letters.of_script("ARABIC"),
    "cp850": letters.western,
    "cp866": letters.of_script("CYRILLIC"),
}
PREFERRED = {"gb18030": 0.1, "big5hkscs": 0.05, "cp1252": 0.06, "cp850": -0.1, "cp866": -0.1}
CHINESE = {"gb18030": 1.0, "big5hkscs": 0.6}
FEW, MOST_FOR_FEW = 1.6, 0.4  # how much more Chinese is believed of a few bytes
SURELY = 0.6  # no alphabet is tried where East Asian text is as likely as this
LIKELY = 0.3  # below it the bytes are no text
APART = 0.085  # two readings nearer to each other than this are a doubt
SAMPLE = 3_000  # bytes, of lines that are not ASCII
HEAD = 2_000  # bytes
BROKEN = 20  # good characters of UTF-8 for each broken byte
ESCAPES = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
SHOWN = {
    "utf-8-sig": "UTF-8",
    "big5hkscs": "Big5",
    "cp932": "Shift_JIS",
    "cp949": "EUC-KR",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp866": "DOS 866",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """``encoding`` is its name for readers; it is not sure where another fits nearly as well."""

    text: str
    encoding: str
    is_sure: bool = True


def decoded(data: bytes) -> Decoded | None:
    """The text of the bytes; None where they are no text in any encoding that is known."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    head = data[:HEAD]
    if head.count(0) * 6 > len(head):
        even = head[::2].count(0) > head[1::2].count(0)
        return _strictly(data, "utf-16-be" if even else "utf-16-le")
    if b"\x00" in data:
        return None
    if any(escape in data for escape in ESCAPES) and (found := _strictly(data, "iso2022_jp")):
        return found
    return _strictly(data, "utf-8") or _nearly_utf8(data) or _likeliest(data)


def _strictly(data: bytes, encoding: str, *, is_sure: bool = True) -> Decoded | None:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None
    if "\x00" in text:
        return None
    shown = SHOWN.get(encoding, encoding.replace("_", "-").upper().replace("CP", "Windows-"))
    return Decoded(text, shown.removesuffix("-LE").removesuffix("-BE"), is_sure)


def _nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 of which a few bytes were lost, at its end or where it was cut."""
    sample = _sample(data).decode("utf-8", "replace")
    broken = sample.count("\ufffd")
    good = sum(char > "\x7f" for char in sample) - broken
    if good <= broken * BROKEN:
        return None  # and the whole, all of it broken, would take long
    return Decoded(data.decode("utf-8", "replace"), "UTF-8", is_sure=False)


def _likeliest(data: bytes) -> Decoded | None:
    sample = _sample(data)
    worths = dict(_worths(sample, EAST_ASIAN))
    if max(worths.values(), default=0.0) < SURELY:
        worths |= dict(_worths(sample, ALPHABETS))
    ranked = sorted(worths, key=lambda one: -worths[one])
    for place, encoding in enumerate(ranked):
        if worths[encoding] < LIKELY:
            break
        near = [one for one in ranked[place + 1 :] if worths[encoding] - worths[one] < APART]
        said = _begun(sample, encoding)
        differs = any(_begun(sample, one) != said for one in near)
        if found := _strictly(data, encoding, is_sure=not differs):
            return found
    return _strictly(data, "gb18030", is_sure=False) if worths.get("gb18030", -1) > 0 else None


def _sample(data: bytes) -> bytes:
    """The first lines that are not ASCII: no encoding has an end of line inside a character."""
    taken: list[bytes] = []
    size = 0
    for line in data.splitlines():
        if not line.isascii():
            taken.append(line[:SAMPLE] if not taken else line)
            size += len(line)
            if size > SAMPLE:
                break
    return b"\n".join(taken)


def _begun(sample: bytes, encoding: str) -> str:
    """The text of bytes that may end inside a character."""
    return codecs.getincrementaldecoder(encoding)().decode(sample)


def _worths(sample: bytes, encodings: dict[str, Likeness]) -> Iterator[tuple[str, float]]:
    for encoding, likeness in encodings.items():
        try:
            text = unicodedata.normalize("NFC", _begun(sample, encoding))
        except UnicodeDecodeError:
            continue
        few = min(MOST_FOR_FEW, FEW / max(1, sum(byte > 0x7F for byte in sample)))
        preferred = PREFERRED.get(encoding, 0.0) + few * CHINESE.get(encoding, 0.0)
        yield encoding, likeness(text) + preferred
