"""Signing in by the code on the screen of the classroom: who is in the room types a name."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.models import Session
from catalog.text.folding import name_key
from enrollment.actions.attending import Mark, mark
from enrollment.domain import class_codes
from enrollment.domain.class_days import HalfDay, people_of
from enrollment.domain.refusals import Refusal
from enrollment.forms.class_forms import CheckinForm
from enrollment.models.attendance import Half, Presence, Way
from enrollment.views.too_fast import too_fast, with_wait

PAGE = "enrollment/checkin.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checkin(request, code):
    """The code of the screen opens a form, which stays good for ten minutes."""
    if request.method == "POST":
        form = CheckinForm(request.POST)
        valid = form.is_valid()
        opened = class_codes.read_form(form.data.get("opened", ""))
    else:
        form, valid, opened = None, False, class_codes.read_screen(code)
    session = _session(opened)
    if session is None or opened is None:
        return render(request, PAGE, {"is_old": True}, status=410)
    half_day = opened[1]
    context = {"session": session, "day": half_day.day, "half": Half(half_day.half).label}
    if form is None:
        code = class_codes.form_code(session.public_id, half_day)
        return render(request, PAGE, context | {"form": CheckinForm(initial={"opened": code})})
    context["form"] = form
    if not valid:
        return render(request, PAGE, context | {"wrong": True}, status=422)
    who = f"{form.cleaned_data['name']}|{form.cleaned_data['digits']}"
    about = f"{session.public_id}|{half_day.day}|{half_day.half}|{who}"
    if verdict := too_fast(request, form, "checkin", about=about):
        response = render(request, PAGE, context | {"wrong": True}, status=429)
        return with_wait(response, verdict)
    return _signed_in(request, session, half_day, form, context)


def _session(opened: tuple[str, HalfDay] | None) -> Session | None:
    if opened is None:
        return None
    sessions = Session.objects.select_related("course", "city")
    return sessions.filter(public_id=opened[0]).first()


def _signed_in(request, session, half_day, form, context):
    now = timezone.now()
    person = _named(session, form)
    if person is not None:
        pressed = [Mark(person.pk, Presence.PRESENT, now)]
        try:
            mark(session, half_day, pressed, now=now, actor="visitor", way=Way.SCREEN)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, PAGE, context | {"done": True, "name": person.name})
    return render(request, PAGE, context | {"wrong": True}, status=422)


def _named(session: Session, form):
    """The one person of the class with this name; else the form says what to do."""
    name, digits = form.cleaned_data["name"], form.cleaned_data["digits"]
    people = [one for one in people_of(session) if name_key(one.name) == name_key(name)]
    if len(people) > 1:
        people = [one for one in people if digits and one.phone.endswith(digits)]
        if len(people) != 1:
            form.add_error(
                "digits", _("班里有同名的人：请填手机后四位，没有留手机的请找工作人员。")
            )
            return None
    if not people:
        form.add_error("name", _("名单里没有这个姓名。请照报名时的写法填，或找工作人员签到。"))
    return people[0] if people else None
