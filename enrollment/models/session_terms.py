"""What one session asks of its parties: holds, offers, the waiting list, names, cancelling."""

from datetime import date, datetime, time, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

HOLD_DAYS = 7
OFFER_HOURS = 48
MOST_HOLD_DAYS = 60


class SessionTerms(models.Model):
    """A session without a row has the defaults: domain.terms.terms_of gives either."""

    session = models.OneToOneField(
        "catalog.Session",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="terms",
        verbose_name=_("班次"),
    )
    needs_approval = models.BooleanField(
        _("先占位后确认"),
        default=False,
        help_text=_("每份报名先占位，单位审批后再确认。"),
    )
    hold_days = models.PositiveSmallIntegerField(
        _("占位保留天数"),
        default=HOLD_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOLD_DAYS)],
    )
    offers_first = models.BooleanField(
        _("递补先征求意见"),
        default=False,
        help_text=_("有座位空出时先请候补的一方答复；不勾选则直接确认。"),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("答复期限（小时）"),
        default=OFFER_HOURS,
        validators=[MinValueValidator(1), MaxValueValidator(14 * 24)],
    )
    names_days = models.PositiveSmallIntegerField(
        _("名单截止（开班前几天）"), null=True, blank=True, help_text=_("留空表示到开班当天。")
    )
    cancel_days = models.PositiveSmallIntegerField(
        _("取消截止（开班前几天）"), null=True, blank=True, help_text=_("留空表示到报名截止。")
    )
    cancel_fee = models.CharField(
        _("取消费用说明"),
        max_length=200,
        blank=True,
        help_text=_("例如：开班前 7 天内取消，收取费用的 20%。"),
    )
    report_no_shows = models.BooleanField(
        _("告知缺席"),
        default=False,
        help_text=_("当天课后写信告诉联系人，他报名的学员里谁缺席。"),
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "报名条件")
        verbose_name_plural = pgettext_lazy("many", "报名条件")
        constraints = [
            models.CheckConstraint(
                name="terms_hold_lasts_1_to_60_days",
                condition=Q(hold_days__gte=1, hold_days__lte=MOST_HOLD_DAYS),
                violation_error_message=_("占位保留天数为 1 至 60。"),
            ),
            models.CheckConstraint(
                name="terms_offer_lasts_1_to_336_hours",
                condition=Q(offer_hours__gte=1, offer_hours__lte=14 * 24),
                violation_error_message=_("答复期限为 1 至 336 小时。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)

    @property
    def names_until(self) -> date:
        """The last day on which the party itself may change its names."""
        return self.session.first_day - timedelta(days=self.names_days or 0)

    @property
    def change_until(self) -> datetime:
        """The moment until which the party itself may cancel, reduce or move."""
        closing = self.session.closing
        if self.cancel_days is None:
            return closing
        last = self.session.first_day - timedelta(days=self.cancel_days)
        return min(closing, timezone.make_aware(datetime.combine(last, time(23, 59))))

    @property
    def line_rule(self) -> str:
        """How the waiting list moves, in one sentence."""
        if self.session.strict_order:
            return gettext("严格按报名先后递补，同一单的人不会拆开。")
        return gettext(
            "按报名先后递补，同一单的人不会拆开；前面一单坐不下的空位先给后面坐得下的，"
            "它的次序不变，坐得下时最先轮到它。"
        )
