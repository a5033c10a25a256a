"""Inquiries by how far they are: what is open, and what came of the latest."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet, Sum

from enrollment.models import Inquiry
from enrollment.models.inquiry import OPEN, InquiryState

ENDED_SHOWN = timedelta(days=30)
SHOWN = 60  # cards of one column
COLUMNS = (*OPEN, InquiryState.WON, InquiryState.LOST)


@dataclass(slots=True)
class Column:
    state: InquiryState
    cards: list[Inquiry] = field(default_factory=list)
    count: int = 0
    amount: int = 0  # CNY quoted

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def board(*, now: datetime, owner: User | None = None) -> list[Column]:
    """A column for each state, what is due first at the top; ``owner``: only theirs."""
    shown = _shown(now=now, owner=owner)
    columns = {state: Column(state) for state in COLUMNS}
    sums = shown.order_by().values("state")
    for row in sums.annotate(n=Count("pk"), amount=Sum("quote_amount")):
        column = columns[row["state"]]
        column.count, column.amount = row["n"], row["amount"] or 0
        column.cards = list(shown.filter(state=row["state"])[:SHOWN])
    return list(columns.values())


def _shown(*, now: datetime, owner: User | None) -> QuerySet[Inquiry]:
    ended = Q(state__in=(InquiryState.WON, InquiryState.LOST), created_at__gte=now - ENDED_SHOWN)
    inquiries = Inquiry.objects.filter(Q(state__in=OPEN) | ended)
    if owner is not None:
        inquiries = inquiries.filter(owner=owner)
    return inquiries.select_related("course", "owner").order_by("next_on", "-created_at", "pk")


def due(*, today: date) -> QuerySet[Inquiry]:
    """Follow-ups of today and those that were missed."""
    return Inquiry.objects.to_follow(today=today).select_related("owner", "course")
