"""The enrollment form: one page that never loses what was typed, and asks before it surprises."""

from datetime import timedelta

from django.http import Http404, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.models import Session
from catalog.models.course import CourseStatus
from catalog.views.carried_source import carries_source
from catalog.views.client_address import source_of
from enrollment import actions
from enrollment.actions.consent import CLOSED
from enrollment.domain import consents, contact_proof, rate_limit, same_contact
from enrollment.domain.terms import terms_of
from enrollment.forms import form_keys
from enrollment.forms.contact_form import source_of_link
from enrollment.forms.enrollment_form import (
    FEWEST_ROWS,
    MORE_ROWS,
    EnrollmentForm,
    ParticipantRows,
    typed_rows,
)
from enrollment.models import Enrollment, Interest
from enrollment.models.enrollment import MAX_PARTY
from enrollment.people.party import Person
from enrollment.queries.form_session import session_of_form
from enrollment.views import too_fast
from enrollment.views.enroll_page import form_page, is_public, seats_typed
from enrollment.views.own import unlock
from enrollment.views.refusal_responses import status_of
from enrollment.views.too_fast import sentence, with_wait

SEATS_REFUSALS = (actions.PartyTooLarge, actions.PartySizeInvalid, actions.TooManyPeople)
QUESTIONS = (actions.FactsMoved, actions.EnrolledAlready, actions.SessionFull)
REDRAW = ("add_rows", "carry")  # buttons that change the form and judge nothing yet
NAMED_TWINS, HOUR = 20, timedelta(hours=1)  # questions in an hour that name an enrollment


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@carries_source
def enroll(request, public_id):
    if request.method == "POST" and not any(name in request.POST for name in REDRAW):
        session = session_of_form(public_id)
        if session is None:
            raise Http404
        if not session.is_reachable:
            return gone(request, session)
        return judged(request, session)
    sessions = with_everything(Session.objects.reachable())
    session = get_object_or_404(sessions, public_id=public_id)
    if request.method != "POST" and session.course.status == CourseStatus.ARCHIVED:
        return HttpResponseRedirect(session.get_absolute_url(), status=303)
    if request.method == "POST":
        return page_as_typed(request, session)
    form = EnrollmentForm(session=session, browser=browser_of(request), initial=began(request))
    return form_page(request, session, form, ParticipantRows(rows=range(FEWEST_ROWS)))


def with_everything(sessions):
    return sessions.with_names().select_related("terms")


def gone(request, session):
    """Its course is no longer shown; who has the form open keeps what was typed."""
    form = EnrollmentForm(request.POST, session=session, browser=browser_of(request))
    form.is_valid()
    if not form.known_key:  # the page was never open here
        raise Http404
    return refused(request, session, form, status=409)


def judged(request, session):
    """A form that was sent; ``session`` comes alone, for most forms need no page rendered."""
    form = EnrollmentForm(request.POST, session=session, browser=browser_of(request))
    filled = [n for n, row in enumerate(typed_rows(request.POST)) if row != Person("")]
    valid = form.is_valid()
    people = ParticipantRows(request.POST, rows=filled)
    named = people.is_valid()
    if form.has_error("key", "foreign") and sent_before(form):
        return refused(request, session, form, status=409, again=True)
    if not (valid and named):
        return refused(request, session, form, status=422)
    # The form that was sent before is answered as it was, however often it comes.
    verdict = judged_pace(request, session, form)
    if not verdict.passes and not sent_before(form):
        form.add_error(None, sentence(verdict))
        return with_wait(refused(request, session, form, status=429), verdict)
    return submitted(request, session, form, people, doubtful=verdict.doubtful)


def judged_pace(request, session, form):
    """Whether so many enrollments come from there that this one has to wait."""
    data = form.cleaned_data
    who = {
        "phone": data["contact_phone"],
        "email": data["contact_email"].casefold(),
        "phone and session": f"{data['contact_phone']}|{session.public_id}",
    }
    return too_fast.judged(request, "enroll", about=form.known_key, **who)


