"""Buttons of the back office: which verbs a state allows, each with a page that asks first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.editing import tell_news
from enrollment import actions
from enrollment.admin import forms, party_forms
from enrollment.admin.access_log import note_once_a_day
from enrollment.admin.letter_words import (
    letters_to_parties,
    letters_to_seated,
    letters_to_unsettled,
)
from enrollment.admin.rosters import NamesForm
from enrollment.admin.session_forms import RescheduleForm
from enrollment.domain import audit, states
from enrollment.models.enrollment import ACTIVE, EnrollmentState
from enrollment.queries.refund_words import refund_words

NOT_OVER = tuple(state for state, followers in states.NEXT_SESSION.items() if followers)


@dataclass(frozen=True, slots=True)
class Button:
    """``verb`` is called with the thing, ``now``, ``actor`` and what the form gives."""

    verb: Callable
    label: str | Promise
    form: type[forms.VerbForm] = forms.VerbForm
    says: str | Promise = ""
    danger: bool = False
    warns: Callable[..., str] = lambda thing: ""  # of what is unusual about this one
    states: tuple[str, ...] = ()  # besides those from which the state table knows the verb
    shows_person: bool = False  # its page shows how somebody is reached: who opened it is noted
    tells: Callable[..., str] = lambda thing: ""  # of a session: whose parties get a letter
    refunds: Callable[..., str] = lambda thing: ""  # what comes back of a fee that was paid
    writes: bool = True  # the party gets a letter of it, where it gave an address

    @property
    def name(self) -> str:
        return self.verb.__name__


PARTY_BUTTONS = [
    Button(actions.confirm_hold, gettext_lazy("确认占位")),
    Button(
        actions.extend_hold,
        gettext_lazy("延长占位"),
        forms.ExtendForm,
        states=(EnrollmentState.HELD,),
    ),
    Button(
        actions.prove_contact,
        gettext_lazy("电话已核实"),
        says=gettext_lazy("打过电话、确有其人：先保留较短时间的占位改为保留到完整期限。"),
        states=(EnrollmentState.HELD,),
        writes=False,
    ),
    Button(actions.accept_offer, gettext_lazy("接受座位"), party_forms.AcceptForm),
    Button(
        actions.decline_offer, gettext_lazy("放弃座位"), says=gettext_lazy("座位给下一位候补。")
    ),
    Button(
        actions.promote_out_of_turn,
        gettext_lazy("越序递补"),
        forms.ReasonForm,
        says=gettext_lazy("把空座位给这一方，排在前面的会被越过；原因会写进操作记录。"),
    ),
    Button(
        actions.change_least,
        gettext_lazy("改最少接受人数"),
        party_forms.LeastForm,
        says=gettext_lazy("座位不够全部人坐时，有几个这一方也愿意来。"),
        states=(EnrollmentState.WAITING,),
        writes=False,
    ),
    Button(actions.move, gettext_lazy("改班次"), party_forms.MoveForm),
    Button(
        actions.add_seats,
        gettext_lazy("增加人数"),
        party_forms.AddForm,
        says=gettext_lazy("有空位才能加；单价仍是约定的。"),
        states=(EnrollmentState.HELD, EnrollmentState.CONFIRMED, EnrollmentState.WAITING),
    ),
    Button(
        actions.reduce,
        gettext_lazy("减少人数"),
        forms.ReduceForm,
        says=gettext_lazy("减下的座位给候补。"),
        refunds=refund_words,
        states=ACTIVE,
    ),
    Button(
        actions.name_participants,
        gettext_lazy("学员名单"),
        NamesForm,
        states=ACTIVE,
        shows_person=True,
        writes=False,
    ),
    Button(
        actions.correct_contact,
        gettext_lazy("更正联系人"),
        forms.CorrectForm,
        says=gettext_lazy("座位、候补的次序和专用链接都不变；原来的邮箱会收到通知。"),
        states=ACTIVE,
        shows_person=True,
    ),
    Button(
        actions.cancel,
        gettext_lazy("取消报名"),
        forms.ReasonForm,
        says=gettext_lazy("座位会让给候补；座位还空着时可以恢复。"),
        refunds=refund_words,
        danger=True,
    ),
    Button(
        actions.remind,
        gettext_lazy("发信提醒"),
        says=gettext_lazy("请对方确认占位、答复座位，或补齐学员姓名。"),
        states=(EnrollmentState.HELD, EnrollmentState.OFFERED, EnrollmentState.CONFIRMED),
        writes=False,
    ),
    Button(
        actions.renew_link,
        gettext_lazy("换专用链接"),
        says=gettext_lazy("旧链接立即失效，新链接发到联系人的邮箱。"),
        states=ACTIVE,
    ),
    Button(
        actions.undo_cancel,
        gettext_lazy("恢复报名"),
        forms.ReasonForm,
        says=gettext_lazy("座位还空着才能恢复；恢复后通知对方。"),
    ),
    Button(
        actions.revive_hold,
        gettext_lazy("恢复占位"),
        party_forms.ReviveForm,
        says=gettext_lazy("座位还空着才能恢复；恢复后通知对方。"),
    ),
]
LINE_MOVES = gettext_lazy("有空位时，候补按先后得到座位并收到信。")
SESSION_BUTTONS = [
    Button(actions.open_session, gettext_lazy("开放报名"), says=LINE_MOVES),
    Button(
        actions.confirm_session,
        gettext_lazy("确认成班"),
        forms.ConfirmForm,
        warns=forms.too_few,
        says=gettext_lazy("告诉已确认的每一方。"),
        tells=letters_to_seated,
    ),
    Button(
        actions.close_session,
        gettext_lazy("暂停报名"),
        says=gettext_lazy("班次回到计划中，已有的报名保留。"),
    ),
    Button(
        actions.reschedule,
        gettext_lazy("改时间地点"),
        RescheduleForm,
        says=gettext_lazy("告诉有效的每一方。"),
        tells=letters_to_parties,
        states=NOT_OVER,
    ),
    Button(
        actions.change_capacity,
        gettext_lazy("改名额"),
        forms.CapacityForm,
        says=LINE_MOVES,
        states=NOT_OVER,
    ),
    Button(
        actions.change_rules,
        gettext_lazy("报名截止与候补规则"),
        forms.RulesForm,
        says=gettext_lazy("占位和答复期限不会晚于报名截止；不再严格按先后时，空位马上给坐得下的。"),
        states=NOT_OVER,
    ),
    Button(
        actions.finish_session,
        gettext_lazy("结束班次"),
        forms.FinishForm,
        warns=forms.not_over,
        says=gettext_lazy("还在候补和占位的报名会过期。"),
        tells=letters_to_unsettled,
    ),
    Button(
        actions.cancel_session,
        gettext_lazy("取消班次"),
        forms.ReasonForm,
        says=gettext_lazy("已确认、占位和候补的报名都取消，告诉每一方。"),
        tells=letters_to_parties,
        danger=True,
    ),
]


def allowed(
    buttons: list[Button], table: Mapping[str, Mapping[str, tuple[str, ...]]], state: str
) -> list[Button]:
    """The buttons whose verb the state table knows from this state."""
    known = {verb for verbs in table[state].values() for verb in verbs}
    return [one for one in buttons if one.name in known or state in one.states]


class Verbs(admin.ModelAdmin):
    """A ModelAdmin with a page for each verb, below the object's own."""

    buttons: list[Button]
    table: Mapping[str, Mapping[str, tuple[str, ...]]]
    change_form_template = "admin/enrollment/change_form.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_do"
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<int:pk>/do/<slug:verb>/", view, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        thing = self.get_object(request, object_id)
        extra = dict(extra_context or {})
        if thing is not None and self.has_change_permission(request, thing):
            extra["buttons"] = allowed(self.buttons, self.table, thing.state)
        if thing is not None and self.has_view_permission(request, thing):
            extra["beside"] = self.beside(request, thing)
        return super().change_view(request, object_id, form_url, extra)

    def beside(self, request, thing) -> dict:
        """More for the object's page."""
        return {}

    def verb_view(self, request, pk, verb):
        if not self.has_change_permission(request):
            raise PermissionDenied
        thing = self.get_queryset(request).filter(pk=pk).first()
        button = next((one for one in self.buttons if one.name == verb), None)
        if thing is None or button is None:
            raise Http404
        form = button.form(request.POST if request.method == "POST" else None, thing=thing)
        if button not in allowed(self.buttons, self.table, thing.state):
            return self.not_now(request, thing, button, form)
        if request.method == "POST" and form.is_valid():
            try:
                done = button.verb(
                    thing,
                    now=timezone.now(),
                    actor=audit.actor_name(request.user),
                    **form.arguments(),
                )
            except (actions.Refusal, states.InvalidTransition) as refusal:
                form.add_error(None, str(refusal))
            else:
                said = {"thing": done, "label": button.label}
                messages.success(request, _("%(thing)s：%(label)s，已完成。") % said)
                news = getattr(form, "news", [])
                tell_news(request, [str(form.fields[name].label) for name in news])
                return self.back_to(done)
        return self.verb_page(request, thing, button, form)

    def not_now(self, request, thing, button, form):
        """The state moved on since the page was opened; what was typed in it is still there."""
        said = {"label": button.label, "state": thing.get_state_display()}
        sentence = _("现在是“%(state)s”，不能“%(label)s”。") % said
        typed = {name for name in form.data if name != "csrfmiddlewaretoken"}
        if not (form.is_bound and typed):
            messages.warning(request, sentence)
            return self.back_to(thing)
        form.add_error(None, sentence)
        return self.verb_page(request, thing, button, form, status=409)

    def back_to(self, thing):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[thing.pk]))

    def verb_page(self, request, thing, button, form, status=None):
        if button.shows_person:
            note_once_a_day(thing, request.user, verb="view")
        context = {
            **self.admin_site.each_context(request),
            "title": f"{button.label}{_('：')}{thing}",
            "opts": self.opts,
            "thing": thing,
            "button": button,
            "warning": button.warns(thing),
            "letters": button.tells(thing),
            "unreached": button.writes and getattr(thing, "contact_email", None) == "",
            "reached": button.writes and bool(getattr(thing, "contact_email", "")),
            "refund": button.refunds(thing),
            "form": form,
        }
        status = status or (400 if form.is_bound and form.errors else 200)
        return TemplateResponse(request, "admin/enrollment/verb.html", context, status=status)
