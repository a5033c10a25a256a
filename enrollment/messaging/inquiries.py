"""What the office hears by mail: that inquiries wait, never whose they are."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from enrollment.models import Inquiry
from enrollment.models.inquiry import InquiryState


def unannounced() -> QuerySet[Inquiry]:
    """The inquiries that wait and that no letter has spoken of."""
    return Inquiry.objects.filter(told_at=None, state=InquiryState.NEW).order_by("pk")


def letter_to_office() -> tuple[str, str, list[int]]:
    """Subject, body and the ids of all inquiries the letter is about: one letter for all."""
    new = list(unannounced().select_related("course"))
    with translation.override("zh-hans"):
        lines = [
            f"· {inquiry.get_kind_display()}" + (f" {inquiry.course}" if inquiry.course else "")
            for inquiry in new
        ]
        subject = _("%(n)d 条新的咨询等着答复") % {"n": len(new)}
        told = _("联系人和内容请在后台查看：")
        address = settings.SITE_URL + reverse("admin:enrollment_inquiry_changelist")
    link = f"{address}?state__exact={InquiryState.NEW}"
    body = "\n".join([*lines, "", told, link, ""])
    return subject, body, [inquiry.pk for inquiry in new]
