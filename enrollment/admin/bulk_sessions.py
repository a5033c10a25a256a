"""The same change for many sessions, chosen in the list: asked once, done by the verbs."""

from copy import copy

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.amount_fields import PriceField
from catalog.domain import clash_finding, clash_words
from catalog.forms import field_of
from catalog.models import Instructor, Venue
from catalog.models.session import MAX_CAPACITY
from catalog.models.session_state import SessionState
from catalog.plan.clashes import Clash
from enrollment import actions
from enrollment.admin.letter_words import letter_words
from enrollment.admin.session_forms import AsksAboutClashes, HourField
from enrollment.domain import audit, overruling, states
from enrollment.forms.fields import LineField
from enrollment.queries.recipients import letters

MOST = 500  # sessions at once: each verb has a transaction of its own
CANCEL = SessionState.CANCELLED.value
BECOME = {
    SessionState.OPEN.value: gettext_lazy("开放报名"),
    SessionState.PLANNED.value: gettext_lazy("暂停报名"),
    CANCEL: gettext_lazy("取消班次"),
}


class VenueInCity(forms.ModelChoiceField):
    def label_from_instance(self, venue: Venue) -> str:
        return f"{venue.city} · {venue}"


class BulkSessionsForm(AsksAboutClashes, forms.Form):
    """What is left empty stays as it is in each session."""

    price = PriceField(
        label=gettext_lazy("本班价格（元/人）"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("名额"), required=False, min_value=1, max_value=MAX_CAPACITY
    )
    minimum = forms.IntegerField(
        label=gettext_lazy("成班人数"), required=False, min_value=0, max_value=MAX_CAPACITY
    )
    venue = VenueInCity(
        Venue.objects.none(),
        label=gettext_lazy("场地"),
        required=False,
    )
    room = LineField(label=gettext_lazy("教室"), required=False, max_length=60)
    starts_at = HourField(label=gettext_lazy("每天几点开始"), required=False)
    ends_at = HourField(label=gettext_lazy("每天几点结束"), required=False)
    instructors = forms.ModelMultipleChoiceField(
        Instructor.objects.all(),
        label=gettext_lazy("讲师（换下原来的）"),
        required=False,
        help_text=gettext_lazy("一个都不选就不改；按住 Ctrl 或 ⌘ 可以选几位。"),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[
            ("", gettext_lazy("不改")),
            *BECOME.items(),
        ],
    )
    reason = LineField(
        label=gettext_lazy("取消的原因"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("会写进操作记录；请不要写姓名或电话。"),
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions = sessions
        cities = {one.city_id for one in sessions}
        venues = Venue.objects.filter(city__in=cities).select_related("city")
        field_of(self, "venue", VenueInCity).queryset = venues.order_by("city__position", "name")
        self.add_question()

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if not self.errors and not self.changes:
            raise forms.ValidationError(_("请至少填一项要改的。"))
        if bool(data.get("starts_at")) != bool(data.get("ends_at")):
            self.add_error("ends_at", _("每天的开始和结束时间要一起填。"))
        if not self.errors:
            self.check_cancelling()
        if not self.errors:
            self.ask_about_all()
        return data

    def check_cancelling(self) -> None:
        reason, cancels = self.cleaned_data["reason"], self.changes.get("state") == CANCEL
        if cancels and not reason:
            self.add_error("reason", _("请写为什么取消。"))
        elif cancels and len(self.changes) > 1:
            self.add_error("state", _("取消的班次不能同时改别的。"))
        elif reason and not cancels:
            self.add_error("state", _("写了取消的原因，但没有选取消班次。"))

    @property
    def changes(self) -> dict:
        named = {
            name: value
            for name, value in self.cleaned_data.items()
            if value not in (None, "") and name not in ("overrule", "instructors", "reason")
        }
        teachers = self.cleaned_data.get("instructors")
        return named | ({"instructors": [one.pk for one in teachers]} if teachers else {})

    def ask_about_all(self) -> None:
        if self.changes.get("state") == CANCEL:
            return
        found = not_overruled_after(self.sessions, self.changes)
        self.clashes = tuple(found)
        if found and not self.cleaned_data.get("overrule"):
            names = clash_finding.Names(found)
            said = [
                _("：").join((clash_words.title(one.slot, names), clash_words.sentence(one, names)))
                for one in found[:20]
            ]
            self.add_error("overrule", [*said, _("请改正，或写明为什么仍要这样排。")])


def not_overruled_after(sessions, changes: dict) -> list[Clash]:
    """What would be wrong with the sessions once they are changed."""
    own = clash_finding.teachers_by(type(sessions[0]), [one.pk for one in sessions])
    courses = {one.course_id for one in sessions}
    usual = clash_finding.teachers_by(type(sessions[0].course), courses)
    slots = []
    for session in sessions:
        if session.starts_on is None:
            continue
        changed = copy(session)
        for name, value in changes.items():
            if name != "instructors":
                setattr(changed, name, value)
        if changed.venue_id and changed.venue.city_id != changed.city_id:
            changed.venue = session.venue  # the verb will refuse it
        teachers = changes.get("instructors") or own.get(session.pk)
        teachers = teachers or usual.get(session.course_id, [])
        slots.append(clash_finding.slot_of(changed, teachers))
    today = timezone.localdate()
    return clash_finding.not_overruled(clash_finding.clashes_with(slots, today=today))


class BulkSessions(admin.ModelAdmin):
    """An action of the list of sessions; what a verb refuses is named, the others are done."""

    actions = ["edit_many"]

    @admin.action(permissions=["change"], description=gettext_lazy("一起改…"))
    def edit_many(self, request, queryset):
        if queryset.count() > MOST:
            said = _("一次最多 %(most)d 个班次，请先筛选。") % {"most": MOST}
            messages.error(request, said)
            return None
        related = queryset.select_related("course", "city", "venue")
        sessions = list(related.order_by("month", "starts_on", "pk"))
        form = BulkSessionsForm(request.POST if "sure" in request.POST else None, sessions=sessions)
        if form.is_bound and form.is_valid():
            self.edit_each(request, sessions, form)
            return None
        # What is over is refused: its parties get no letter.
        counts = letters(one.pk for one in sessions if states.NEXT_SESSION[one.state])
        parties, silent = (sum(column) for column in zip((0, 0), *counts.values(), strict=True))
        context = {
            **self.admin_site.each_context(request),
            "title": _("一起改班次：%(count)d") % {"count": len(sessions)},
            "opts": self.opts,
            "rows": [(one, letter_words(*counts.get(one.pk, (0, 0)))) for one in sessions],
            "letters": letter_words(parties, silent),
            "parties": parties,
            "form": form,
            "action": request.POST.get("action", ""),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        status = 400 if form.is_bound else 200
        template = "admin/enrollment/session/many.html"
        return TemplateResponse(request, template, context, status=status)

    def edit_each(self, request, sessions, form) -> None:
        """Each session by itself, with all that is changed of it or nothing."""
        actor, done = audit.actor_name(request.user), []
        refused: dict[str, list[str]] = {}
        for session in sessions:
            said = {"now": timezone.now(), "actor": actor, "reason": form.cleaned_data["reason"]}
            try:
                done.append(actions.change_session(session, **said, **form.changes))
            except (actions.Refusal, states.InvalidTransition) as refusal:
                refused.setdefault(str(refusal), []).append(str(session))
        if form.clashes and done:
            reason = form.cleaned_data["overrule"]
            clashes = not_overruled_after(done, {})
            overruling.overrule(clashes, reason=reason, now=timezone.now(), actor=actor)
        if done:
            text = ngettext("改好了 %(n)d 个班次。", "改好了 %(n)d 个班次。", len(done))
            messages.success(request, text % {"n": len(done)})
        for why, names in refused.items():
            facts = {"n": len(names), "why": why, "names": _("、").join(names[:10])}
            messages.warning(request, _("%(n)d 个没有改：%(why)s（%(names)s）") % facts)
