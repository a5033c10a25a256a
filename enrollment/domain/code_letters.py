"""A code by mail, for whoever has to show that somebody reads the mailbox that was typed."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from enrollment.domain import rate_limit, slower_step
from enrollment.domain.rate_limit import Bucket
from enrollment.domain.slower_step import Ticket
from enrollment.models import OutboxMessage
from enrollment.models.record import MessageKind

HOUR = timedelta(hours=1)
MOST_OF_A_SOURCE, MOST_TO_A_MAILBOX = 40, 3  # letters in an hour


def send(ticket: Ticket, mailbox: str, *, source: str, language: str, now: datetime) -> str:
    """Queue the letter; return a sentence where none was sent, "" where it was."""
    if not mailbox:
        return _("请先在下面填写邮箱，再按一次：验证码寄到那里。")
    counts = rate_limit.count(
        [Bucket("codes of", source, HOUR), Bucket("codes to", mailbox, HOUR)], now=now
    )
    if counts[0] > MOST_OF_A_SOURCE or counts[1] > MOST_TO_A_MAILBOX:
        return _("寄往这里的验证码已经很多。请用最近一封信里的，或过一小时再试。")
    with translation.override(language):
        subject = _("验证码 %(code)s") % {"code": slower_step.code_for(ticket, mailbox)}
    OutboxMessage.objects.create(
        kind=MessageKind.CODE, recipient=mailbox, subject=subject, due_at=now
    )
    return ""


def is_good(message: OutboxMessage, *, now: datetime) -> bool:
    """Whether the code can still be used."""
    return now - message.due_at < slower_step.GOOD_FOR
