"""What verbs leave behind in their own transaction: seat changes, audit events, messages due."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SeatChange(models.Model):
    """One change of a session's counters; their sum is the counters (check_invariants)."""

    session = models.ForeignKey(
        "catalog.Session", on_delete=models.PROTECT, related_name="seat_changes"
    )
    enrollment = models.ForeignKey(
        "enrollment.Enrollment",
        on_delete=models.PROTECT,
        related_name="seat_changes",
        null=True,
        blank=True,
    )
    verb = models.CharField(_("动作"), max_length=40)
    taken = models.IntegerField(_("已确认"), default=0)
    held = models.IntegerField(_("占位"), default=0)
    waiting = models.IntegerField(_("候补"), default=0)
    # What the past is explained from: how many of ``held`` are an offer, until when they are
    # kept, and the limits in force after this change (no capacity is no limit).
    offered = models.IntegerField(_("其中待确认"), default=0)
    until = models.DateTimeField(_("保留至"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("名额"), null=True, blank=True)
    overbook = models.PositiveIntegerField(_("允许超额"), default=0)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = pgettext_lazy("one", "座位变动")
        verbose_name_plural = pgettext_lazy("many", "座位变动")
        ordering = ["pk"]
        indexes = [models.Index(fields=["session", "at"], name="seat_change_history")]

    def __str__(self) -> str:
        return f"{self.verb} {self.taken:+d} {self.held:+d} {self.waiting:+d}"


class AuditEvent(models.Model):
    """Who did what, when: no foreign keys, so it outlives its object, and no personal data."""

    at = models.DateTimeField(_("时间"), db_index=True)
    actor = models.CharField(_("操作人"), max_length=160)  # staff:<username>, visitor, system
    verb = models.CharField(_("动作"), max_length=40)
    object_type = models.CharField(_("对象"), max_length=40)
    object_id = models.CharField(_("对象编号"), max_length=40)
    changes = models.JSONField(_("变动"), default=dict)

    class Meta:
        verbose_name = pgettext_lazy("one", "操作记录")
        verbose_name_plural = pgettext_lazy("many", "操作记录")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"


class MessageKind(models.TextChoices):
    RECEIVED = "received", _("已占位")
    CONFIRMED = "confirmed", _("报名已确认")
    PREREGISTERED = "preregistered", _("已预登记")
    WAITING = "waiting", _("进入候补")
    OFFERED = "offered", _("有座位，待确认")
    PROMOTED = "promoted", _("候补转为确认")
    HOLD_ENDING = "hold_ending", _("占位即将到期")
    EXTENDED = "extended", _("占位已延期")
    REDUCED = "reduced", _("人数已减少")
    MOVED = "moved", _("已改班次")
    MOVE_ASKED = "move_asked", _("请问能否改班次")
    SESSION_CONFIRMED = "session_confirmed", _("已成班")
    SESSION_CHANGED = "session_changed", _("班次有变动")
    SESSION_CANCELLED = "session_cancelled", _("班次已取消")
    CANCELLED = "cancelled", _("报名已取消")
    EXPIRED = "expired", _("已过期")
    LINK = "link", _("找回链接")
    ADDED = "added", _("人数已增加")
    RESTORED = "restored", _("报名已恢复")
    REMINDER = "reminder", _("提醒")
    CONTACT_CHANGED = "contact_changed", _("联系方式已更正")
    INTEREST = "interest", _("等的班开了")
    INQUIRY = "inquiry", _("告知办公室有咨询")
    WEEK_BEFORE = "week_before", _("开课前 7 天")
    NAMES_MISSING = "names_missing", _("请补学员名单")
    PAPERS = "papers", _("参训须知")
    DAY_BEFORE = "day_before", _("开课前 1 天")
    NO_SHOW = "no_show", _("学员缺席")
    FEEDBACK = "feedback", _("请评价课程")
    GROUP = "group", _("群发的信")
    CODE = "code", _("验证码")


NOT_BY_KIND = (MessageKind.INTEREST, MessageKind.INQUIRY, MessageKind.GROUP, MessageKind.CODE)
ABOUT_A_PARTY = [kind for kind in MessageKind if kind not in NOT_BY_KIND]  # with a text of its own


class MessageState(models.TextChoices):
    DUE = "due", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    FAILED = "failed", _("发送失败")
    DROPPED = "dropped", _("不再需要")


UNSENT = (MessageState.DUE, MessageState.SENDING)
# Given up, or refused by the mailer and to be tried again.
TROUBLED = Q(state=MessageState.FAILED) | Q(state=MessageState.DUE, attempts__gt=0)
ABOUT = {"interest": MessageKind.INTEREST, "inquiry": MessageKind.INQUIRY}


def about_one() -> Q:
    """A letter is about an enrollment, an interest or an inquiry: exactly one, as its kind says.

    A code is about nothing that is kept: it goes to a mailbox that was typed.
    """
    one = Q(enrollment__isnull=False, interest__isnull=True, inquiry__isnull=True)
    one &= ~Q(kind__in=[kind.value for kind in (*ABOUT.values(), MessageKind.CODE)])
    interest = Q(enrollment__isnull=True, interest__isnull=False, inquiry__isnull=True)
    inquiry = Q(enrollment__isnull=True, interest__isnull=True, inquiry__isnull=False)
    code = Q(enrollment__isnull=True, interest__isnull=True, inquiry__isnull=True)
    code &= Q(kind=MessageKind.CODE.value)
    about = interest & Q(kind=ABOUT["interest"]) | inquiry & Q(kind=ABOUT["inquiry"])
    return one | about | code


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def with_names(self) -> Self:
        return self.select_related(
            *("enrollment__session__course", "enrollment__session__city"),
            *("enrollment__session__venue", "interest__course", "inquiry__course", "group_letter"),
        )

    def troubled(self) -> Self:
        return self.filter(TROUBLED)


class OutboxMessage(models.Model):
    """An e-mail that is due; its text is made when it is sent, from what is true then."""

    enrollment = models.ForeignKey(
        "enrollment.Enrollment",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=pgettext_lazy("one", "报名"),
    )
    interest = models.ForeignKey(
        "enrollment.Interest",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("开班意向"),
    )
    inquiry = models.ForeignKey(
        "enrollment.Inquiry",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("咨询"),
    )
    # What it says, where staff wrote one letter to many parties.
    group_letter = models.ForeignKey(
        "enrollment.GroupLetter",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("群发的信"),
    )
    kind = models.CharField(_("种类"), max_length=20, choices=MessageKind.choices)
    version = models.PositiveIntegerField(_("次"), default=1)
    # Where it goes instead of to the contact; emptied once it is out or no longer needed.
    recipient = models.EmailField(blank=True, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=MessageState.choices, default=MessageState.DUE
    )
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    due_at = models.DateTimeField(_("应发时间"))
    claimed_at = models.DateTimeField(_("领取时间"), null=True, blank=True)
    sent_at = models.DateTimeField(_("发送时间"), null=True, blank=True)
    last_error = models.CharField(_("最近的错误"), max_length=200, blank=True)
    subject = models.CharField(_("标题"), max_length=300, blank=True)  # as it was last sent

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "待发邮件")
        verbose_name_plural = pgettext_lazy("many", "待发邮件")
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "kind", "version"], name="message_is_due_once"
            ),
            models.UniqueConstraint(
                fields=["interest", "version"], name="message_of_an_interest_is_due_once"
            ),
            models.UniqueConstraint(fields=["inquiry"], name="message_of_an_inquiry_is_due_once"),
            models.CheckConstraint(name="message_is_about_exactly_one", condition=about_one()),
            models.CheckConstraint(
                name="message_to_a_group_has_its_letter",
                condition=Q(kind=MessageKind.GROUP.value, group_letter__isnull=False)
                | ~Q(kind=MessageKind.GROUP.value) & Q(group_letter__isnull=True),
            ),
            models.CheckConstraint(
                name="message_state_is_known", condition=Q(state__in=MessageState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.about or ''}".strip()

    @property
    def about(self):
        """What it is about; nothing where it carries a code."""
        return self.enrollment or self.interest or self.inquiry
