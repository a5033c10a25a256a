"""PURE. Lines that say what they say: 姓名：… 手机：…, and addresses out of a mail program."""

import re
import unicodedata

from enrollment.people.roster import headers, labels, tokens
from enrollment.people.roster.cells import (
    SEPARATOR,
    is_nothing,
    read_email,
    read_name,
    read_phone,
)
from enrollment.people.roster.findings import LeftOut
from enrollment.people.roster.headers import kind_of, kind_of_label
from enrollment.people.roster.mails import RECIPIENTS, addressees
from enrollment.people.roster.sketches import FIELD_OF, Sketch

NUMBERING = re.compile(
    r"^\s*(?:[(（【\[]?\d{1,3}\s*(?:[.．、)）:：】\]]|#)\s*(?!\d{1,2}\b)|[①-⑳⑴-⒇㈠-㈩❶-❿]\s*|[(（]?[一二三四五六七八九十]{1,3}[、.)）]\s*"
    r"|\d{1,3}\s+(?=[^\d\s])|[-–—•·・*●◆▪►>]\s*)"
)
CIRCLED = re.compile(r"[①-⑳㉑-㉟㊱-㊿]\s{0,3}")


def counted(text: str) -> str:
    """① as 1. is written: nothing tells it from a digit once full-width signs are plain."""
    return CIRCLED.sub(lambda found: f" {unicodedata.numeric(found[0][0]):.0f}. ", text)


LINE_KINDS = {
    headers.PHONE: "phone",
    headers.OFFICE_PHONE: "phone",
    headers.EMAIL: "email",
    headers.DEPARTMENT: "department",
    headers.JOB_TITLE: "job_title",
    headers.BOTH: "department",
}


