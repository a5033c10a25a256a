"""The days of one enrollment as a calendar file: on its own page, and beside a letter."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.documents import ics
from catalog.domain.date_formats import dates, hours
from catalog.models.session_state import SessionState
from catalog.models.translations import translated
from catalog.plan.meeting_days import stretches
from catalog.views.calendars import entry
from enrollment.domain.links import my_url
from enrollment.models import AuditEvent, Enrollment
from enrollment.models.enrollment import SEATED

FIRST_MOMENT = datetime(2020, 1, 1, tzinfo=UTC)  # before any enrollment


def calendar_file(enrollment: Enrollment) -> bytes | None:
    """The party's own days, to its own page; ``None`` while the dates are open.

    Once the enrollment or the session is over by cancelling, the file takes them out again. It
    keeps its UID through a move, and its sequence is the moment of the last change.
    """
    session = enrollment.session
    if session.starts_on is None:
        return None
    shown, title = entry(session), translated(session.course, "title")
    over = not enrollment.is_active or session.state == SessionState.CANCELLED
    state = SessionState.CONFIRMED if _is_seated(enrollment) else SessionState.PLANNED
    code = _("报名编号：%(code)s") % {"code": enrollment.code}
    link = my_url(enrollment)
    changed = max(session.updated_at, enrollment.state_changed_at)
    lines = [dates(session), hours(session), code, _("查看、修改或取消："), link]
    own = replace(
        shown,
        uid=f"enrollment-{enrollment.code.lower()}@{urlsplit(settings.SITE_URL).hostname}",
        description="\n".join(filter(None, lines)),
        url=link,
        state=SessionState.CANCELLED if over else state,
        updated_at=changed,
        is_own=_is_seated(enrollment),
        alarm="" if over else _("明天上课：%(title)s") % {"title": title},
        organizer=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        sequence=int((changed - FIRST_MOMENT).total_seconds()),
        runs_before=runs_before(enrollment),
    )
    return ics.calendar(title, [own], method="CANCEL" if over else "PUBLISH")


def runs_before(enrollment: Enrollment) -> int:
    """The most runs of days that any file of this party may have had, in whichever session."""
    sessions, party = [enrollment.session], enrollment
    while found := Enrollment.objects.filter(moved_to=party).select_related("session").first():
        sessions.append(found.session)
        party = found
    ids = [str(session.pk) for session in sessions]
    events = AuditEvent.objects.filter(object_type="session", object_id__in=ids, verb="reschedule")
    changes = events.values_list("changes", flat=True)
    listed = [day_list for one in changes for day_list in one.get("meeting_days", ())]
    told = [[date.fromisoformat(day) for day in text.split("、") if day] for text in listed]
    return max(len(stretches(days)) for days in (*(one.days for one in sessions), *told))


def _is_seated(enrollment: Enrollment) -> bool:
    return enrollment.state in SEATED
