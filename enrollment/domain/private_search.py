"""What staff searched for stays in their own sign-in: a telephone stands in no address.

The address of the list has a short token instead; so filters, pages and exports keep working.
"""

import re
import secrets

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as SignIn

KEY = "searches"
MOST = 20  # of one sign-in, the newest
LONGEST = 200  # characters
PLAIN = re.compile(r"[2-9A-HJ-NP-Z]{8}")  # the code of an enrollment says nothing of a person
TOKEN = re.compile(r"~[0-9a-f]{10}")


def hidden(session: SessionBase, typed: str) -> str:
    """What stands in the address for this search."""
    typed = typed.replace("\0", "").strip()[:LONGEST]
    if not typed or PLAIN.fullmatch(typed.upper()):
        return typed
    known = dict(session.get(KEY, {}))
    token = next((token for token, words in known.items() if words == typed), None)
    if token is None:
        token = f"~{secrets.token_hex(5)}"
        session[KEY] = dict([*known.items(), (token, typed)][-MOST:])
    return token


def typed(session: SessionBase, term: str) -> str:
    """What was typed; a token of another sign-in, or of one that is over, finds nothing."""
    known: dict[str, str] = session.get(KEY, {})
    return known.get(term, term) if TOKEN.fullmatch(term) else term


def forget_all() -> int:
    """Take the searches out of every sign-in; return out of how many."""
    cleared = 0
    for row in SignIn.objects.all().iterator(200):
        data = row.get_decoded()
        if data.pop(KEY, None):
            row.session_data = SessionStore().encode(data)
            row.save(update_fields=["session_data"])
            cleared += 1
    return cleared
