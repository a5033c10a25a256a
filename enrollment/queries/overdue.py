"""What nobody has done in time: read from the rows themselves, so no clock has to beat for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrollment.models import Enrollment, OutboxMessage
from enrollment.models.enrollment import hold_over, offer_over
from enrollment.models.record import TROUBLED, UNSENT, MessageState

ALLOWED = timedelta(minutes=10)  # `tick` runs every minute


@dataclass(frozen=True, slots=True)
class OverdueItem:
    """``what`` is "messages", "undelivered" or "deadlines"; ``since`` is when the first was due."""

    what: str
    since: datetime

    def __str__(self) -> str:
        since = date_format(timezone.localtime(self.since), "DATETIME_FORMAT")
        if self.what == "messages":
            return _("邮件从 %(since)s 起没有发出。请让管理员检查定时任务 tick。") % {
                "since": since
            }
        if self.what == "undelivered":
            return _("有邮件发不出去，最近一次试发是 %(since)s。请在“没有发出的邮件”里看原因。") % {
                "since": since
            }
        return _(
            "到期的占位从 %(since)s 起没有释放。有人报名时会自动补上；请让管理员检查定时任务 tick。"
        ) % {"since": since}


def overdue_items(*, now: datetime) -> list[OverdueItem]:
    """What is overdue by more than ten minutes, and what cannot go out; two queries."""
    limit = now - ALLOWED
    late = Q(state__in=UNSENT, due_at__lte=limit)
    open_letters = OutboxMessage.objects.filter(state__in=[*UNSENT, MessageState.FAILED])
    letters = open_letters.aggregate(
        unsent=Min("due_at", filter=late), troubled=Max("claimed_at", filter=TROUBLED)
    )
    first = Enrollment.objects.aggregate(
        held=Min("held_until", filter=hold_over(by=limit)),
        offered=Min("offered_until", filter=offer_over(by=limit)),
    )
    ended = min(filter(None, first.values()), default=None)
    counts = {"messages": letters["unsent"], "undelivered": letters["troubled"]}
    counts["deadlines"] = ended
    return [OverdueItem(what, since) for what, since in counts.items() if since]
