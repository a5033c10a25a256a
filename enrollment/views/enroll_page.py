"""The page of the enrollment form: what the session is now, and what its button does."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from enrollment.actions.consent import seats_free
from enrollment.domain import contact_proof, waiting_list
from enrollment.domain.terms import terms_of
from enrollment.models.enrollment import MAX_PARTY
from enrollment.views.refusal_responses import with_retry


def form_page(request, session, form, people, *, status=200, typed=False, **more):
    """``typed``: something was sent before, though the form is not bound to it."""
    now, today = timezone.now(), timezone.localdate()
    early = session.takes_preregistrations(today=today)
    is_open = (early or session.takes_enrollments(now=now)) and is_public(session)
    seats, free = seats_typed(form), seats_free(session, now=now)
    is_full = not early and free == 0
    over = is_open and not early and not is_full and (seats or 0) > free
    wrong_people = any(person.errors for person in people)
    others = () if is_open and not (over or is_full) else others_of(session, now=now)
    context = {
        "session": session,
        "course": session.course,
        "form": form,
        "people": people,
        "early": early,
        "closed": not is_open,
        "kept": typed or form.is_bound,
        "is_full": is_full,
        "over": over,
        "way": way_of(early=early, waits=is_full or over),
        "free": free,
        "seats": seats,
        "rest": (seats or 0) - free,
        "may_exceed": not early and not is_full and free < MAX_PARTY,
        "terms": terms_of(session),
        "short_hours": contact_proof.short_hours(terms_of(session)),
        "others": with_room(others, seats or 1, now=now) if is_open else others,
        "today": today,
        "total": total_of(session, seats),
        "wrong": form.is_bound and (form.errors or wrong_people),
        "named": sum(bool(person["name"].value()) for person in people),
        "names_open": wrong_people,
        **more,
    }
    return with_retry(render(request, "enrollment/enroll.html", context, status=status))


def way_of(*, early: bool, waits: bool) -> str:
    """What the form does: the title and its button say it."""
    if early:
        return _("预登记")
    return _("候补") if waits else _("报名")


def total_of(session, seats: int | None):
    """Price in CNY; ``None`` while either is unknown."""
    return None if seats is None or session.unit_price is None else session.unit_price * seats


def is_public(session) -> bool:
    return session.course.status == "published"


def seats_typed(form) -> int | None:
    """The seats that stand in the form, ``None`` where they are no number it would take."""
    try:
        return form.fields["seats"].clean(form["seats"].value())
    except ValidationError:
        return None


def others_of(session, *, now) -> list:
    """The course's other sessions that take enrollments."""
    if not is_public(session):
        return []
    upcoming = session.course.sessions.upcoming(today=timezone.localdate(now))
    upcoming = upcoming.select_related("city", "course", "terms")
    return [
        other for other in upcoming if other.pk != session.pk and other.takes_enrollments(now=now)
    ]


def with_room(others: list, seats: int, *, now) -> list:
    return [other for other in others if waiting_list.has_room(other, seats, now=now)]
