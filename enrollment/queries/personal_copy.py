"""All that is stored about one person, as plain data: for a file and for a page to read."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, cast

from django.conf import settings
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.domain import data_map, traces
from enrollment.domain.bulk_insert import AnyField
from enrollment.domain.traces import Traces
from enrollment.models import (
    Attendance,
    AuditEvent,
    Certificate,
    ConsentRecord,
    Enrollment,
    OutboxMessage,
    Participant,
    PrivacyRequest,
)
from enrollment.models.privacy import ConsentForm

SECRET = {"token_hash", "domain", "body_hash", "key", "code_hash", "person", "object_key"}
LOOKED = {
    "view": gettext_lazy("查看联系方式"),
    "show link": gettext_lazy("查看客户的链接"),
    "copy": gettext_lazy("取得个人信息副本"),
}


@dataclass(frozen=True, slots=True)
class Value:
    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    rows: list[list[Value]] = field(default_factory=list)


class CopiedPart(TypedDict):
    """A part as plain data: a list a row, in it the name, label and value of each field."""

    title: str
    rows: list[list[dict[str, str]]]


class Copy(TypedDict):
    site: str
    company: str
    made_at: str
    parts: list[CopiedPart]


def copy_of_person(traces: Traces, *, now: datetime) -> Copy:
    """Everything under the telephones, addresses and names that were asked for."""
    parties = list(traces.enrollments)
    return _copy(
        [
            _part(parties),
            _part(traces.participants),
            *_in_class(traces.participants),
            _part(traces.inquiries),
            _part(traces.interests),
            _part(traces.customers),
            *_around(parties, Q(person__in=traces.identity.marks())),
        ],
        now=now,
    )


def copy_of_party(enrollment: Enrollment, *, now: datetime) -> Copy:
    """What the link of one enrollment opens: the party, those it named, and what went with it."""
    consents = Q(object_key=enrollment.key) | Q(
        form=ConsentForm.ENROLL, person=traces.mark_of_phone(enrollment.contact_phone)
    )
    return _copy(
        [
            _part([enrollment]),
            _part(enrollment.participants.all()),
            *_in_class(enrollment.participants.all()),
            *_around([enrollment], consents),
        ],
        now=now,
    )


def _in_class(people: Iterable[Participant]) -> list[Part]:
    ids = [person.pk for person in people]
    named = ("session__course", "session__city", "participant")
    return [
        _part(model.objects.filter(participant__in=ids).select_related(*named).order_by("pk"))
        for model in (Attendance, Certificate)
    ]


def _around(parties: list[Enrollment], consents: Q) -> list[Part]:
    ids = [party.pk for party in parties]
    letters = OutboxMessage.objects.filter(enrollment__in=ids).order_by("pk")
    asked = PrivacyRequest.objects.filter(enrollment__in=ids).order_by("pk")
    looked = AuditEvent.objects.filter(
        object_type="enrollment", object_id__in=list(map(str, ids)), verb__in=LOOKED
    )
    seen = [
        [Value("at", _("时间"), _text(event.at)), Value("verb", _("动作"), str(LOOKED[event.verb]))]
        for event in looked.order_by("pk")
    ]
    return [
        Part(_("邮件"), _part(letters).rows),
        _part(ConsentRecord.objects.filter(consents).order_by("pk")),
        _part(asked),
        Part(_("工作人员何时看过"), seen),
    ]


def _copy(parts: list[Part], *, now: datetime) -> Copy:
    return {
        "site": settings.SITE_URL,
        "company": settings.COMPANY_NAME,
        "made_at": _text(now),
        "parts": [cast(CopiedPart, asdict(part)) for part in parts if part.rows],
    }


def _part(rows: Iterable[Model]) -> Part:
    listed = list(rows)
    title = capfirst(str(listed[0]._meta.verbose_name)) if listed else ""
    return Part(title, [_row(row) for row in listed])


def _row(row: Model) -> list[Value]:
    return [
        Value(field.name, capfirst(data_map.field_words(field)), text)
        for field in row._meta.local_concrete_fields
        if _is_theirs(field) and (text := _value(row, field))
    ]


def _is_theirs(field: AnyField) -> bool:
    name = data_map.class_of(field)
    known = data_map.CLASSES.get(name or "")
    whose = (data_map.CONTACT, data_map.PARTICIPANT, data_map.BUSINESS)
    return known is not None and known.whose in whose and field.name not in SECRET


def _value(row: Model, field: AnyField) -> str:
    if field.is_relation:
        other = getattr(row, field.name)
        return "" if other is None else str(other)
    if field.name == "language":
        return str(dict(settings.LANGUAGES).get(getattr(row, field.name), ""))
    shown = getattr(row, f"get_{field.name}_display", None)
    return _text(shown() if shown else getattr(row, field.name))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return str(value) if isinstance(value, (date, Decimal, int)) else f"{value}"
