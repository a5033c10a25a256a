"""PURE. What the name of a company says: whose it is, where, and which of its branches.

工行昆明城东支行 and 中国工商银行股份有限公司昆明分行城东支行 are one name; 城东 and 城西, 第一 and
第二, 农业银行 and 农商银行 never are.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from catalog.text.folding import fold
from catalog.text.pinyin import syllables
from enrollment.people.company_words import (
    CITIES,
    CITY,
    CITY_STATES,
    DISTRICT,
    ENGLISH_FORM,
    ENGLISH_PUBLIC,
    ENGLISH_UNIT,
    EVERYWHERE,
    GROUP,
    LEGAL,
    LOCAL,
    LOCAL_NAME,
    NUMERALS,
    OFFICE,
    ORDINAL,
    PLAIN_COMPANY,
    PROVINCE,
    PUBLIC,
    PUBLIC_MAIL,
    PUBLIC_NAME,
    UNIT,
)

LONGEST = 120  # characters
BRACKETS = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]{0,40})[)\]}】〕]")
NOTHING = re.compile(r"[^\w]|_")
SPLIT = "｜"  # stands where a legal form was: what follows is a branch
CITY_OFFICE = re.compile(f"{CITY.pattern}(?:分公司|办事处)$")
HAN = re.compile("[㐀-鿿]")
LATIN_WORD = re.compile(r"[^\W_]+")
LEAST_OFFICE_REST = 4  # characters of a name before its department


@dataclass(frozen=True, slots=True)
class NameParts:
    """``home``: the place the company is named after; ``place`` and ``unit``: of its branch."""

    brand: str = ""
    home: str = ""
    place: str = ""
    unit: str = ""

    @property
    def key(self) -> str:
        """Two spellings with one key are one company; "" where nothing is left of a text."""
        parts = (self.brand, self.home, self.place, self.unit)
        return "|".join(parts) if any(parts) else ""

    @property
    def is_vague(self) -> bool:
        """Said of many: 城东支行 without its bank or its city, 市第一人民医院, 农商行."""
        if not self.brand or (self.unit and not self.place and not self.home):
            return True
        if self.brand.isascii() and " " not in self.brand:
            return True  # Northlight may be any of its companies
        return not self.home and (self.brand in LOCAL or EVERYWHERE.match(self.brand) is not None)


@lru_cache(maxsize=20_000)
def read_name(typed: str) -> NameParts:
    text = fold(typed[:LONGEST]).strip()
    return _chinese(text) if HAN.search(text) else _english(text)


def own_domain(mail: str) -> str:
    """The domain of an address where it is a company's own, "" where anybody may have one there."""
    domain = mail.rpartition("@")[2].strip().lower()
    return "" if domain in PUBLIC_MAIL else domain


def _english(text: str) -> NameParts:
    words = LATIN_WORD.findall(text.replace("&", " and "))
    joined = " ".join(word for word in words if word not in ENGLISH_FORM)
    for phrase, brand in ENGLISH_PUBLIC.items():
        if joined == phrase or joined.startswith(f"{phrase} "):
            return _english_branch(brand, joined[len(phrase) :].strip())
    return NameParts(brand=joined)


@cache
def _cities_by_pinyin() -> dict[str, str]:
    return {"".join(syllables(city)): city for city in sorted(CITIES | CITY_STATES)}


def _english_branch(brand: str, rest: str) -> NameParts:
    for word, kind in ENGLISH_UNIT.items():
        if rest.endswith(word):
            rest, unit = rest[: -len(word)].strip(), kind
            break
    else:
        unit = ""
    for size in (1, 2, 3):  # Kunming, Xi an
        place = _cities_by_pinyin().get("".join(rest.split()[:size]))
        if place:
            street = "".join(rest.split()[size:])
            return NameParts(brand=brand, place=place, unit=f"{street}{unit}")
    return NameParts(brand=brand, unit=f"{rest}{unit}")


