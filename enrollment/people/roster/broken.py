"""PURE. What belongs to the person above: cells broken over rows, and over lines within a cell."""

import re
from dataclasses import replace

from catalog.text.inbound import HAN, name, plain
from enrollment.people import names
from enrollment.people.name_words import COMPOUND
from enrollment.people.roster.cells import is_nothing, read_email, read_phone
from enrollment.people.roster.contacts import (
    WHOLE_EMAIL,
    email_likeness,
    numbers_in,
    phone_likeness,
)
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.headers import (
    BOTH,
    DEPARTMENT,
    EMAIL,
    JOB_TITLE,
    NAME,
    NUMBER,
    OFFICE_PHONE,
    OTHER,
    PHONE,
)
from enrollment.people.roster.row_values import RowValues, without_label

GOES_ON = re.compile(r"[、，,/／+＋（(\-—–·&＆]\s{0,3}$|[和与及兼暨]$")  # 党支部书记、
WENT_ON = re.compile(r"^\s{0,3}[、，,/／+＋（(）)\-—–·&＆]|^[兼暨](?!职)")
HAN_ONLY = re.compile(rf"[{HAN}·\s]+")
SURE = 0.9
REACHES = (PHONE, OFFICE_PHONE, EMAIL)
SAYS = (DEPARTMENT, JOB_TITLE)


def mended_name(text: str, numbers: int) -> str:
    """欧阳 and 明澈 on two lines of a cell as one name, where no more than one number is beside
    them; any other text as it stands.
    """
    if "\n" not in text or not HAN_ONLY.fullmatch(text) or numbers > 1:
        return text
    whole = name("".join(text.split()))
    return whole if names.name_likeness(whole) >= SURE else text


class Below:
    """Tells the person of the row above what a row without a name of its own says."""

    def __init__(self, values: RowValues):
        self.values = values
        self.texts: dict[str, str] = {}  # what was last said of the person, in each kind

    def goes_on(self, last: Taken, row: int, texts: dict[int, str]) -> bool:
        """Whether the row is said of the last person, who is told; each cell is then listed
        or in a field.
        """
        kinds = {column: self.values.layout.columns.get(column) for column in texts}
        if NAME in kinds.values():
            return self.name_goes_on(last, texts, kinds)
        if not all(self.continues(last, kinds[column], text) for column, text in texts.items()):
            return False
        for column, text in texts.items():
            self.tell(last, kinds[column], text)
        return True

    def name_goes_on(self, last: Taken, texts: dict[int, str], kinds) -> bool:
        """欧阳 with 明澈 alone in the row below."""
        begun = last.person.name
        if len(texts) > 1 or not (begun in COMPOUND or len(begun) == 1):
            return False
        whole = name(begun + next(iter(texts.values())))
        if not HAN_ONLY.fullmatch(whole) or names.name_likeness(whole) < SURE:
            return False
        last.person = replace(last.person, name=whole)
        last.doubts = [one for one in last.doubts if one.code != "odd-name"]
        return True

    def continues(self, last: Taken, kind: str | None, text: str) -> bool:
        if kind in REACHES:
            reaches = phone_likeness(text) >= 0.6 or email_likeness(text) >= 0.7
            return reaches or bool(_joined_phone(last, text) or _joined_email(last, text))
        if kind == BOTH:
            return bool(_open_field(last, text))
        if kind in SAYS:
            above = getattr(last.person, kind)
            return bool(above and (GOES_ON.search(above) or WENT_ON.search(plain(text))))
        if kind in (None, OTHER):  # a remark, unless somebody is named in another column
            return names.name_likeness(name(text)) < 0.6
        return False

    def tell(self, last: Taken, kind: str | None, text: str) -> None:
        text = without_label(text)
        if kind in REACHES and (email_likeness(text) >= 0.7 or _joined_email(last, text)):
            self.tell_address(last, text)
        elif kind in REACHES:
            self.tell_number(last, text)
        elif kind == BOTH and (name := _open_field(last, text)):
            last.person = replace(last.person, **{name: plain(text)})
        elif kind in SAYS:
            above = getattr(last.person, kind)
            if not above or GOES_ON.search(above) or WENT_ON.search(plain(text)):
                whole = f"{above}{plain(text)}"
                last.person = replace(last.person, **{kind: whole})
            else:
                last.leave(text, "remark")
        else:
            last.leave(text, "remark")

    def tell_number(self, last: Taken, text: str) -> None:
        number = read_phone(text)
        if whole := _joined_phone(last, text):
            last.person = replace(last.person, phone=whole)
            last.doubts = [one for one in last.doubts if one.code != "phone"]
        elif last.person.phone or number.wrong or not number.value:
            last.leave(text, "second-number")
        else:
            last.person = replace(last.person, phone=number.value)
            for other in number.others:
                last.leave(other, "second-number")

    def tell_address(self, last: Taken, text: str) -> None:
        if whole := _joined_email(last, text):
            last.person = replace(last.person, email=whole)
            last.doubts = [one for one in last.doubts if one.code != "email"]
        elif last.person.email:
            last.leave(text, "second-number")
        else:
            last.person = replace(last.person, email=read_email(text).value)

    def merged(self, last: Taken, row: int, texts: dict[int, str]) -> None:
        """What a row says whose name is merged with the one above."""
        for column, text in texts.items():
            kind = self.values.layout.columns.get(column)
            if kind not in (NAME, NUMBER) and not is_nothing(text):
                self.tell(last, kind, text)


def _open_field(last: Taken, text: str) -> str:
    """The field that 单位及职务 leaves open and that a text is like, "" where there is none."""
    if not last.person.job_title and names.title_likeness(text) >= 0.8:
        return JOB_TITLE
    return DEPARTMENT if not last.person.department and names.unit_likeness(text) >= 0.7 else ""


def _joined_phone(last: Taken, text: str) -> str:
    """The mobile whose digits stand in two rows, "" where they do not."""
    above = last.person.phone
    if not above.isdigit() or len(above) >= 11:
        return ""
    found = numbers_in(above + plain(text).strip())
    return found[0].phone if len(found) == 1 and found[0].is_mobile else ""


def _joined_email(last: Taken, text: str) -> str:
    above, below = last.person.email, plain(text).strip()
    whole = f"{above}{below}"
    is_cut = above and "@" not in below and WHOLE_EMAIL.fullmatch(whole)
    return whole if is_cut and not WHOLE_EMAIL.fullmatch(above) else ""
