"""PURE. What stands around an outline: testimonials, and whom to call."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

PHONE = re.compile(
    r"(?<![\d-])(?:\+?86[- ]?)?(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}"
    r"|[48]00[- ]?\d{3}[- ]?\d{4})(?!\d)"
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,20}){1,4}")
ADDRESS = re.compile(r"(?:地\s*址|address)\s*[:：]\s*(.{2,200})", re.IGNORECASE)
PERSON = re.compile(
    r"(?:联系人|聯絡人|contact)\s*[:：]\s*(\S{1,20})|([\u4e00-\u9fff]{1,3}(?:老师|经理|先生|女士|小姐))"
)
AUTHOR = re.compile(r"\s*(?:[—–-]{1,3}|——)\s*(\S.{0,99})")
# At least one character, at most 14 between the signs around them. The signs before are never
# given back: tried from each of them, a long blank line would take O(n²).
HEADING = re.compile(r"(?=[\s\S])[【\[#*\s]*+[^。！？!?，,]{0,14}[】\]#*:：\s]*")
NO_DIGIT = re.compile(r"\D")
QUOTE_WORDS = re.compile(r"评价|反馈|心声|感言|感受|见证|評價|testimonial|feedback|review", re.I)


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    phone: str = ""
    person: str = ""
    address: str = ""
    email: str = ""

    @property
    def digits(self) -> str:
        return digits_of(self.phone)


def digits_of(phone: str) -> str:
    """The number itself, to compare two spellings of it."""
    digits = NO_DIGIT.sub("", phone)
    return digits.removeprefix("86") if len(digits) > 11 else digits


def quotes_in(blocks: Iterable[str]) -> list[Quote]:
    """One for each block; a line that opens with a dash names who said the one above."""
    quotes: list[Quote] = []
    for block in blocks:
        author = AUTHOR.fullmatch(block)
        if author and quotes:
            quotes[-1] = Quote(quotes[-1].text, author[1].strip())
        elif not (HEADING.fullmatch(block) and QUOTE_WORDS.search(block)):
            quotes.append(Quote(block))
    return quotes


def contact_in(rows: Iterable[str]) -> Contact | None:
    """The first of each; ``None`` where there is neither telephone, e-mail nor address."""
    text = "\n".join(rows)
    phone, email, address = PHONE.search(text), EMAIL.search(text), ADDRESS.search(text)
    if not (phone or email or address):
        return None
    person = PERSON.search(text)
    return Contact(
        phone=phone[0].strip() if phone else "",
        person=next(filter(None, person.groups()), "") if person else "",
        address=address[1].strip() if address else "",
        email=email[0] if email else "",
    )
