"""The page of a class: everything that is done from two weeks before it until the certificates."""

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enrollment.admin.classes.page import class_page, shown
from enrollment.documents.class_papers import BADGES, CARDS
from enrollment.domain.class_days import half_days_of, half_now, people_of
from enrollment.messaging.messages import subject_to_class
from enrollment.models import (
    Attendance,
    Certificate,
    ClassNote,
    Feedback,
    GroupLetter,
    ReminderRun,
)
from enrollment.models.attendance import THERE, Half
from enrollment.models.record import MessageKind, MessageState
from enrollment.queries import feedback_results


@require_safe
@class_page("view_attendance")
def hub(request, session):
    people = people_of(session).count()
    marks = Attendance.objects.filter(session=session, participant__in=people_of(session))
    there = marks.filter(presence__in=THERE)
    counted = {
        (row["day"], row["half"]): row["n"]
        for row in there.order_by().values("day", "half").annotate(n=Count("pk"))
    }
    halves = [
        {
            "key": f"{one.day}-{one.half}",
            "day": one.day,
            "half": Half(one.half).label,
            "there": counted.get((one.day, one.half), 0),
            "is_to_come": one.is_to_come(timezone.localdate()),
        }
        for one in half_days_of(session)
    ]
    current = half_now(session, now=timezone.now())
    return shown(
        request,
        session,
        "hub",
        _("班级：%(session)s") % {"session": session},
        people=people,
        unnamed=max(0, session.taken - people),
        halves=halves,
        current=f"{current.day}-{current.half}" if current else "",
        is_to_come=current is not None and current.is_to_come(timezone.localdate()),
        badges=BADGES.items(),
        cards=CARDS.items(),
        notes=ClassNote.objects.filter(session=session).select_related("created_by"),
        valid=Certificate.objects.valid().filter(session=session).count(),
        said=feedback_results.summary(feedback_results.of_session(session)),
        answered=Feedback.objects.filter(session=session).exists(),
        answers=feedback_results.how_many(feedback_results.of_session(session)),
        fewest=feedback_results.FEWEST,
        runs=reminder_rows(session),
        letters=letters_of(session),
    )


def reminder_rows(session) -> list[dict]:
    """The reminders that were planned, in words."""
    runs = ReminderRun.objects.filter(session=session).order_by("moment", "pk")
    return [{"kind": MessageKind(run.kind).label, "run": run} for run in runs]


def letters_of(session):
    """Letters to the class with how many went out, wait, or will not go."""
    counts = {
        name: Count("messages", filter=Q(messages__state__in=states))
        for name, states in (
            ("sent", [MessageState.SENT]),
            ("waiting", [MessageState.DUE, MessageState.SENDING]),
            ("lost", [MessageState.FAILED, MessageState.DROPPED]),
        )
    }
    letters = GroupLetter.objects.filter(session=session).annotate(**counts)
    for letter in letters:
        letter.session = session
    return [(letter, subject_to_class(letter)) for letter in letters]
