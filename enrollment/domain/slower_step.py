"""The step between too often and not at all: the browser works, a mailbox answers, or one waits.

A ticket names the form it serves for, when waiting is over, and how much work is asked for. It is
signed and nothing of it is stored: what was used is counted (enrollment.domain.rate_limit).
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "enrollment.pacing"
GOOD_FOR = timedelta(minutes=30)
LONGEST = 300  # characters of a ticket, a number or a code that are looked at
FEWEST_BITS, MOST_BITS = 16, 20  # zeros the hash begins with: a tenth of a second to some seconds
HARDER_EACH = 20  # requests beyond the free ones, then it takes twice as long
CODE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Ticket:
    """``bits`` is 0 where nothing is asked any more: the form passed before, and came back.

    ``doubtful``: so much came from there that seats are kept for a short time first.
    """

    text: str
    begins: int  # in seconds since 1970: whoever waited so long passes as well
    bits: int
    doubtful: bool

    @property
    def task(self) -> str:
        """What is hashed together with a number; the ticket cannot be told from it."""
        return salted_hmac(SALT, self.text, algorithm="sha256").hexdigest()[:32]

    def seconds_left(self, *, now: datetime) -> int:
        return max(0, self.begins - int(now.timestamp()))


def bits_for(beyond: int) -> int:
    """How many zeros, for so many requests beyond those that pass at once."""
    return min(MOST_BITS, FEWEST_BITS + (beyond // HARDER_EACH).bit_length())


def issue(
    scope: str,
    about: str,
    *,
    now: datetime,
    seconds: int = 0,
    bits: int = 0,
    doubtful: bool = False,
) -> Ticket:
    begins = int(now.timestamp()) + seconds
    text = f"{begins}.{bits}.{int(doubtful)}.{_mark(scope, about)}"
    return Ticket(signing.Signer(salt=SALT).sign(text), begins, bits, doubtful)


def read(text: str, scope: str, about: str, *, now: datetime) -> Ticket | None:
    """The ticket; ``None`` where it is not ours, too old, or of another form."""
    try:
        unsigned = signing.Signer(salt=SALT).unsign(text[:LONGEST])
    except signing.BadSignature:
        return None
    begins, bits, doubtful, mark = unsigned.split(".")
    too_old = now.timestamp() - int(begins) > GOOD_FOR.total_seconds()
    if too_old or mark != _mark(scope, about):
        return None
    return Ticket(text, int(begins), int(bits), doubtful == "1")


def is_worked_out(ticket: Ticket, number: str) -> bool:
    """Whether SHA-256 of the task and the number begins with as many zeros as were asked for."""
    if not (number.isascii() and number.isdecimal() and len(number) <= 16):
        return False
    digest = hashlib.sha256(f"{ticket.task}{number}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - ticket.bits) == 0


def code_for(ticket: Ticket, mailbox: str) -> str:
    """The digits that are sent to the mailbox; for this ticket and this address alone."""
    value = f"code|{ticket.text}|{mailbox}"
    number = int(salted_hmac(SALT, value, algorithm="sha256").hexdigest(), 16)
    return f"{number % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def is_code(ticket: Ticket, mailbox: str, typed: str) -> bool:
    return bool(mailbox) and hmac.compare_digest(
        code_for(ticket, mailbox).encode(), typed[:LONGEST].encode()
    )


def _mark(scope: str, about: str) -> str:
    return salted_hmac(SALT, f"{scope}|{about}", algorithm="sha256").hexdigest()[:24]
