"""PURE. Lines of a message -> people: numbered, glued, several a line, labelled, or addresses."""

import re

from catalog.text import inbound
from enrollment.people.names import name_likeness, title_likeness
from enrollment.people.roster import headers, labels, rows, tokens
from enrollment.people.roster.absences import CROSSED
from enrollment.people.roster.assembly import (
    FIELD_OF,
    Sketch,
    assembled,
    finished,
    is_list,
    signers_of,
    together,
    with_spoken_to,
    without_signer,
)
from enrollment.people.roster.cells import is_nothing, read_email, read_name, read_phone
from enrollment.people.roster.findings import LeftOut, Taken
from enrollment.people.roster.headers import kind_of
from enrollment.people.roster.mails import (
    RECIPIENTS,
    addressees,
    signature_below_a_rule,
)
from enrollment.people.roster.patterns import Pattern, fitted, is_one_word, pattern_of
from enrollment.people.roster.replacements import is_replacement
from enrollment.people.roster.stated_order import Order, by_order, order_of
from enrollment.people.roster.tokens import Token

NUMBERING = re.compile(
    r"^\s*(?:[(（【\[]?\d{1,3}\s*(?:[.．、)）:：】\]]|#)\s*(?!\d{1,2}\b)|[①-⑳⑴-⒇㈠-㈩❶-❿]\s*|[(（]?[一二三四五六七八九十]{1,3}[、.)）]\s*"
    r"|\d{1,3}\s+(?=[^\d\s])|[-–—•·・*●◆▪►>]\s*)"
)
SENDER = re.compile(
    r"^.{0,40}?\s{0,9}(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?\s+(?:(?:上午|下午|晚上|凌晨|中午)\s?)?\d{1,2}:\d{2}(?::\d{2})?\s*:?\s*$"
    r"|^.{1,40}\s\d{1,2}:\d{2}(?::\d{2})?$|^\W{0,3}\d{4}[-/年]\d{1,2}[-/月]\d{1,2}日?\W{0,3}(?:\d{1,2}:\d{2}(?::\d{2})?)?$"
)
SURE = 0.9
CORRECTS = re.compile(
    r"[更纠改订]正|[写填报打]错|应该?[为是]|为准|正确的?[为是]|[号话机码](?:号码?)?[改换变][为成]"
)
LIST_HEAD = re.compile(
    r"^[^:：]{0,16}?(?:参加|参训|参会|报名|培训|学员|派出|选派|推荐|出席|与会|名单)[^:：\d]{0,8}"
    r"(?:人员|人|学员|名单|者|如下|有|是|为)?[^:：\d]{0,4}[:：]\s*"
)
ON_BEHALF = re.compile(r"^[^:：]{0,20}代(?:为)?(?:报名?|填|登记|接龙)\s*[:：]?\s*")
SHORT_HEAD = 8  # characters: a label, which need not be listed


LINE_KINDS = {
    headers.PHONE: "phone",
    headers.OFFICE_PHONE: "phone",
    headers.EMAIL: "email",
    headers.DEPARTMENT: "department",
    headers.JOB_TITLE: "job_title",
    headers.BOTH: "department",
}


