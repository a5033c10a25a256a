"""Enroll again from the own page: what the link may show is offered to tick, nothing is filled."""

from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.models import Session
from catalog.models.session_state import TAKING, still_open
from enrollment import actions
from enrollment.forms.enrollment_form import FEWEST_ROWS, EnrollmentForm, ParticipantRows
from enrollment.models.contact import CONTACT
from enrollment.people.party import Person
from enrollment.views.enroll import browser_of, with_everything
from enrollment.views.enroll_page import form_page
from enrollment.views.own import leaving_in, own_page
from enrollment.views.own_changes import task_page

MOST_CHOICES = 200  # sessions


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def again(request, own):
    """Choose a session and what to take along; the form that follows goes to the session."""
    refusal, chosen = None, request.POST.get("session", "")
    if request.method == "POST":
        session = _choices(own).filter(public_id=chosen).first() if chosen.isalnum() else None
        if session is not None:
            return _begun(request, own, session)
        refusal = actions.NotPossible(_("请选择一个班次。"))
    choices = list(_choices(own)[: MOST_CHOICES + 1])
    return task_page(
        request,
        own,
        "enrollment/again.html",
        refusal=refusal,
        choices=choices[:MOST_CHOICES],
        has_more=len(choices) > MOST_CHOICES,
        people=list(own.enrollment.participants.all()) if own.is_unlocked else [],
        ticked=leaving_in(request.POST, "people"),
        contact_ticked="contact" in request.POST,
    )


def _choices(own):
    """Sessions that take enrollments, those of the same course first."""
    now = timezone.now()
    sessions = Session.objects.public().upcoming(today=timezone.localdate(now))
    taking = sessions.filter(still_open(now=now), state__in=TAKING)
    mine = own.enrollment.session
    is_other = Case(When(course=mine.course_id, then=Value(0)), default=Value(1))
    own_first = taking.annotate(other=is_other).exclude(pk=mine.pk)
    return with_everything(own_first).order_by("other", "month", "starts_on", "pk")


def _begun(request, own, session):
    """The enrollment form of the session, with what was ticked."""
    ticked = leaving_in(request.POST, "people")
    known = own.enrollment.participants.all() if own.is_unlocked else []
    people = [
        Person(name=one.name, phone=one.phone, job_title=one.job_title)
        for one in known
        if one.pk in ticked
    ]
    typed: dict = {"seats": max(1, len(people))}
    if own.is_unlocked and "contact" in request.POST:
        typed |= {name: getattr(own.enrollment, name) for name in CONTACT}
    action = reverse("enrollment:enroll", args=[session.public_id])
    form = EnrollmentForm(
        session=session, browser=browser_of(request), action=action, initial=typed
    )
    form.initial["key"] = form.fresh_key()
    rows = ParticipantRows(rows=range(max(FEWEST_ROWS, len(people))), people=people)
    return form_page(request, session, form, rows, typed=True)
