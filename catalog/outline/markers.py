"""What stands at the beginning of a line: a number, a letter, a bullet, a unit such as 第一讲.

A marker has a family and a number but no depth; depth comes from where a family first appears.
Every expression is anchored and bounded, so a line costs the same however long it is.
"""

import re
from dataclasses import dataclass

from . import words
from .numerals import ARABIC_ORDINALS, SCRIPT_LETTERS, STEMS, roman, script_value, value
from .scripts import both

FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾"
CN = f"零〇一二三四五六七八九十百两兩{FORMAL}"
NUM = rf"(?:[{CN}]{{1,4}}|[0-9０-９]{{1,3}})"
TO = r"\s?[-–—~～〜至到]\s?"
NUMS = rf"{NUM}(?:(?:{TO}|[、和与及]){NUM})?"  # 第2-3周, 第三、四周
COUNT = rf"\d{{1,2}}(?:{TO}\d{{1,2}})?"
LATIN_TO = r"(?:[-–—]|\s(?i:&|and|to|et|à|und|bis|y|a|e)\s)"
LATIN_NUM = (
    rf"(?:\d{{1,2}}{LATIN_TO}\d{{1,2}}(?!\d|[:.]\d)|\d{{1,3}}(?:\.\d{{1,2}}(?!\d|\.\d))?|[IVX]{{1,5}}|[A-Z]"
    r"|(?i:one|two|three|four|five|six|seven|eight|nine|ten))"
)
# Before long lists of words: most lines begin with a Chinese character and need not try them.
LETTER = r"(?=[^\W\d_\u3400-\u9fff])"
# A letter counts only apart from a Latin word: UNIDADE is no UNIDAD E.
APART = r"(?:\s{1,2}|-(?=[A-Z\d])|(?=[\d#]|[nN][°o])|(?<![A-Za-zÀ-ÿ]))"
SEVERAL = rf"(?:s(?=\s\d{{1,2}}{LATIN_TO}))?"  # Weeks 2-3
END = r"(?=$|[\s:：、.．,，|｜（(【\[《“\"·—–\-】\]])"
TAIL = r"\s{0,3}[:：、.．,，|｜]?"
# Pictures that lists use for bullets: ✅ 📌.
PICTURES = "\u231a-\u23ff\u2600-\u26ff\u2705-\u2767\u2b1b\u2b1c\u2b50\U0001f300-\U0001faff"
PICTURE = re.compile(f"[{PICTURES}]")
BULLETS = "▌▎▍▊█┃❙●•○◦■□◆◇▪▫▲△►▶▸▷★☆※✓✔√➢➤➔→⇒❖✦✧◎⊙·・–—‣⁃∙⦁✪❑✱❏．﹒‧･◯◉◾◽◼◻▹▻▽▼◁◀◌◍❍"
NOT_A_FRACTION = r"[^\s\d.．,，:：%％倍万亿元折个%米分+\-–~～/年月天小\w]|[\u3400-\u9fff]"
FRACTION_UNIT = r"(?![倍万亿元折个米分年月天小成点])"
MINUTE = r"[0-5]\d"
AND_MINUTES = r"(?:半|반|\s?\d{1,2}[分분]?)?"
HOUR = rf"\d{{1,2}}(?:[:.]{MINUTE})?"
AM_PM = r"(?i:[ap]\.?m\.?(?!\w))"
NOON = r"\s?(?i:[ap]\.?m\.?(?!\w))?"
SPAN = rf"\s?(?:[-–—~～至到]{{1,2}}|(?i:{words.UNTIL})(?=\s))\s?"

