"""The key a form carries: which form it is, whose browser it went to, and what it showed."""

import uuid
from dataclasses import dataclass

from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

from enrollment.domain.form_snapshot import FormSnapshot, from_text, snapshot_of

SALT = "enrollment.key"
MAX_AGE = 48 * 60 * 60  # seconds
LONGEST = 400  # characters


@dataclass(frozen=True, slots=True)
class FormKey:
    """``known`` is what the enrollment remembers: the same form sent twice has the same."""

    public_id: str
    known: str
    mark: str
    shown: FormSnapshot | None


def new_key(session, browser: str = "", *, again: str = "") -> str:
    """An idempotency key, signed for this session, this browser and what the session is now.

    ``again`` is the ``known`` part of a key that was not used up: the form stays the same form.
    """
    known = again or f"{session.public_id}.{uuid.uuid4().hex}"
    facts = snapshot_of(session, now=timezone.now()).as_text()
    return signing.TimestampSigner(salt=SALT).sign(f"{known}.{mark_of(browser)}.{facts}")


def read_key(value: str) -> FormKey:
    """What a key says. Raises signing.BadSignature where it is not ours, or too old."""
    signed = signing.TimestampSigner(salt=SALT).unsign(value, max_age=MAX_AGE)
    parts = signed.split(".")
    if len(parts) < 3:
        raise signing.BadSignature("A key has three parts or four.")
    public_id, number, mark, *facts = parts
    return FormKey(public_id, f"{public_id}.{number}", mark, from_text("".join(facts)))


def owner_of(value: str) -> str:
    """The public id of the session whose page carried the key; "" where nobody's did."""
    try:
        return read_key(value).public_id
    except signing.BadSignature:
        return ""


def mark_of(browser: str) -> str:
    """What a key remembers of the browser's CSRF secret; "" where it has none."""
    return salted_hmac(SALT, browser).hexdigest()[:16] if browser else ""
