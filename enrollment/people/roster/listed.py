"""PURE. Whether a line of a message lists people, or says something to somebody."""

import re
from dataclasses import dataclass

from enrollment.people import names
from enrollment.people.roster import tokens
from enrollment.people.roster.replacements import is_replacement
from enrollment.people.roster.rows import COUNT
from enrollment.people.roster.tokens import Token

TALK = re.compile(
    r"老师|您好|你好|谢谢|请|收到|如下|以上|以下|麻烦|登记|查收|大家|各位|好的|辛苦|我行|我们|截止|格式|报名啦|接龙|^注|^备注"
)
LONGEST_HEAD = 6  # characters
LONGEST_REST = 12  # characters beside the people of a line that nothing else shows to be a list
MOST_WORDS = 4  # in a sentence that puts somebody in another's place
LIKELY, SURE = 0.6, 0.9
PLACED = (tokens.UNIT, tokens.TITLE)
REACHED = (tokens.PHONE, tokens.EMAIL)


@dataclass(frozen=True, slots=True)
class Said:
    """The tokens of a line that say something, and by what they say."""

    all: list[Token]

    def of(self, *kinds: str) -> list[Token]:
        return [one for one in self.all if one.kind in kinds]

    @property
    def named(self) -> list[Token]:
        return self.of(tokens.NAME)

    @property
    def rest(self) -> list[Token]:
        return self.of(tokens.REST)

    @property
    def length_of_rest(self) -> int:
        return sum(len(one.text) for one in self.rest)

    @property
    def likely(self) -> list[Token]:
        """The names that can hardly be other words."""
        return [one for one in self.named if names.name_likeness(one.text) >= LIKELY]

    @property
    def is_talk(self) -> bool:
        return any(TALK.search(one.text) for one in self.rest)

    @property
    def replaces(self) -> bool:
        """Whether the line puts somebody in another's place."""
        return len(self.rest) <= MOST_WORDS and any(is_replacement(one.text) for one in self.rest)


def is_list(found: list[Token], *, numbered: bool) -> bool:
    """Whether a line's tokens are people and what is said of them, not a sentence."""
    said = Said([one for one in found if not _says_nothing(one)])
    if not said.likely:
        return bool(said.named) and _lists_odd_names(said, numbered=numbered)
    if said.replaces:
        return True
    if said.of(*REACHED):
        return numbered or len(said.rest) <= 2 + 2 * len(said.named)
    if numbered:
        return not said.is_talk or said.all[0] in said.likely
    return _lists_bare_names(said)


def _says_nothing(one: Token) -> bool:
    """Whether it is a label, or how many are listed: （共4人）."""
    counts = one.kind == tokens.REST and COUNT.fullmatch(one.text) is not None
    return counts or one.kind in (tokens.STOP, tokens.LABEL)


def _lists_odd_names(said: Said, *, numbered: bool) -> bool:
    """Whether words that are hardly names are some: what stands beside them says so."""
    if said.of(*REACHED) and (numbered or _introduces(said)):
        return True
    return numbered and len(said.named) == len(said.all)


def _lists_bare_names(said: Said) -> bool:
    """Whether a line without a number names people, and says little else."""
    if said.rest and (said.is_talk or said.length_of_rest > LONGEST_REST):
        return False
    placed = bool(said.of(*PLACED)) or _heads_names(said)
    return len(said.likely) == len(said.named) and (placed or not said.rest)


def _heads_names(said: Said) -> bool:
    """第一排 白一凡 裴文: one short word before nothing but names that can hardly be others."""
    first, *others = said.all
    short = first.kind == tokens.REST and len(first.text) <= LONGEST_HEAD
    sure = [one for one in others if names.name_likeness(one.text) >= SURE]
    return short and len(sure) == len(others) > 1


def _introduces(said: Said) -> bool:
    """海若，城西支行行长，139…: a rare name at the head of a line that says where it works."""
    head = said.all[0]
    if head.kind in PLACED:  # 城东支行 冒晓东 柜员 139…
        named = said.named
        return not said.rest and len(named) == 1 and bool(names.HAN_NAME.fullmatch(named[0].text))
    placed = bool(said.of(*PLACED)) or len(said.all) == 2
    return head.kind == tokens.NAME and placed and said.length_of_rest <= LONGEST_REST


def with_spoken_to(found: list[Token]) -> list[Token]:
    """5. 高行长 139…: of a numbered line that names nobody else, whoever can be called."""
    kinds = {one.kind for one in found}
    if tokens.NAME in kinds or tokens.PHONE not in kinds:
        return found
    place = next((n for n, one in enumerate(found) if names.is_spoken_to(one.text)), None)
    return [Token(tokens.NAME, one.text) if n == place else one for n, one in enumerate(found)]
