"""The same verb for many parties at once: chosen in the list, asked once, told one by one."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.models import Session
from enrollment import actions
from enrollment.actions.writing_letters import addressed
from enrollment.admin import party_forms
from enrollment.domain import audit, states

MOST = 500  # parties at once: each has a transaction of its own
MOST_NAMED = 200  # parties in an address: gunicorn reads 4094 characters of it


@dataclass(frozen=True, slots=True)
class BulkAction:
    verb: Callable
    label: str | Promise
    form: type[party_forms.ManyForm]
    says: str | Promise
    danger: bool = False


CANCEL = BulkAction(
    actions.cancel,
    gettext_lazy("取消报名"),
    party_forms.ManyReasonForm,
    gettext_lazy("每一方都会收到通知，座位让给候补；座位还空着时可以逐个恢复。"),
    danger=True,
)
REMIND = BulkAction(
    actions.remind,
    gettext_lazy("发信提醒"),
    party_forms.ManyForm,
    gettext_lazy("请对方确认占位、答复座位，或补齐学员姓名；没有要做的事、没有邮箱的会列出来。"),
)
EXTEND = BulkAction(
    actions.extend_hold,
    gettext_lazy("延长占位"),
    party_forms.ManyExtendForm,
    gettext_lazy("只对占位有效；最晚到各班次的报名截止。"),
)


def _silent_words(count: int) -> str:
    """That so many of the chosen get no letter, and why."""
    words = ngettext(
        "选中的有 %(n)d 份收不到信：没有邮箱，或报名已取消、过期。",
        "选中的有 %(n)d 份收不到信：没有邮箱，或报名已取消、过期。",
        count,
    )
    return words % {"n": count}


class BulkActions(admin.ModelAdmin):
    """Actions of the list; a party whose verb is refused is named, the others are done."""

    actions = ["cancel_many", "remind_many", "extend_many", "write_many"]

    @admin.action(permissions=["change"], description=gettext_lazy("取消报名…"))
    def cancel_many(self, request, queryset):
        return self.many(request, queryset, CANCEL)

    @admin.action(permissions=["change"], description=gettext_lazy("发信提醒…"))
    def remind_many(self, request, queryset):
        return self.many(request, queryset, REMIND)

    @admin.action(permissions=["change"], description=gettext_lazy("延长占位…"))
    def extend_many(self, request, queryset):
        return self.many(request, queryset, EXTEND)

    @admin.action(permissions=["write"], description=gettext_lazy("写信…"))
    def write_many(self, request, queryset):
        """Lead to the letter of their session, with those of them ticked whom it reaches."""
        session = Session.objects.filter(enrollments__in=queryset).distinct()
        if session.count() != 1:
            messages.error(request, _("一封信写给一个班次的报名：请按班次筛选后再选。"))
            return None
        everybody = set(addressed(session.get()).values_list("pk", flat=True))
        chosen = set(queryset.values_list("pk", flat=True))
        ticked = sorted(chosen & everybody)
        if silent := len(chosen - everybody):
            messages.warning(request, _silent_words(silent))
        if not ticked:
            return None
        page = reverse("admin:catalog_session_letter", args=[session.get().pk])
        if everybody <= chosen:
            return HttpResponseRedirect(page)
        if len(ticked) > MOST_NAMED:
            facts = {"most": MOST_NAMED}
            messages.error(request, _("一封信最多选 %(most)d 份，要写给更多请选全班。") % facts)
            return None
        return HttpResponseRedirect(f"{page}?{urlencode({'party': ticked}, doseq=True)}")

    def has_write_permission(self, request) -> bool:
        return request.user.has_perm("enrollment.add_groupletter")

    def many(self, request, queryset, many: BulkAction):
        chosen = queryset.order_by("session_id", "number")
        if chosen.count() > MOST:
            messages.error(request, _("一次最多 %(most)d 份，请先筛选。") % {"most": MOST})
            return None
        form = many.form(request.POST if "sure" in request.POST else None)
        if form.is_bound and form.is_valid():
            self.do_each(request, list(chosen), many, form.arguments())
            return None
        parties = list(chosen.select_related("session__course", "session__city"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{many.label}{_('：')}{len(parties)}",
            "opts": self.opts,
            "many": many,
            "parties": parties,
            "people": sum(party.seats for party in parties),
            "form": form,
            "action": request.POST.get("action", ""),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        status = 400 if form.is_bound else 200
        return TemplateResponse(request, "admin/enrollment/many.html", context, status=status)

    def do_each(self, request, parties, many: BulkAction, arguments: dict) -> None:
        actor, done = audit.actor_name(request.user), 0
        refused: dict[str, list[str]] = {}  # codes, by why not
        for party in parties:
            try:
                many.verb(party, now=timezone.now(), actor=actor, **arguments)
            except (actions.Refusal, states.InvalidTransition) as refusal:
                refused.setdefault(str(refusal), []).append(party.code)
            else:
                done += 1
        said = ngettext("%(label)s：%(n)d 份已完成。", "%(label)s：%(n)d 份已完成。", done)
        messages.success(request, said % {"label": many.label, "n": done})
        for why, codes in refused.items():
            facts: dict[str, object] = {"n": len(codes), "why": why, "codes": _("、").join(codes)}
            messages.warning(request, _("%(n)d 份没有做：%(why)s（%(codes)s）") % facts)
