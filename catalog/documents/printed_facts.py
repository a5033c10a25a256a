"""What is printed of a course; every text is in the reader's language already."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass

# What XML 1.0 cannot hold (a text pasted from elsewhere may carry it unseen), and emoji with what
# joins them: no Chinese font has those, a poster would show an empty box.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u200d\ufe0f\U0001f000-\U0001faff]"
)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session to come; not its seats, which paper cannot keep true."""

    city: str
    when: str
    venue: str
    price: str


@dataclass(frozen=True, slots=True)
class Line:
    depth: int
    kind: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str
    person: str
    address: str
    email: str


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """``language`` is ``zh`` or ``en``: that of ``words``, the captions of the document."""

    language: str
    words: dict[str, str]
    title: str
    category: str
    code: str
    summary: str
    price: str
    days: str
    includes: tuple[str, ...]
    audience: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    instructors: tuple[tuple[str, str, str], ...]  # name, title, bio
    runs: tuple[SessionFacts, ...]
    lines: tuple[Line, ...]
    contacts: tuple[Contact, ...]
    company: str  # who sells, as contracts name it
    url: str  # of the course page
    poster_url: str  # the same, telling that the reader came by the poster

    @property
    def foot(self) -> str:
        """Who sells, and the first telephone: what stands below a page that says neither."""
        phone = next((one.phone for one in self.contacts if one.phone), "")
        told = f"{self.words['phone']} {phone}" if phone else ""
        return " · ".join(part for part in (self.company, told) if part)

    def as_json(self) -> str:
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return UNPRINTABLE.sub("", text)

    @property
    def digest(self) -> str:
        """The same for the same content; what is printed from it may be kept under this name."""
        return hashlib.blake2b(self.as_json().encode(), digest_size=16).hexdigest()


def printable(text: str) -> str:
    """``text`` without what no document can hold or show."""
    return UNPRINTABLE.sub("", text).strip()
