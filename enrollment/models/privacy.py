"""What people were told of their data, what they asked for, and what was erased."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeText(models.Model):
    """A privacy notice as it was shown, word by word, under the SHA-256 of its text."""

    digest = models.CharField(max_length=64, primary_key=True)
    language = models.CharField(_("语言"), max_length=12)
    text = models.TextField(_("全文"))
    first_used_at = models.DateTimeField(_("首次使用"))

    class Meta:
        verbose_name = pgettext_lazy("one", "隐私说明文本")
        verbose_name_plural = pgettext_lazy("many", "隐私说明文本")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.digest[:12]


class ConsentForm(models.TextChoices):
    ENROLL = "enroll", _("报名表")
    INQUIRY = "inquiry", _("咨询表")
    INTEREST = "interest", _("开班意向表")


class ConsentEnd(models.TextChoices):
    WITHDRAWN = "withdrawn", _("已撤回")
    ERASED = "erased", _("信息已删除")
    PURGED = "purged", _("信息已到期清除")


class ConsentRecord(models.Model):
    """Who ticked which notice, when, on which form; no name, so that it may outlive its object."""

    form = models.CharField(_("表单"), max_length=10, choices=ConsentForm.choices)
    object_key = models.CharField(max_length=64, editable=False)  # the key of the form's own row
    person = models.CharField(max_length=64, editable=False, db_index=True)  # keyed hash
    notice = models.CharField(_("隐私说明文本"), max_length=64)  # NoticeText.digest
    given_at = models.DateTimeField(_("勾选时间"))
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ended_by = models.CharField(
        _("结束方式"), max_length=10, choices=ConsentEnd.choices, blank=True
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "同意记录")
        verbose_name_plural = pgettext_lazy("many", "同意记录")
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["form", "object_key", "notice"], name="consent_is_given_once_to_a_notice"
            ),
            models.CheckConstraint(
                name="consent_that_ended_says_how",
                condition=Q(ended_at__isnull=True, ended_by="")
                | Q(ended_at__isnull=False, ended_by__in=ConsentEnd.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.notice[:12]}"


class RequestKind(models.TextChoices):
    COPY = "copy", _("要一份我的全部信息")
    CORRECT = "correct", _("更正我的信息")
    WITHDRAW = "withdraw", _("撤回同意")
    ERASE = "erase", _("删除我的信息")


class RequestState(models.TextChoices):
    OPEN = "open", _("待办理")
    DONE = "done", _("已办理")
    REFUSED = "refused", _("未办理")


class PrivacyRequest(models.Model):
    """Asked for on a party's own page; it waits on the dashboard until its last day."""

    enrollment = models.ForeignKey(
        "enrollment.Enrollment",
        on_delete=models.CASCADE,
        related_name="privacy_requests",
        verbose_name=pgettext_lazy("one", "报名"),
    )
    kind = models.CharField(_("请求"), max_length=10, choices=RequestKind.choices)
    state = models.CharField(
        _("状态"), max_length=10, choices=RequestState.choices, default=RequestState.OPEN
    )
    asked_at = models.DateTimeField(_("提出时间"))
    due_on = models.DateField(_("最迟办理"))
    answer = models.CharField(
        _("答复"), max_length=200, blank=True, help_text=_("对方在自己的报名页上看得到。")
    )
    closed_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "个人信息请求")
        verbose_name_plural = pgettext_lazy("many", "个人信息请求")
        ordering = ["due_on", "pk"]
        default_permissions = ()
        permissions = [("handle_privacy", _("可以办理个人信息请求"))]
        constraints = [
            models.UniqueConstraint(
                fields=["enrollment", "kind"],
                condition=Q(state=RequestState.OPEN.value),
                name="privacy_request_is_open_once",
            ),
            models.CheckConstraint(
                name="privacy_request_state_is_known", condition=Q(state__in=RequestState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.enrollment}"


class Erasure(models.Model):
    """The receipt of an erasure: how many rows, and keyed hashes; nothing of the person."""

    receipt = models.CharField(_("回执编号"), max_length=16, unique=True)
    at = models.DateTimeField(_("时间"))
    actor = models.CharField(_("操作人"), max_length=160)
    counts = models.JSONField(_("删除了什么"), default=dict)
    left = models.JSONField(_("仍提到此人的地方"), default=dict)
    marks = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("one", "删除回执")
        verbose_name_plural = pgettext_lazy("many", "删除回执")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.receipt


class LegalHold(models.Model):
    """One person's data is kept for a dispute: neither purged nor erased until a day."""

    marks = models.JSONField(default=list, editable=False)  # keyed hashes, as of an erasure
    reason = models.CharField(_("原因"), max_length=200)
    until = models.DateField(_("保留到"))
    made_at = models.DateTimeField(_("时间"))
    made_by = models.CharField(_("操作人"), max_length=160)
    released_at = models.DateTimeField(_("解除时间"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "争议保留")
        verbose_name_plural = pgettext_lazy("many", "争议保留")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.until}"
