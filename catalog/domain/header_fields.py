"""PURE. What the header fields of an outline mean for a course, whatever they are called."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from catalog.outline.tree import Field

NAMES = {
    "category": "课程类别 类别 课程分类 分类 课程类型 课程系列 category 課程類別 類別 課程分類",
    "opening": "开课时间 开课月份 开课日期 开班时间 培训时间 上课时间 培训日期 課程日期 開課時間"
    " 開課日期 dates date month",
    "price": "课程价格 价格 费用 课程费用 培训费用 收费标准 培训费 课程费 学费 研修费 研修费用"
    " 报名费 报名费用 参会费 参会费用 会务费 会议费 参训费 参训费用 收费 培训价格 培训收费 标准价格"
    " 課程價格 價格 費用 課程費用 培訓費 學費 報名費 研修費 參會費 price fee fees tuition"
    " 受講料 tarif prix",
    "audience": "适合对象 培训对象 适合人群 学员对象 授课对象 参训对象 课程对象 参加对象 目标学员"
    " 受众 对象 適合對象 培訓對象 適合人群 授課對象 課程對象 對象 audience intendedaudience"
    " targetaudience whoshouldattend 対象者 public",
    "days": "课程天数 天数 课程时长 培训时长 内训时长 授课时长 时长 课时 课程课时 授课天数 培训天数"
    " 课程时间 授课时间 課程天數 課程時長 授課天數 天數 時長 課時 days duration length durée",
    "instructor": "讲师 主讲老师 主讲 主讲讲师 授课老师 授课讲师 培训讲师 内训讲师 课程讲师 老师"
    " 講師 主講老師 主講 授課講師 instructor trainer speaker facilitator lecturer",
}
MEANING = {name: meaning for meaning, names in NAMES.items() for name in names.split()}
LONGEST = {"category": 60, "opening": 200}  # characters that the course's own columns hold

DECORATION = re.compile(r"[\s【】\[\]〖〗:*#·]")
AMOUNT = re.compile(r"\d[\d,，]*(?:\.\d{1,2})?")
WHOLE_PRICE = re.compile(
    r"(?:rmb|cny|[¥￥])?\s*\d[\d,，.]*\s*万?\s*元?(?:人民币)?(?:\s*[/／每]\s*(?:人|位|person))?",
    re.IGNORECASE,
)
DAYS = re.compile(r"(\d{1,3}(?:\.5)?)\s*(?:天|日(?!\d)|days?\b|jours?\b)", re.IGNORECASE)
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0.5}
DAYS_IN_WORDS = re.compile(r"([一二两三四五六七八九十半])(?:个)?[天日]([半])?")
TEACHERS = re.compile(r"[、,，;；/]|\s{2,}|\s(?=[\u4e00-\u9fff])")
LATIN_NAME = r"[A-Za-zÀ-ÿ]+(?:[ .'’-]{1,2}[A-Za-zÀ-ÿ]+){0,4}"
NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:老师|老師|博士|教授|先生|女士|讲师|講師)?"
    rf"|[\u4e00-\u9fff]{{1,8}}[·・][\u4e00-\u9fff]{{1,8}}|{LATIN_NAME}"
)
MOST_EXPENSIVE = Decimal(100_000_000)  # CNY, eight digits before the point


@dataclass(slots=True)
class Header:
    """What the fields say; ``None`` and "" where they say nothing."""

    category: str = ""
    opening: str = ""
    price: Decimal | None = None  # CNY per person
    audience: str = ""
    days: Decimal | None = None
    instructors: list[str] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    # Names of fields that have a meaning here but whose value could not be read, with the value.
    unread: list[tuple[str, str]] = field(default_factory=list)


def header_of(fields: Iterable[Field]) -> Header:
    """Every field goes somewhere: into its column, or to the details where a word would be lost."""
    header = Header()
    filled = set()
    for entry in fields:
        meaning = MEANING.get(plain(entry.name))
        value = entry.value.strip()
        if meaning is None or meaning in filled or not value:
            header.details.append((entry.name, entry.value))
            continue
        understood, wholly = READERS[meaning](header, value)
        if understood:
            filled.add(meaning)
        else:
            header.unread.append((entry.name, value))
        if not wholly:
            header.details.append((entry.name, entry.value))
    return header


def price_in(text: str) -> Decimal | None:
    """CNY: 29000.00元/人, 3,800 元, 2.98万元; ``None`` without an amount or with several."""
    text = unicodedata.normalize("NFKC", text)
    amounts = list(AMOUNT.finditer(text))
    if len(amounts) != 1:
        return None
    amount = Decimal(amounts[0][0].replace(",", ""))
    if text[amounts[0].end() :].lstrip().startswith("万"):
        amount *= 10_000
    return amount.quantize(Decimal("0.01")) if amount < MOST_EXPENSIVE else None


def days_in(text: str) -> Decimal | None:
    """2天, 1.5 days, 两天半; ``None`` where no number of days is printed."""
    if match := DAYS.search(text):
        days = Decimal(match[1])
        return days if 0 < days < 1000 else None
    if match := DAYS_IN_WORDS.search(text):
        return Decimal(str(DIGITS[match[1]])) + (Decimal("0.5") if match[2] else 0)
    return None


def plain(name: str) -> str:
    """The name as the table above spells it: no spaces, brackets or colons, one width."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return DECORATION.sub("", name)


def _category(header: Header, value: str) -> tuple[bool, bool]:
    header.category = value if len(value) <= LONGEST["category"] and "\n" not in value else ""
    return bool(header.category), bool(header.category)


def _opening(header: Header, value: str) -> tuple[bool, bool]:
    header.opening = value if len(value) <= LONGEST["opening"] else ""
    return bool(header.opening), bool(header.opening)


def _price(header: Header, value: str) -> tuple[bool, bool]:
    header.price = price_in(value)
    return header.price is not None, bool(WHOLE_PRICE.fullmatch(value)) and header.price is not None


def _audience(header: Header, value: str) -> tuple[bool, bool]:
    header.audience = value
    return True, True


def _days(header: Header, value: str) -> tuple[bool, bool]:
    header.days = days_in(value)
    return header.days is not None, bool(DAYS.fullmatch(value))


def _instructor(header: Header, value: str) -> tuple[bool, bool]:
    """Names only where the value is nothing but names; an advertisement stays a detail."""
    names = [part.strip() for part in TEACHERS.split(value) if part.strip()]
    is_names = bool(names) and all(len(name) <= 40 and NAME.fullmatch(name) for name in names)
    header.instructors = names if is_names and "\n" not in value else []
    return bool(header.instructors), bool(header.instructors)


READERS = {
    "category": _category,
    "opening": _opening,
    "price": _price,
    "audience": _audience,
    "days": _days,
    "instructor": _instructor,
}
