"""PURE. What a form or a roster says about a party, before it is an enrollment."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass

LIMITS = {"name": 64, "phone": 40, "email": 200, "department": 80, "job_title": 80}  # characters
# Controls, broken characters, line separators, and marks that turn the direction of reading.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffd\uffff]")
EDGES = "\u200b\u200e\u200f\u2060\ufeff"  # what chat programs leave around a copied text


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    phone: str = ""
    email: str = ""
    department: str = ""
    job_title: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    contact_name: str
    contact_phone: str
    contact_email: str = ""
    company: str = ""
    seats: int = 1
    min_seats: int | None = None  # "at least so many of them"; None: all or nothing
    people: tuple[Person, ...] = ()

    def digest(self, **wishes) -> str:
        """SHA-256 of all that was typed: tells a form sent twice from another one.

        ``wishes`` are what the form asks for besides, where it does.
        """
        typed = json.dumps(asdict(self) | wishes, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(typed.encode()).hexdigest()
