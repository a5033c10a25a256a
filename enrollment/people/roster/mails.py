"""PURE. What mail programs put around a list: who it is sent to, and who signs it."""

import re
from collections.abc import Callable

from catalog.text import inbound
from enrollment.people.roster import tokens

RECIPIENTS = re.compile(
    r"^\s*(?:>+\s*)?(?:收件人|收件者|抄送|to|cc|recipients?)\s*[:：]\s*", re.IGNORECASE
)
SENDER = re.compile(
    r"^\s*(?:>+\s?)?(?:发件人|寄件者|寄件人|from|von)\s?[:：]\s?[\"“]?([^<>＜＞\"“”@:：]{2,40}?)[\"”]?\s?(?:[<＜].*)?$",
    re.IGNORECASE,
)
ANGLED = re.compile(r"[<＜]\s{0,9}([^<>＜＞\s@]{1,64}@[^<>＜＞\s]{1,200})\s{0,9}[>＞]")
ENDS_A_NAME = '<>;；"“”@'
LONGEST_ADDRESSEE = 60  # characters
RULE = re.compile(r"\s*(?:[-—–_=]\s?){2,80}\s*")
LONGEST_SIGNATURE = 6  # lines


def addressees(text: str) -> list[tuple[int, int, str, str]]:
    """Where each ``Name <address>`` begins and ends, its name and its address."""
    found, last = [], 0
    for angled in ANGLED.finditer(text):
        before = text[last : angled.start()].rstrip()
        words = before[:-1] if before[-1:] in "\"”'’" else before
        start = 1 + max(words.rfind(sign) for sign in ENDS_A_NAME)
        start = max(start, len(words) - LONGEST_ADDRESSEE)
        name = words[start:].strip(" ,，;；、\t\"“”'‘’")
        is_quoted = start > 0 and words[start - 1] in '"“'
        found.append((last + start - is_quoted, angled.end(), name, angled[1]))
        last = angled.end()
    return found


def senders_of(texts: list[str]) -> frozenset[str]:
    """The names of those who sent a mail or what it quotes."""
    found = (SENDER.match(text) for text in texts)
    return frozenset(inbound.name(one[1]) for one in found if one)


def signature_below_a_rule(texts: list[str], is_listed: Callable) -> int | None:
    """Where the only line of dashes ends a message: the few lines below it sign and list nobody."""
    rules = [n for n, text in enumerate(texts) if RULE.fullmatch(text)]
    below = texts[rules[0] + 1 :] if len(rules) == 1 else []
    listed = any(is_listed(text) or _reaches_somebody(text) for text in below)
    return rules[0] if 0 < len(below) <= LONGEST_SIGNATURE and not listed else None


def _reaches_somebody(text: str) -> bool:
    kinds = {one.kind for one in tokens.tokens_of(inbound.plain(text))}
    return tokens.NAME in kinds and bool(kinds & {tokens.PHONE, tokens.EMAIL, tokens.TITLE})