class Conversation:
    """Reads lines from the top; ``where`` gives the place of a row."""

    def __init__(self, where, *, lines: dict[int, int] | None = None):
        self.where = where
        self.lines = lines or {}
        self.people: list[Sketch] = []
        self.left: list[LeftOut] = []
        self.used: set[int] = set()
        self.section = ""
        self.open: Sketch | None = None  # may still be told a number on the next line
        self.last_line = -1
        self.after_gap = False
        self.below_aside = False  # the line above was no list: 以上共2人
        self.signed_off = False
        self.names_role = False  # the line above said 联系人 and nobody
        self.pattern: Pattern = ()
        self.order: Order = ()

    def read(self, texts: list[tuple[int, str]]) -> None:
        self.is_mail = sum(bool(rows.MAIL_HEAD.match(text)) for _row, text in texts) >= 3
        self.pattern = pattern_of(
            tokens.tokens_of(NUMBERING.sub("", inbound.plain(text), count=1))
            for _row, text in texts
        )
        self.order = order_of(text for _row, text in texts)
        ends = signature_below_a_rule([text for _row, text in texts], NUMBERING.match)
        for place, (row, text) in enumerate(texts):
            self.signed_off = self.signed_off or (place == ends and bool(self.people))
            line = self.lines.get(row, row)
            self.after_gap = line > self.last_line + 1
            if self.after_gap:
                self.apart()
            self.last_line = line
            self.read_line(row, text)
        self.people = together(self.people)
        self.sign(texts)

    def sign(self, texts: list[tuple[int, str]]) -> None:
        """Leave out who signs the message."""
        listed = {row for row, text in texts if NUMBERING.match(text)}
        for signer in signers_of(self.people, [text for _row, text in texts], listed):
            self.people.remove(signer)
            told = [*signer.fields.values(), *signer.rest]
            self.leave(signer.row, " ".join(filter(None, told)), "role")

    def apart(self) -> None:
        """A blank line: what follows is no longer said of the person above."""
        if self.open is not None and not self.open.fields.get("labelled"):
            self.open = None
        self.section = ""
        self.names_role = False

    def leave(self, row: int, text: str, why: str) -> None:
        self.left.append(LeftOut(self.where(row), " ".join(text.split()), why, row=row))

    def read_line(self, row: int, typed: str) -> None:
        text = inbound.plain(typed).strip("~ ")
        if not any(char.isalnum() for char in text):
            return
        self.signed_off = self.signed_off or (bool(self.people) and rows.is_sign_off(text))
        why = self.reason_against(text)
        why = why or ("role" if self.names_role else "")
        self.names_role = rows.heads_contacts(text)
        if why:
            self.section = "" if why != "mail" else self.section
            self.open = None
            self.below_aside = True
            self.leave(row, typed, why)
            return
        known = self.names_somebody(row, typed, text)
        self.below_aside = not known
        if not known:
            self.left = [one for one in self.left if one.row != row]
            self.leave(row, typed, "note")
            self.open = None

    def names_somebody(self, row: int, typed: str, text: str) -> bool:
        """Take whom a line names, by the first way to read it that finds somebody."""
        if self.addressed(row, text) or self.labelled(row, typed, text):
            return True
        return self.keeps_order(row, text) or self.said(row, typed, text)

    def reason_against(self, text: str) -> str:
        if self.signed_off:
            return "note"
        if rows.MAIL_HEAD.match(text) and (self.is_mail or not RECIPIENTS.match(text)):
            return "mail"
        if rows.is_total(text):
            return "total"
        if rows.sends_to(text):
            return "role"
        if rows.is_role(text) and not self.heads_people(text):
            return "role"
        if rows.is_example(text):
            return "example"
        return "note" if SENDER.match(text) else ""

    def heads_people(self, text: str) -> bool:
        """人力资源部： is a small heading where nobody follows in its line."""
        return bool(text.endswith(":") and rows.section_of(text)) or self.is_open_card(text)

    def is_open_card(self, text: str) -> bool:
        """单位： or 联系电话： inside a block of labelled lines is said of its person."""
        found = labels.LABEL.match(text)
        kind = kind_of(found[1]) if found else None
        inside = self.open is not None and self.open.fields.get("labelled")
        return bool(inside and kind)

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
        for _start, kind, label, value in pairs:
            self.take_pair(row, kind, label, value)
        self.used.add(row)
        return True

    def take_pair(self, row: int, kind: str, label: str, value: str) -> None:
        if kind == headers.NAME:
            self.begin_card(row, label, value)
        elif self.open is None:
            self.leave(row, f"{label}：{value}", "note")
        elif kind in LINE_KINDS and not is_nothing(value):
            self.fill(self.open, LINE_KINDS[kind], kind, label, value)
        elif kind == headers.COMPANY:
            self.open.company = value
            self.open.rest.append(f"{label}：{value}")
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

    # -- running text

    def said(self, row: int, typed: str, text: str) -> bool:
        """Take the people of a line; False where it names nobody."""
        text = tokens.AT_SOMEBODY.sub(self.aside(row), text)
        head = LIST_HEAD.match(text)
        text = text[head.end() :] if head else text
        bare = NUMBERING.sub("", text, count=1)
        numbered = bare != text
        section, bare = self.led_by_section(self.without_others(row, bare), heads=numbered)
        title, bare = self.led_by_word(row, bare)
        found = fitted(without_signer(tokens.tokens_of(bare)), self.pattern)
        found = with_spoken_to(found) if numbered else found
        if section and not any(one.kind != tokens.STOP for one in found):
            self.section = section
            self.leave(row, typed, "section")
            return True
        if self.goes_on(found):
            self.used.add(row)
            return True
        listed = is_list(found, bare, numbered=any((numbered, head, section)))
        people = assembled(row, found) if listed else []
        if not people:
            return False
        if head and len(head[0]) > SHORT_HEAD:
            self.leave(row, head[0], "remark")
        said = [one for one in found if one.kind != tokens.STOP]
        apart = self.after_gap or self.below_aside
        people[0].stands_alone = apart and len(said) == 1 and not numbered
        self.tell_all(people, title, text, typed)
        self.take(row, people, section, stays=not numbered)
        return True

    def keeps_order(self, row: int, text: str) -> bool:
        """Take the person of a numbered line in the order which the message asks for."""
        bare = NUMBERING.sub("", text, count=1) if self.order else text
        person = by_order(row, bare, self.order) if bare != text else None
        if person is not None:
            self.take(row, [person], "", stays=False)
        return person is not None

    def tell_all(self, people: list[Sketch], title: str, text: str, typed: str) -> None:
        """What a whole line says of everybody it names."""
        corrects = CORRECTS.search(text) is not None
        crossed = CROSSED.search(typed)
        for person in people:
            if crossed:
                person.rest.append(crossed[0])
            person.put("job_title", title)
            person.corrects = corrects
        if is_replacement(text):  # the sentence is read whole: who leaves and who comes
            for person in people:
                person.rest = []
            self.leave(people[0].row, typed, "remark")

    def without_others(self, row: int, text: str) -> str:
        """The line without whoever wrote it for others, and without who answers for the list:
        白一凡、裴文；带队：郎月 139…
        """
        if behalf := ON_BEHALF.match(text):
            self.leave(row, behalf[0], "remark")
            text = text[behalf.end() :]
        place = rows.role_inside(text) or len(text)
        if text[place:]:
            self.leave(row, text[place:], "role")
        return text[:place]

    def take(self, row: int, people: list[Sketch], section: str, *, stays: bool) -> None:
        """The people of a line; a department that leads it may stay for the lines below."""
        for person in people:
            if section or self.section:
                person.put("department", section or self.section)
        if section and stays:  # a numbered line speaks for itself
            self.section = section
        self.people += people
        self.open = people[-1]
        self.used.add(row)

    def aside(self, row: int):
        def leave(found) -> str:
            self.leave(row, found[0], "remark")
            return " "

        return leave

    def led_by_section(self, text: str, *, heads: bool) -> tuple[str, str]:
        """城东支行：张三、李四 -> 城东支行, the rest; a unit alone is a small heading."""
        head, colon, rest = text.replace("：", ":").partition(":")
        if colon and (unit := rows.section_of(head)):
            return unit, rest
        if not colon and len(text) < 20 and (unit := rows.section_of(text)):
            heads = heads or self.open is None or self.section  # 二、分公司
            return (unit, "") if heads else ("", text)
        return "", text

    def led_by_word(self, row: int, text: str) -> tuple[str, str]:
        """柜员：张三、李四 -> 柜员, the rest; any other word before a colon is left: 更正：张三."""
        head, colon, rest = (part.strip() for part in text.replace("：", ":").partition(":"))
        named = [one for one in tokens.tokens_of(rest) if one.kind == tokens.NAME] if colon else []
        if not any(name_likeness(one.text) >= SURE for one in named) or not is_one_word(head):
            return "", text
        if title_likeness(head) >= 0.8:
            return head, rest
        self.leave(row, head, "remark")
        return "", rest

    def goes_on(self, found: list[Token]) -> bool:
        """A number, a unit or a title alone on the line below a name."""
        said = [one for one in found if one.kind not in (tokens.STOP, tokens.LABEL)]
        if self.open is None or not said or len(said) > 2:
            return False
        if any(one.kind not in FIELD_OF for one in said):
            return False
        if any(self.open.fields.get(FIELD_OF[one.kind]) for one in said):
            return False
        for one in said:
            self.open.put(FIELD_OF[one.kind], one.text)
            if not one.right:
                self.open.wrong.append(one.text)
        return True

    def taken(self) -> list[Taken]:
        return [finished(person, self.where) for person in self.people]
