"""What the verbs left behind: audit events and messages, to read; failed messages to send again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment import audit, outbox
from enrollment.admin.filters import badge
from enrollment.admin.spoken import VERBS, actor_words, changes_of, thing_words, verb_name
from enrollment.models import AuditEvent, OutboxMessage


class ReadOnly:
    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [
        *("enrollment", "kind", "state_badge", "attempts", "due_at", "sent_at", "last_error"),
    ]
    list_filter = ["state", "kind"]
    list_select_related = ["enrollment"]
    search_fields = ["enrollment__code"]
    fields = [
        *("enrollment", "kind", "state", "attempts"),
        *("due_at", "sent_at", "last_error"),
    ]
    actions = ["send_again"]

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
    list_display = ["at", "by", "spoken", "about", "changed"]
    fields = ["at", "actor", "verb", "object_type", "object_id", "changes"]
    list_filter = [VerbFilter]
    search_fields = ["actor", "object_id"]

    @admin.display(description=gettext_lazy("操作人"), ordering="actor")
    def by(self, event):
        return actor_words(event)

    @admin.display(description=gettext_lazy("对象"), ordering="object_type")
    def about(self, event):
        return thing_words(event)

    @admin.display(description=gettext_lazy("动作"), ordering="verb")
    def spoken(self, event):
        return verb_name(event)

    @admin.display(description=gettext_lazy("变动"))
    def changed(self, event):
        return "；".join(f"{name} {text}" for name, text in changes_of(event))
