"""What the verbs left behind: audit events and messages, to read; failed messages to send again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.domain.date_formats import with_detail
from enrollment.admin.access_log import PrivateSearch
from enrollment.admin.audit_display import VERBS, actor_words, changes_of, thing_words, verb_name
from enrollment.admin.filters import badge
from enrollment.domain import audit, outbox
from enrollment.messaging.messages import subject_of
from enrollment.models import AuditEvent, OutboxMessage

ERRORS = {
    "SMTPRecipientsRefused": gettext_lazy("对方的邮件服务器不收这个地址"),
    "SMTPSenderRefused": gettext_lazy("邮件服务器不接受我们的发件地址"),
    "SMTPAuthenticationError": gettext_lazy("邮件服务器不接受账号或密码"),
    "SMTPServerDisconnected": gettext_lazy("邮件服务器断开了连接"),
    "SMTPConnectError": gettext_lazy("连不上邮件服务器"),
    "ConnectionRefusedError": gettext_lazy("连不上邮件服务器"),
    "gaierror": gettext_lazy("找不到邮件服务器"),
    "TimeoutError": gettext_lazy("邮件服务器没有应答"),
    "TooManyLetters": gettext_lazy("一天里寄往这个地址的信太多"),
    "SMTPDataError": gettext_lazy("邮件服务器不收这封信"),
}


def error_words(name: str) -> str:
    """Why a letter did not go out; an error nobody put into words keeps its name."""
    if not name:
        return ""
    if name not in ERRORS:
        return name
    return with_detail(ERRORS[name], name)


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class TroubleFilter(admin.SimpleListFilter):
    """Letters that the mailer refused, as on the dashboard."""

    title = gettext_lazy("发送")
    parameter_name = "trouble"

    def lookups(self, request, model_admin):
        return [("yes", gettext_lazy("发不出去"))]

    def queryset(self, request, queryset):
        return queryset.troubled() if self.value() == "yes" else queryset


@admin.register(OutboxMessage)
class OutboxMessageAdmin(PrivateSearch, ReadOnly, admin.ModelAdmin):
    list_display = [
        *("subject_text", "about_what", "kind", "state_badge", "attempts", "due_at", "sent_at"),
        "error_text",
    ]
    list_filter = [TroubleFilter, "state", "kind"]
    ordering = ["-due_at", "-pk"]
    search_fields = ["enrollment__code", "subject"]
    fields = [
        *("subject_text", "enrollment", "interest", "inquiry", "kind", "state", "attempts"),
        *("due_at", "sent_at", "error_text"),
    ]
    actions = ["send_again"]

    def get_queryset(self, request):
        return OutboxMessage.objects.with_names().order_by(*self.ordering)

    def get_fields(self, request, obj=None):
        """Of the three things a letter can be about, the one it is about."""
        others = {"enrollment", "interest", "inquiry"}
        return [
            name for name in self.fields if name not in others or getattr(obj, f"{name}_id", None)
        ]

    @admin.display(description=gettext_lazy("标题"))
    def subject_text(self, message):
        return subject_of(message)

    @admin.display(description=gettext_lazy("关于"))
    def about_what(self, message):
        return str(message.about or "—")

    @admin.display(description=gettext_lazy("最近的错误"), ordering="last_error")
    def error_text(self, message):
        return error_words(message.last_error)

    @admin.display(description=gettext_lazy("状态"), ordering="state")
    def state_badge(self, message):
        return badge(message.state, message.get_state_display())

    def has_retry_permission(self, request):
        return request.user.has_perm("enrollment.change_enrollment")

    @admin.action(description=gettext_lazy("重新发送失败的邮件"), permissions=["retry"])
    def send_again(self, request, queryset: QuerySet):
        actor, now = audit.actor_name(request.user), timezone.now()
        count = sum(outbox.send_again(message, actor=actor, now=now) for message in queryset)
        said = _("%(count)d 封失败的邮件会在几分钟内重新发送。") % {"count": count}
        self.message_user(request, said, messages.SUCCESS if count else messages.WARNING)


class VerbFilter(admin.SimpleListFilter):
    title = gettext_lazy("动作")
    parameter_name = "verb"

    def lookups(self, request, model_admin):
        return list(VERBS.items())

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "by", "verb_words", "about", "changed"]
    fields = ["at", "by", "verb_words", "about", "changed"]
    list_filter = [VerbFilter]
    search_fields = ["actor", "object_id"]

    @admin.display(description=gettext_lazy("操作人"), ordering="actor")
    def by(self, event):
        return actor_words(event)

    @admin.display(description=gettext_lazy("对象"), ordering="object_type")
    def about(self, event):
        return thing_words(event)

    @admin.display(description=gettext_lazy("动作"), ordering="verb")
    def verb_words(self, event):
        return verb_name(event)

    @admin.display(description=gettext_lazy("变动"))
    def changed(self, event):
        return _("；").join(f"{name} {text}" for name, text in changes_of(event))