# Family, expression (its first group is the number), kind of number.
PATTERNS = (
    (
        "unit",
        (
            rf"第\s{{0,2}}({NUMS})\s{{0,2}}(?P<hw>[天日])\s{{0,2}}[（(]?(?:上\s?午|下\s?午|晚\s?上"
            rf"|晚间)[）)]?{TAIL}"
        ),
    ),
    ("unit", rf"第\s{{0,2}}({NUMS})\s{{0,2}}(?P<uw>{words.GLUED_UNITS})(?!题){TAIL}"),
    (
        "unit",
        rf"第\s{{0,2}}({NUMS})\s{{0,2}}(?P<ow>{words.ORDINAL_UNITS})(?:{END}|(?=[上下]午)){TAIL}",
    ),
    (
        "unit",
        rf"(?P<cw>{words.COUNTED_WORDS})\s{{0,2}}({NUM}|[A-Z]|[IVX]{{2,4}}|[Ⅰ-Ⅻ]){END}{TAIL}",
    ),
    ("unit", rf"([{STEMS}])(?P<xw>部分|部|[编編篇章]){END}{TAIL}"),
    ("unit", rf"([上中下])(?P<yw>部分|[编編篇]){END}{TAIL}"),
    ("unit", rf"(?P<gw>{both('模块|单元|专题')})([{CN}]{{1,3}})(?=[\u3400-\u9fff]){TAIL}"),
    (
        "unit",
        (
            rf"{LETTER}(?P<lw>(?i:{words.LATIN_UNITS})){SEVERAL}{APART}(?:[nN][°o]\s?|#)?({LATIN_NUM})"
            rf"(?:(?!\w){END}|(?=[\u3400-\u9fff]))"
            r"\s{0,3}(?:[:：.．、|｜)]|[-–—](?=\s))?"
        ),
    ),
    ("unit", rf"第\s?({COUNT})\s?(?P<jw>{words.COUNTERS})\s{{0,3}}[:：、.]?"),
    (
        "unit",
        (
            rf"(\d{{1,2}})(?i:{words.ORDINAL_ENDS})\s(?P<nw>(?i:{words.LATIN_UNITS})){END}"
            r"\s{0,3}[:：.|]?"
        ),
    ),
    ("unit", r"(\d)\.\s(?P<tw>(?i:tag|teil|woche|modul|einheit))(?=$|\s{0,2}[:–—(-])\s{0,2}:?"),
    (
        "unit",
        rf"{LETTER}((?i:{words.ORDINALS}))\s(?P<vw>(?i:{words.LATIN_UNITS})){END}\s{{0,3}}[:：.|]?",
    ),
    ("unit", rf"([{CN}]{{1,2}})\s?(?P<mw>{words.COUNTERS})\s{{0,3}}[:：、.]?"),
    ("unit", rf"({COUNT})\s?(?P<dw>{words.COUNTERS})\s{{0,3}}[:：、.]?"),
    ("unit", r"제\s?(\d{1,2})\s?(?P<kw>장|절|강|부|과|편)\s{0,3}[:：、.]?"),
    (
        "half",
        (
            rf"((?:上午|下午|晚上|午前|午後|夜间|오전|오후){both('(?:场次?|时段|部分)?')}(?=$|[\s（(:：])"
            rf"|{LETTER}(?i:{words.HALF_DAYS})(?=$|[\s（(]\s?[\d（(]|\s{{0,3}}[:：]))"
            r"(?:\s{0,3}[:：])?"
        ),
    ),
    (
        "unit",
        rf"(?P<aw>{words.ARABIC_UNITS})\s({'|'.join(ARABIC_ORDINALS)})(?!\w)\s{{0,3}}[:：.–-]?",
    ),
    (
        "clock",
        (
            r"(\d{1,2}(?:[.:]\d{2})?(?:\s?(?:[-–—]|bis)\s?\d{1,2}(?:[.:]\d{2})?)?)"
            r"\s?Uhr(?!\w)\s{0,4}[:|]?"
        ),
    ),
    ("clock", r"(\d{1,2}\s?h)(?=\s?[-–—:：]\s)\s?[-–—:：]"),
    (
        "clock",
        (
            rf"(\d{{1,2}}[点點时時시]{AND_MINUTES}\s?[-–—~～至到]{{1,2}}\s?"
            rf"\d{{1,2}}[点點时時시]{AND_MINUTES})\s{{0,4}}[:：|]?"
        ),
    ),
    (
        "clock",
        (
            rf"(\d{{1,2}}[.．]{MINUTE}{NOON}{SPAN}\d{{1,2}}[.．]{MINUTE}{NOON})"
            r"(?!\d)\s{0,4}[:：|]?"
        ),
    ),
    (
        "clock",
        (
            rf"({HOUR}{NOON}{SPAN}{HOUR}\s?{AM_PM}|{HOUR}\s?{AM_PM}(?=[\s:：|]))"
            r"\s{0,4}[:：|]?"
        ),
    ),
    ("cn", rf"([{CN}]{{1,3}})\s{{0,2}}[、.．，,:：]"),
    ("(cn)", rf"[（(]\s{{0,2}}([{CN}]{{1,3}})\s{{0,2}}[）)]\s{{0,2}}[、.．:：]?"),
    ("cn)", rf"([{CN}]{{1,3}})[）)]"),
    (
        "dec",
        (
            rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}})(?:\s{{0,2}}[、.．:：)）](?!\d)|(?=\s)"
            rf"|{FRACTION_UNIT}(?={NOT_A_FRACTION}))"
        ),
    ),
    ("dec", r"(\d{1,2}(?:[-–－]\d{1,2}){1,2})(?:[、.．:：]|(?=\s{1,3}[^\W\d]))"),
    ("dec", r"§\s?(\d{1,2}(?:\.\d{1,2}){0,4})(?=\s)"),
    ("ar", r"(\d{1,3})\s{0,2}(?:、|[.．:：](?!\d)|/(?=\s{1,3}[^\W\d]))(?!//)"),
    ("ar)", r"(\d{1,3})\s{0,2}[)）]"),
    ("(ar)", r"[（(]\s{0,2}(\d{1,3})\s{0,2}[）)]\s{0,2}[、.．:：]?"),
    ("[ar]", r"[\[【〔<〈]\s?(\d{1,3})\s?[\]】〕>〉]"),
    ("key", "([0-9])\ufe0f?\u20e3"),
    ("①", "([①-⑳⑴-⒛❶-❿➀-➉➊-➓])\\s{0,2}[、.．]?"),
    ("dec", r"([A-Z]\.\d{1,2})(?=[\s:：、.．]\s{0,2}[^\W\d])[:：、.．]?"),
    ("I", r"([IVX]{1,5}|[Ⅰ-Ⅻ])\s{0,2}[.．、:：)）](?![A-Za-z]\.)"),
    ("A", r"([A-Z])\s{0,2}[.．、:：)）](?![A-Za-z]\.)"),
    ("i", r"([ivx]{1,5})\s{0,2}[.．、:：)）](?![A-Za-z]\.)"),
    ("a", r"([a-z])\s{0,2}[.．、)）](?![A-Za-z]\.)"),
    ("(A)", r"[（(]([A-Z])[）)]"),
    ("(i)", r"[（(]([ivx]{1,5})[）)]"),
    ("(a)", r"[（(]([a-z])[）)]"),
    ("script", rf"[（(]?([{SCRIPT_LETTERS}])\s?[)）](?:\s{{0,3}}(?=\S))"),
    ("script", rf"([{SCRIPT_LETTERS}])\s?(?:[.．]\s{{1,3}}|[-–]\s|、)(?=\S)"),
    ("ord", rf"{LETTER}((?i:{words.ORDINALS}))(?:ly)?\s?[,，:：]\s{{0,3}}(?=\S)"),
    ("dash", r"(?:[—─―–]{2,4})\s?(?=\S)"),
    ("bullet", rf"(?P<glyph>[{BULLETS}\uf020-\uf0ff])\ufe0f?\s{{0,4}}(?=[^\s\ufe0f])"),
    ("bullet", rf"(?P<picture>[{PICTURES}]\ufe0f?)\s{{0,4}}(?=\S)"),
    ("bullet", r"(?P<wiki>\*{2,5})\s{1,4}(?=\S)"),
    ("bullet", r"(?P<mark>[-*+])(?:\s{1,8}(?=\S)|(?=[^\s\w*+\-.~=|]|[\u3400-\u9fff]))"),
    ("bullet", r"(?P<winged>[lnuqvØŸ§²])\s(?=[\u3400-\u9fff])"),
    ("bullet", r"(?P<wing>[olnuvqØü§²Ÿ])(?:\t|[ \xa0]{2,8})(?=\S)"),
    (
        "clock",
        (
            rf"(\d{{1,2}}[:：h]\d{{2}}(?::\d{{2}})?{NOON}"
            rf"(?:{SPAN}\d{{1,2}}[:：h](?:\d{{2}})?{NOON})?)(?!\d)\s{{0,4}}[:：|]?"
        ),
    ),
    (
        "step",
        rf"(?P<sw>[\u4e00-\u9fff]{{2,4}}?|(?i:q|step|tip|point))\s?({NUM})\s{{0,2}}[:：、.．]",
    ),
    ("ar-", r"(\d{1,3})\s?[-–]\s{1,3}(?=[^\d\s])"),
    ("cn ", rf"([{CN}]{{1,2}})[\s\u3000]{{1,4}}(?=\S)"),
    ("01", r"(0\d)(?=\D)[\s|/:：.、]{0,3}(?![-\d])"),
    ("ar0", r"(\d{1,2})(?=[\u3400-\u9fff])"),
    ("ar ", r"(\d{1,2})[\s\u3000]{1,4}(?=[^\s\d:：年月日天%+\-–—=/])"),
)
DIGIT_FIRST = re.compile(r"\(\[?0?(?:\\d|-9)")


