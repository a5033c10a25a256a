"""Webhooks in the back office: where events go, how the last of them fared, one sent to try."""

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.editing import Merging
from catalog.domain.date_formats import with_detail
from enrollment.admin.filters import badge
from enrollment.domain import webhooks
from enrollment.domain.public_addresses import NotPublic, host_of
from enrollment.models import Webhook, WebhookDelivery

SHOWN = 20  # deliveries beside their webhook
ERRORS = {
    "NotPublic": gettext_lazy("网址指向内部网络，没有推送"),
    "gaierror": gettext_lazy("找不到这个网址"),
    "ConnectionRefusedError": gettext_lazy("对方拒绝连接"),
    "TimeoutError": gettext_lazy("对方没有应答"),
    "SSLCertVerificationError": gettext_lazy("对方的证书不对"),
}


class WebhookForm(forms.ModelForm):
    url = forms.URLField(
        label=gettext_lazy("网址"),
        max_length=300,
        assume_scheme="https",
        help_text=gettext_lazy("https:// 开头的公网地址，收 POST 请求。"),
    )

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        try:
            host_of(url)
        except NotPublic as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return url


class DeliveryInline(admin.TabularInline):
    """The last of them, to look at."""

    model = WebhookDelivery
    verbose_name_plural = gettext_lazy("最近的推送")
    fields = (
        "event",
        "about",
        "state_said",
        "attempts",
        "happened_at",
        "due_at",
    )
    readonly_fields = fields
    extra = 0
    can_delete = False

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        webhook = request.resolver_match.kwargs.get("object_id", "")
        if not str(webhook).isdecimal():
            return rows.none()
        last = WebhookDelivery.objects.filter(webhook=webhook).order_by("-pk")
        return rows.filter(pk__in=list(last.values_list("pk", flat=True)[:SHOWN]))

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("关于"))
    def about(self, delivery):
        return delivery.enrollment or delivery.session or "—"

    @admin.display(description=gettext_lazy("状态"))
    def state_said(self, delivery):
        why = delivery.answer and f"HTTP {delivery.answer}"
        why = why or ERRORS.get(delivery.error, delivery.error)
        words = delivery.get_state_display()
        return badge(delivery.state, with_detail(words, why) if why else words)


@admin.register(Webhook)
class WebhookAdmin(Merging, admin.ModelAdmin):
    form = WebhookForm
    list_display = ["name", "is_active", "created_at"]
    fields = ["name", "url", "is_active", "secret"]
    readonly_fields = ["secret"]
    inlines = [DeliveryInline]
    actions = ["try_out"]

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["name", "url", "is_active"]

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def save_model(self, request, obj, form, change):
        """What was before is not told to a new address."""
        if not change:
            obj.gathered_until = timezone.now()
        super().save_model(request, obj, form, change)

    @admin.action(description=gettext_lazy("试发一次"), permissions=["change"])
    def try_out(self, request, queryset):
        for webhook in queryset:
            webhooks.try_out(webhook, now=timezone.now())
        said = _("已排队，一分钟内发出；结果看“最近的推送”。")
        self.message_user(request, said, messages.SUCCESS)
