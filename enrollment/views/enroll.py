"""The enrollment form: one page that never loses what was typed."""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.models import Session
from catalog.models.course import CourseStatus
from enrollment import actions, waiting
from enrollment.actions.enrolling import CLOSED
from enrollment.forms import (
    FEWEST_ROWS,
    MORE_ROWS,
    EnrollmentForm,
    participant_forms,
    people_of,
    typed_rows,
)
from enrollment.models import Enrollment, Interest
from enrollment.models.enrollment import MAX_PARTY
from enrollment.party import Person
from enrollment.terms import terms_of
from enrollment.views.answers import status_of, with_retry
from enrollment.views.own import unlock

SEATS_REFUSALS = (actions.PartyTooLarge, actions.PartySizeInvalid, actions.TooManyPeople)
FOR_A_VERB = ("public_id", "price", "course__price", "course__outline", "course__status")
REDRAW = ("add_rows", "carry")  # buttons that change the form and judge nothing yet


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enroll(request, public_id):
    sessions = Session.objects.reachable()
    if request.method == "POST" and not any(name in request.POST for name in REDRAW):
        needed = sessions.select_related("course").only(*FOR_A_VERB)
        return judged(request, get_object_or_404(needed, public_id=public_id))
    session = get_object_or_404(with_everything(sessions), public_id=public_id)
    if request.method != "POST" and session.course.status == CourseStatus.ARCHIVED:
        return HttpResponseRedirect(session.get_absolute_url(), status=303)
    if request.method == "POST":
        return redrawn(request, session)
    form = EnrollmentForm(session=session, browser=browser_of(request), initial=wished(request))
    return form_page(request, session, form, participant_forms(rows=range(FEWEST_ROWS)))


def with_everything(sessions):
    return sessions.with_names().select_related("terms")


def judged(request, session):
    """A form that was sent; ``session`` comes alone, for most forms need no page drawn."""
    form = EnrollmentForm(request.POST, session=session, browser=browser_of(request))
    filled = [n for n, row in enumerate(typed_rows(request.POST)) if row != Person("")]
    valid = form.is_valid()
    people = participant_forms(request.POST, rows=filled)
    named = all(person.is_valid() for person in people)
    if form.has_error("key", "foreign") and sent_before(form):
        return refused(request, session, form, status=409, again=True)
    if not (valid and named):
        return refused(request, session, form, status=422)
    return submitted(request, session, form, people)


def submitted(request, session, form, people):
    try:
        if session.course.status == CourseStatus.ARCHIVED:  # since the form was opened
            raise actions.SessionClosed(str(CLOSED))
        receipt = actions.enroll(
            session,
            party=form.party(people_of(people)),
            key=form.cleaned_data["key"],
            now=timezone.now(),
            language=get_language() or "zh-hans",
            hold_days=terms_of(session).hold_days if form.cleaned_data["hold"] else None,
        )
    except actions.Refusal as refusal:
        form.add_error("seats" if isinstance(refusal, SEATS_REFUSALS) else None, str(refusal))
        again = isinstance(refusal, actions.KeyReused)
        return refused(request, session, form, status=status_of(refusal), again=again)
    response = HttpResponseRedirect(reverse("enrollment:my", args=[receipt.token]), status=303)
    unlock(response, receipt.enrollment, receipt.token)  # who enrolled knows the number
    return response


def refused(request, session, form, *, status, again=False):
    """The page again, with what was typed and the session as it is now."""
    session = with_everything(Session.objects.all()).get(pk=session.pk)
    seats = form.cleaned_data.get("seats") or 0
    rows = max(FEWEST_ROWS, len(typed_rows(request.POST)), seats)
    people = participant_forms(request.POST, rows=range(rows))
    return form_page(request, session, form, people, status=status, again=again)


def redrawn(request, session):
    """The form with what was typed and more rows, or for another session; nothing is judged."""
    names = [name for name in EnrollmentForm.base_fields if name != "key"]
    typed = {name: request.POST.get(name, "") for name in names}
    if "carry" not in request.POST:
        typed["key"] = request.POST.get("key", "")
    rows = typed_rows(request.POST)
    more = MORE_ROWS if "add_rows" in request.POST else 0
    form = EnrollmentForm(session=session, browser=browser_of(request), initial=typed)
    if "carry" in request.POST:
        form.initial["key"] = form.fields["key"].initial
    count = min(max(FEWEST_ROWS, len(rows)) + more, max(MAX_PARTY, len(rows)))
    people = participant_forms(rows=range(count), people=rows)
    return form_page(request, session, form, people)


def form_page(request, session, form, people, *, status=200, again=False):
    """``again``: this form was sent before; it goes out once more with a fresh key."""
    if form.is_bound and (again or "key" in form.errors):
        form.data = form.data.copy()
        form.data["key"] = form.fields["key"].initial
    today = timezone.localdate()
    early = session.takes_preregistrations(today=today)
    is_open = early or session.takes_enrollments(today=today)
    context = {
        "session": session,
        "course": session.course,
        "form": form,
        "people": people,
        "early": early,
        "closed": not is_open,
        "again": again,
        "is_full": not waiting.has_room(session, 1, now=timezone.now()),
        "may_exceed": not early and (session.seats_left or MAX_PARTY) < MAX_PARTY,
        "terms": terms_of(session),
        "others": () if is_open else others_of(session, today=today),
        "today": today,
        "total": total_of(session, form),
        "wrong": form.is_bound and (form.errors or any(person.errors for person in people)),
    }
    return with_retry(render(request, "enrollment/enroll.html", context, status=status))


def wished(request) -> dict:
    """What somebody wrote who asked to be told of this course; the telephone is typed anew."""
    code = request.GET.get("wish", "")[:32]
    found = Interest.objects.filter(code=code).first() if code and code.isprintable() else None
    if found is None:
        return {}
    return {
        "contact_name": found.contact_name,
        "company": found.company,
        "seats": min(found.seats, MAX_PARTY),
    }


def total_of(session, form):
    """Price in CNY for the seats typed; ``None`` while either is unknown."""
    try:
        seats = form.fields["seats"].clean(form["seats"].value())
    except ValidationError:
        return None
    return None if session.unit_price is None else session.unit_price * seats


def others_of(session, *, today):
    upcoming = session.course.sessions.upcoming(today=today).select_related("city", "course")
    return [
        other
        for other in upcoming
        if other.pk != session.pk and other.takes_enrollments(today=today)
    ]


def browser_of(request) -> str:
    """The browser's CSRF secret, "" where it sent none.

    A key is bound to it, so that a form copied to another browser shows no one's enrollment.
    """
    if request.method != "POST":
        get_token(request)  # a reader of the form gets the cookie now
    return request.META.get("CSRF_COOKIE", "")


def sent_before(form) -> bool:
    return Enrollment.objects.filter(key=form.known_key).exists()