def _master() -> re.Pattern[str]:
    """All expressions as one; those that begin with a digit are tried on digits only, in order."""
    bodies: dict[bool, list[str]] = {True: [], False: []}
    for at, (_, body) in enumerate(PATTERNS):
        bodies[bool(DIGIT_FIRST.match(body))].append(f"(?P<p{at}>{body})")
    return re.compile(f"(?=\\d)(?:{'|'.join(bodies[True])})|(?!\\d)(?:{'|'.join(bodies[False])})")


MASTER = _master()
WORDED = (
    "aw",
    "mw",
    "hw",
    "uw",
    "ow",
    "cw",
    "gw",
    "lw",
    "jw",
    "dw",
    "nw",
    "tw",
    "vw",
    "kw",
    "sw",
    "xw",
    "yw",
)


def _reading(at: int, family: str, body: str) -> tuple[str, int, str]:
    """Family, group of the number and group of the word; either group may come first."""
    first = MASTER.groupindex[f"p{at}"] + 1
    word = next((name for name in WORDED if f"(?P<{name}>" in body), "")
    return family, first + (MASTER.groupindex.get(word) == first), word


# By the group of each expression, which closes last.
READING = {f"p{at}": _reading(at, *pattern) for at, pattern in enumerate(PATTERNS)}
# Families that count only where others go on from them.
DOUBTFUL = ("ord", "ar0", "cn ", "ar ", "ar-", "01", "step:", "dec", "clock", "script:")
LETTERS = {"I": "A", "i": "a", "(i)": "(a)"}  # a numeral that is one letter may be a letter
DECIMAL_POINT = re.compile(r"[.．\-–－]")
BETWEEN = re.compile(rf"{TO}|[、和与及]|{LATIN_TO}")
COLON = re.compile(r"\s{0,3}[:：]?")
TOP_UNIT = re.compile(words.TOP_UNITS, re.IGNORECASE)
OPENER = {"【": "】", "[": "]", "〖": "〗", "「": "」", "<": ">", "〔": "〕"}


