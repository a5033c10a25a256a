"""PURE. The tokens of a line -> the people it names, each with what is said of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.party import Person
from enrollment.people.roster import headers, tokens
from enrollment.people.roster.absences import ABSENT
from enrollment.people.roster.contents import is_part
from enrollment.people.roster.findings import Doubt, Taken
from enrollment.people.roster.replacements import BECOMES, is_replacement
from enrollment.people.roster.tokens import Token

TALK = re.compile(
    r"老师|您好|你好|谢谢|请|收到|如下|以上|以下|麻烦|登记|查收|大家|各位|好的|辛苦|我行|我们|截止|格式|报名啦|接龙|^注|^备注"
)
LONGEST_HEAD = 6  # characters
FIELD_OF = {
    tokens.PHONE: "phone",
    tokens.EMAIL: "email",
    tokens.UNIT: "department",
    tokens.TITLE: "job_title",
}


@dataclass(slots=True)
class Sketch:
    """A person under way: the fields found so far, and what no field takes."""

    row: int
    fields: dict = field(default_factory=dict)
    rest: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    company: str = ""
    company_said: str = ""  # with its label
    again: list = field(default_factory=list)  # other rows that are about the same person
    corrects: bool = False  # the line says that what was said before is wrong
    said: dict = field(default_factory=dict)  # field -> how surely a label names it, and all of it
    asked: list = field(default_factory=list)  # words that make it doubtful whether they come
    sent_by: str = ""  # whose own message it was that named nobody
    stands_apart: bool = False  # on a line below something that names nobody
    stands_alone: bool = False  # a name on a line of its own below a blank line

    @property
    def is_bare(self) -> bool:
        """Whether nothing is known but the name."""
        return not any(
            text for name, text in self.fields.items() if name not in ("name", "labelled")
        )

    def completes(self, other: "Sketch") -> bool:
        """Whether what is known of both stands in different fields; one has no number."""
        told = {name: text for name, text in self.fields.items() if text and name != "labelled"}
        return all(other.fields.get(name) in (None, "", text) for name, text in told.items())

    def differs(self, name: str, text: str) -> bool:
        return bool(text and self.fields.get(name)) and self.fields[name] != text

    def put(self, name: str, text: str) -> bool:
        """Return whether the field was still free."""
        if self.fields.get(name):
            return False
        self.fields[name] = text
        return True

    def put_surely(self, name: str, text: str, whole: str, kind) -> str:
        """Keep what the surest label says, 职务 rather than 职称; "" or what is not kept."""
        rank = kind[1] if kind else 0
        known, before = self.said.get(name, (-1, ""))  # what no label says is said surely
        if (self.fields.get(name) or name in self.said) and rank >= known:
            return whole
        self.fields[name], self.said[name] = text, (rank, whole)
        return before

    def tell(self, one: Token) -> None:
        if one.kind not in FIELD_OF:
            self.rest.append(one.text)
            return
        if not one.right:
            self.wrong.append(one.text)
        if not self.put(FIELD_OF[one.kind], one.text):
            self.rest.append(one.text)


def together(people: list[Sketch]) -> list[Sketch]:
    """Whoever is named twice in one text, once with nothing that differs, is one person."""
    first: dict[str, Sketch] = {}
    kept = []
    for person in people:
        other = first.setdefault(person.fields.get("name", ""), person)
        if other is not person and person.corrects:
            other.rest += [old for name, old in other.fields.items() if person.differs(name, old)]
            other.fields |= {name: text for name, text in person.fields.items() if text}
            other.again.append(person.row)
            other.rest += person.rest
            continue
        if other is person or not person.completes(other):
            kept.append(person)
            continue
        if not (other.is_bare or person.is_bare):
            other.again.append(person.row)
        for name, text in person.fields.items():
            other.put(name, text)
        other.rest += person.rest
        other.wrong += person.wrong
    return kept


def is_list(found: list[Token], text: str, *, numbered: bool) -> bool:
    """Whether a line's tokens are people and what is said of them, not a sentence."""
    said = [one for one in found if one.kind not in (tokens.STOP, tokens.LABEL)]
    named = [one for one in said if one.kind == tokens.NAME]
    if not named:
        return False
    rest = [one for one in said if one.kind == tokens.REST]
    reached = [one for one in said if one.kind in (tokens.PHONE, tokens.EMAIL)]
    replaced = any(is_replacement(one.text) for one in rest)
    likely = [one for one in named if names.name_likeness(one.text) >= 0.6]
    if replaced and likely and len(rest) <= 4:
        return True
    if reached and likely:
        return len(rest) <= 2 + 2 * len(named) or numbered
    if reached and (numbered or _introduces(said)):
        return True
    if not likely:
        return numbered and not rest and len(said) == len(named)
    wordy = any(TALK.search(one.text) for one in rest)
    if numbered:
        return not wordy or (said[0].kind == tokens.NAME and said[0] in likely)
    placed = any(one.kind in (tokens.UNIT, tokens.TITLE) for one in said)
    placed = placed or _heads_names(said)
    if rest and (wordy or sum(len(one.text) for one in rest) > 12):
        return False
    return len(likely) == len(named) and (placed or not rest) and len(said) - len(rest) > 0


