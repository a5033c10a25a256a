"""PURE. One cell -> what it says of a person, and what it says besides."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.name_words import SPELLING
from enrollment.people.roster.contacts import (
    ID_NUMBER,
    WHOLE_EMAIL,
    Number,
    emails_in,
    numbers_in,
)
from enrollment.people.roster.replacements import is_replacement, parted
from enrollment.people.words_abroad import GIVEN_JAPANESE

NOTHING = re.compile(
    r"(?:[-—–－_/／\\、.。…·~～*＊x×无無0]{1,6}|暂无|没有|沒有|不详|不清楚|空|[(（](?:空|跳过|未填|未填写|无|未选择)[)）]|未填写?|none|nil|null|n/?a|nan|无手机|无邮箱)",
    re.IGNORECASE,
)
DITTO = re.compile(r"(?:〃|″|''|\"|””|“|”|〞|同上|同左|上同|ditto|do\.)")
BRACKETS = re.compile(r"[(（\[【〔<＜{]([^()（）\[\]【】〔〕<>＜＞{}]*)[)）\]】〕>＞}]")
NOTHING_BEHIND = re.compile(r"\s{0,3}[/／]\s{0,3}[—–-]{1,2}$")  # 放射科/—: no title
COUNTED = re.compile(  # ③张三, before ③ becomes 3, and 3张三
    rf"^(?:[①-⑳⑴-⒛㈠-㈩❶-❿]\s{{0,3}}|\d{{1,3}}(?=[{inbound.HAN}·]{{2,12}}$))"
)
LEADING = re.compile(r"^(?:[(（]?\d{1,3}[)）.、．:：]\s*|[①-⑳㈠-㈩⑴-⒇]\s*|[*＊★●◆▪•·-]\s*)+(?=\D)")
TRAILING = "/／|+-—*＊★●✓√☆△▲:：,，、;；"
NAMESAKE = re.compile(r"(?<=\D)\d{1,4}$")  # 张伟2
GENDER = re.compile(
    r"(?:(?<![\s/／、，,—-])[\s/／、，,—-]+[男女]|[(（\[][男女][)）\]])$"
)  # 安小宁 女
COURTESY = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\b\.?|(?:MRS?|MS|DR)\.)\s{1,3}(?=[^\W\d_])"
)
HONORIFIC = re.compile(r"\s?(?:先生|女士|小姐|同志|老师|老師)$")
SEPARATOR = re.compile(
    r"[、，,;；/／|\n\r]+|(?<=[^\x00-\xff])\s?[&＆]\s?(?=[^\x00-\xff])|\s{2,}|(?<=\S)\t+(?=\S)"
)
WORD_GAP = re.compile(r"[\s/／、，,;；:：|+＋\-—–_]+")
AROUND_NUMBER = re.compile(
    r"(?:手机号码|手机号|手机|移动电话|联系电话|办公电话|办公|电话|座机|固话|tel|mobile|phone|cell|mob|m|t|h|w|o|\(\)|（）|'|＇|‘|’|“|”|:|：)",
    re.I,
)
ARROW = re.compile(r"[-=]{1,3}[>＞]|[→➔➜⇒]|\s换\s")
HAN = re.compile(rf"[{inbound.HAN}]")
Words = tuple[str, str, str, list[str]]  # a name, a title, a unit and the rest


@lru_cache(maxsize=20_000)
def is_nothing(text: str) -> bool:
    return NOTHING.fullmatch(inbound.line(text)) is not None


@lru_cache(maxsize=20_000)
def is_ditto(text: str) -> bool:
    return DITTO.fullmatch(inbound.line(text)) is not None


@dataclass(frozen=True, slots=True)
class NameRead:
    """What a name cell says; ``rest`` is what no field takes."""

    name: str
    title: str = ""
    unit: str = ""
    numbers: tuple[Number, ...] = ()
    email: str = ""
    rest: tuple[str, ...] = field(default=())

    @property
    def replaces(self) -> str:
        """The words that put the person in another's place, "" where there are none."""
        return next((text for text in self.rest if is_replacement(ARROW.sub("改为", text))), "")

    @property
    def likeness(self) -> float:
        return _likeness(self.name)


@lru_cache(maxsize=20_000)
def _likeness(name: str) -> float:
    """That of the name without brackets and the 2 of 张伟2."""
    bare = NAMESAKE.sub("", BRACKETS.sub("", inbound.plain(name))).strip()
    return names.name_likeness(bare or name)


@lru_cache(maxsize=20_000)
def read_name(text: str) -> NameRead:
    """张三（组长） is 张三 with a title; a number glued to a name is taken off."""
    typed = COURTESY.sub("", COUNTED.sub("", inbound.line(text)), count=1)
    return _as_it_stands(typed) or _with_more(typed)


