"""The page of the enrollment form: what the session is now, and what its button does."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models.course import CourseStatus
from enrollment.actions.consent import seats_free
from enrollment.domain import contact_proof, waiting_list
from enrollment.domain.terms import terms_of
from enrollment.models.enrollment import MAX_PARTY
from enrollment.views.refusal_responses import with_retry


@dataclass(frozen=True, slots=True)
class Room:
    """What a session has for the party in the form; ``seats`` is ``None`` until some are typed."""

    early: bool  # only preregistrations
    is_open: bool
    free: int  # as seats_free counts them
    seats: int | None

    @property
    def is_full(self) -> bool:
        return not self.early and self.free == 0

    @property
    def rest(self) -> int:
        """The seats wanted beyond those that are free."""
        return (self.seats or 0) - self.free

    @property
    def is_exceeded(self) -> bool:
        """Whether some of the party would get a seat, and the others would have to wait."""
        return self.is_open and not self.early and not self.is_full and self.rest > 0

    @property
    def may_be_exceeded(self) -> bool:
        return not self.early and not self.is_full and self.free < MAX_PARTY

    @property
    def waits(self) -> bool:
        return self.is_full or self.is_exceeded


def room_for(session, seats: int | None, *, now, today) -> Room:
    early = session.takes_preregistrations(today=today)
    is_open = (early or session.takes_enrollments(now=now)) and is_public(session)
    return Room(early, is_open, seats_free(session, now=now), seats)


def form_page(request, session, form, people, *, status=200, typed=False, **more):
    """``typed``: something was sent before, though the form is not bound to it."""
    now, today = timezone.now(), timezone.localdate()
    room, terms = room_for(session, seats_typed(form), now=now, today=today), terms_of(session)
    wrong_people = any(person.errors for person in people)
    context = {
        "session": session,
        "course": session.course,
        "form": form,
        "people": people,
        "early": room.early,
        "closed": not room.is_open,
        "is_open": room.is_open,
        "kept": typed or form.is_bound,
        "is_full": room.is_full,
        "over": room.is_exceeded,
        "way": way_of(early=room.early, waits=room.waits),
        "free": room.free,
        "seats": room.seats,
        "rest": room.rest,
        "is_scarce": room.may_be_exceeded,
        "may_exceed": room.is_open and room.may_be_exceeded,
        "may_hold": not (room.early or room.is_full or terms.needs_approval),
        "is_twin": bool(more.get("asked") and more["asked"].get("twice")),
        "terms": terms,
        "short_hours": contact_proof.short_hours(terms),
        "others": others_to_offer(session, room, now=now),
        "today": today,
        "total": total_of(session, room.seats),
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
    return session.course.status == CourseStatus.PUBLISHED


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


def others_to_offer(session, room: Room, *, now) -> list:
    """Nothing beside a session with room; else its others, those with room if it is open itself."""
    if room.is_open and not room.waits:
        return []
    others = others_of(session, now=now)
    return with_room(others, room.seats or 1, now=now) if room.is_open else others


def with_room(others: list, seats: int, *, now) -> list:
    return [other for other in others if waiting_list.has_room(other, seats, now=now)]