def with_spoken_to(found: list[Token]) -> list[Token]:
    """5. 高行长 139…: of a numbered line that names nobody else, whoever can be called."""
    kinds = {one.kind for one in found}
    if tokens.NAME in kinds or tokens.PHONE not in kinds:
        return found
    place = next((n for n, one in enumerate(found) if names.is_spoken_to(one.text)), None)
    return [Token(tokens.NAME, one.text) if n == place else one for n, one in enumerate(found)]


def _heads_names(said: list[Token]) -> bool:
    """第一排 白一凡 裴文: one short word before nothing but names that can hardly be others."""
    first, *others = said
    short = first.kind == tokens.REST and len(first.text) <= LONGEST_HEAD
    sure = [one for one in others if names.name_likeness(one.text) >= 0.9]
    return short and len(sure) == len(others) > 1


def _introduces(said: list[Token]) -> bool:
    """海若，城西支行行长，139…: a rare name at the head of a line that says where it works."""
    head = said[0]
    placed = any(one.kind in (tokens.UNIT, tokens.TITLE) for one in said)
    alone = len(said) == 2
    rest = sum(len(one.text) for one in said if one.kind == tokens.REST)
    if head.kind in (tokens.UNIT, tokens.TITLE):  # 城东支行 冒晓东 柜员 139…
        named = [one.text for one in said if one.kind == tokens.NAME]
        return not rest and len(named) == 1 and names.HAN_NAME.fullmatch(named[0]) is not None
    return head.kind == tokens.NAME and (placed or alone) and rest <= 12


def assembled(row: int, found: list[Token]) -> list[Sketch]:
    """The people of one line; a unit that stands once before all names is everybody's."""
    found = _without_weak(_without_leavers(found))
    people: list[Sketch] = []
    pending: list[Token] = []
    for segment in _segments(found):
        if not any(one.kind == tokens.NAME for one in segment):
            pending += segment
            continue
        people += _of_segment(row, [*pending, *segment] if not people else segment)
        pending = [] if people else pending
    if people:
        for one in pending:
            people[-1].tell(one)
    _share(people, found)
    units = [one for one in found if one.kind == tokens.UNIT]
    kinds = [one.kind for one in found]
    if len(units) == 1 and people and kinds.index(tokens.UNIT) < kinds.index(tokens.NAME):
        for person in people:
            person.put("department", units[0].text)
    return people


def _without_weak(found: list[Token]) -> list[Token]:
    """Central and Retail are no people beside Mei Ling Wong, whose name has several words."""
    likely = {one.text: names.name_likeness(one.text) for one in found if one.kind == tokens.NAME}
    found = _without_weak_words(found, likely)
    if not any(text.isascii() and value >= 0.7 for text, value in likely.items()):
        return found
    return [
        Token(tokens.UNIT, one.text)
        if one.kind == tokens.NAME and one.text.isascii() and likely[one.text] < 0.5
        else one
        for one in found
    ]


def _without_weak_words(found: list[Token], likely: dict[str, float]) -> list[Token]:
    """大堂 is nobody beside 苗苗 139…, whose number is the only one of the line."""
    sure = sum(value >= 0.9 for value in likely.values())
    numbers = sum(one.kind == tokens.PHONE for one in found)
    if not 0 < numbers <= sure:
        return found
    return [
        Token(tokens.REST, one.text)
        if one.kind == tokens.NAME and not one.text.isascii() and likely[one.text] < 0.5
        else one
        for one in found
    ]


def _without_leavers(found: list[Token]) -> list[Token]:
    """安若溪 营业部 改为 白一凡: whoever stands before the words that replace him is not taken."""
    kept = list(found)
    for place, one in enumerate(found):
        if one.kind == tokens.REST and _replaces(found[:place], one.text):
            named = [n for n in range(place) if kept[n].kind == tokens.NAME]
            for n in range(named[-1], place) if named else ():
                kept[n] = Token(tokens.REST, kept[n].text)
    return kept


def _share(people: list[Sketch], found: list[Token]) -> None:
    """…，都是营业部的: said of everybody named before it."""
    for place, one in enumerate(found):
        if one.is_shared:
            before = sum(other.kind == tokens.NAME for other in found[:place])
            for person in people[:before]:
                person.put(FIELD_OF[one.kind], one.text)


