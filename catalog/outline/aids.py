"""案例, 工具, 练习, 讨论, 视频 and their kin: a label that says what kind of aid follows."""

import re
import string
from dataclasses import dataclass

from . import kinds, words
from .numerals import value
from .scripts import spellings

CN = "一二三四五六七八九十"
WORD = "|".join(f"(?i:{kind.words})" for kind in kinds.AIDS)
ALPHABET = "[A-Za-zÀ-ỹ]"  # Latin, Greek, Cyrillic, Arabic: written with blanks between words
KINDS = {
    kind.code: re.compile(rf"(?<!{ALPHABET})(?:{kind.words})(?!{ALPHABET})", re.IGNORECASE)
    for kind in kinds.AIDS
}
# A label may be glued to its word: อภิปรายกลุ่ม, Groupdiscussion.
WITHIN = {kind.code: re.compile(kind.words, re.IGNORECASE) for kind in kinds.AIDS}
NUMBER = (
    rf"(?:(?:之|No\.?\s?|#|[nN][°o]\s?)?(?P<number>\d{{1,3}}(?:[-–－.]\d{{1,3}}){{0,2}}(?!\d)"
    rf"|[{CN}]{{1,3}}"
    rf"|[（(](?:\d{{1,2}}|[{CN}]{{1,2}})[）)]|[①-⑳]|(?<=\s)[A-Z](?![\w])))?"
)
# 2 to 4 characters before the word are enough: 清收工具05, 柜台情景演练.
BEFORE = rf"(?:(?P<known>(?i:{words.AID_BEFORE})){{1,2}}\s?|(?P<free>[\u4e00-\u9fff]{{1,5}}?))?"
AND = r"(?:/[\u4e00-\u9fff]{2,6}|[与與和及、][\u4e00-\u9fff]{2,4}(?=\s?[:：]))"  # 工具与模板：
AFTER = rf"(?:\s?(?:{words.AID_AFTER}))?{AND}?"
# In brackets before the colon: for how long, with whom.
REMARK = r"(?:\s?[（(][^()（）]{2,20}[)）](?=\s?[:：]))?"
LABEL = rf"{BEFORE}(?:{WORD}){AFTER}\s{{0,2}}{NUMBER}"
OPEN = re.compile(
    rf"{LABEL}{REMARK}\s{{0,2}}(?P<sep>[:：]|[.．、\-–—|｜]|(?=\s)|$"
    rf"|(?=[“\"《「『（(【\u3400-\u9fff]))\s{{0,3}}"
)
AFTER_SIGN = r"\s{0,2}[:：.．、]?\s{0,3}"
ENCLOSED = re.compile(rf"[【\[（(〔「<《〖『｛［]\s?{LABEL}\s?[】\]）)〕」>》〗』｝］]{AFTER_SIGN}")
BRACKETS = frozenset("【[（(〔「<《〖『｛［")
# One sign on either side does as brackets do: ★案例★.
SIGNS = "★☆◆◇■□●○▲△▶►▼▽◎✦✧❖♦※~～="
BETWEEN_SIGNS = re.compile(rf"(?P<sign>[{SIGNS}])\s?{LABEL}\s?(?P=sign){AFTER_SIGN}")
# Where a label's word can begin stands a Latin letter or one of these words: most lines have
# neither, and the whole expression costs ten times as much; many lack even their first characters.
SPELLINGS = spellings(WORD)
SIGN = re.compile("|".join([ALPHABET, *SPELLINGS]))
LEADS = frozenset(string.ascii_letters + "".join(map(chr, range(0xC0, 0x1100)))).union(
    spelling[0] for spelling in SPELLINGS
)
REACH = 18
DASH = re.compile(r"[-–－.]")
LATIN = re.compile(ALPHABET)
SPACED = re.compile(f"{ALPHABET}|[가-힣]")  # a blank after the word begins no title
WORK = re.compile("作[业業]")
HOW_LONG = re.compile(r"[（(][^()（）]{1,20}[)）]")  # all that stands behind a label: (15 min)
DASHES = ("-", "–", "—")
MEASURE = frozenset("个個则則篇大种種类類项項页頁条條些步招法")


