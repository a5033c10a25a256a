"""PURE. A person under way, as a message tells of it: fields, and what no field takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.party import Person
from enrollment.people.roster import headers, tokens
from enrollment.people.roster.contacts import MOBILE
from enrollment.people.roster.contents import is_part
from enrollment.people.roster.findings import Doubt, Taken
from enrollment.people.roster.tokens import Token

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
    stands_below_thanks: bool = False  # on a line of its own, right below 谢谢！
    number: int = 0  # of the list, where its line has one

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
        if one.kind == tokens.PHONE and self.has_no_mobile and MOBILE.fullmatch(one.text):
            self.rest.append(self.fields.pop("phone"))
        if not self.put(FIELD_OF[one.kind], one.text):
            self.rest.append(one.text)

    @property
    def has_no_mobile(self) -> bool:
        """Whether the number that is known is an office's."""
        return bool(self.fields.get("phone")) and not MOBILE.fullmatch(self.fields["phone"])

    def goes_on(self, said: Sequence[Token]) -> bool:
        """Take what is said next, where all of it is still unknown."""
        open_fields = [
            one.kind in FIELD_OF and not self.fields.get(FIELD_OF[one.kind]) for one in said
        ]
        if not all(open_fields):
            return False
        for one in said:
            self.tell(one)
        return True

    def retell(self, row: int, facts: Sequence[Token]) -> None:
        """Take these facts instead of what was said before."""
        for one in facts:
            name = FIELD_OF[one.kind]
            if self.differs(name, one.text):
                self.rest.append(self.fields[name])
            self.fields[name] = one.text
            if not one.right:
                self.wrong.append(one.text)
        self.again.append(row)

    def correct(self, other: "Sketch") -> None:
        """Take what a later line says instead of what was said before."""
        self.rest += [old for name, old in self.fields.items() if other.differs(name, old)]
        self.fields |= {name: text for name, text in other.fields.items() if text}
        self.again.append(other.row)
        self.rest += other.rest

    def complete(self, other: "Sketch") -> None:
        """Take what a later line says besides; it is asked about where both said something."""
        if not (self.is_bare or other.is_bare):
            self.again.append(other.row)
        for name, text in other.fields.items():
            self.put(name, text)
        self.rest += other.rest
        self.wrong += other.wrong


def dealt_out(said: Sequence[Token], people: Sequence[Sketch]) -> bool:
    """Whether there are as many numbers as people who have none: each is told one."""
    numbers = len(said) > 1 and {one.kind for one in said} == {tokens.PHONE}
    if not numbers or len(said) != len(people):
        return False
    for person, one in zip(people, said, strict=True):
        person.tell(one)
    return True


def together(people: list[Sketch]) -> list[Sketch]:
    """Whoever is named twice in one text, once with nothing that differs, is one person."""
    first: dict[str, Sketch] = {}
    kept = []
    for person in people:
        other = first.setdefault(person.fields.get("name", ""), person)
        if other is person:
            kept.append(person)
        elif person.corrects:
            other.correct(person)
        elif other.corrects:  # what it corrects stands below it
            person.correct(other)
            kept[kept.index(other)] = first[person.fields["name"]] = person
        elif person.completes(other):
            other.complete(person)
        else:
            kept.append(person)
    return kept


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
