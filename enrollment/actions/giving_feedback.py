"""What participants say of a class is kept without a name; what may be quoted waits for staff."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Session, Testimonial
from catalog.models.session_state import SessionState
from enrollment.domain.class_codes import PARTY, feedback_mark
from enrollment.domain.refusals import DeadlinePassed, Refusal, SessionClosed
from enrollment.models import Enrollment, Feedback, FeedbackAnswer
from enrollment.models.enrollment import EnrollmentState

OPEN_FOR = timedelta(days=30)  # after the last day


class AlreadyAnswered(Refusal):
    """Every seat behind this link has answered."""


@dataclass(frozen=True, slots=True)
class FeedbackInput:
    """``scores`` and ``texts`` by the id of their question; ``quote`` may be shown in public."""

    scores: dict[int, int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    quote: str = ""
    author_role: str = ""


def check_open(session: Session, *, now: datetime) -> None:
    """Raise SessionClosed before the last day, DeadlinePassed a month after it."""
    today = timezone.localdate(now)
    if (
        session.state == SessionState.CANCELLED
        or session.ends_on is None
        or today < session.ends_on
    ):
        raise SessionClosed(_("课程结束那天起才能评价。"))
    if today > session.ends_on + OPEN_FOR:
        raise DeadlinePassed(_("评价到课后 30 天为止，已经过了。谢谢您。"))


def seat_marks_of(kind: str, name: str, session: Session) -> list[str]:
    """A keyed hash for each seat behind the link."""
    seats = session.taken
    if kind == PARTY:
        party = Enrollment.objects.filter(code=name, state=EnrollmentState.CONFIRMED).first()
        seats = party.seats if party else 0
    return [feedback_mark(kind, name, number) for number in range(1, seats + 1)]


def give_feedback(
    session: Session, opinion: FeedbackInput, *, kind: str, name: str, form_key: str, now: datetime
) -> Feedback:
    """Keep one opinion; the same form twice is one. The day is kept, not the moment.

    No row of the record of actions is written: it would say when somebody answered.
    Raise AlreadyAnswered, SessionClosed, DeadlinePassed.
    """
    check_open(session, now=now)
    if known := Feedback.objects.filter(form_key=form_key).first():
        return known
    turns = seat_marks_of(kind, name, session)
    used = set(Feedback.objects.filter(turn__in=turns).values_list("turn", flat=True))
    all_given = Feedback.objects.filter(session=session).count() >= session.taken
    for turn in [] if all_given else [mark for mark in turns if mark not in used]:
        try:
            return _write(session, opinion, turn=turn, form_key=form_key, now=now)
        except IntegrityError:  # somebody took this turn meanwhile, or sent this form
            if known := Feedback.objects.filter(form_key=form_key).first():
                return known
    raise AlreadyAnswered(_("这个链接的每个座位都已经评价过了，谢谢。"))


@transaction.atomic
def _write(
    session: Session, opinion: FeedbackInput, *, turn: str, form_key: str, now: datetime
) -> Feedback:
    given = Feedback.objects.create(
        session=session,
        turn=turn,
        form_key=form_key,
        given_on=timezone.localdate(now),
        may_quote=bool(opinion.quote),
    )
    answers = [
        FeedbackAnswer(feedback=given, question_id=question, score=score)
        for question, score in opinion.scores.items()
    ]
    answers += [
        FeedbackAnswer(feedback=given, question_id=question, text=text)
        for question, text in opinion.texts.items()
        if text
    ]
    FeedbackAnswer.objects.bulk_create(answers)
    if opinion.quote:
        Testimonial.unread(session.course, opinion.quote, opinion.author_role).save()
    return given
