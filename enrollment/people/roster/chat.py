"""PURE. Lines of a message -> people: numbered, glued, several a line, labelled, or addresses."""

import re

from catalog.text import inbound
from enrollment.people.names import name_likeness, title_likeness
from enrollment.people.roster import rows, tokens
from enrollment.people.roster.absences import CROSSED
from enrollment.people.roster.assembly import assembled
from enrollment.people.roster.corrections import corrected
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.glued import SAID_WRONG
from enrollment.people.roster.labelled import NUMBERING, Labelled, counted
from enrollment.people.roster.listed import is_list, with_spoken_to
from enrollment.people.roster.mails import RECIPIENTS, signature_below_a_rule
from enrollment.people.roster.patterns import Pattern, fitted, is_one_word, pattern_of
from enrollment.people.roster.replacements import is_replacement
from enrollment.people.roster.same_units import with_same_units
from enrollment.people.roster.senders import CORRECTS, Senders, without_own
from enrollment.people.roster.sentences import (
    is_greeting,
    part_of_sender,
    sender_in_front,
    sentences_of,
    without_absent,
    without_greeting,
)
from enrollment.people.roster.signatures import ask_who_signs, signers_of, without_signer
from enrollment.people.roster.sketches import Sketch, dealt_out, finished, together
from enrollment.people.roster.speeches import is_chat, speech_of
from enrollment.people.roster.stated_order import Order, by_order, order_of
from enrollment.people.roster.tokens import Token

SURE = 0.9
LIST_HEAD = re.compile(
    r"^[^:：]{0,16}?(?:参加|参训|参会|报名|培训|学员|派出|选派|推荐|出席|与会|名单)[^:：\d]{0,8}"
    r"(?:人员|人|学员|名单|者|如下|有|是|为)?[^:：\d]{0,4}[:：]\s*"
)
ASKED_IN_ENGLISH = re.compile(
    r"^[^:.]{0,40}?\b(?:enroll?|register|sign up|nominate)\b(?: the following| our)?"
    r"(?: colleagues?| people| staff| participants?)?\s?:?\s(?=[A-Z])"
    r"|^[^:.]{0,60}?\b(?:attendees?|participants?|delegates?|trainees?|nominees?"
    r"|following(?: colleagues| people| staff)?)\b[^:.]{0,30}:\s",
    re.IGNORECASE,
)
GROUP_HEAD = re.compile(  # Room 1 (twin): who share it
    r"^[^:：\d]{0,12}\d{1,4}(?![\d月日号时点年人名位./-])[^:：\d]{0,12}[:：]\s{0,3}(?=\D)"
)
ON_BEHALF = re.compile(r"^[^:：]{0,20}代(?:为)?(?:报名?|填|登记|接龙)\s*[:：]?\s*")
ENDS_WITH_THANKS = re.compile(
    r"(?:谢谢|多谢|感谢|辛苦|劳烦|拜托|thanks|thank you)"
    r"(?:理解|支持|配合|老师|大家|各位|您)?\W{0,3}$",
    re.IGNORECASE,
)
EACH = re.compile(r"(?:电话|手机|号码)?(?:分别|依次)[是为]?|respectively", re.IGNORECASE)
COUNT = re.compile(r"\D{0,3}(\d{1,3})(?!\d)")
SHORT_HEAD = 8  # characters: a label, which need not be listed


def _head_of_list(text: str) -> re.Match[str] | None:
    """What announces the people behind it in the same line."""
    return LIST_HEAD.match(text) or ASKED_IN_ENGLISH.match(text) or _group_head(text)


def _group_head(text: str):
    """Room 1 (twin): before those who share it; the number of a line is no such head."""
    return None if NUMBERING.match(text) else GROUP_HEAD.match(text)


