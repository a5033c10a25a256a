"""PURE. Rows -> one line a person, with every fault named beside its cell."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from catalog.outline.tree import gettext_noop
from catalog.text import inbound
from enrollment.people.party import LIMITS, Person
from enrollment.people.phones import PhoneInvalid, normalise

FIELDS = ("name", "phone", "department", "job_title", "email")
MOST_LINES = 100  # to look at and mend on one page
EMAIL = re.compile(r"(?<![^@\s,;，；])[^@\s,;，；]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
DIGITS = re.compile(r"[\d\s+()-]{5,}")

NO_NAME = gettext_noop("请填写姓名，或把这一行清空。")
NOT_A_NAME = gettext_noop("这里像一个号码，不是姓名。")
UNSEEN_TEXT = gettext_noop("这里有看不见或无法识别的字符，请删去后重新输入。")
TOO_LONG = gettext_noop("最多 %(limit)d 个字，现在有 %(length)d 个，请写短一些。")
MANY_EMAILS = gettext_noop("只能填一个邮箱，例如 name@example.com。")
NO_EMAIL = gettext_noop("邮箱写得不完整，例如 name@example.com。")
TWICE = gettext_noop("与第 %(row)d 行是同一个人，请删去一行；同名的两位，请各写自己的手机。")
PRIVATE = gettext_noop("这里有别处显示不出来的字，请核对；可以换成通用字，或用拼音代替。")
SAME_NAME = gettext_noop("与第 %(row)d 行同名，请确认是两个人。")
SAME_PHONE = gettext_noop("手机与第 %(row)d 行相同，请核对。")


@dataclass(frozen=True, slots=True)
class Problem:
    """``message`` is translated and filled in by the edges; a doubt does not stop anybody."""

    field: str
    message: str
    params: dict
    is_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """``number`` is its place in the list, from 1; what is wrong stays as it was typed."""

    number: int
    name: str = ""
    phone: str = ""
    department: str = ""
    job_title: str = ""
    email: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, field) for field in FIELDS)

    @property
    def is_wrong(self) -> bool:
        return any(not problem.is_doubt for problem in self.problems)

    def person(self) -> Person:
        return Person(**{field: getattr(self, field) for field in FIELDS})


CLEAN = {"name": inbound.name, "email": inbound.email, "phone": inbound.without_marks}


def trimmed(line: Line) -> Line:
    return Line(
        number=line.number,
        problems=line.problems,
        **{
            field: CLEAN.get(field, inbound.line)(inbound.line(getattr(line, field)))
            for field in FIELDS
        },
    )


def checked(lines: Iterable[Line]) -> list[Line]:
    """The lines with their problems; right telephone numbers are written one way."""
    seen: list[Line] = []
    for typed in lines:
        line = _with_right_phone(trimmed(typed))
        problems = () if line.is_empty else (*_faults(line), *_doubles(line, seen))
        seen.append(replace(line, problems=problems))
    return seen


def _with_right_phone(line: Line) -> Line:
    try:
        return replace(line, phone=normalise(line.phone)) if line.phone else line
    except PhoneInvalid:
        return line


def _faults(line: Line) -> list[Problem]:
    found = [
        Problem(field, message, params)
        for field in FIELDS
        for message, params in _faults_of_text(getattr(line, field), LIMITS[field])
    ]
    if not line.name:
        found.append(Problem("name", NO_NAME, {}))
    elif DIGITS.fullmatch(unicodedata.normalize("NFKC", line.name)):
        found.append(Problem("name", NOT_A_NAME, {}))
    if inbound.has_private_characters(line.name):
        found.append(Problem("name", PRIVATE, {}, is_doubt=True))
    if line.email and not EMAIL.fullmatch(unicodedata.normalize("NFKC", line.email)):
        is_one = not inbound.has_many_emails(line.email)
        found.append(Problem("email", NO_EMAIL if is_one else MANY_EMAILS, {}))
    try:
        normalise(line.phone or "13900000000")
    except PhoneInvalid as wrong:
        found.append(Problem("phone", wrong.message, wrong.params))
    return found


def _faults_of_text(text: str, limit: int):
    if len(text) > limit:
        yield TOO_LONG, {"limit": limit, "length": len(text)}
    elif inbound.UNSEEN.search(text):
        yield UNSEEN_TEXT, {}


def is_twice(one: Person, other: Person) -> bool:
    """Whether two rows are one person, as far as anything in them tells."""
    same_phone = one.phone and one.phone == other.phone
    return bool(one.name) and one.name == other.name and bool(one == other or same_phone)


def _doubles(line: Line, seen: list[Line]) -> list[Problem]:
    for other in seen:
        if is_twice(line.person(), other.person()):
            return [Problem("name", TWICE, {"row": other.number})]
        if line.name and line.name == other.name:
            return [Problem("name", SAME_NAME, {"row": other.number}, is_doubt=True)]
        if line.phone and line.phone == other.phone:
            return [Problem("phone", SAME_PHONE, {"row": other.number}, is_doubt=True)]
    return []
