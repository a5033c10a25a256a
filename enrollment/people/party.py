"""PURE. What a form or a roster says about a party, before it is an enrollment."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace

LIMITS = {"name": 64, "phone": 40, "email": 200, "department": 80, "job_title": 80}  # characters


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

    def split(self, seats: int) -> tuple["Party", "Party"]:
        """The first ``seats`` of the party, with the people named first, and the rest of it."""
        rest = self.seats - seats
        least = self.min_seats and min(self.min_seats, rest)
        return (
            replace(self, seats=seats, min_seats=None, people=self.people[:seats]),
            replace(self, seats=rest, min_seats=least, people=self.people[seats:]),
        )

    def digest(self, **beside) -> str:
        """SHA-256 of all that was typed: tells a form sent twice from another one.

        ``beside`` are what the form asks for besides, where it does.
        """
        typed = json.dumps(asdict(self) | beside, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(typed.encode()).hexdigest()