@dataclass(slots=True)
class Marker:
    """``family`` groups what counts together; ``label`` is as printed, ``rest`` what follows."""

    family: str
    number: int | None
    label: str
    rest: str
    word: str = ""  # of a unit: 模块, 讲, day
    glyph: str = ""  # of a bullet
    parts: tuple[int, ...] = ()  # of a decimal number: 2.1.3
    covers: int = 0  # how many more numbers: 1 in 第2-3周, whose number is 3
    discovered: bool = False  # a unit by its number and its like, not by its word

    @property
    def is_unit(self) -> bool:
        return self.family.startswith("unit:")

    @property
    def is_top_unit(self) -> bool:
        return self.is_unit and (self.discovered or bool(TOP_UNIT.fullmatch(self.word)))


def marker(text: str) -> Marker | None:
    """The marker at the beginning of a stripped text, or None."""
    found = MASTER.match(text)
    if found:
        return _marker(text, found)
    if text[:1] in OPENER:
        return _bracketed(text)
    return None


def _marker(text: str, found: re.Match[str]) -> Marker | None:
    family, number, word = READING[str(found.lastgroup)]
    label, rest = found[0].rstrip(), text[found.end() :].lstrip()
    if family in ("bullet", "dash"):
        glyph = label[0] if family == "bullet" else "—"
        return Marker(family, None, label, rest, glyph=glyph)
    return _counted(family, found[number], label, rest, found[word] if word else "")


