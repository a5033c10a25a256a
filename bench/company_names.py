"""300 invented companies and 2,000 spellings of them, as people type them into a form.

Made before the matcher and without looking at it. What must not be joined stands beside what must:
sister branches, a bank and the bank that sounds like it, the first and the second hospital, and a
head office whose HR enrolls people of its branches with one telephone.
"""

import random
from dataclasses import dataclass, field

from opencc import OpenCC

TRADITIONAL = OpenCC("s2t")
NATIONAL = [  # formal, short names as people type them, English, mail domain
    (
        "中国工商银行",
        ["工行", "工商银行", "中国工行", "ICBC"],
        "Industrial and Commercial Bank of China",
        "icbc.example",
    ),
    ("中国农业银行", ["农行", "农业银行", "中国农行"], "Agricultural Bank of China", "abc.example"),
    ("中国银行", ["中行"], "Bank of China", "boc.example"),
    ("中国建设银行", ["建行", "建设银行", "CCB"], "China Construction Bank", "ccb.example"),
    ("交通银行", ["交行"], "Bank of Communications", "bcm.example"),
    (
        "中国邮政储蓄银行",
        ["邮储银行", "邮储", "邮政储蓄银行"],
        "Postal Savings Bank of China",
        "psbc.example",
    ),
    ("招商银行", ["招行"], "China Merchants Bank", "cmb.example"),
    ("中国民生银行", ["民生银行"], "China Minsheng Bank", "cmbc.example"),
    ("兴业银行", [], "Industrial Bank", "cib.example"),
    ("中国光大银行", ["光大银行"], "China Everbright Bank", "ceb.example"),
    ("中信银行", [], "China CITIC Bank", "citic.example"),
    ("上海浦东发展银行", ["浦发银行", "浦发"], "Shanghai Pudong Development Bank", "spdb.example"),
]
LOCAL = ["富源", "滇池", "云岭", "苍山", "红塔", "金沙", "澜沧", "长水", "北辰", "西山"]
WHERE = [  # city, province, pinyin
    ("昆明", "云南", "Kunming"),
    ("大理", "云南", "Dali"),
    ("曲靖", "云南", "Qujing"),
    ("成都", "四川", "Chengdu"),
    ("绵阳", "四川", "Mianyang"),
    ("贵阳", "贵州", "Guiyang"),
    ("南宁", "广西", "Nanning"),
    ("长沙", "湖南", "Changsha"),
    ("杭州", "浙江", "Hangzhou"),
    ("宁波", "浙江", "Ningbo"),
    ("西安", "陕西", "Xi'an"),
    ("郑州", "河南", "Zhengzhou"),
]
STREETS = [
    "城东",
    "城西",
    "城南",
    "城北",
    "人民路",
    "北京路",
    "金碧路",
    "高新",
    "经开区",
    "火车站",
    "第一",
    "第二",
    "翠湖",
    "东风路",
    "世纪城",
    "滨江",
    "大学城",
    "南屏街",
]
BRANDS = [
    "云岭",
    "云领",
    "启航",
    "起航",
    "金穗",
    "金岁",
    "恒远",
    "恒源",
    "华信",
    "华欣",
    "天和",
    "天合",
    "瑞丰",
    "瑞峰",
    "博雅",
    "博亚",
    "盛世",
    "联创",
    "众诚",
    "众成",
    "鼎新",
    "宏图",
]
TRADES = [
    "科技",
    "商贸",
    "教育咨询",
    "物业管理",
    "建筑工程",
    "信息技术",
    "人力资源服务",
    "医药",
    "融资担保",
    "小额贷款",
    "电力工程",
    "文化传媒",
]
OFFICES = ["人力资源部", "人力部", "办公室", "培训部", "个人金融部", "运营管理部", "零售部"]
PUBLIC_MAIL = ["qq.example", "163.example", "126.example"]


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


def _branches(chance) -> list[Company]:
    found = []
    for formal, short, english, domain in NATIONAL:
        for city, province, pinyin in chance.sample(WHERE, 5):
            head = f"{formal}股份有限公司{city}分行"
            names = [formal, *short]
            found.append(
                Company(
                    0,
                    head,
                    [
                        *(f"{name}{city}分行" for name in names),
                        f"{formal}{province}省{city}市分行",
                        f"{names[-1]}{city}市分行",
                        f"{formal}股份有限公司{city}市分行",
                    ],
                    domain=domain,
                    english=f"{english} Co., Ltd. {pinyin} Branch",
                )
            )
            if chance.random() < 0.5:
                found.append(
                    Company(
                        0,
                        f"{formal}股份有限公司{province}省分行",
                        [
                            *(f"{name}{province}省分行" for name in names),
                            *(f"{name}{province}分行" for name in names),
                        ],
                        domain=domain,
                    )
                )
            for street in chance.sample(STREETS, 2):
                usual = [f"{name}{city}{street}支行" for name in names]
                usual += [f"{name}{city}分行{street}支行" for name in names]
                usual += [
                    f"{formal}股份有限公司{city}{street}支行",
                    f"{names[-1]}{city}市{street}支行",
                ]
                vague = [f"{name}{street}支行" for name in names] + [f"{street}支行"]
                found.append(
                    Company(
                        0,
                        f"{formal}股份有限公司{city}{street}支行",
                        usual,
                        vague,
                        domain=domain,
                        parent=head,
                    )
                )
            if chance.random() < 0.3:
                found.append(
                    Company(
                        0,
                        f"{formal}股份有限公司{city}分行营业部",
                        [f"{name}{city}分行营业部" for name in names],
                        domain=domain,
                        parent=head,
                    )
                )
    return found