@dataclass(frozen=True, slots=True)
class Aid:
    kind: str
    label: str  # as printed: 案例分析01:
    number: tuple[int, ...]  # 案例2-1 is (2, 1); empty without a number
    rest: str


def aid(text: str) -> Aid | None:
    """The aid a stripped text begins with, or None; a word in mid-sentence is none."""
    first = text[:1]
    if not (first.isalpha() or _encloses(first, text)) or LEADS.isdisjoint(text[:REACH]):
        return None
    if "\u3400" < first < "\ua000" and text[1:2].isspace():
        return _apart(text)
    if not SIGN.search(text, 0, REACH):
        return None
    found = _open(text) if first.isalpha() else _enclosed(text)
    return _aid(text, found) if found else None


def _encloses(first: str, text: str) -> bool:
    """Whether a text begins with a bracket, or with a sign that soon comes again."""
    return first in BRACKETS or (first in SIGNS and text.find(first, 2, REACH) > 0)


def _enclosed(text: str) -> re.Match[str] | None:
    if text[0] in SIGNS:
        return BETWEEN_SIGNS.match(text)
    found = ENCLOSED.match(text)
    return None if found and text[0] == "<" and found.end() == len(text) else found


def _open(text: str) -> re.Match[str] | None:
    found = OPEN.match(text)
    return found if not found or _is_label(text, found) else _in_two_languages(text, found)


BLANK = re.compile(r"(?<=[\u3400-\u9fff])\s(?=[\u3400-\u9fff:：])")


def _apart(text: str) -> Aid | None:
    """案 例 ：…: a label that a scan has pulled apart, up to its colon."""
    colon = next((at for at, char in enumerate(text[:REACH]) if char in ":："), -1)
    label = BLANK.sub("", text[: colon + 1])
    found = aid(label) if colon > 0 and not label[1].isspace() else None
    if found is None or found.rest:
        return None
    return Aid(found.kind, text[: colon + 1], found.number, text[colon + 1 :].lstrip())


def _in_two_languages(text: str, found: re.Match[str]) -> re.Match[str] | None:
    """Case 案例：…: the word once more in another language, and the colon after it."""
    again = OPEN.match(text, found.end())
    told = again and again["sep"] in (":", "：") and not again["free"]
    return again if again and told and found[0].isascii() != again[0].isascii() else None


def _aid(text: str, found: re.Match[str]) -> Aid:
    label = text[: found.end()].rstrip()
    kind = _named(label, KINDS) or _named(label, WITHIN)
    number = found["number"] or ""
    parts = DASH.split(number.strip("（()）"))
    numbers = tuple(value(part) or 0 for part in parts if part)
    return Aid(kind, label, numbers, text[found.end() :])


def _named(label: str, words_of: dict[str, re.Pattern[str]]) -> str:
    return next((kind for kind, body in words_of.items() if body.search(label)), "")


def _is_free_label(found: re.Match[str], rest: str) -> bool:
    """A colon makes a label; a word that is none by itself needs a number and a sign."""
    if found["free"] and WORK.match(found[0], found.end("free")):
        return False  # 高空作业：…
    if found["sep"] in (":", "："):
        return bool(rest) or not found["free"]
    return bool(found["sep"] and found["number"])


def _is_latin_label(found: re.Match[str], rest: str) -> bool:
    sep, word = found["sep"], found[0].split()[0]
    if rest and (word.isupper() or sep in DASHES):
        return len(word) > 2
    return bool(found["number"]) or not rest or (sep == "." and rest[0].isupper())


def _is_label(text: str, found: re.Match[str]) -> bool:
    sep, number, rest = found["sep"], found["number"], text[found.end() :]
    if found["free"]:
        return _is_free_label(found, rest)
    if HOW_LONG.fullmatch(rest):
        return True  # 练习（15分钟）
    if sep in (":", "："):
        return _is_free_label(found, rest)
    if SPACED.match(found[0]):
        return _is_latin_label(found, rest)
    if rest[:1] > "\u3400" and not sep and found[0] == found[0].rstrip():
        return bool(number) and number[0] not in CN and rest[0] not in MEASURE  # glued to it
    return bool(number) or not (rest and sep in (".", "、"))
