"""What is over is removed, class by class of the data map; run twice it does nothing more."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session as SignIn
from django.db import transaction
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from catalog.domain import picture_readings
from catalog.domain.outline_drafts import LASTS
from catalog.models import OutlineDraft, PictureReading, Session
from enrollment.domain import customer_upkeep, emptying, kept_back
from enrollment.models import (
    Attempt,
    Attendance,
    AuditEvent,
    Certificate,
    ClassNote,
    Company,
    ConsentRecord,
    Enrollment,
    FeedbackAnswer,
    GroupLetter,
    Inquiry,
    Interest,
    OutboxMessage,
    Participant,
    Person,
    PrivacyRequest,
)
from enrollment.models.privacy import ConsentEnd, ConsentForm
from enrollment.models.record import MessageState


class Due(Protocol):
    """The rows of a class whose time is over."""

    def __call__(self, *, now: datetime) -> QuerySet[Model]: ...


Remove = Callable[[QuerySet[Model], datetime], int]  # and say how many they were

BATCH = 500  # rows in one transaction: whoever enrolls meanwhile does not wait for long
MONTH = timedelta(days=31)
WORK_ON_AN_INQUIRY = (
    *("answer", "change note", "plan next step", "quote", "link enrollment", "win inquiry"),
    *("lose inquiry", "close inquiry", "reopen inquiry"),
)


def months_before(now: datetime, count: int) -> datetime:
    """The same day and time so many months earlier; from the 29th on, the 28th."""
    number = now.year * 12 + now.month - 1 - count
    return now.replace(year=number // 12, month=number % 12 + 1, day=min(now.day, 28))


def over_since(data_class: str, *, now: datetime) -> datetime:
    """Return the moment before which data of this class is over, as KEEP_MONTHS says."""
    return months_before(timezone.localtime(now), settings.KEEP_MONTHS[data_class])


def old_sessions(*, now: datetime) -> QuerySet[Session]:
    """Sessions whose last day is longer ago than parties are kept."""
    limit = over_since("parties", now=now).date()
    dated = Session.objects.annotate(ended=Coalesce("ends_on", "starts_on"))
    undated = Q(ended=None, month__lt=limit - MONTH)
    return dated.filter(Q(ended__lt=limit) | undated)


def parties(*, now: datetime) -> QuerySet[Enrollment]:
    """Return the enrollments with personal data whose session is over that long."""
    return emptying.full_enrollments().filter(session__in=old_sessions(now=now).values("pk"))


def people(*, now: datetime) -> QuerySet[Participant]:
    """Return the participants with personal data whose session is over that long."""
    old = old_sessions(now=now).values("pk")
    return emptying.full_participants().filter(enrollment__session__in=old)


def attendance(*, now: datetime) -> QuerySet[Attendance]:
    """Return the attendance of sessions that are over that long."""
    return Attendance.objects.filter(session__in=old_sessions(now=now).values("pk"))


def class_notes(*, now: datetime) -> QuerySet[ClassNote]:
    """Return the class notes of sessions that are over that long."""
    return ClassNote.objects.filter(session__in=old_sessions(now=now).values("pk"))


def certificates(*, now: datetime) -> QuerySet[Certificate]:
    """Return the certificates that bear a name and were issued that long ago."""
    old = Certificate.objects.filter(issued_at__lt=over_since("certificates", now=now))
    return old.exclude(name=emptying.ERASED)


def opinions(*, now: datetime) -> QuerySet[FeedbackAnswer]:
    """Return the answers with a text that were given that long ago."""
    limit = over_since("opinions", now=now).date()
    return FeedbackAnswer.objects.filter(feedback__given_on__lt=limit).exclude(text="")


def group_letters(*, now: datetime) -> QuerySet[GroupLetter]:
    """Return the group letters with a text that were written that long ago."""
    old = GroupLetter.objects.filter(created_at__lt=over_since("messages", now=now))
    return old.exclude(body="", body_en="")


def inquiries(*, now: datetime) -> QuerySet[Inquiry]:
    """Return the inquiries that came and were last worked on that long ago."""
    limit = over_since("inquiries", now=now)
    worked_on = AuditEvent.objects.filter(
        object_type="inquiry",
        object_id=Cast(OuterRef("pk"), CharField()),
        verb__in=WORK_ON_AN_INQUIRY,
        at__gte=limit,
    )
    return Inquiry.objects.filter(~Exists(worked_on), created_at__lt=limit)


def interests(*, now: datetime) -> QuerySet[Interest]:
    """Return the interests that came that long ago and whose month is past."""
    limit = over_since("interests", now=now)
    by_month = Q(month__lt=limit.date() - MONTH)
    return Interest.objects.filter(by_month | Q(month=None), created_at__lt=limit)


def customers(*, now: datetime) -> QuerySet[Person]:
    """Return the people of no enrollment, inquiry or interest."""
    return customer_upkeep.unused_people(before=now)


def companies(*, now: datetime) -> QuerySet[Company]:
    """Return the companies to which nobody belongs and of which staff wrote nothing."""
    return customer_upkeep.unused_companies(before=now)


def letters(*, now: datetime) -> QuerySet[OutboxMessage]:
    """Return the letters that ended that long ago and bear an address or a subject."""
    ended = [MessageState.SENT, MessageState.DROPPED, MessageState.FAILED]
    old = OutboxMessage.objects.filter(state__in=ended, due_at__lt=over_since("messages", now=now))
    return old.exclude(recipient="", subject="")


def drafts(*, now: datetime) -> QuerySet[OutlineDraft]:
    """Return the drafts of outlines that nobody typed in for ``LASTS``."""
    return OutlineDraft.objects.filter(typed_at__lt=now - LASTS)


def scans(*, now: datetime) -> QuerySet[PictureReading]:
    """Return the readings of pictures that are over."""
    return picture_readings.over(now=now)


def tries(*, now: datetime) -> QuerySet[Attempt]:
    """Return the counted tries that have expired."""
    return Attempt.objects.filter(expires_at__lte=now)


def sign_ins(*, now: datetime) -> QuerySet[SignIn]:
    """Return the sign-ins of staff that have expired."""
    return SignIn.objects.filter(expire_date__lt=now)


def staff_log(*, now: datetime) -> QuerySet[LogEntry]:
    """Return the rows of Django's own log that are over."""
    return LogEntry.objects.filter(action_time__lt=over_since("staff_log", now=now))