def _chinese(text: str) -> NameParts:
    bracketed = "".join(BRACKETS.findall(text))
    within = CITY.fullmatch(bracketed) or PROVINCE.fullmatch(bracketed)
    kept = bracketed if not within and bracketed not in ("中国", "集团", "筹") else ""
    text = BRACKETS.sub(kept, text) if kept else BRACKETS.sub("", text)
    text = NOTHING.sub("", text).translate(NUMERALS)
    text = ORDINAL.sub("", text)
    short = OFFICE.sub("", text)
    text = short if len(short) >= LEAST_OFFICE_REST else text
    home, text = _leading_place(text)
    if not home and within:
        home = within[1]
    if found := PUBLIC_NAME.match(text):
        return _of_bank(PUBLIC[found[0]], home, text[found.end() :])
    return _of_anybody(home, text)


def _leading_place(text: str) -> tuple[str, str]:
    """The city (else the province) in front, and the rest; a text that is a place stays whole."""
    province, city, rest = _place(text)
    if PUBLIC_NAME.match(text) or not rest:
        return "", text
    return city or province, rest


def _place(text: str) -> tuple[str, str, str]:
    """Province, city and rest of a text that begins with them."""
    province = city = ""
    if found := PROVINCE.match(text):
        province, text = found[1], text[found.end() :]
    if found := CITY.match(text):
        city, text = found[1], text[found.end() :]
    if province in CITY_STATES and not city:
        province, city = "", province
    return province, city, text


def _of_bank(brand: str, home: str, rest: str) -> NameParts:
    rest = LEGAL.sub("", rest)
    rest = PLAIN_COMPANY.sub("", rest)
    place, unit = _branch(rest)
    if brand in LOCAL:
        if not unit:
            return NameParts(brand=brand, home=home or place)
        return NameParts(brand, home, "" if place == home else place, unit)
    # 昆明工行 is the branch there.
    return NameParts(brand=brand, place=place or home, unit=unit or ("分行" if home else ""))


def _of_anybody(home: str, text: str) -> NameParts:
    text = LOCAL_NAME.sub(lambda found: PUBLIC[found[0]], text, count=1)
    marked = LEGAL.sub(SPLIT, text, count=1)
    brand, _split, rest = marked.partition(SPLIT)
    rest = LEGAL.sub("", rest)
    if not rest:
        brand, rest = _without_branch(brand)
    if not brand and not rest:
        brand = text
    brand = PLAIN_COMPANY.sub("", GROUP.sub("", brand)) or brand
    place, unit = _branch(rest)
    if unit and not brand:  # 城东支行 alone
        place = place or home
        home = ""
    return NameParts(brand=brand, home=home, place=place, unit=unit)


def _without_branch(text: str) -> tuple[str, str]:
    """富滇银行 and 昆明分行 of 富滇银行昆明分行; a text without a branch has no second part."""
    unit = UNIT.search(text)
    if not unit or UNIT.fullmatch(text):
        return text, ""
    head, bank, tail = text.partition("银行")
    if bank and UNIT.search(tail):
        return head + bank, tail
    if found := CITY_OFFICE.search(text):
        return text[: found.start()], text[found.start() :]
    if not bank and unit.group() in (
        "支行",
        "分行",
        "分理处",
        "储蓄所",
        "网点",
        "营业部",
    ):
        return "", text
    return text, ""


def _branch(text: str) -> tuple[str, str]:
    """The place of a branch and which branch of it: 昆明分行城东支行 is 昆明 and 城东支行."""
    province, place, units, rest = _taken_apart(text)
    if not units and not place and rest:
        return province, rest
    if province and not place:
        place = f"{province}省"
    return place, _joined(units) + rest if units else _named(rest)


def _taken_apart(text: str) -> tuple[str, str, list[tuple[str, str]], str]:
    """The first province, the last city, each unit as its name and its kind, and what is left."""
    province = place = ""
    units: list[tuple[str, str]] = []
    at = 0
    for found in UNIT.finditer(text):
        at_province, city, name = _place(text[at : found.start()])
        province, place = province or at_province, city or place
        kind = found[0].removeprefix("分行") or found[0]
        units.append((_named(name), kind if place else found[0]))
        at = found.end()
    at_province, city, rest = _place(text[at:])
    return province or at_province, place or city, units, rest


def _joined(units: list[tuple[str, str]]) -> str:
    """城东支行, without the 分行 above it: only the last unit may have no name of its own."""
    *above, last = units
    return "".join(name + kind for name, kind in above if name) + "".join(last)


def _named(name: str) -> str:
    return DISTRICT.sub("", name)