def _counted(family: str, printed: str, label: str, rest: str, word: str) -> Marker | None:
    if family == "ar":  # 1、 and 1. count apart
        return Marker(AR[label[-1]], int(printed), label, rest)
    if family == "script":
        alphabet, number = script_value(printed)
        return Marker(f"script:{alphabet[0]}", number, label, rest)
    if family == "dec":
        parts = tuple(value(part) or 0 for part in DECIMAL_POINT.split(printed))
        return Marker(f"dec{len(parts)}", parts[-1], label, rest, parts=parts)
    if family in ("half", "clock"):
        return Marker(family, None, label, rest, word=printed)
    if word:
        return _unit(family, printed, label, rest, word)
    if family in LETTERS:
        return _roman(family, printed, label, rest)
    return Marker(_family(family, printed, label), value(printed), label, rest)


def _unit(family: str, printed: str, label: str, rest: str, word: str) -> Marker:
    half = HALF_DAY.match(rest)
    if half:
        if label[-1] in "-–—":  # JOUR 1 - MATIN
            label, rest = f"{label} {half[0]}", rest[half.end() :].lstrip()
        return Marker("unit:half", None, label, rest, word)  # Day 1 (morning)
    if "午" in label or "晚" in label:
        return Marker("unit:half", None, label, rest, word)  # 第一天上午, 第一天下午
    kind = "step" if family == "step" else "unit"
    number, covers = _numbers_of_unit(printed)
    return Marker(f"{kind}:{word.lower()}", number, label, rest, word, covers=covers)


def _numbers_of_unit(printed: str) -> tuple[int | None, int]:
    """Its number, of several the last, and how many before it it stands for: 3 and 1 of 2-3."""
    first, _, last = BETWEEN.sub("-", printed).partition("-")
    number, until = unit_number(first), unit_number(last) if last else None
    if number and until and until > number:
        return until, until - number
    return number, 0


def unit_number(printed: str) -> int | None:
    """The place of a unit among its like: 2 for 2, II and 1.2."""
    return roman(printed) or value(printed.rpartition(".")[2])


def _roman(family: str, printed: str, label: str, rest: str) -> Marker | None:
    """IV is a numeral, D a letter, and VX neither."""
    number = roman(printed)
    if number is not None:
        return Marker(family, number, label, rest)
    return Marker(LETTERS[family], value(printed), label, rest) if len(printed) == 1 else None


HALF_DAY = re.compile(
    r"[（(]?\s?(?:matin|apr[èe]s-midi|morning|afternoon|evening|am|pm|vormittag|nachmittag|abend|ma[ñn]ana|tarde"
    r"|manh[ãa]|mattina|pomeriggio|上午|下午|晚上|午前|午後|오전|오후)\b(?:[)）]|\s?[:：])?",
    re.IGNORECASE,
)
AR = {"、": "ar、", ".": "ar.", "．": "ar.", ":": "ar:", "：": "ar:", "/": "ar/"}


def _family(family: str, printed: str, label: str) -> str:
    """一 and 壹 count apart, and so do ① and ⑴."""
    if family == "cn" and printed[0] in FORMAL:
        return "CN"
    if family == "①":
        return next(first for first in "➊➀❶⒈⑴①" if printed >= first)
    return family


def _bracketed(text: str) -> Marker | None:
    """【模块一】开场 and [Day 1] are units in brackets, 【上午】 is a part of a day."""
    close = text.find(OPENER[text[0]], 1, 24)
    inner = close > 1 and MASTER.match(text[1:close])
    if not inner or inner.end() != close - 1:
        return None
    mark = _marker(text[1:close], inner)
    if mark is None or not (mark.is_unit or mark.family == "half"):
        return None
    after = text[close + 1 :]
    colon = COLON.match(after)
    sep = colon.end() if colon else 0
    return Marker(
        mark.family,
        mark.number,
        text[: close + 1] + after[:sep].rstrip(),
        after[sep:].lstrip(),
        mark.word,
    )
