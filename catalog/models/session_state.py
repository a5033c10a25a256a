"""What state a session is in; which ones are open, to come and undecided, as conditions of rows."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CLOSES_BEFORE = timedelta(hours=6)  # the day it begins: at 18:00 of the day before


class SessionState(models.TextChoices):
    PLANNED = "planned", _("计划中")
    OPEN = "open", _("报名中")
    CONFIRMED = "confirmed", _("已成班")
    FINISHED = "finished", _("已结束")
    CANCELLED = "cancelled", _("已取消")


TAKING = frozenset({SessionState.OPEN, SessionState.CONFIRMED})  # enrollments


def still_open(*, now: datetime) -> Q:
    """Those with dates whose closing time is not over, whatever their state."""
    by_default = Q(closes_at=None, starts_on__gt=timezone.localdate(now + CLOSES_BEFORE))
    # The first condition lets the database use the index on starts_on.
    return Q(starts_on__gte=timezone.localdate(now)) & (Q(closes_at__gt=now) | by_default)


def to_come(*, today: date) -> Q:
    """Not over yet: the last day is today or later, or the month is not past."""
    dated = Q(ends_on__gte=today) | Q(ends_on__isnull=True, month__gte=today.replace(day=1))
    return dated & ~Q(state__in=[SessionState.CANCELLED, SessionState.FINISHED])


# Open and with a minimum: it takes place once somebody confirms it. A minimum of 0 is none.
UNDECIDED = Q(state=SessionState.OPEN, minimum__gt=0)