def submitted(request, session, form, people, *, doubtful):
    party, now = form.party(people.people()), timezone.now()
    holds = form.cleaned_data["hold"] or terms_of(session).needs_approval
    language = get_language() or "zh-hans"
    try:
        if session.course.status == CourseStatus.ARCHIVED:  # since the form was opened
            raise actions.SessionClosed(str(CLOSED))
        receipt = actions.enroll(
            session,
            party=party,
            key=form.cleaned_data["key"],
            now=now,
            language=language,
            hold_days=terms_of(session).hold_days if form.cleaned_data["hold"] else None,
            proof=contact_proof.wanted(party, holds=holds, doubtful=doubtful),
            source=form.cleaned_data["source"],
            consent=form.consent(notice=consents.shown(language, now=now)),
        )
    except actions.KeyReused as refusal:
        found = same_contact.earlier_enrollments(session, party)
        asked = asked_again(request, found, party) if found else None
        form.add_error(None, str(refusal))
        return refused(request, session, form, status=409, again=True, asked=asked)
    except actions.EnrolledAlready as refusal:
        asked = asked_again(request, refusal.others, party)
        return refused(request, session, form, status=409, asked=asked)
    except QUESTIONS as refusal:
        return refused(request, session, form, status=409, asked={"sentence": str(refusal)})
    except actions.Refusal as refusal:
        form.add_error("seats" if isinstance(refusal, SEATS_REFUSALS) else None, str(refusal))
        return refused(request, session, form, status=status_of(refusal))
    response = HttpResponseRedirect(reverse("enrollment:my", args=[receipt.token]), status=303)
    unlock(response, receipt.enrollment, receipt.token)  # who enrolled knows the number
    return response


def asked_again(request, found, party) -> dict:
    """The question whether this is another enrollment.

    Whoever asks it again and again is not told the code of others: numbers could be tried.
    """
    who, now = source_of(request), timezone.now()
    tried = rate_limit.is_over("twins", who, limit=NAMED_TWINS, window=HOUR, now=now)
    return {"sentence": same_contact.sentence(found, party, named=not tried), "twice": True}


def refused(request, session, form, *, status, again=False, asked=None):
    """The page again, with what was typed and the session as it is now.

    ``again``: this form was sent before, it goes out with a fresh key. ``asked``: nothing is wrong,
    but the party has to say something first; its key then tells what the page shows now.
    """
    session = with_everything(Session.objects.all()).get(pk=session.pk)
    form.session = session
    if again or "key" in form.errors:
        form.carry(form.fresh_key())
    elif asked:
        form.carry(form.key_as_it_is())
    seats = form.cleaned_data.get("seats") or 0
    rows = max(FEWEST_ROWS, len(typed_rows(request.POST)), seats)
    people = ParticipantRows(request.POST, rows=range(rows))
    people.is_valid()  # its rows say what is wrong between them too
    more = {"again": again, "asked": asked}
    return form_page(request, session, form, people, status=status, **more)


def page_as_typed(request, session):
    """The form with what was typed and more rows, or for another session; nothing is judged."""
    carried = "carry" in request.POST
    form = as_typed(request, session, key="" if carried else request.POST.get("key", ""))
    rows = typed_rows(request.POST)
    count = max(FEWEST_ROWS, len(rows), min(seats_typed(form) or 0, MAX_PARTY))
    if "add_rows" in request.POST and count == max(FEWEST_ROWS, len(rows)):
        count = min(count + MORE_ROWS, max(MAX_PARTY, len(rows)))
    people = ParticipantRows(rows=range(count), people=rows)
    names_open = "add_rows" in request.POST
    return form_page(request, session, form, people, typed=True, names_open=names_open)


def as_typed(request, session, *, key: str) -> EnrollmentForm:
    """The form with what was sent, not judged; without ``key`` it gets a fresh one."""
    names = [name for name in EnrollmentForm.base_fields if name != "key"]
    typed = {name: request.POST.get(name, "") for name in names}
    form = EnrollmentForm(session=session, browser=browser_of(request), initial=typed)
    form.initial["key"] = key or form.fresh_key()
    return form


def not_accepted(request, public_id):
    """The page for a form whose token was refused: nothing is judged and nothing is written."""
    session = get_object_or_404(with_everything(Session.objects.all()), public_id=public_id)
    if not is_public(session) and form_keys.owner_of(request.POST.get("key", "")) != public_id:
        raise Http404
    get_token(request)
    form, rows = as_typed(request, session, key=""), typed_rows(request.POST)
    count = max(FEWEST_ROWS, len(rows), min(seats_typed(form) or 0, MAX_PARTY))
    people = ParticipantRows(rows=range(count), people=rows)
    return form_page(request, session, form, people, status=403, typed=True)


def began(request) -> dict:
    """What the form begins with: where its reader came from, and the interest they came for."""
    return {"source": source_of_link(request), **from_interest(request)}


def from_interest(request) -> dict:
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


def browser_of(request) -> str:
    """The browser's CSRF secret, "" where it sent none.

    A key is bound to it, so that a form copied to another browser shows no one's enrollment.
    """
    if request.method != "POST":
        get_token(request)  # a reader of the form gets the cookie now
    return request.META.get("CSRF_COOKIE", "")


def sent_before(form) -> bool:
    return Enrollment.objects.filter(key=form.known_key).exists()
