"""Rows without the person: personal fields are emptied in place, seats and sums stay."""

from datetime import datetime
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat

from enrollment.domain import data_map
from enrollment.domain.bulk_insert import AnyField
from enrollment.models import (
    Attendance,
    Certificate,
    ConsentRecord,
    Enrollment,
    OutboxMessage,
    Participant,
    PrivacyRequest,
)
from enrollment.models.record import MessageState

ERASED = "已删除"
NAMES = ("contact_name", "name")  # shown where a row is shown
# No token has this hash, so the old link leads nowhere; it is unique as the column asks.
DEAD_LINK = Concat(Value("erased."), Cast("pk", CharField()))


def emptied(model: type[Model]) -> dict[str, Any]:
    """What the personal fields of a row become; made from the data map, none can be forgotten."""
    return {field.name: _emptied_value(field) for field in data_map.personal_fields(model)}


def _emptied_value(field: AnyField) -> str | Concat | None:
    if field.is_relation:
        return None
    if field.name == "token_hash":
        return DEAD_LINK
    return ERASED if field.name in NAMES else ""


def full_enrollments() -> QuerySet[Enrollment]:
    """Those that still hold a person; the digest of the form is empty in no other."""
    return Enrollment.objects.exclude(body_hash="")


def full_participants() -> QuerySet[Participant]:
    values = emptied(Participant)
    return Participant.objects.exclude(**values)


def empty_enrollments(ids: list[int]) -> int:
    """Empty the rows and what was to be written to them; return how many were not empty yet."""
    messages = OutboxMessage.objects.filter(enrollment__in=ids)
    waiting = [MessageState.DUE, MessageState.FAILED]
    messages.filter(state__in=waiting).update(state=MessageState.DROPPED)
    messages.exclude(recipient="", subject="").update(recipient="", subject="")
    PrivacyRequest.objects.filter(enrollment__in=ids).update(answer="")
    return full_enrollments().filter(pk__in=ids).update(**emptied(Enrollment))


def empty_participants(ids: list[int]) -> int:
    return full_participants().filter(pk__in=ids).update(**emptied(Participant))


def empty_class_records(participants: list[int]) -> dict[str, int]:
    """What the class knows of these people; return how many rows of each.

    A certificate without its name can no longer be looked up; its number stays used.
    """
    named = Certificate.objects.filter(participant__in=participants).exclude(name=ERASED)
    attended = Attendance.objects.filter(participant__in=participants)
    return {
        "certificates": named.update(**emptied(Certificate)),
        "attendance": attended.delete()[0],
    }


def end_consents(form: str, keys: list[str], *, by: str, now: datetime) -> int:
    """The consents given with these rows of a form end; return how many."""
    given = ConsentRecord.objects.filter(form=form, object_key__in=keys, ended_at=None)
    return given.update(ended_at=now, ended_by=by)
