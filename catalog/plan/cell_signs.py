"""PURE. The text of a cell in one spelling: signs, spaces, months by name, what stands in brackets.

Venue and instructors, behind ``#`` and ``@``, stay as they are.
"""

import re

from catalog.text.months import NAME, number_of

SAME_SIGN = {
    **{ord("０") + number: str(number) for number in range(10)},
    **dict.fromkeys(map(ord, "－﹣–—−~～〜至到"), "-"),
    **dict.fromkeys(map(ord, "；\n"), ";"),
    **dict.fromkeys(map(ord, "，、"), ","),
    ord("："): ":",
    ord("＃"): "#",
    ord("＠"): "@",
    ord("？"): "?",
    ord("＋"): "+",
    ord("／"): "/",
    ord("．"): ".",
    0xA0: " ",
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff")),  # seen by nobody
}
NOTHING = re.compile(r"[-/\\]{1,4}|无|没有|不开|×|x|none|n/a", re.IGNORECASE)
WEEKDAYS = "一二三四五六日"
ENGLISH = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK = "(?:周|星期|礼拜)"
DAY_OF_WEEK = f"(?:[{WEEKDAYS}天]|(?:{'|'.join(ENGLISH)})(?![a-z]))"
BEHIND = rf"(?:\s?[,&/和-]?\s?{WEEK}?{DAY_OF_WEEK}){{0,6}}"
EACH_DAY = re.compile(DAY_OF_WEEK, re.IGNORECASE)
BY_WEEKDAY = re.compile(rf"\s?{WEEK}?{DAY_OF_WEEK}{BEHIND}\s?", re.IGNORECASE)
CLOCK = r"\d{1,2}:\d\d\s?-\s?\d{1,2}:\d\d"
BY_HOUR = re.compile(rf"\s?(?:上午|下午|晚上|全天|am|pm|{CLOCK})\s?", re.IGNORECASE)
# #venue and @instructor are first, so that nothing is looked for in them
SPELLINGS = re.compile(
    rf"""(?P<mark>[#@][^#@;,]*)
    |[(（\[【](?P<note>[^()（）\[\]【】#@;]{{1,40}})[)）\]】]
    |(?P<weekdays>{WEEK}[{WEEKDAYS}天]{BEHIND})
    |(?P<and>(?<=[\d日号])\s?[&和与及]\s?(?=\d))
    |(?P<several>(?<![\d/.月年-])\d{{1,2}}-\d{{1,2}}(?:/\d{{1,2}}-\d{{1,2}}){{1,9}}(?![\d/日月-]))
    |(?P<days>(?<![\d/.月年-])(?:1[3-9]|2\d|3[01])/\d{{1,2}}(?![\d/.月年-]))
    |(?P<midnight>(?<=\d)\s0?0:00(?::00)?(?![\d\s]*[:-]))
    |(?P<whole>全天(?=[\s;,]|$))""",
    re.IGNORECASE | re.VERBOSE,
)
# 8日 周一-9日: the weekday of the first day stands behind both
WEEKDAY_BETWEEN = re.compile(
    rf"\s{{1,5}}(周[{WEEKDAYS}])\s{{0,5}}-\s{{0,5}}(\d[\d/.年月日号]{{0,12}})"
)
MARKS = re.compile(r"[;,#@]")
MARK = re.compile(r"[#@]")
JOINS = re.compile(r"\s{0,20}([-+])\s{0,20}")
BEFORE_HOURS = re.compile(r"(?<=[\d日号])(?=上午|下午|晚上)|(?<=[日号])(?=\d{1,2}:\d\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)|(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
# 8-Mar, 8-9 March 2027, 8-Mar-27, but not 8 Mar-27, which may be days of March as well
DAY_NAMED = rf"""
(?<![\d:/.a-z])(?P<day>\d{{1,2}})(?:\s{{0,5}}-\s{{0,5}}(?P<until>\d{{1,2}}))?
(?P<gap>-|\s{{0,5}})(?P<name>{NAME})(?![a-z\d])\.?
(?:(?P=gap)(?P<short>\d\d)(?![\d:]|[\s-]{{0,5}}[a-z])|[\s-]{{1,5}}(?P<year>\d{{4}})(?!\d))?
(?!\s{{0,5}}-\s{{0,5}}\d{{1,2}}(?![\d/.月]|[\s-]{{0,5}}(?:{NAME})))"""
# Mar 8, March 8-9 2027
NAMED_DAY = rf"""
(?<![a-z\d])(?P<name_>{NAME})\.?\s{{0,5}}(?P<day_>\d{{1,2}})(?![\d:])
(?:(?:\s{{0,5}}-\s{{0,5}}(?P<until_>\d{{1,2}}))?\s{{1,5}}(?P<year_>\d{{4}})(?!\d))?"""
WITH_MONTH = re.compile(f"{DAY_NAMED}|{NAMED_DAY}", re.IGNORECASE | re.VERBOSE)


def in_one_spelling(text: str) -> str:
    """A whole cell: 8-9（周一、周二） is 8-9 周一二, 8&9 is 8,9; "" for a stroke or 无."""
    text = SPELLINGS.sub(_spelled, text.translate(SAME_SIGN)).strip()
    text = WEEKDAY_BETWEEN.sub(r"-\2 \1 ", text)
    return "" if NOTHING.fullmatch(text) else text


def _spelled(found: re.Match[str]) -> str:
    """Hours and weekdays without brackets; other notes keep theirs, and are asked about."""
    kind, said = str(found.lastgroup), found[0]
    if kind == "note":
        return _without_brackets(found["note"]) or said
    if kind == "weekdays":
        return _weekdays(said)
    if kind in {"several", "days"}:
        return said.replace("/", ",")
    return {"and": ",", "midnight": " ", "whole": " "}.get(kind, said)


def _without_brackets(note: str) -> str:
    if BY_WEEKDAY.fullmatch(note):
        return _weekdays(note)
    if BY_HOUR.fullmatch(note):
        return f" {note.replace('全天', '').strip()} "
    return ""


def _weekdays(said: str) -> str:
    return f" 周{''.join(WEEKDAYS[_weekday(name)] for name in EACH_DAY.findall(said))} "


def _weekday(name: str) -> int:
    """0 is Monday, of 一, 天 or Sat."""
    if name.casefold() in ENGLISH:
        return ENGLISH.index(name.casefold())
    return WEEKDAYS.index(name.replace("天", "日"))


def one_word_each(piece: str) -> str:
    """Days and hours without spaces inside, a space between a day and what follows it."""
    mark = MARK.search(piece)
    place = mark.start() if mark else len(piece)
    when = ISO.sub(lambda day: "/".join(filter(None, day.groups())), piece[:place])
    when = WITH_MONTH.sub(_with_number, when).strip()
    when = JOINS.sub(r"\1", when)
    return BEFORE_HOURS.sub(" ", when) + piece[place:]


def _with_number(found: re.Match[str]) -> str:
    """2027/3/8-9 for 8-9 March 2027, and 30-4/1 for 30-1 April."""
    said = {key.rstrip("_"): text for key, text in found.groupdict().items() if text}
    year = f"20{said['short']}" if "short" in said else said.get("year", "")
    month = f"{year}/{number_of(said['name'].casefold())}/".removeprefix("/")
    day, until = said["day"], said.get("until")
    if until and found["name"] and int(until) < int(day):
        return f"{day}-{month}{until}"
    return f"{month}{day}-{until}" if until else f"{month}{day}"


def plain_name(name: str) -> str:
    """A name of a venue or an instructor as it can stand in a cell, without our signs."""
    return " ".join(MARKS.sub(" ", name.translate(SAME_SIGN)).split())