def consents(*, now: datetime) -> QuerySet[ConsentRecord]:
    """Return the proofs of consent that are over."""
    return ConsentRecord.objects.filter(ended_at__lt=over_since("proof", now=now))


def requests(*, now: datetime) -> QuerySet[PrivacyRequest]:
    """Return the answered privacy requests that are over."""
    return PrivacyRequest.objects.filter(closed_at__lt=over_since("proof", now=now))


def _empty_people(rows: QuerySet[Model], now: datetime) -> int:
    return emptying.empty_participants(list(rows.values_list("pk", flat=True)))


def _empty_parties(rows: QuerySet[Model], now: datetime) -> int:
    key_of = dict(rows.values_list("pk", "key"))
    keys = list(key_of.values())
    emptying.end_consents(ConsentForm.ENROLL, keys, by=ConsentEnd.PURGED, now=now)
    return emptying.empty_enrollments(list(key_of))


def _delete_answered(form: str) -> Remove:
    """Delete rows of a form and end the consents that came with them."""

    def delete(rows: QuerySet[Model], now: datetime) -> int:
        keys = list(rows.values_list("key", flat=True))
        emptying.end_consents(form, keys, by=ConsentEnd.PURGED, now=now)
        rows.model._base_manager.filter(key__in=keys).delete()
        return len(keys)

    return delete


def _emptied(**values: str) -> Remove:
    """Write these values into the rows."""

    def empty(rows: QuerySet[Model], now: datetime) -> int:
        ids = list(rows.values_list("pk", flat=True))
        return rows.model._base_manager.filter(pk__in=ids).update(**values)

    return empty


def _empty_letters(rows: QuerySet[Model], now: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    return OutboxMessage.objects.filter(pk__in=ids).update(recipient="", subject="")


def _delete(rows: QuerySet[Model], now: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    rows.model._base_manager.filter(pk__in=ids).delete()
    return len(ids)


# By class of the data map: the rows whose time is over, and what is done with them.
STEPS: dict[str, tuple[Due, Remove]] = {
    "participant": (people, _empty_people),
    "contact": (parties, _empty_parties),
    "attendance": (attendance, _delete),
    "class note": (class_notes, _delete),
    "certificate": (certificates, _emptied(name=emptying.ERASED)),
    "opinion": (opinions, _emptied(text="")),
    "group letter": (group_letters, _emptied(subject="", body="", subject_en="", body_en="")),
    "inquiry": (inquiries, _delete_answered(ConsentForm.INQUIRY)),
    "interest": (interests, _delete_answered(ConsentForm.INTEREST)),
    "customer": (customers, _delete),
    "company": (companies, _delete),
    "letter": (letters, _empty_letters),
    "consent": (consents, _delete),
    "request": (requests, _delete),
    "draft": (drafts, _delete),
    "scan": (scans, _delete),
    "sign-in": (sign_ins, _delete),
    "staff log": (staff_log, _delete),
    "tries": (tries, _delete),
}


def purge(*, now: datetime, dry_run: bool = False) -> dict[str, int]:
    """Remove what is over; return how many rows of each class, also where it is only counted."""
    counts, held_back = {}, kept_back.rows_kept(now=now)
    for name, (due, remove) in STEPS.items():
        rows = kept_back.without_kept(name, due(now=now), held_back)
        counts[name] = rows.count() if dry_run else _in_batches(rows, remove, now=now)
    return counts


def kept_from_purge(*, now: datetime) -> dict[str, int]:
    """How many rows of each class are over but kept back for a dispute (domain.kept_back)."""
    held_back = kept_back.rows_kept(now=now)
    if held_back is None:
        return {}
    counts = {}
    for name in kept_back.BY_ROWS:
        due = STEPS[name][0](now=now)
        counts[name] = due.count() - kept_back.without_kept(name, due, held_back).count()
    return {name: count for name, count in counts.items() if count}


def _in_batches(rows: QuerySet[Model], remove: Remove, *, now: datetime) -> int:
    total = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            total += remove(rows.model._base_manager.filter(pk__in=ids), now)
    return total
