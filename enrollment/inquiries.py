"""What the office hears by mail: that inquiries wait, never whose they are."""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from enrollment.models import Inquiry
from enrollment.models.inquiry import InquiryState

logger = logging.getLogger(__name__)


def tell_office(*, now: datetime) -> int:
    """One letter about all inquiries the office has not heard of; gives how many went out.

    At least once: what could not be sent is tried again at the next turn of the clock.
    """
    waiting = Inquiry.objects.filter(told_at=None, state=InquiryState.NEW).order_by("pk")
    new = list(waiting.select_related("course")) if settings.OFFICE_EMAIL else []
    if not new:
        return 0
    with translation.override("zh-hans"):
        subject, body = _letter(new)
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [settings.OFFICE_EMAIL]).send()
    except Exception as error:
        # Any mailer may fail in its own way.
        logger.warning("the office was not told of inquiries: %s", type(error).__name__)
        return 0
    Inquiry.objects.filter(pk__in=[inquiry.pk for inquiry in new]).update(told_at=now)
    return 1


def _letter(new: list[Inquiry]) -> tuple[str, str]:
    lines = [
        f"· {inquiry.get_kind_display()}" + (f" {inquiry.course}" if inquiry.course else "")
        for inquiry in new
    ]
    address = settings.SITE_URL + reverse("admin:enrollment_inquiry_changelist")
    subject = _("%(n)d 条新的咨询等着答复") % {"n": len(new)}
    told = _("联系人和内容请在后台查看：")
    return subject, "\n".join([*lines, "", told, f"{address}?state__exact={InquiryState.NEW}", ""])
