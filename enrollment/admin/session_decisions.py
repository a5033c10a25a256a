"""A session that may not run: confirm it, ask its people to another session, or cancel it."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.day_fields import DayField
from catalog.domain.date_formats import dates
from catalog.forms import field_of
from catalog.models import Session
from catalog.models.session_state import TAKING, SessionState
from enrollment import actions
from enrollment.admin.forms import ReasonForm, VerbForm, too_few
from enrollment.admin.letter_words import letters_to_parties, letters_to_seated
from enrollment.domain import audit, states
from enrollment.models import MoveQuestion

ANSWER_DAYS = 5  # unless the other session closes sooner


class ConfirmAnywayForm(VerbForm):
    """Nothing to fill in: the page says what follows."""


class TargetChoice(forms.ModelChoiceField):
    def label_from_instance(self, session: Session) -> str:
        left = _("不限") if session.seats_left is None else session.seats_left
        said = {"when": dates(session), "city": session.city.name, "left": left}
        return _("%(city)s %(when)s，余位 %(left)s") % said


class AskForm(VerbForm):
    to = TargetChoice(Session.objects.none(), label=gettext_lazy("合到哪个班次"))
    until = DayField(
        label=gettext_lazy("答复期限（含当天）"),
    )

    def prepare(self) -> None:
        field_of(self, "to", forms.ModelChoiceField).queryset = others(self.thing)
        self.fields["until"].initial = timezone.localdate() + timedelta(days=ANSWER_DAYS)

    def clean(self):
        """The end of the day, or the other session's closing time where that is sooner."""
        super().clean()
        data = self.cleaned_data
        if data.get("until") and data.get("to"):
            end = timezone.make_aware(datetime.combine(data["until"], time(23, 59)))
            data["until"] = min(end, data["to"].closing)
        return data


WAYS: dict[str, tuple[Callable, type[VerbForm]]] = {
    "confirm": (actions.confirm_session, ConfirmAnywayForm),
    "ask": (actions.ask_to_move, AskForm),
    "cancel": (actions.cancel_session, ReasonForm),
}


def others(session: Session):
    """The course's other sessions that take enrollments."""
    today = timezone.localdate()
    upcoming = session.course.sessions.upcoming(today=today).filter(state__in=TAKING)
    dated = upcoming.exclude(pk=session.pk).filter(starts_on__gt=today)
    return dated.select_related("city", "course").order_by("starts_on", "pk")


class SessionDecisions(admin.ModelAdmin):
    """The page of a session on which its three ways stand side by side, each with its letters."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<int:pk>/decide/", view, name="catalog_session_decide"), *super().get_urls()]

    def decide_view(self, request, pk):
        if not self.has_change_permission(request):
            raise PermissionDenied
        session = self.get_queryset(request).filter(pk=pk).first()
        if session is None:
            raise Http404
        posted = request.POST.get("way", "") if request.method == "POST" else ""
        made = {
            way: form(request.POST if way == posted else None, thing=session, prefix=way)
            for way, (_verb, form) in WAYS.items()
        }
        if posted in WAYS and made[posted].is_valid():
            done = self.decide(request, session, posted, made[posted])
            if done:
                return done
        return self.decide_page(request, session, made)

    def decide(self, request, session, way: str, form):
        """Do it; ``None`` if it was refused, which then stands in the form."""
        verb, _form = WAYS[way]
        now, actor = timezone.now(), audit.actor_name(request.user)
        try:
            done = verb(session, now=now, actor=actor, **form.arguments())
        except (actions.Refusal, states.InvalidTransition) as refusal:
            form.add_error(None, str(refusal))
            return None
        if way == "ask":
            text = ngettext("已征询 %(n)d 方。", "已征询 %(n)d 方。", done) % {"n": done}
            messages.success(request, text)
            return HttpResponseRedirect(reverse("admin:catalog_session_decide", args=[session.pk]))
        messages.success(request, f"{done}{_('：')}{done.get_state_display()}")
        return HttpResponseRedirect(reverse("admin:catalog_session_change", args=[session.pk]))

    def decide_page(self, request, session, made: dict):
        asked = MoveQuestion.objects.filter(enrollment__session=session)
        context = {
            **self.admin_site.each_context(request),
            "title": _("开不开班：%(session)s") % {"session": session},
            "opts": self.opts,
            "session": session,
            "short": too_few(session),
            "forms": made,
            "every": letters_to_parties(session),
            "seated": letters_to_seated(session),
            "others": list(others(session)[:20]),
            "asked": asked.select_related("enrollment", "to__city").order_by("pk"),
            "now": timezone.now(),
            "may_confirm": SessionState.CONFIRMED in states.NEXT_SESSION[session.state],
            "is_over": not states.NEXT_SESSION[session.state],
        }
        wrong = any(form.is_bound and form.errors for form in made.values())
        template = "admin/enrollment/session/decide.html"
        return TemplateResponse(request, template, context, status=400 if wrong else 200)
