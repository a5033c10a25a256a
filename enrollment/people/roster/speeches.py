"""PURE. Who says what in a copied chat: the lines that chat programs put above a message or
before it.
"""

import re
from dataclasses import dataclass

from enrollment.people import names

DAY = r"(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}(?:[-/.]\d{2,4}|日)?"
CLOCK = r"(?:[上下中]午|晚上|凌晨|早上)?\s?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?"
STAMP = rf"{DAY}[,，]?\s{{1,3}}{CLOCK}"
# 安若溪 2026/10/9 9:31, 安若溪 09:31, or a day alone.
ABOVE = re.compile(
    rf"^(.{{0,40}}?)\s{{0,9}}{DAY}\s{{1,3}}{CLOCK}\s{{0,3}}:?\s{{0,3}}$"
    rf"|^(.{{1,40}}?)\s{{1,9}}{CLOCK}$"
    r"|^\W{0,9}\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?\W{0,9}$"
)
# Telegram: Karen Wu, [09.10.2026 09:31].
BRACKETED = re.compile(rf"^(.{{1,40}}?),\s?\[{STAMP}\]\s?:?$")
# QQ and Teams: 2026-10-09 9:31:12 安若溪(10001), [9:31 AM] Karen Wu.
STAMPED = re.compile(
    rf"^{STAMP}\s{{1,3}}(\S.{{0,38}}?)\s?[(（<＜][\w@.+-]{{4,60}}[)）>＞]$"
    rf"|^\[(?:{STAMP}|{CLOCK})\]\s?([^:：\]]{{1,40}})$"
)
# WhatsApp: [09/10/2026, 09:31:05] Karen Wu: Good morning.
BEFORE = re.compile(
    rf"^\W{{0,2}}{STAMP}\]?\s{{1,3}}(?:[-–]\s)?([^:：]{{1,40}})[:：]\s{{1,3}}(?=\S)"
)
CALLED = re.compile(r"^([^:：,，。\d]{2,20})[:：]$")  # 安若溪: above what she says
PARTS = re.compile(r"[\s\-—–_－()（）【】\[\]/|·~]+")
SURE = 0.95


@dataclass(frozen=True, slots=True)
class Speech:
    """``head`` is what the program puts before the message, which may begin in the same line."""

    who: str
    head: str


def speech_of(line: str, *, by_name: bool) -> Speech | None:
    """Who begins to speak in a line; nobody where it only says the day. None for a message.

    ``by_name``: a name and a colon alone in a line are enough.
    """
    for form in (ABOVE, BRACKETED, STAMPED, BEFORE):
        if found := form.match(line):
            who = next(filter(None, found.groups()), "")
            return Speech(who.strip(" :："), found[0])
    called = CALLED.match(line) if by_name else None
    parts = PARTS.split(called[1]) if called else ()
    named = [part for part in parts if names.name_likeness(part) >= SURE]
    return Speech(called[1], line) if called and len(named) == 1 else None


def is_chat(lines: list[str]) -> bool:
    """Whether people speak one after the other in these lines."""
    return sum(speech_of(line, by_name=True) is not None for line in lines) > 1
