"""What the verbs left behind: audit events and messages, to read; failed messages to send again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models.session import SessionState
from enrollment import audit, outbox
from enrollment.admin.filters import badge
from enrollment.models import AuditEvent, OutboxMessage
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.inquiry import InquiryState

SHOWN = 50  # events beside their object
VERBS = {
    "enroll": gettext_lazy("报名"),
    "preregister": gettext_lazy("预登记"),
    "fill": gettext_lazy("补位"),
    "promote": gettext_lazy("候补转为确认"),
    "offer": gettext_lazy("请候补答复"),
    "promote out of turn": gettext_lazy("越序递补"),
    "confirm hold": gettext_lazy("确认占位"),
    "extend hold": gettext_lazy("延长占位"),
    "accept offer": gettext_lazy("接受座位"),
    "decline offer": gettext_lazy("放弃座位"),
    "expire": gettext_lazy("过期"),
    "cancel": gettext_lazy("取消报名"),
    "reduce": gettext_lazy("减少人数"),
    "move in": gettext_lazy("改到这里"),
    "move out": gettext_lazy("改到别处"),
    "name participants": gettext_lazy("填写学员"),
    "open session": gettext_lazy("开放报名"),
    "close session": gettext_lazy("暂停报名"),
    "confirm session": gettext_lazy("确认成班"),
    "finish session": gettext_lazy("结束班次"),
    "cancel session": gettext_lazy("取消班次"),
    "change capacity": gettext_lazy("改名额"),
    "reschedule": gettext_lazy("改时间地点"),
    "answer": gettext_lazy("答复咨询"),
    "export": gettext_lazy("导出名单"),
    "view": gettext_lazy("查看联系方式"),
    "change note": gettext_lazy("改内部备注"),
    "send again": gettext_lazy("重新发送"),
}


FIELDS = {
    "state": gettext_lazy("状态"),
    "seats": gettext_lazy("人数"),
    "reason": gettext_lazy("原因"),
    "capacity": gettext_lazy("名额"),
    "overbook": gettext_lazy("允许超额"),
    "named": gettext_lazy("已填学员"),
    "until": gettext_lazy("保留至"),
    "overtaken": gettext_lazy("越过"),
    "session": gettext_lazy("班次"),
    "moved_from": gettext_lazy("原报名"),
    "city": gettext_lazy("城市"),
    "venue": gettext_lazy("场地"),
    "month": gettext_lazy("月份"),
    "starts_on": gettext_lazy("开始日期"),
    "ends_on": gettext_lazy("结束日期"),
    "kind": gettext_lazy("种类"),
}
STATES = {
    "enrollment": dict(EnrollmentState.choices),
    "session": dict(SessionState.choices),
    "inquiry": dict(InquiryState.choices),
}


def verb_name(event: AuditEvent) -> str:
    return str(VERBS.get(event.verb, event.verb))


def events_of(thing) -> list[dict]:
    """The newest events of one object, spoken; the parties' events of a session are theirs."""
    events = AuditEvent.objects.filter(
        object_type=thing._meta.model_name, object_id=str(thing.pk)
    ).exclude(verb="view")[:SHOWN]
    return [
        {"event": event, "verb": verb_name(event), "changes": changes_of(event)} for event in events
    ]


def changes_of(event: AuditEvent) -> list[tuple[str, str]]:
    """What changed, in words: a pair of values is the old one and the new one."""
    states = STATES.get(event.object_type, {})
    found = []
    for name, value in event.changes.items():
        values = value if isinstance(value, list) else [value]
        said = ["—" if one is None else str(states.get(str(one), one)) for one in values]
        found.append((str(FIELDS.get(name, name)), " → ".join(said)))
    return found


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


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "actor", "spoken", "object_type", "object_id", "changed"]
    fields = ["at", "actor", "verb", "object_type", "object_id", "changes"]
    list_filter = ["verb", "object_type"]
    search_fields = ["actor", "object_id"]

    @admin.display(description=gettext_lazy("动作"), ordering="verb")
    def spoken(self, event):
        return verb_name(event)

    @admin.display(description=gettext_lazy("变动"))
    def changed(self, event):
        return "；".join(f"{name} {text}" for name, text in changes_of(event))
