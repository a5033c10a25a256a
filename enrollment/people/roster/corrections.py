"""PURE. Lines that say what was wrong before and name nobody: by number, place or old value."""

import re
from collections.abc import Sequence

from enrollment.people.roster import tokens
from enrollment.people.roster.contacts import MOBILE
from enrollment.people.roster.sketches import FIELD_OF, Sketch
from enrollment.people.roster.tokens import Token

NUMBERS = "一二三四五六七八九十"
NTH = re.compile(
    rf"第\s?([{NUMBERS}两]|\d{{1,3}})\s?[个位条行名人]|(?:序号|no\.?)\s?(\d{{1,3}})(?!\d)"
    r"|(?<![\d月])(\d{1,3})\s?号(?![楼房码线厅\d])",
    re.IGNORECASE,
)
LAST = re.compile(r"上[面条一个位]|刚才|刚刚|刚发|前面|最后|\babove\b|\blast\b", re.IGNORECASE)
UNSAID = (tokens.STOP, tokens.LABEL)


def corrected(
    text: str, found: Sequence[Token], people: list[Sketch]
) -> tuple[Sketch, list[Token]] | None:
    """Whom a correction is about that names nobody, and what is right; None where it is unsaid."""
    said = [one for one in found if one.kind not in UNSAID]
    named = any(one.kind == tokens.NAME for one in said)
    person = None if named else _meant(text, said, people)
    right = [one for one in said if one.kind in FIELD_OF and _is_new(person, one)]
    return (person, right) if person and right and _says_each_once(right) else None


def _meant(text: str, said: list[Token], people: list[Sketch]) -> Sketch | None:
    """By the old value or the number; else the only one, or the last where the line says so."""
    found = _of_old_value(said, people) or _of_number(text, people)
    only = len(people) == 1 or LAST.search(text) is not None
    return found or (people[-1] if people and only else None)


def _is_new(person: Sketch | None, one: Token) -> bool:
    """Whether a fact is another than what is known; no hotline takes the place of a mobile."""
    known = person.fields.get(FIELD_OF[one.kind], "") if person else ""
    spoils = one.kind == tokens.PHONE and MOBILE.fullmatch(known) and not MOBILE.fullmatch(one.text)
    return known != one.text and not spoils


def _says_each_once(said: list[Token]) -> bool:
    kinds = [one.kind for one in said]
    return len(set(kinds)) == len(kinds)


def _of_old_value(said: list[Token], people: list[Sketch]) -> Sketch | None:
    """Whoever has the number or the address that the line says is wrong."""
    reached = {one.text for one in said if one.kind in (tokens.PHONE, tokens.EMAIL)}
    holding = [p for p in people if reached & {p.fields.get("phone"), p.fields.get("email")}]
    return holding[0] if len(holding) == 1 and len(reached) > 1 else None


def _of_number(text: str, people: list[Sketch]) -> Sketch | None:
    """第2位, 3号: whoever was listed with that number, or else in that place."""
    found = NTH.search(text)
    typed = next(filter(None, found.groups()), "") if found else ""
    if not typed:
        return None
    number = int(typed) if typed.isdigit() else NUMBERS.find(typed.replace("两", "二")) + 1
    numbered = [person for person in people if person.number == number]
    if numbered or not 0 < number <= len(people):
        return numbered[0] if len(numbered) == 1 else None
    return people[number - 1]
