"""A question, or a request for training at the customer's own place."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enrollment.models.contact import Contact
from enrollment.models.customer import to_company, to_person
from enrollment.models.enrollment import Channel

MOST_PEOPLE = 2000
LONGEST = 2000  # characters of the text


class InquiryKind(models.TextChoices):
    QUESTION = "question", _("咨询")
    IN_HOUSE = "in_house", _("内训需求")


class InquiryState(models.TextChoices):
    NEW = "new", _("待答复")
    ANSWERED = "answered", _("已答复")
    QUOTED = "quoted", _("已报价")
    HELD = "held", _("已占位")
    WON = "won", _("已报名")
    LOST = "lost", _("未成交")
    CLOSED = "closed", _("已关闭")


OPEN = (InquiryState.NEW, InquiryState.ANSWERED, InquiryState.QUOTED, InquiryState.HELD)


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def open(self) -> Self:
        """Somebody still has something to do."""
        return self.filter(state__in=OPEN)

    def to_follow(self, *, today: date) -> Self:
        """Whose next step is due."""
        return self.open().filter(next_on__lte=today).order_by("next_on", "pk")


class Inquiry(Contact):
    # The same form sent twice is one inquiry: a keyed hash of telephone, kind, course and text.
    key = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(
        _("类型"), max_length=10, choices=InquiryKind.choices, default=InquiryKind.QUESTION
    )
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("课程"),
    )
    people = models.PositiveSmallIntegerField(
        _("大约几人"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    place = models.CharField(_("城市"), max_length=60, blank=True)
    wished = models.CharField(_("希望的时间"), max_length=60, blank=True)
    text = models.TextField(_("想了解什么"))
    # What ``?from=`` said of the link that led to the form.
    source = models.CharField(_("推广来源"), max_length=40, blank=True)
    company_record = to_company("inquiries")
    person = to_person("inquiries")
    channel = models.CharField(
        _("来源"), max_length=10, choices=Channel.choices, default=Channel.WEB
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("跟进人"),
    )
    next_step = models.CharField(_("下一步"), max_length=200, blank=True)
    next_on = models.DateField(_("下一步的日期"), null=True, blank=True)
    quote = models.TextField(_("报价内容"), blank=True)
    quote_amount = models.DecimalField(
        _("报价（元）"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    quote_until = models.DateField(_("报价有效至"), null=True, blank=True)
    lost_reason = models.CharField(_("未成交的原因"), max_length=200, blank=True)
    # What became of it; a party that moved is followed.
    enrollment = models.ForeignKey(
        "enrollment.Enrollment",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="inquiries",
        verbose_name=pgettext_lazy("one", "报名"),
    )
    language = models.CharField(_("语言"), max_length=12, default="zh-hans")
    state = models.CharField(
        _("状态"), max_length=10, choices=InquiryState.choices, default=InquiryState.NEW
    )
    staff_note = models.TextField(_("内部备注"), blank=True)
    created_at = models.DateTimeField(_("提交时间"))
    told_at = models.DateTimeField(_("告知办公室的时间"), null=True, editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "咨询")
        verbose_name_plural = pgettext_lazy("many", "咨询")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_on"], name="inquiry_next_step")]
        constraints = [
            models.CheckConstraint(
                name="inquiry_lost_says_why",
                condition=~Q(state=InquiryState.LOST) | ~Q(lost_reason=""),
            ),
            models.CheckConstraint(
                name="inquiry_quote_has_text_and_last_day",
                condition=~Q(state=InquiryState.QUOTED)
                | (~Q(quote="") & Q(quote_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="inquiry_quote_is_not_negative",
                condition=Q(quote_amount__isnull=True) | Q(quote_amount__gte=0),
            ),
            models.CheckConstraint(
                name="inquiry_channel_is_known", condition=Q(channel__in=Channel.values)
            ),
            models.CheckConstraint(
                name="inquiry_kind_is_known", condition=Q(kind__in=InquiryKind.values)
            ),
            models.CheckConstraint(
                name="inquiry_state_is_known", condition=Q(state__in=InquiryState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