def _as_it_stands(typed: str) -> NameRead | None:
    """What is a name and nothing else, or is not to be taken apart; None for anything else."""
    if "。" in typed and sum(char in SPELLING for char in typed) * 2 < len(typed):
        return NameRead(typed)  # 来函收悉。经研究 is no name with a dot
    if comes := _who_comes(typed):
        return NameRead(comes, rest=(typed,))
    bare = GENDER.sub("", typed)
    if bare != typed and names.name_likeness(inbound.name(bare)) >= 0.4:
        return NameRead(inbound.name(bare), rest=(typed[-1].strip(")）]") or typed[-2],))
    if names.name_likeness(inbound.name(typed)) >= 0.9:
        return NameRead(inbound.name(typed))
    if inbound.UNSEEN.search(" ".join(typed.split())):
        return NameRead(typed)  # shown as it came: something in it cannot be seen
    return None


def _with_more(typed: str) -> NameRead:
    """The name among the numbers, titles and remarks of a cell."""
    wide = inbound.plain(typed)
    numbers, emails = numbers_in(wide), emails_in(wide)
    bare = without(wide, [*numbers, *emails])
    kept, title, unit, rest = _of_brackets(LEADING.sub("", bare.strip()))
    name, more_title, more_unit, more_rest = _of_words(kept)
    title, unit = title or more_title, unit or more_unit
    said = [*more_rest, *rest]
    if more_title and title != more_title:
        said.append(more_title)
    honorific = HONORIFIC.search(name)
    if honorific and names.name_likeness(name[: honorific.start()]) >= 0.9:
        said.append(honorific[0].strip())
        name = name[: honorific.start()]
    email = emails[0].email if emails else ""
    return NameRead(name, title, unit, numbers, email, tuple(filter(None, said)))


def _who_comes(typed: str) -> str:
    """曹文斌改为田雨欣 and 曹文斌→田雨欣 -> 田雨欣; "" where nobody takes another's place."""
    leaves, _arrow, comes = ARROW.sub("→", typed).partition("→")
    parts = (leaves, "", comes) if comes else parted(typed)
    leaves, comes = (
        inbound.name(part.strip(" ,，:：()（）")) for part in (parts or ("", "", ""))[::2]
    )
    gone = max(names.name_likeness(leaves[-length:]) for length in (len(leaves), 3, 2))
    return comes if min(gone, names.name_likeness(comes)) >= 0.9 else ""