class Conversation(Labelled):
    """Reads lines from the top; ``where`` gives the place of a row."""

    def __init__(self, where, *, lines: dict[int, int] | None = None):
        super().__init__(where)
        self.lines = lines or {}
        self.senders = Senders()
        self.section = ""
        self.sender_unit = ""  # in brackets before the line: 【城东支行】
        self.last_line = -1
        self.after_gap = False
        self.below_aside = False  # the line above was no list: 以上共2人
        self.signed_off = False
        self.thanked = False  # the line above ends with 谢谢！
        self.names_role = False  # the line above said 联系人 and nobody
        self.pattern: Pattern = ()
        self.order: Order = ()

    def read(self, texts: list[tuple[int, str]]) -> None:
        self.is_chat = is_chat([text for _row, text in texts])
        self.is_mail = sum(bool(rows.MAIL_HEAD.match(text)) for _row, text in texts) >= 3
        self.pattern = pattern_of(
            tokens.tokens_of(NUMBERING.sub("", inbound.plain(counted(text)), count=1))
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
            self.thanked = ENDS_WITH_THANKS.search(text) is not None
        self.people = together(self.people)
        self.sign(texts)

    def sign(self, texts: list[tuple[int, str]]) -> None:
        """Leave out who signs the message."""
        listed = {row for row, text in texts if NUMBERING.match(text)}
        for signer in signers_of(self.people, [text for _row, text in texts], listed):
            self.people.remove(signer)
            told = [*signer.fields.values(), *signer.rest]
            self.leave(signer.row, " ".join(filter(None, told)), "role")
        ask_who_signs(self.people, listed)

    def apart(self) -> None:
        """A blank line: what follows is no longer said of the person above."""
        if self.open is not None and not self.open.fields.get("labelled"):
            self.open = None
        self.section = ""
        self.names_role = False
        self.named_last = []

    def read_line(self, row: int, typed: str) -> None:
        """Read a line sentence by sentence; who is greeted in it is nobody."""
        text, inside = sender_in_front(self.behind_speaker(row, typed))
        self.sender_unit = part_of_sender(inside)
        if inside and not self.sender_unit:
            self.leave(row, inside, "remark")
        for sentence in sentences_of(text):
            rest, greeting = without_greeting(sentence)
            self.leave(row, greeting, "remark") if greeting else None
            self.read_sentence(row, rest)
            self.after_gap = False

    def behind_speaker(self, row: int, typed: str) -> str:
        """The message of a line that says before it who sends it."""
        speech = speech_of(typed, by_name=False) if self.is_chat else None
        if speech is None or not (said := typed[len(speech.head) :]):
            return typed
        self.senders.speaks(speech)
        self.leave(row, speech.head, "note")
        self.apart()
        return said

    def read_sentence(self, row: int, typed: str) -> None:
        text = inbound.plain(counted(typed)).strip("~ ")
        if not any(char.isalnum() for char in text):
            return
        self.signed_off = self.signed_off or (bool(self.people) and rows.is_sign_off(text))
        self.signed_off = self.signed_off and not rows.heads_quote(text)
        why = self.reason_against(text)
        why = why or ("role" if self.names_role else "")
        self.names_role = rows.heads_contacts(text)
        if why:
            self.section = "" if why != "mail" else self.section
            self.open = None
            self.below_aside = True
            self.leave(row, typed, why)
            return
        before = len(self.left)
        known = self.names_somebody(row, typed, text)
        self.below_aside = not known
        if not known:
            del self.left[before:]
            self.leave(row, typed, "note")
            self.open = None

    def names_somebody(self, row: int, typed: str, text: str) -> bool:
        """Take whom a line names, by the first way to read it that finds somebody."""
        if self.addressed(row, text) or self.labelled(row, typed, text):
            return True
        if self.keeps_order(row, text) or self.said(row, typed, text):
            return True
        if self.corrects_earlier(row, text):
            return True
        return self.is_chat and self.said_of_sender(row, text)

    def corrects_somebody(self, found: list[Token], text: str) -> bool:
        """Whether a line says of whom it names, and who was listed, what was wrong."""
        known = {person.fields.get("name") for person in self.people}
        named = {one.text for one in found if one.kind == tokens.NAME}
        return bool(named) and named <= known and CORRECTS.search(text) is not None

    def corrects_earlier(self, row: int, text: str) -> bool:
        """Whether a line that names nobody says what was wrong of somebody above, who is told."""
        if not CORRECTS.search(text):
            return False
        people = self.senders.listed.get(self.senders.current) or self.people
        found = tokens.tokens_of(NUMBERING.sub("", text, count=1))
        told = corrected(text, found, people)
        if told is None:
            return False
        told[0].retell(row, told[1])
        self.leave(row, text, "remark")
        self.used.add(row)
        return True

    def said_of_sender(self, row: int, text: str) -> bool:
        """A message that names nobody is about whoever its sender named before, or the sender."""
        told = self.senders.told(row, NUMBERING.sub("", text, count=1))
        if told is None:
            return False
        person, is_new = told
        if is_new:
            self.people.append(person)
            self.senders.name([person])
        self.open = person
        self.used.add(row)
        return True

    def reason_against(self, text: str) -> str:
        if self.signed_off or is_greeting(text):
            return "note"
        if rows.heads_quote(text) or self.heads_mail(text):
            return "mail"
        if rows.is_total(text):
            return "total"
        if rows.sends_to(text):
            return "role"
        if rows.is_role(text) and not self.heads_people(text):
            return "role"
        if rows.is_example(text):
            return "example"
        if speech := speech_of(text, by_name=self.is_chat):
            self.senders.speaks(speech)
            return "note"
        return ""

    def heads_mail(self, text: str) -> bool:
        head = rows.MAIL_HEAD.match(text) is not None
        return head and (self.is_mail or not RECIPIENTS.match(text))

    def heads_people(self, text: str) -> bool:
        """人力资源部： is a small heading where nobody follows in its line."""
        heads = bool(text.endswith(":") and rows.section_of(text))
        return heads or self.is_open_card(text) or self.names_with_label(text)

    # -- running text

    def said(self, row: int, typed: str, text: str) -> bool:
        """Take the people of a line; False where it names nobody."""
        text = tokens.AT_SOMEBODY.sub(self.aside(row), text)
        head = _head_of_list(text)
        text = text[head.end() :] if head else text
        bare = NUMBERING.sub("", text, count=1)
        numbered = bare != text
        section, bare = self.led_by_section(self.without_others(row, bare), heads=numbered)
        title, bare = self.led_by_word(row, bare)
        found, own = self.tokens_in(bare, numbered=numbered)
        if section and not any(one.kind != tokens.STOP for one in found):
            self.section = section
            self.leave(row, typed, "section")
            return True
        if self.goes_on(found):
            self.used.add(row)
            return True
        listed = is_list(found, numbered=any((numbered, head, section)))
        listed = listed or self.corrects_somebody(found, text)
        people = assembled(row, found) if listed else []
        if not people:
            return False
        people = self.senders.with_sender(row, text, people, own)
        if head and len(head[0]) > SHORT_HEAD:
            self.leave(row, head[0], "remark")
        self.note_place(people, found, numbered=numbered)
        self.number(people, text, numbered=numbered)
        self.tell_all(people, title, text, typed)
        self.take(row, people, section, stays=not numbered)
        return True

    def tokens_in(self, text: str, *, numbered: bool) -> tuple[list[Token], list[Token]]:
        """The tokens of a line, and those which its sender says of himself."""
        found = fitted(without_signer(tokens.tokens_of(text)), self.pattern)
        found = with_spoken_to(found) if numbered else found
        found = with_same_units(found, self.people)
        return without_own(found) if self.is_chat else (found, [])

    def note_place(self, people: list[Sketch], found: list[Token], *, numbered: bool) -> None:
        """Whether a line of one person stands below a blank line or below what is no list."""
        apart = (self.after_gap or self.below_aside) and not numbered
        said = [one for one in found if one.kind != tokens.STOP]
        people[0].stands_apart = apart and len(people) == 1
        people[0].stands_alone = apart and len(said) == 1
        people[0].stands_below_thanks = self.thanked and not numbered and len(people) == 1

    def keeps_order(self, row: int, text: str) -> bool:
        """Take the person of a numbered line in the order which the message asks for."""
        bare = NUMBERING.sub("", text, count=1) if self.order else text
        person = by_order(row, bare, self.order) if bare != text else None
        if person is not None:
            self.number([person], text, numbered=True)
            self.take(row, [person], "", stays=False)
        return person is not None

    def number(self, people: list[Sketch], text: str, *, numbered: bool) -> None:
        """The number of the line, by which later lines may speak of whom it names."""
        found = COUNT.match(text) if numbered else None
        if found is None:
            return
        for person in people:
            person.number = int(found[1])

    def tell_all(self, people: list[Sketch], title: str, text: str, typed: str) -> None:
        """What a whole line says of everybody it names."""
        corrects = CORRECTS.search(text) is not None
        crossed = CROSSED.search(typed)
        for person in people:
            if crossed:
                person.rest.append(crossed[0])
            person.put("job_title", title)
            person.corrects = corrects
        replaced = is_replacement(text)  # the sentence is read whole: who leaves and who comes
        for person in people if replaced else ():
            person.rest = []
        if replaced or SAID_WRONG.search(text):
            self.leave(people[0].row, typed, "remark" if replaced else "note")

    def without_others(self, row: int, text: str) -> str:
        """The line without whoever wrote it for others, and without who answers for the list:
        白一凡、裴文；带队：郎月 139…
        """
        if behalf := ON_BEHALF.match(text):
            self.leave(row, behalf[0], "remark")
            text = text[behalf.end() :]
        text, absent = without_absent(text)
        for clause in absent:
            self.leave(row, clause, "remark")
        place = rows.role_inside(text) or len(text)
        if text[place:]:
            self.leave(row, text[place:], "role")
        return text[:place]

    def take(self, row: int, people: list[Sketch], section: str, *, stays: bool) -> None:
        """The people of a line; a department that leads it may stay for the lines below."""
        unit = section or self.section or self.sender_unit
        for person in people if unit else ():
            person.put("department", unit)
        if section and stays:  # a numbered line speaks for itself
            self.section = section
        self.people += people
        self.named_last = people
        self.senders.name(people)
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
            heads = heads or self.open is None or bool(self.section)  # 二、分公司
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
        """A number, a unit or a title alone below a name, or a number for each of several."""
        said = [one for one in found if one.kind not in (tokens.STOP, tokens.LABEL)]
        each = [one for one in said if not EACH.fullmatch(one.text)]
        if dealt_out(each, [one for one in self.named_last if not one.fields.get("phone")]):
            return True
        return self.open is not None and 0 < len(said) <= 2 and self.open.goes_on(said)

    def taken(self) -> list[Taken]:
        return [finished(person, self.where) for person in self.people]