def _replaces(before: Sequence[Token], text: str) -> bool:
    """Whether these words put the next name in the place of the last one."""
    if text in ("由", "改由"):
        return any(one.kind == tokens.REST and ABSENT.search(one.text) for one in before)
    return BECOMES.match(text) is not None


def _segments(found: list[Token]) -> list[list[Token]]:
    segments: list[list[Token]] = [[]]
    for one in found:
        if one.kind == tokens.STOP:
            segments.append([])
        elif one.kind != tokens.LABEL:
            segments[-1].append(one)
    return [segment for segment in segments if segment]


def _of_segment(row: int, segment: list[Token]) -> list[Sketch]:
    return _dealt(row, segment) or _in_turns(row, segment)


def _in_turns(row: int, segment: list[Token]) -> list[Sketch]:
    """Everybody begins at the kind of token that comes first: a name, a number or a unit."""
    kinds = [one.kind for one in segment]
    leader = next(k for k in kinds if k in (tokens.NAME, tokens.PHONE, tokens.UNIT, tokens.TITLE))
    begins = leader if _takes_turns(kinds, leader) else tokens.NAME
    people: list[Sketch] = []
    ahead: list[Token] = []
    for one in segment:
        if one.kind == begins:
            people.append(Sketch(row))
        if not people:
            ahead.append(one)
        elif one.kind == tokens.NAME:
            people[-1].fields["name"] = one.text
        else:
            people[-1].tell(one)
    for one in ahead:
        people[0].tell(one)
    return [person for person in people if person.fields.get("name")]


def _dealt(row: int, segment: list[Token]) -> list[Sketch]:
    """于洋、于海 综合部 139…/139…: what stands once behind several names is said of all of them,
    what stands as often as they do is one each. Nobody where it is not so.
    """
    kinds = [one.kind for one in segment]
    count, first = kinds.count(tokens.NAME), int(kinds[0] == tokens.UNIT)
    named, behind = segment[first : first + count], segment[first + count :]
    if count < 2 or kinds[first : first + count] != [tokens.NAME] * count:
        return []
    told = _by_kind(behind)
    if any(one.is_own for one in behind) or not _fit(told, count):
        return []
    people = [Sketch(row, {"name": one.text}) for one in named]
    for found in ([segment[0]] * first, *told.values()):
        _tell_each(people, found)
    people[-1].rest += [one.text for one in behind if one.kind not in FIELD_OF]
    return people


def _by_kind(found: list[Token]) -> dict[str, list[Token]]:
    return {kind: [one for one in found if one.kind == kind] for kind in FIELD_OF}


def _tell_each(people: list[Sketch], found: list[Token]) -> None:
    """One for each of them, or the same for all."""
    for person, one in zip(people, found * (len(people) // max(1, len(found))), strict=False):
        person.tell(one)


def _fit(told: dict[str, list[Token]], count: int) -> bool:
    """Whether there is one for each, or a department or title once; a number is nobody else's."""
    sizes = {kind: len(found) for kind, found in told.items() if found}
    once = (tokens.UNIT, tokens.TITLE)
    return bool(sizes) and all(n == count or (n == 1 and kind in once) for kind, n in sizes.items())


def _takes_turns(kinds: list[str], leader: str) -> bool:
    """Whether each token of this kind is followed by one name before the next of its kind."""
    turns = [kind for kind in kinds if kind in (leader, tokens.NAME)]
    return leader == tokens.NAME or turns == [leader, tokens.NAME] * (len(turns) // 2)


def _as_department(person: Sketch, values: dict[str, str]) -> str:
    """Take a branch that is called 单位 as the department; return what is left to be listed."""
    if values["department"] or not is_part(person.company):
        return person.company_said
    values["department"] = person.company
    return ""


def finished(person: Sketch, where) -> Taken:
    values = {name: person.fields.get(name, "") for name in headers.FIELDS}
    if not values["phone"]:
        values["phone"] = person.fields.get("office", "")
    company = _as_department(person, values)
    taken = Taken(Person(**values), person.row, where(person.row), company=person.company)
    for text in [*person.rest, company]:
        taken.leave(text, "remark")
    for row in person.again:
        taken.doubts.append(Doubt(where(row), "same-person", {"other": taken.where}))
    if person.sent_by:
        taken.doubt("sender", text=person.sent_by)
    for text in person.asked:
        taken.doubt("absent", text=text)
    for text in person.wrong:
        taken.doubt("phone", text=text)
    if names.name_likeness(values["name"]) < 0.3:
        taken.doubt("odd-name", text=values["name"])
    if inbound.has_private_characters(values["name"]):
        taken.doubt("private")
    return taken
