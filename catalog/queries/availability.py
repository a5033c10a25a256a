"""What a reader can do with a session today, as one word for the style sheet and one to read."""

from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models.session import Session
from catalog.models.session_state import SessionState

FEW_SEATS = 5
OPEN = {"free", "few", "full"}
KINDS = (*sorted(OPEN), "planned", "closed", "cancelled")


class Availability(NamedTuple):
    kind: str  # one of KINDS
    words: str

    @property
    def is_open(self) -> bool:
        """Whether it takes enrollments."""
        return self.kind in OPEN


def availability(session: Session, *, now: datetime) -> Availability:
    """Seats left count only while the session takes enrollments and sells them at once."""
    if session.state == SessionState.CANCELLED:
        return Availability("cancelled", _("已取消"))
    if session.state == SessionState.PLANNED:
        return Availability("planned", _("计划中"))
    if not session.takes_enrollments(now=now):
        return Availability("closed", _("报名结束"))
    left = session.seats_left
    if left == 0:
        return Availability("full", _("已满，可候补"))
    if not session.sells_at_once():
        return Availability("full", _("有人候补，可排队"))
    if left is None:
        return Availability("free", _("名额充足"))
    if left <= FEW_SEATS:
        few = ngettext("仅剩 %(left)s 席", "仅剩 %(left)s 席", left)
        return Availability("few", few % {"left": left})
    return Availability("free", ngettext("余 %(left)s 席", "余 %(left)s 席", left) % {"left": left})
