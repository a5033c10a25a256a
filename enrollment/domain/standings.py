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
    """``percent`` is of all half days of the session; ``certificate`` is the valid one."""

    participant: Participant
    there: int
    percent: int
    is_enough: bool
    certificate: Certificate | None

    @property
    def is_due(self) -> bool:
        return self.is_enough and self.certificate is None

    @property
    def is_misnamed(self) -> bool:
        """The name was corrected after the certificate was printed."""
        return self.certificate is not None and self.certificate.name != self.participant.name


def standings(session: Session) -> list[Standing]:
    """Everybody on a confirmed seat, with their part of the class; four queries."""
    needed = rules_of(session.course).needed_percent
    halves = half_days_of(session)
    days = {half.day for half in halves}
    marks = Attendance.objects.filter(session=session, presence__in=THERE, day__in=days)
    counted = dict(marks.values_list("participant").annotate(Count("pk")).order_by())
    valid = Certificate.objects.valid().filter(session=session)
    certificates = {certificate.participant_id: certificate for certificate in valid}
    rows = []
    for person in people_of(session):
        there = min(counted.get(person.pk, 0), len(halves))
        percent = there * 100 // len(halves) if halves else 0
        enough = bool(halves) and there * 100 >= needed * len(halves)
        rows.append(Standing(person, there, percent, enough, certificates.get(person.pk)))
    return rows
