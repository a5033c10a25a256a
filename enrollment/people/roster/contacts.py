"""PURE. Telephone numbers and e-mail addresses wherever they stand in a text."""

import re
from dataclasses import dataclass
from functools import lru_cache

from catalog.text import inbound
from enrollment.people.phones import BEFORE_EXTENSION, BY_COMMAS, PhoneInvalid, normalise

GAP = r"[\s\-‐-―.·_]{0,3}"
EXTENSION = rf"(?:\s{{0,3}}(?:{BEFORE_EXTENSION})\s{{0,3}}[:：]?\s{{0,3}}\d{{1,6}}|-\d{{1,6}})?"
PARTED = re.compile(r"(?!20)([2-9]\d{3})[ -](\d{4})")  # 9123 4501 without its area, no years
PHONE = re.compile(
    rf"(?<![\d.])(?<!(?<!\w)\+)(?:"
    rf"\d(?:\.\d{{1,6}})?[eE]\+?\d{{1,3}}(?!\d)"  # spoilt by a spreadsheet
    rf"|\(?(?:\+|00)?86\)?{GAP}0?1[3-9]\d(?:{GAP}\d){{8}}(?!\d)"
    rf"|1[3-9]\d(?:{GAP}\d){{8}}(?!\d)"
    rf"|(?<!,)(?:{BY_COMMAS.pattern})(?!,?\d)"
    rf"|(?<!\w)\(?\+\d{{1,3}}\)?(?:{GAP}\(?\d\)?){{6,12}}(?!\d){EXTENSION}"
    rf"|(?<!\w)00{GAP}[1-9]\d{{0,2}}(?:{GAP}\(?\d\)?){{6,11}}(?!\d)"
    rf"|\(?(?:\+?86{GAP})?\(?0\d{{2,3}}\)?{GAP}\d{{3,4}}{GAP}\d{{4}}(?!\d){EXTENSION}"
    rf"|\(?0[35789]\d\d\)?{GAP}\d{{3}}{GAP}\d{{3}}(?!\d)"
    rf"|(?:\(0[2-9]\)[ -]?|0[2-9][ -])\d{{3,4}}[ -]?\d{{4}}(?!\d){EXTENSION}"
    rf"|\(?(?:00)?(?:852|853|886)\)?{GAP}\d{{4}}{GAP}\d{{4,5}}(?!\d)"
    rf"|[48]00{GAP}\d{{3,4}}{GAP}\d{{3,4}}(?!\d)"
    rf"|\d{{7,8}}-\d{{1,6}}(?!\d)"
    rf"|{PARTED.pattern}(?![\d-])"
    rf"|1[3-9]\d(?:[ -]?\d){{5,10}}(?!\d)"
    rf"|\d{{7,16}}(?!\d)"
    rf")",
    re.IGNORECASE,
)
EMAIL = re.compile(
    r"[\w.%+'-]{1,64}\s{0,2}[@＠]\s{0,2}[\w-]{1,63}(?:\s{0,1}[.。．｡]\s{0,1}[A-Za-z][\w-]{0,62}"
    r"|[.。．｡][\w-]{1,63}){1,5}",
    re.ASCII,
)
WHOLE_EMAIL = re.compile(r"[^@\s,;，；<>]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
ID_NUMBER = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?![\dXx])")
MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True, slots=True)
class Number:
    """``phone`` is written one way where ``is_right``, else as it was typed."""

    start: int
    end: int
    phone: str
    typed: str
    is_right: bool

    @property
    def is_mobile(self) -> bool:
        return MOBILE.fullmatch(self.phone) is not None


@lru_cache(maxsize=20_000)
def numbers_in(text: str) -> tuple[Number, ...]:
    """The telephone numbers of a text in NFKC, whether right or spoilt."""
    if sum(char.isdigit() for char in text) < 3:
        return ()
    ids = [found.span() for found in ID_NUMBER.finditer(text)]
    numbers = []
    for found in PHONE.finditer(text):
        if any(start < found.end() and found.start() < end for start, end in ids):
            continue
        start, end, typed = found.start(), found.end(), found[0].strip()
        if typed.startswith("(") and ")" not in typed:
            start, typed = start + 1, typed[1:]
        try:
            numbers.append(Number(start, end, normalise(typed), typed, True))
        except PhoneInvalid:
            numbers.append(Number(start, end, PARTED.sub(r"\1\2", typed), typed, False))
    return tuple(numbers)


@dataclass(frozen=True, slots=True)
class Address:
    start: int
    end: int
    email: str
    typed: str


@lru_cache(maxsize=20_000)
def emails_in(text: str) -> tuple[Address, ...]:
    if "@" not in text and "＠" not in text:
        return ()
    return tuple(
        Address(found.start(), found.end(), inbound.email(found[0]), found[0])
        for found in EMAIL.finditer(text)
    )


@lru_cache(maxsize=20_000)
def phone_likeness(text: str) -> float:
    """How well a whole cell is a telephone number."""
    plain = inbound.plain(text)
    numbers = numbers_in(plain)
    if not numbers or ID_NUMBER.search(plain):
        return 0.0
    inside = sum(number.end - number.start for number in numbers)
    share = inside / max(len(plain), 1)
    if not any(number.is_right for number in numbers):
        return 0.5 if (share > 0.8 and not plain.isdigit()) or len(plain) in (10, 12) else 0.25
    return 1.0 if share > 0.6 else 0.6


@lru_cache(maxsize=20_000)
def email_likeness(text: str) -> float:
    if not emails_in(inbound.plain(text)):
        return 0.3 if "@" in text else 0.0
    return 1.0 if WHOLE_EMAIL.fullmatch(inbound.email(text)) else 0.7
