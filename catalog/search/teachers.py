"""Who teaches, as words of a query: 沈老师, 邓知微的课, shenyanqiu.

Who teaches single sessions stands in no index, as sessions change; names are remembered for a
moment, and the sessions asked for at every search that names a teacher.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.core.cache import caches

from catalog.models import Instructor, Session
from catalog.search import engine
from catalog.search.engine import Term
from catalog.text.fillers import ALONE, FILLERS, JOINING
from catalog.text.folding import HAN, fold
from catalog.text.pinyin import syllables

TITLED = re.compile("([㐀-鿿·]{1,12}?)(?:老师|讲师|教授|导师)")
LITTLE = JOINING | ALONE | frozenset("和与")  # 和 of 王老师和于老师 is no word
SHORTEST = 2  # characters of a name without a title: a surname alone is any character


@dataclass(frozen=True, slots=True)
class Teacher:
    pk: int
    name: str  # folded
    latin: tuple[str, ...]  # in English, in pinyin

    def is_called(self, said: str) -> bool:
        """Whether it begins the name, as a surname does, or is the given name."""
        return self.name.startswith(said) or (len(said) >= SHORTEST and self.name.endswith(said))


def without_teachers(text: str, *, today: date) -> tuple[str, list[Term]]:
    """The folded text without those who teach, and a term for each name that was typed."""
    known = _teachers()
    named: list[tuple[str, list[Teacher]]] = []

    def taken(hit: re.Match[str]) -> str:
        left, said, people = _called(hit[1], known)
        if not people:
            return hit[0]
        named.append((hit[0][len(hit[1]) - len(said) :], people))
        return f" {left} "

    text = TITLED.sub(taken, text)
    for name, people in _by_name(text, known):
        if (sign := _alone(name)).search(text):
            text = sign.sub(" ", text)
            named.append((name, people))
    return text, [_term(typed, people, today) for typed, people in named]


def _by_name(text: str, known: list[Teacher]) -> list[tuple[str, list[Teacher]]]:
    """The names that stand in the text, the longest first, each with all who have it."""
    found: dict[str, list[Teacher]] = defaultdict(list)
    for one in known:
        for name in (one.name, *one.latin):
            if name in text:
                found[name].append(one)
    return sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def _called(words: str, known: list[Teacher]) -> tuple[str, str, list[Teacher]]:
    """What stands before the name at the end of these words, the name, and who is called so."""
    plain = FILLERS.sub(lambda filler: " " * len(filler[0]), words)
    for start in range(len(plain.rstrip())):  # 于 of 关于老师 is no surname
        said = words[start:]
        people = [one for one in known if one.is_called(said)]
        left = plain[:start].strip()
        if people and not _ends_a_word(said, left):
            whole = [one for one in people if one.name == said]
            return "" if left in LITTLE else left, said, whole or people
    return "", "", []


def _ends_a_word(said: str, left: str) -> bool:
    """Whether a surname is the end of a word that a course says: 金 of 基金讲师."""
    if len(said) >= SHORTEST or not left or left in LITTLE:
        return False
    return any(engine.holding([[left[-1] + said]], sounds=False))


def _alone(name: str) -> re.Pattern[str]:
    """The name where it is no part of a longer Latin word."""
    ends = "" if HAN.search(name) else "[a-z]"
    sign = re.escape(name)
    return re.compile(f"(?<!{ends}){sign}(?!{ends})" if ends else sign)


def _term(typed: str, people: list[Teacher], today: date) -> Term:
    sessions = Session.objects.public().upcoming(today=today)
    taught = sessions.filter(instructors__in=[one.pk for one in people]).order_by()
    names = tuple(dict.fromkeys(one.name for one in people))
    return Term(typed, names, also=frozenset(taught.values_list("course", flat=True)))


def _teachers() -> list[Teacher]:
    return cast(list[Teacher], caches["reads"].get_or_set("teachers", _read))


def _read() -> list[Teacher]:
    rows = Instructor.objects.values_list("pk", "name", "name_en")
    return [
        Teacher(pk, folded, tuple(_latin(folded, name_en)))
        for pk, name, name_en in rows
        if len(folded := fold(name).strip()) >= SHORTEST
    ]


def _latin(name: str, name_en: str) -> set[str]:
    spelt = "".join(syllables(name)) if HAN.fullmatch(name) else ""
    return {one for one in (fold(name_en).strip(), spelt) if len(one) > SHORTEST and one != name}
