"""Staff keep one person's data for a dispute, and let it go when that is over."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enrollment.actions.correcting import note
from enrollment.domain import kept_back
from enrollment.domain.refusals import DatesInvalid
from enrollment.domain.session_lock import reason_given
from enrollment.domain.traces import Traces
from enrollment.models import LegalHold

LONGEST = timedelta(days=3 * 366)  # then somebody has to decide anew


@transaction.atomic
def keep_back(traces: Traces, *, reason: str, until: date, now: datetime, actor: str) -> LegalHold:
    """Neither purge nor erase the person until the day is over.

    Raise ReasonMissing, DatesInvalid.
    """
    reason, today = reason_given(reason), timezone.localdate(now)
    if not today < until <= today + LONGEST:
        raise DatesInvalid(_("保留到哪一天：从明天起，最多三年；到时还没有了结，再延长。"))
    hold = LegalHold.objects.create(
        marks=traces.identity.marks(), reason=reason, until=until, made_at=now, made_by=actor
    )
    note("keep back", traces, now=now, actor=actor, until=f"{until:%Y-%m-%d}", reason=reason)
    return hold


@transaction.atomic
def let_go(traces: Traces, *, now: datetime, actor: str) -> int:
    """End the person's holds; return how many there were."""
    ids = [hold.pk for hold in kept_back.holds_of(traces, now=now)]
    if ids:
        LegalHold.objects.filter(pk__in=ids).update(released_at=now)
        note("let go", traces, now=now, actor=actor)
    return len(ids)
