"""300 invented companies and 2,000 spellings of them, as people type them into a form.

Made before the matcher and without looking at it. What must not be joined stands beside what must:
sister branches, a bank and the bank that sounds like it, the first and the second hospital, and a
head office whose HR enrolls people of its branches with one telephone.
"""

import random
from dataclasses import dataclass, field

from opencc import OpenCC

from bench.company_parts import (
    BRANDS,
    LOCAL,
    NATIONAL,
    OFFICES,
    PUBLIC_MAIL,
    STREETS,
    TRADES,
    WHERE,
)

TRADITIONAL = OpenCC("s2t")
FORMS = ["有限公司", "有限公司", "股份有限公司", "集团有限公司", "有限责任公司"]
ENGLISH_WORDS = ["Evergreen", "Northlight", "Bluewater", "Golden Bridge", "Sunrise"]


@dataclass
class Company:
    number: int
    formal: str
    usual: list[str]  # spellings of it that are no slips, the first the commonest
    vague: list[str] = field(default_factory=list)  # that only somebody who knows them understands
    domain: str = ""
    english: str = ""
    parent: int | None = None
    phones: list[str] = field(default_factory=list)
    tax: str = ""


@dataclass(frozen=True)
class Spelling:
    text: str
    company: int
    phone: str
    domain: str
    tax: str


def companies(chance: random.Random) -> list[Company]:
    made = [*_branches(chance), *_local_banks(chance), *_firms(chance), *_institutions(chance)]
    chance.shuffle(made)
    made = _distinct(made)[:300]
    seen = {one.formal: n for n, one in enumerate(made)}
    for n, one in enumerate(made):
        one.number = n
        one.phones = [f"139{n:04d}{k:04d}" for k in range(chance.choice([1, 1, 2, 3]))]
        one.tax = f"91530100MA{n:06d}X{n % 10}"[:18]
        one.parent = seen.get(one.parent) if isinstance(one.parent, str) else None
    return made


def _distinct(made: list[Company]) -> list[Company]:
    return list({one.formal: one for one in made}.values())


def _branches(chance: random.Random) -> list[Company]:
    found = []
    for formal, short, english, domain in NATIONAL:
        for city, province, pinyin in chance.sample(WHERE, 5):
            bank = Bank(formal, [formal, *short], city, province, domain)
            found.append(_city_branch(bank, f"{english} Co., Ltd. {pinyin} Branch"))
            if chance.random() < 0.5:
                found.append(_province_branch(bank))
            found += [_street_branch(bank, street) for street in chance.sample(STREETS, 2)]
            if chance.random() < 0.3:
                found.append(_counter(bank))
    return found


@dataclass(frozen=True)
class Bank:
    """A nation-wide bank in one city; ``names`` are the formal one and the short ones."""

    formal: str
    names: list[str]
    city: str
    province: str
    domain: str

    @property
    def branch(self) -> str:
        return f"{self.formal}股份有限公司{self.city}分行"


def _city_branch(bank: Bank, english: str) -> Company:
    usual = [
        *(f"{name}{bank.city}分行" for name in bank.names),
        f"{bank.formal}{bank.province}省{bank.city}市分行",
        f"{bank.names[-1]}{bank.city}市分行",
        f"{bank.formal}股份有限公司{bank.city}市分行",
    ]
    return Company(0, bank.branch, usual, domain=bank.domain, english=english)


def _province_branch(bank: Bank) -> Company:
    usual = [
        *(f"{name}{bank.province}省分行" for name in bank.names),
        *(f"{name}{bank.province}分行" for name in bank.names),
    ]
    formal = f"{bank.formal}股份有限公司{bank.province}省分行"
    return Company(0, formal, usual, domain=bank.domain)


def _street_branch(bank: Bank, street: str) -> Company:
    formal = f"{bank.formal}股份有限公司{bank.city}{street}支行"
    usual = [
        *(f"{name}{bank.city}{street}支行" for name in bank.names),
        *(f"{name}{bank.city}分行{street}支行" for name in bank.names),
        formal,
        f"{bank.names[-1]}{bank.city}市{street}支行",
    ]
    vague = [*(f"{name}{street}支行" for name in bank.names), f"{street}支行"]
    return Company(0, formal, usual, vague, domain=bank.domain, parent=bank.branch)


def _counter(bank: Bank) -> Company:
    usual = [f"{name}{bank.city}分行营业部" for name in bank.names]
    return Company(0, f"{bank.branch}营业部", usual, domain=bank.domain, parent=bank.branch)


def _local_banks(chance: random.Random) -> list[Company]:
    found = []
    for city, province, pinyin in WHERE:
        street = chance.sample(STREETS, 1)[0]
        found += _rural_banks(city, province, pinyin, street)
    for number, brand in enumerate(LOCAL):
        found += _city_banks(brand, chance.choice(WHERE)[0], f"bank{number}.example")
    return found


def _rural_banks(city: str, province: str, pinyin: str, street: str) -> list[Company]:
    own = f"{city}农村商业银行"
    usual = [own, f"{city}农商银行", f"{city}农商行", f"{province}{city}农村商业银行"]
    ways = [f"{city}农商行{street}支行", f"{city}农商银行{street}支行", f"{own}{street}支行"]
    cooperative = [f"{city}农村信用合作联社", f"{city}农信社"]
    cooperative += [f"{city}市农村信用社", f"{city}农村信用联社"]
    formal = f"{own}股份有限公司"
    return [
        Company(0, formal, usual, domain=f"{pinyin.lower()[:4]}rcb.example"),
        Company(
            0,
            f"{formal}{street}支行",
            ways,
            [f"{street}支行", f"农商行{street}支行"],
            parent=formal,
        ),
        Company(0, f"{city}市农村信用合作联社", cooperative),
    ]


