"""How much of a class somebody attended, and whether that is enough for a certificate."""

from dataclasses import dataclass

from django.db.models import Count

from catalog.models import Course, Session
from enrollment.domain.class_days import half_days_of, people_of
from enrollment.models import Attendance, Certificate, ClassRules, Participant
from enrollment.models.attendance import THERE


def rules_of(course: Course) -> ClassRules:
    """The course's rules, or the defaults; costs a query unless ``class_rules`` was selected."""
    try:
        return course.class_rules
    except ClassRules.DoesNotExist:
        return ClassRules(course=course)


@dataclass(frozen=True, slots=True)
class Standing:
    """``percent`` is of all half days of the session; ``certificate`` is the valid one.

    ``was_withdrawn``: staff withdrew one for good; only somebody's own button gives another.
    """

    participant: Participant
    there: int
    percent: int
    is_enough: bool
    certificate: Certificate | None
    was_withdrawn: bool = False

    @property
    def is_due(self) -> bool:
        return self.is_enough and self.certificate is None

    @property
    def is_due_with_all(self) -> bool:
        """Whether issuing to everybody gives this person one."""
        return self.is_due and not self.was_withdrawn

    @property
    def is_misnamed(self) -> bool:
        """The name was corrected after the certificate was printed."""
        return self.certificate is not None and self.certificate.name != self.participant.name


def standings(session: Session) -> list[Standing]:
    """Everybody on a confirmed seat, with their part of the class; five queries."""
    needed = rules_of(session.course).needed_percent
    halves = half_days_of(session)
    days = {half.day for half in halves}
    marks = Attendance.objects.filter(session=session, presence__in=THERE, day__in=days)
    counted = dict(marks.values_list("participant").annotate(Count("pk")).order_by())
    valid = Certificate.objects.valid().filter(session=session)
    certificates = {certificate.participant_id: certificate for certificate in valid}
    ended = Certificate.objects.filter(session=session, withdrawn_at__isnull=False)
    withdrawn = set(ended.filter(replaced_by=None).values_list("participant", flat=True))
    rows = []
    for person in people_of(session):
        there = min(counted.get(person.pk, 0), len(halves))
        percent = there * 100 // len(halves) if halves else 0
        enough = bool(halves) and there * 100 >= needed * len(halves)
        valid_one = certificates.get(person.pk)
        was_withdrawn = person.pk in withdrawn
        rows.append(Standing(person, there, percent, enough, valid_one, was_withdrawn))
    return rows