def _local_banks(chance) -> list[Company]:
    found = []
    for city, province, _pinyin in WHERE:
        own = f"{city}农村商业银行"
        found.append(
            Company(
                0,
                f"{own}股份有限公司",
                [own, f"{city}农商银行", f"{city}农商行", f"{province}{city}农村商业银行"],
                domain=f"{_pinyin.lower()[:4]}rcb.example",
            )
        )
        for street in chance.sample(STREETS, 1):
            found.append(
                Company(
                    0,
                    f"{own}股份有限公司{street}支行",
                    [
                        f"{city}农商行{street}支行",
                        f"{city}农商银行{street}支行",
                        f"{own}{street}支行",
                    ],
                    [f"{street}支行", f"农商行{street}支行"],
                    parent=f"{own}股份有限公司",
                )
            )
        found.append(
            Company(
                0,
                f"{city}市农村信用合作联社",
                [
                    f"{city}农村信用合作联社",
                    f"{city}农信社",
                    f"{city}市农村信用社",
                    f"{city}农村信用联社",
                ],
            )
        )
    for brand in LOCAL:
        found.append(
            Company(
                0,
                f"{brand}银行股份有限公司",
                [f"{brand}银行"],
                domain=f"bank{LOCAL.index(brand)}.example",
            )
        )
        city = chance.choice(WHERE)[0]
        found.append(
            Company(
                0,
                f"{brand}银行股份有限公司{city}分行",
                [f"{brand}银行{city}分行", f"{brand}银行{city}市分行"],
                domain=f"bank{LOCAL.index(brand)}.example",
            )
        )
        found.append(Company(0, f"{brand}村镇银行有限责任公司", [f"{brand}村镇银行"]))
    return found


def _firms(chance) -> list[Company]:
    found = []
    for brand in BRANDS:
        for city, province, pinyin in chance.sample(WHERE, 3):
            trade = chance.choice(TRADES)
            domain = f"firm{len(found)}{pinyin.lower()[:3]}.example"
            core = f"{brand}{trade}"
            form = chance.choice(
                ["有限公司", "有限公司", "股份有限公司", "集团有限公司", "有限责任公司"]
            )
            bare = form.replace("集团", "")
            usual = [
                f"{city}{core}{bare}",
                f"{city}{core}",
                f"{city}市{core}{bare}",
                f"{core}（{city}）有限公司",
                f"{province}{city}{core}有限公司",
                f"{city}{core}公司",
            ]
            if "集团" in form:
                usual += [f"{city}{core}集团", f"{city}{core}（集团）有限公司"]
            found.append(
                Company(0, f"{city}{core}{form}", usual, [core, f"{core}有限公司"], domain=domain)
            )
    for n, word in enumerate(["Evergreen", "Northlight", "Bluewater", "Golden Bridge", "Sunrise"]):
        for trade in ("Technology", "Consulting"):
            found.append(
                Company(
                    0,
                    f"{word} {trade} Co., Ltd.",
                    [
                        f"{word} {trade}",
                        f"{word} {trade} Co Ltd",
                        f"{word} {trade} Company Limited",
                        f"{word.upper()} {trade.upper()} CO.,LTD",
                        f"{word} {trade} Co.,Ltd.",
                    ],
                    [word],
                    domain=f"{word.split()[0].lower()}{n}.example",
                )
            )
    return found


def _institutions(chance) -> list[Company]:
    found = []
    for city, province, _pinyin in WHERE:
        for number, other in (("一", "1"), ("二", "2")):
            found.append(
                Company(
                    0,
                    f"{city}市第{number}人民医院",
                    [
                        f"{city}第{number}人民医院",
                        f"{city}市第{other}人民医院",
                        f"{province}省{city}市第{number}人民医院",
                    ],
                    [f"市第{number}人民医院"],
                )
            )
        found.append(
            Company(
                0,
                f"中国人民财产保险股份有限公司{city}市分公司",
                [
                    f"人保财险{city}分公司",
                    f"中国人民财产保险{city}分公司",
                    f"人保财险{city}市分公司",
                    f"中国人保财险{city}分公司",
                ],
            )
        )
        found.append(
            Company(
                0,
                f"中国人寿保险股份有限公司{city}分公司",
                [f"中国人寿{city}分公司", f"中国人寿保险{city}分公司", f"中国人寿{city}市分公司"],
            )
        )
        found.append(Company(0, f"{city}学院", [f"{city}学院", f"{province}{city}学院"]))
        found.append(
            Company(0, f"{city}市财政局", [f"{city}财政局", f"{province}省{city}市财政局"])
        )
    return chance.sample(found, 60)


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