def _city_banks(brand: str, city: str, domain: str) -> list[Company]:
    branch = [f"{brand}银行{city}分行", f"{brand}银行{city}市分行"]
    return [
        Company(0, f"{brand}银行股份有限公司", [f"{brand}银行"], domain=domain),
        Company(0, f"{brand}银行股份有限公司{city}分行", branch, domain=domain),
        Company(0, f"{brand}村镇银行有限责任公司", [f"{brand}村镇银行"]),
    ]


def _firms(chance: random.Random) -> list[Company]:
    found = []
    for brand in BRANDS:
        for city, province, pinyin in chance.sample(WHERE, 3):
            core = f"{brand}{chance.choice(TRADES)}"
            domain = f"firm{len(found)}{pinyin.lower()[:3]}.example"
            found.append(_firm(core, city, province, chance.choice(FORMS), domain))
    for number, word in enumerate(ENGLISH_WORDS):
        domain = f"{word.split()[0].lower()}{number}.example"
        found += [_english_firm(word, trade, domain) for trade in ("Technology", "Consulting")]
    return found


def _firm(core: str, city: str, province: str, form: str, domain: str) -> Company:
    usual = [
        f"{city}{core}{form.replace('集团', '')}",
        f"{city}{core}",
        f"{city}市{core}{form.replace('集团', '')}",
        f"{core}（{city}）有限公司",
        f"{province}{city}{core}有限公司",
        f"{city}{core}公司",
    ]
    if "集团" in form:
        usual += [f"{city}{core}集团", f"{city}{core}（集团）有限公司"]
    return Company(0, f"{city}{core}{form}", usual, [core, f"{core}有限公司"], domain=domain)


def _english_firm(word: str, trade: str, domain: str) -> Company:
    usual = [
        f"{word} {trade}",
        f"{word} {trade} Co Ltd",
        f"{word} {trade} Company Limited",
        f"{word.upper()} {trade.upper()} CO.,LTD",
        f"{word} {trade} Co.,Ltd.",
    ]
    return Company(0, f"{word} {trade} Co., Ltd.", usual, [word], domain=domain)


def _institutions(chance: random.Random) -> list[Company]:
    found = []
    for city, province, _pinyin in WHERE:
        found += [_hospital(city, province, *number) for number in (("一", "1"), ("二", "2"))]
        found += _insurers(city)
        found.append(Company(0, f"{city}学院", [f"{city}学院", f"{province}{city}学院"]))
        offices = [f"{city}财政局", f"{province}省{city}市财政局"]
        found.append(Company(0, f"{city}市财政局", offices))
    return chance.sample(found, 60)


def _hospital(city: str, province: str, number: str, digit: str) -> Company:
    usual = [
        f"{city}第{number}人民医院",
        f"{city}市第{digit}人民医院",
        f"{province}省{city}市第{number}人民医院",
    ]
    return Company(0, f"{city}市第{number}人民医院", usual, [f"市第{number}人民医院"])


def _insurers(city: str) -> list[Company]:
    property_names = [f"人保财险{city}分公司", f"中国人民财产保险{city}分公司"]
    property_names += [f"人保财险{city}市分公司", f"中国人保财险{city}分公司"]
    life = [f"中国人寿{city}分公司", f"中国人寿保险{city}分公司", f"中国人寿{city}市分公司"]
    return [
        Company(0, f"中国人民财产保险股份有限公司{city}市分公司", property_names),
        Company(0, f"中国人寿保险股份有限公司{city}分公司", life),
    ]


def spellings(made: list[Company], chance: random.Random, *, count: int = 2000) -> list[Spelling]:
    found = [_spelling(one, made, chance, first=True) for one in made]
    while len(found) < count:
        found.append(_spelling(chance.choice(made), made, chance))
    chance.shuffle(found)
    return found


def _spelling(one: Company, made: list[Company], chance, *, first: bool = False) -> Spelling:
    phone = chance.choice(one.phones) if chance.random() < 0.75 else _stranger(chance)
    if one.parent is not None and chance.random() < 0.08:
        phone = made[one.parent].phones[0]  # HR of the head office enrolls its branch
    domain = chance.choice([one.domain, one.domain, *PUBLIC_MAIL, "", ""])
    tax = one.tax if chance.random() < 0.08 else ""
    text = one.formal if first and chance.random() < 0.5 else _text(one, chance)
    return Spelling(_typed(text, chance), one.number, phone, domain, tax)


def _stranger(chance) -> str:
    return f"138{chance.randrange(10**8):08d}"


def _text(one: Company, chance) -> str:
    kind = chance.random()
    if kind < 0.22:
        return one.formal
    if one.english and kind < 0.26:
        return one.english
    if one.vague and kind < 0.33:
        return chance.choice(one.vague)
    return chance.choice([one.usual[0], *one.usual])


def _typed(text: str, chance) -> str:
    """As fingers and phones write it."""
    kind = chance.random()
    if kind < 0.05:
        return TRADITIONAL.convert(text)
    if kind < 0.09:
        return " ".join([text[:4], text[4:]])
    if kind < 0.12:
        return text.replace("(", "（").replace(")", "）") + chance.choice(["。", " ", "，", "、"])
    if kind < 0.14:
        return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
    if kind < 0.17 and not text.isascii():
        return text + chance.choice(OFFICES)
    if kind < 0.185 and len(text) > 6 and not text.isascii():
        place = chance.randrange(2, len(text) - 2)
        return text[:place] + text[place + 1 :]  # a character that was left out
    if kind < 0.20 and text.startswith("中国"):
        return f"{text[2:]}"
    return text
