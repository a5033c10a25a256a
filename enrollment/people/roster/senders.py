"""PURE. Of whom a message of a chat speaks that names nobody: whoever was named before, or
whoever sent it.
"""

import re
from collections.abc import Sequence

from enrollment.people import names
from enrollment.people.roster import tokens
from enrollment.people.roster.listed import TALK
from enrollment.people.roster.sketches import FIELD_OF, Sketch
from enrollment.people.roster.speeches import PARTS, Speech
from enrollment.people.roster.tokens import Token

HOST = re.compile(r"老师|教务|培训|客服|班主任|助教|小助手|系统|机器人")
OWN = re.compile(
    r"本人|我(?:也|来|去|报|参|自己|能|可以)|^\W{0,3}我[，,]|报名?\s?\+\s?1|^\s?\+\s?1"
)
CORRECTS = re.compile(
    r"[更纠改订]正|[写填报打发弄搞记输]错|错了|不是|应该?[为是]|为准|正确的?[为是]|[号话机码](?:号码?)?[改换变][为成]"
    r"|wrong|correct|should be|instead of|typo",
    re.IGNORECASE,
)
LIKELY = 0.8  # how much the name of a sender is somebody's
MINE = re.compile(r"我(?:自己|本人)?的?(?:联系)?(?:电话|手机号码|手机号|手机|号码|邮箱)?[是为]?")
WITH_ME = re.compile(r"我[和跟与同、,，]|[和跟与、,，]我(?:一起|一同|两|俩)|还有我(?![^\W]?的)")
MOST_WORDS, LONGEST_WORDS = 3, 20  # beside the facts of a message; characters
UNSAID = (tokens.STOP, tokens.LABEL)


class Senders:
    """Remembers who speaks and whom each named last."""

    def __init__(self) -> None:
        self.current = ""
        self.named: dict[str, Sketch] = {}
        self.listed: dict[str, list[Sketch]] = {}

    def speaks(self, speech: Speech) -> None:
        """Somebody begins to speak."""
        self.current = speech.who

    def name(self, people: Sequence[Sketch]) -> None:
        """The sender names these people; who is one alone may be told more in a later message."""
        self.listed.setdefault(self.current, []).extend(people)
        if len(people) == 1:
            self.named[self.current] = people[0]
        else:
            self.named.pop(self.current, None)

    def told(self, row: int, text: str) -> tuple[Sketch, bool] | None:
        """Whom a message is about that names nobody, and whether it is the sender, who is new."""
        found = [one for one in tokens.tokens_of(text) if one.kind not in UNSAID]
        if not self.current or not _is_about_one(found, text):
            return None
        own = OWN.search(text) is not None
        if not own and self.tell_named(row, found, corrects=CORRECTS.search(text) is not None):
            return self.named[self.current], False
        person = self.person(row) if own or _is_reached(found) else None
        if person is None:
            return None
        for one in found:
            person.tell(one)
        return person, True

    def tell_named(self, row: int, found: list[Token], *, corrects: bool) -> bool:
        """Tell whoever the sender named last; False where something else is known already."""
        facts = [one for one in found if one.kind in FIELD_OF]
        known = self.named.get(self.current)
        if known is None or not _tell(known, facts, corrects=corrects):
            return False
        known.again += [row] * corrects
        return True

    def with_sender(self, row: int, text: str, people: list[Sketch], own: list[Token]):
        """The people of a line with its sender, who says that he comes as well: 我和乔木生."""
        person = self.person(row) if people and (own or WITH_ME.search(text)) else None
        known = {one.fields.get("name") for one in people}
        if person is None or person.fields["name"] in known:
            for one in own:
                people[-1].rest.append(one.text)
            return people
        for one in own:
            person.tell(one)
        return [person, *people]

    def person(self, row: int) -> Sketch | None:
        """Whoever sends the message, where that is a name and nobody who teaches."""
        if HOST.search(self.current):
            return None
        parts = _parts_of(self.current)
        named = [part for part in parts if names.name_likeness(part) >= LIKELY]
        if len(named) != 1:
            return None
        person = Sketch(row, {"name": named[0]}, sent_by=self.current)
        for part in parts:
            if part != named[0] and names.unit_likeness(part) >= 0.7:
                person.put("department", part)
        return person


def _parts_of(sender: str) -> list[str]:
    """凤凰路支行-安若溪 -> 凤凰路支行, 安若溪; a name in Latin letters stays whole."""
    if names.LATIN_NAME.fullmatch(sender) and " " in sender:
        return [sender]
    return [part for part in PARTS.split(sender) if part]


def without_own(found: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens of a line without what its sender says of himself, and that: 我的139…."""
    mine = {
        n + 1
        for n, one in enumerate(found[:-1])
        if MINE.fullmatch(one.text) and found[n + 1].kind in FIELD_OF
    }
    others = [one for n, one in enumerate(found) if not {n, n + 1} & mine]
    return others, [found[n] for n in sorted(mine)]


def _is_about_one(found: list[Token], text: str) -> bool:
    """Whether the message says facts of one person and hardly anything else."""
    rest = [one.text for one in found if one.kind not in FIELD_OF]
    once = all(sum(one.kind == kind for one in found) <= 1 for kind in FIELD_OF)
    wordy = any(TALK.search(word) for word in rest) and not OWN.search(text)
    is_short = len(rest) <= MOST_WORDS and sum(map(len, rest)) <= LONGEST_WORDS
    return len(rest) < len(found) and once and is_short and not wordy


def _is_reached(found: list[Token]) -> bool:
    return any(one.kind == tokens.PHONE and one.right for one in found)


def _tell(person: Sketch, facts: list[Token], *, corrects: bool) -> bool:
    """Tell the person what was not known; False where something else was known already."""
    before = [(FIELD_OF[one.kind], one) for one in facts]
    if not corrects and any(person.differs(name, one.text) for name, one in before):
        return False
    for name, one in before:
        old = person.fields.get(name, "")
        if old and old != one.text:
            person.rest.append(old)
        person.fields[name] = one.text
        if not one.right:
            person.wrong.append(one.text)
    return True