class Labelled:
    """The people of a text so far, and those that a line states with labels or addresses."""

    def __init__(self, where):
        self.where = where
        self.people: list[Sketch] = []
        self.left: list[LeftOut] = []
        self.used: set[int] = set()
        self.named_last: list[Sketch] = []  # in one line, without a blank line since
        self.open: Sketch | None = None  # may still be told a number on the next line

    def said(self, row: int, typed: str, text: str) -> bool:
        """Take the people of running text; False where it names nobody."""
        raise NotImplementedError

    def leave(self, row: int, text: str, why: str) -> None:
        self.left.append(LeftOut(self.where(row), " ".join(text.split()), why, row=row))

    # -- addresses out of a mail program

    def addressed(self, row: int, text: str) -> bool:
        body = RECIPIENTS.sub("", text)
        pairs = addressees(body)
        if not pairs:
            return False
        rest, last = "", 0
        for start, end, name, address in pairs:
            rest, last = rest + body[last:start], end
            read = read_name(name)
            email = read_email(address)
            if not read.name:
                self.leave(row, body[start:end].strip(), "no-name")
                continue
            person = Sketch(row, {"name": read.name, "email": email.value})
            person.fields |= {"department": read.unit, "job_title": read.title}
            person.rest += read.rest
            self.people.append(person)
        self.used.add(row)
        rest = (rest + body[last:]).strip(" ,，;；、\t")
        told = len(pairs) == 1 and pairs[0][2] and self.told_behind(rest)
        if rest and not told and not self.said(row, rest, rest):
            self.leave(row, rest, "note")
        return True

    def told_behind(self, text: str) -> bool:
        """Ken Watanabe <ken@…>, IT Security: what a line says behind its only address."""
        found = tokens.tokens_of(NUMBERING.sub("", text, count=1))
        said = [one for one in found if one.kind not in (tokens.STOP, tokens.LABEL)]
        if not said or any(one.kind not in FIELD_OF for one in said):
            return False
        for one in said:
            self.people[-1].tell(one)
        return True

    # -- 姓名：… 手机：…

    def labelled(self, row: int, typed: str, text: str) -> bool:
        pairs = labels.label_pairs(text)
        if not pairs:
            return False
        before = text[: pairs[0][0]].strip()
        kinds = [kind for _start, kind, _label, _value in pairs]
        if headers.NAME not in kinds and self.open is None and not before:
            return False
        meant = before and not NUMBERING.fullmatch(before + " ")
        if meant and not self.said(row, before, before):
            self.leave(row, before, "note")
        for _start, kind, label, value in _name_first(pairs):
            self.take_pair(row, kind, label, value)
        self.used.add(row)
        return True

    def names_with_label(self, text: str) -> bool:
        """Whether 单位： at the head of a line is said of whom it names: 单位：… 姓名：…."""
        named = [value for _s, kind, _l, value in labels.label_pairs(text) if kind == headers.NAME]
        return any(read_name(value).likeness >= 0.6 for value in named)

    def take_pair(self, row: int, kind: str, label: str, value: str) -> None:
        if kind == headers.NAME:
            self.begin_card(row, label, value)
        elif self.open is None:
            self.leave(row, f"{label}：{value}", "note")
        elif kind == headers.JOB_TITLE and (not value or is_nothing(value)):
            self.open.said.setdefault(
                kind, (kind_of_label(label)[1], "")
            )  # 职级 is not taken for it
        elif kind in LINE_KINDS and not is_nothing(value):
            self.fill_each(self.open, LINE_KINDS[kind], kind, label, value)
        elif kind == headers.COMPANY:
            self.open.rest.append(self.open.company_said)
            self.open.company, self.open.company_said = value, f"{label}：{value}" if value else ""
        elif value and not is_nothing(value):
            self.open.rest.append(f"{label}：{value}")

    def begin_card(self, row: int, label: str, value: str) -> None:
        read = read_name(value)
        if (read.likeness >= 0.3 and len(value) <= 40) or not value:
            fields = {"name": read.name, "labelled": "1"}
            self.open = Sketch(row, fields, list(read.rest))
            self.open.fields |= {"department": read.unit, "job_title": read.title}
            if read.numbers:
                self.open.put("phone", read.numbers[0].phone)
            if read.name:
                self.people.append(self.open)
            return
        if not self.said(row, value, value):
            self.leave(row, f"{label}：{value}", "note")

    def fill_each(self, person: Sketch, name: str, kind: str, label: str, value: str) -> None:
        """Tell the person, or each of the several of the line above: 电话：139…、139…."""
        people = self.named_last if person in self.named_last else []
        parts = [part for part in SEPARATOR.split(value) if part.strip()]
        if len(people) < 2 or (len(parts) != len(people) and name == "phone"):
            people, parts = [person], [value]
        elif len(parts) != len(people):
            parts = [value] * len(people)
        for told, part in zip(people, parts, strict=True):
            self.fill(told, name, kind, label, part)

    def fill(self, person: Sketch, name: str, kind: str, label: str, value: str) -> None:
        if name == "phone":
            read = read_phone(value)
            mobile = len(read.value) == 11 and person.fields.get("phone", "") == ""
            if kind == headers.OFFICE_PHONE and not mobile:
                person.fields.setdefault("office", read.value)
                person.rest.append(f"{label}：{value}")
                return
            others, rest = list(read.others), read.rest
            taken = read.value
            if read.wrong:
                person.wrong.append(taken)
        elif name == "email":
            read = read_email(value)
            others, rest, taken = list(read.others), read.rest, read.value
        else:
            others, rest, taken = [], "", value
        if taken and (other := person.put_surely(name, taken, f"{label}：{value}", kind_of(label))):
            person.rest.append(other)
        person.rest += [*others, *([rest] if rest else [])]

    def is_open_card(self, text: str) -> bool:
        """单位： or 联系电话： inside a block of labelled lines is said of its person."""
        found = labels.LABEL.match(text)
        kind = kind_of(found[1]) if found else None
        inside = self.open is not None and self.open.fields.get("labelled")
        return bool(inside and kind)


def _name_first(pairs: list[tuple[int, str, str, str]]) -> list[tuple[int, str, str, str]]:
    """Where a line labels one name, all that it labels is said of that person."""
    named = sum(kind == headers.NAME for _start, kind, _label, _value in pairs)
    return sorted(pairs, key=lambda pair: pair[1] != headers.NAME) if named == 1 else pairs
