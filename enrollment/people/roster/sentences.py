"""PURE. A message as people type it -> its sentences; what is said to somebody is set apart."""

import re

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.roster import rows
from enrollment.people.roster.absences import ABSENT
from enrollment.people.roster.contacts import emails_in, numbers_in

END = re.compile(r"(?<=[。！!])|(?<=\d{4}\.)(?= [A-Z])|(?<=[a-z)]{4}\.)(?= [A-Z])")
THANKS = re.compile(r"(?:谢谢|多谢|感谢|辛苦|劳烦|拜托)[^。！!]{0,6}[。！!]$")
CALLED = (
    "老师|老師|经理|行长|主任|领导|总|同事|先生|女士|小姐|部长|院长|局长|校长|科长|处长|主管|同志"
    "|姐|哥|各位|大家|您|你"
)
OF_ALL = re.compile(r"\s{0,3}(?:以上|都|均|全|皆|其中|他们|她们)")  # …。都是柜员
GREETING = re.compile(
    rf"^\W{{0,3}}(?:尊敬的|亲爱的)?[^\W\d]{{0,10}}?(?:{CALLED})们?[,，]?\s?"
    r"(?:早上|上午|中午|下午|晚上)?好(?:呀|啊|哦|哈)?[\s,，、!！。:：~～]{1,3}"
    rf"|^\W{{0,3}}[{inbound.HAN}][科处局队院校所工导]好[\s,，、!！。:：~～]{{1,3}}"
    r"|^\W{0,3}(?:[Hh]i|[Hh]ello|[Dd]ear|[Gg]ood (?:morning|afternoon|day))\b[^,:!\d]{0,30}[,:!]\s?"
    r"|^\W{0,3}(?:早上|上午|中午|下午|晚上)好[\s,，、!！。:：~～]{1,3}"
)
LATIN = re.compile(r"[A-Za-z]")
IN_FRONT = re.compile(r"^\s{0,9}【([^【】]{1,20})】\s{0,9}(?=\S)")
DRIVES = re.compile(r"司机|师傅|驾驶员|送站|接送|接站|[Dd]river")
CLAUSE = re.compile(r"[;；]")


def sentences_of(text: str) -> list[str]:
    """The sentences of a line; who signs behind 谢谢。 stays with it."""
    found = [""]
    for part in END.split(text):
        goes_on = THANKS.search(found[-1]) or OF_ALL.match(part)
        if part and found[-1] and not goes_on:
            found.append("")
        found[-1] += part
    return [one for one in found if one.strip()]


def without_greeting(text: str) -> tuple[str, str]:
    """张老师好，我行参训：… -> the rest, 张老师好，; a greeting in Chinese is not cut off alone."""
    found = GREETING.match(text)
    if found and not text[found.end() :].strip() and LATIN.search(text):
        return "", text  # Hi Karen,
    if found is None or is_greeting(text):
        return text, ""
    return text[found.end() :], found[0]


def is_greeting(text: str) -> bool:
    """Whether a line says nothing but 周科好！ or Dear Ms. Gao,."""
    found = GREETING.match(text)
    return found is not None and not any(map(str.isalnum, text[found.end() :]))


def sender_in_front(text: str) -> tuple[str, str]:
    """【城东支行】报2人：… -> the rest, 城东支行; a title or a name in such brackets stays."""
    found = IN_FRONT.match(text)
    if found is None:
        return text, ""
    inside = found[1]
    if not inside or names.title_likeness(inside) >= 0.8 or names.name_likeness(inside) >= 0.6:
        return text, ""
    return text[found.end() :], inside


def part_of_sender(inside: str) -> str:
    """The department that 【城东支行】 says; "" for a whole organisation or anything else."""
    return "" if names.is_company(inside) else rows.section_of(inside)


def without_absent(text: str) -> tuple[str, list[str]]:
    """The text without clauses of whoever does not come: …；单师傅送站，不参加."""
    clauses = CLAUSE.split(text)
    absent = [
        one for one in clauses if ABSENT.search(one) and (DRIVES.search(one) or not _reaches(one))
    ]
    kept = [one for one in clauses if one not in absent]
    drives = any(map(DRIVES.search, absent))
    if not absent or not (drives or any(map(_reaches, kept))):
        return text, []
    return "；".join(kept), absent


def _reaches(text: str) -> bool:
    return bool(numbers_in(text) or emails_in(text))