def without(text: str, spans) -> str:
    """The text with a blank in place of each number or address."""
    for span in sorted(spans, key=lambda one: one.start, reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text


def _of_brackets(text: str) -> Words:
    """The text without its brackets, and what stood in them."""
    title = unit = ""
    rest = []
    for found in BRACKETS.finditer(text):
        inside = found[1].strip(" :：,，、")
        if not inside or _stays(found, text):
            continue
        for part in filter(None, SEPARATOR.split(inside)):
            if names.title_likeness(part) >= 0.8 and not title:
                title = part
            elif names.unit_likeness(part) >= 0.7 and not unit:
                unit = part
            else:
                rest.append(part)
    kept = BRACKETS.sub(lambda f: f[0] if _stays(f, text) else " ", text)
    return kept.strip().rstrip(TRAILING), title, unit, rest


def _stays(found, text: str) -> bool:
    """Whether a bracket holds the same name in another script."""
    inside = found[1].strip()
    outside = text.replace(found[0], "")
    other_script = HAN.search(outside) is None or names.LATIN_NAME.fullmatch(inside)
    likely = names.name_likeness(inbound.name(inside)) >= 0.4 and not names.title_likeness(inside)
    return bool(inside) and bool(other_script) and likely


def _of_words(text: str) -> Words:
    """张三 副行长 -> 张三, 副行长; a text that is one name stays whole."""
    whole = inbound.name(text)
    is_whole = names.name_likeness(whole) >= 0.4 or not HAN.search(text)
    if is_whole or BRACKETS.search(text):
        return whole, "", "", []
    words = [inbound.name(word) for word in WORD_GAP.split(text) if word.strip()]
    likely = [word for word in words if names.name_likeness(word) >= 0.4]
    if len(words) > 1 and (both := _in_two_scripts(words)):
        return both
    if len(words) > 1 and len(likely) == 1:
        return _name_among(words, likely[0], whole)
    return _glued(whole)


def _in_two_scripts(words: list[str]) -> Words | None:
    """汤靖 Jing Tang: one name, written twice."""
    han: list[str] = []
    other: list[str] = []
    for word in words:
        (han if HAN.search(word) else other).append(word)
    latin = " ".join(other)
    if len(han) == 1 and names.is_in_two_scripts(han[0], latin):
        return han[0], "", "", [latin]
    return None


def _glued(whole: str) -> Words:
    """张三副行长 or 城东支行张三, else all of it as a name."""
    if glued := names.split_name_and_title(whole):
        return (*glued, "", [])
    if glued := names.split_unit_and_name(whole):
        return glued[1], "", glued[0], []
    return whole, "", "", []


def _name_among(words: list[str], name: str, whole: str) -> Words:
    title = next((w for w in words if names.title_likeness(w) >= 0.8), "")
    unit = next((w for w in words if names.unit_likeness(w) >= 0.7), "")
    rest = [word for word in words if word not in (name, title, unit)]
    if words[1:] == rest and len(rest) == 1 and GIVEN_JAPANESE.fullmatch(rest[0]):
        return whole, "", "", []  # 長谷川 誠
    return name, title, unit, rest


@dataclass(frozen=True, slots=True)
class ContactRead:
    """``value`` is taken; ``wrong`` says that it cannot be right; ``others`` are more of them.

    ``beside`` is a number in a cell of addresses, or an address in a cell of numbers.
    """

    value: str
    wrong: bool = False
    others: tuple[str, ...] = ()
    rest: str = ""
    beside: str = ""


BETWEEN_NUMBERS = re.compile(r"\s?[/／、,，;；|]\s?|\n")
NO_DIGIT = re.compile(r"\D")
LOCAL = (7, 8)  # digits of a number without its area


@lru_cache(maxsize=20_000)
def read_phone(text: str) -> ContactRead:
    wide = inbound.plain(text)
    if is_nothing(wide):
        return ContactRead("")
    emails = emails_in(wide)
    beside = emails[0].email if emails else ""
    wide = without(wide, emails[:1]).removesuffix(".0").strip()
    numbers = numbers_in(wide)
    rest = _said_beside(without(wide, numbers))
    if ID_NUMBER.search(wide):
        return ContactRead("", rest="", beside=beside)
    if not numbers:
        return _without_a_number(wide, rest, beside)
    chosen = next(
        (one for one in numbers if one.is_mobile),
        next((one for one in numbers if one.is_right), numbers[0]),
    )
    others = tuple(one.typed for one in numbers if one is not chosen and one.phone != chosen.phone)
    return ContactRead(chosen.phone, not chosen.is_right, others, rest, beside)


def _without_a_number(wide: str, rest: str, beside: str) -> ContactRead:
    """Digits that are no whole number are kept as they stand; of several local ones the first."""
    local = [NO_DIGIT.sub("", part) for part in BETWEEN_NUMBERS.split(wide)]
    if len(local) > 1 and all(len(digits) in LOCAL for digits in local):
        return ContactRead(local[0], True, tuple(local[1:]), "", beside)
    if sum(char.isdigit() for char in wide) >= 3:
        said = [
            found[0] for found in BRACKETS.finditer(wide) if not any(map(str.isdigit, found[0]))
        ]
        bare = wide
        for text in said:
            bare = bare.replace(text, " ")
        return ContactRead(bare.strip(), wrong=True, rest=" ".join(said), beside=beside)
    return ContactRead("", rest=rest if beside else wide, beside=beside)


def _said_beside(text: str) -> str:
    text = AROUND_NUMBER.sub(" ", text)
    return text.strip(" \t\n/／、，,;；|()（）[]【】.。-+*") and " ".join(
        text.strip(" \t\n/／、，,;；|.。-+*").split()
    )


@lru_cache(maxsize=20_000)
def read_email(text: str) -> ContactRead:
    wide = inbound.plain(text)
    if is_nothing(wide):
        return ContactRead("")
    found = emails_in(wide)
    if found:
        bare = without(wide, found)
        right = [one for one in numbers_in(bare) if one.is_right][:1]
        beside = right[0].phone if right else ""
        rest = _said_beside(without(bare, right))
        others = tuple(one.email for one in found[1:] if one.email != found[0].email)
        return ContactRead(found[0].email, False, others, rest, beside)
    address = inbound.email(wide)
    if "@" in wide:
        return ContactRead(address, wrong=not WHOLE_EMAIL.fullmatch(address))
    return ContactRead("", rest=wide)


CUT = r"(?:[/／|\\、，,;；]|[—–－-]{1,2})\s*"
UNIT_AND_TITLE = re.compile(rf"(?<!\s)\s+(?:{CUT})?|{CUT}")


@lru_cache(maxsize=20_000)
def read_unit_and_title(text: str) -> tuple[str, str]:
    """部门/岗位 of one cell, split at its own slash or where a known title begins."""
    typed = inbound.line(text)
    parts = [part for part in UNIT_AND_TITLE.split(typed) if part]
    if len(parts) >= 2 and not typed.isascii():
        return _of_parts(typed, parts)
    if NOTHING_BEHIND.search(typed):
        return read_unit_and_title(NOTHING_BEHIND.sub("", typed))
    if typed.isascii() and "/" in typed:
        unit, _slash, title = typed.partition("/")
        return unit.strip(), title.strip()
    if split := names.split_unit_and_title(typed):
        return split
    return ("", typed) if names.title_likeness(typed) >= 0.8 else (typed, "")


def _of_parts(typed: str, parts: list[str]) -> tuple[str, str]:
    """营业部 / 副主任, or the other way round; what ends in a unit is a unit as a whole."""
    title = parts[-1]
    ends_in_unit = names.unit_likeness(title) >= 0.8
    if ends_in_unit and names.title_likeness(parts[0]) >= 0.8:
        return title, parts[0]
    if ends_in_unit and names.title_likeness(title) < 0.8:
        return typed, ""
    unit = typed[: typed.rindex(title)].rstrip(" \u3000/／|\\、，,;；\n\t—–－-")
    return " ".join(unit.split()), title
