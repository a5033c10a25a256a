"""PURE. Who signs a message: nobody who attends."""

import re
from collections.abc import Sequence

from enrollment.people.roster import tokens
from enrollment.people.roster.contacts import MOBILE
from enrollment.people.roster.mails import senders_of
from enrollment.people.roster.sketches import Sketch
from enrollment.people.roster.tokens import Token

THANKS = re.compile(r"(?:非常|多多|十分)?(?:谢谢|多谢|感谢|辛苦|劳烦)(?:您|了|老师|大家|啦|支持)?")
STAFF = re.compile(
    r"人力|人事|培训|教育|组织|综合|办公室|行政|党群|HR|human resources", re.IGNORECASE
)


def signers_of(people: list[Sketch], texts: list[str], listed: set[int]) -> list[Sketch]:
    """Who signs a mail: its senders, unless a row lists them; else whoever stands alone below."""
    sent = senders_of(texts)
    found = [one for one in people if one.fields.get("name") in sent and one.row not in listed]
    last = None if found else _signer(people, listed)
    return found or ([last] if last else [])


def _signer(people: list[Sketch], listed: set[int]) -> Sketch | None:
    """The last name, alone below a blank line as nobody else's is, or with an office's number."""
    if not people or people[-1].row in listed:
        return None
    *others, last = people
    signs = (_stands_alone, _signs_for_an_office, _signs_for_staff, _signs_below_thanks)
    return last if any(sign(last, others) for sign in signs) else None


def _stands_alone(last: Sketch, others: list[Sketch]) -> bool:
    """Whether only the last name stands alone, below others of whom more is said."""
    alone = [one for one in others if one.stands_alone or one.is_bare]
    return last.stands_alone and bool(others) and not alone


def _signs_for_an_office(last: Sketch, others: list[Sketch]) -> bool:
    """人力资源部 祝晓玲 0536-6600018 below people who all have mobiles."""
    number = last.fields.get("phone", "")
    mobiles = [bool(MOBILE.fullmatch(one.fields.get("phone", ""))) for one in others]
    reached = [one for one in others if one.fields.get("phone")]
    is_office = (
        bool(number) and not MOBILE.fullmatch(number) and bool(last.fields.get("department"))
    )
    return is_office and last.stands_apart and sum(mobiles) == len(reached) > 1


def _signs_for_staff(last: Sketch, others: list[Sketch]) -> bool:
    """人力资源部 祝晓玲, without a number, below people who have one."""
    reached = sum(bool(one.fields.get("phone")) for one in others)
    bare = not last.fields.get("phone") and not last.fields.get("job_title")
    staff = STAFF.search(last.fields.get("department", ""))
    return bool(bare and staff and last.stands_apart) and reached > max(1, len(others) / 2)


def _signs_below_thanks(last: Sketch, others: list[Sketch]) -> bool:
    """凤凰路支行 汪洋 right below 谢谢！, without the number that the others have."""
    reached = sum(bool(one.fields.get("phone")) for one in others)
    told = any(last.fields.get(name) for name in ("phone", "email", "job_title"))
    return last.stands_below_thanks and not told and reached * 2 >= len(others)


def ask_who_signs(people: list[Sketch], listed: set[int]) -> None:
    """A doubt at 办公室 祝晓玲 139… below sentences that name several people each."""
    if len(people) < 3:
        return
    *others, last = people
    if last.row in listed or not last.stands_apart:
        return
    together_in_lines = len({one.row for one in others}) < len(others)
    told = [last.fields.get(name, "") for name in ("department", "name", "phone")]
    if together_in_lines and all(told) and not any(one.stands_apart for one in others[1:]):
        last.asked.append(" ".join(told))


def without_signer(found: Sequence[Token]) -> list[Token]:
    """…，谢谢。郎月 139…: the last name, right behind the thanks of a sentence, signs it."""
    said = [n for n, one in enumerate(found) if one.kind not in (tokens.STOP, tokens.LABEL)]
    named = [n for n in said if found[n].kind == tokens.NAME]
    place = said.index(named[-1]) if named else 0
    if place < 2 or not THANKS.fullmatch(found[said[place - 1]].text):
        return list(found)
    behind = {found[n].kind for n in said[place + 1 :]}
    if behind - {tokens.PHONE, tokens.EMAIL}:
        return list(found)
    gone = set(said[place:])
    return [Token(tokens.REST, one.text) if n in gone else one for n, one in enumerate(found)]
