"""Programs of others that are told of new and changed sessions and of enrollments."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class WebhookEvent(models.TextChoices):
    SESSION_CREATED = "session.created", _("新排的班次")
    SESSION_CHANGED = "session.changed", _("班次有变动")
    ENROLLMENT_CREATED = "enrollment.created", _("新的报名")
    TEST = "test", _("试发")


class DeliveryState(models.TextChoices):
    DUE = "due", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("对方已收到")
    FAILED = "failed", _("发送失败")


class Webhook(models.Model):
    """An address that gets a signed POST for each event; ids only, never a name or a telephone."""

    name = models.CharField(_("名称"), max_length=80, help_text=_("如：集团培训平台。"))
    url = models.URLField(
        _("网址"), max_length=300, help_text=_("https:// 开头的公网地址，收 POST 请求。")
    )
    secret = models.CharField(_("签名密钥"), max_length=64, default=new_secret, editable=False)
    is_active = models.BooleanField(_("启用"), default=True)
    # Events up to here are written down as deliveries (enrollment.domain.webhooks.gather).
    gathered_until = models.DateTimeField(_("已登记到"), editable=False)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "事件推送")
        verbose_name_plural = pgettext_lazy("many", "事件推送")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(models.Model):
    """One event for one address; what is sent is made of it, the same at every try."""

    webhook = models.ForeignKey(
        Webhook, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("事件推送")
    )
    event = models.CharField(_("事件"), max_length=20, choices=WebhookEvent.choices)
    # Public id of the session; code of the enrollment where it is about one.
    session = models.CharField(_("班次编号"), max_length=12, blank=True)
    enrollment = models.CharField(_("报名编号"), max_length=12, blank=True)
    happened_at = models.DateTimeField(_("发生时间"))
    state = models.CharField(
        _("状态"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.DUE
    )
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    due_at = models.DateTimeField(_("应发时间"))
    claimed_at = models.DateTimeField(_("领取时间"), null=True, blank=True)
    answer = models.PositiveSmallIntegerField(_("对方答复"), null=True, blank=True)  # HTTP status
    error = models.CharField(_("最近的错误"), max_length=60, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "推送记录")
        verbose_name_plural = pgettext_lazy("many", "推送记录")
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["state", "due_at"], name="webhook_delivery_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "event", "session", "enrollment", "happened_at"],
                name="event_is_told_to_an_address_once",
            ),
            models.CheckConstraint(
                name="webhook_delivery_state_is_known", condition=Q(state__in=DeliveryState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.enrollment or self.session}".strip()
