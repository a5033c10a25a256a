"""Sessions and inquiries as lists that leave as files: their columns and their rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypedDict, cast

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from catalog.documents.tabular import Cell
from catalog.models import Session
from catalog.models.session_seats import seats_left
from catalog.models.session_state import SessionState
from enrollment.models import Enrollment, Inquiry
from enrollment.models.enrollment import Channel, EnrollmentState
from enrollment.models.inquiry import InquiryKind, InquiryState
from enrollment.queries.export_fields import (
    Facts,
    Field,
    apart_days,
    fact,
    in_cents,
    label_of,
    time_of,
)

SESSION = (
    *("pk", "public_id", "state", "month", "starts_on", "ends_on", "meeting_days"),
    *("price", "note"),
    *("capacity", "overbook", "minimum", "taken", "held", "waiting"),
    *("course__title", "course__code", "course__price", "city__name", "venue__name"),
)
INQUIRY = (
    *("pk", "created_at", "kind", "state", "course__title", "company", "contact_name"),
    *("contact_phone", "contact_email", "people", "place", "wished", "text", "staff_note"),
    *("owner__username", "next_step", "next_on", "quote_amount", "quote_until", "lost_reason"),
    *("channel", "source", "enrollment__code"),
)


class SessionFacts(TypedDict):
    """What is counted with of a session."""

    capacity: int | None
    overbook: int
    taken: int
    held: int
    price: Decimal | None
    course__price: Decimal | None


def _left(row: Facts) -> int | None:
    session = cast(SessionFacts, row)
    return seats_left(
        session["capacity"],
        overbook=session["overbook"],
        taken=session["taken"],
        held=session["held"],
    )


def _price(row: Facts) -> Decimal | None:
    session = cast(SessionFacts, row)
    return session["course__price"] if session["price"] is None else session["price"]


SESSION_FIELDS = [
    Field("session", gettext_noop("班次编号"), "text", 11, fact("public_id")),
    Field("course", gettext_noop("课程"), "text", 32, fact("course__title")),
    Field("course_code", gettext_noop("课程编号"), "text", 10, fact("course__code")),
    Field("city", gettext_noop("城市"), "text", 8, fact("city__name")),
    Field("venue", gettext_noop("场地"), "text", 18, fact("venue__name")),
    Field("month", gettext_noop("月份"), "text", 9, lambda row: f"{row['month']:%Y-%m}"),
    Field("starts_on", gettext_noop("开始日期"), "date", 12, fact("starts_on")),
    Field("ends_on", gettext_noop("结束日期"), "date", 12, fact("ends_on")),
    Field("days", gettext_noop("上课的日子"), "text", 22, apart_days),
    Field("state", gettext_noop("状态"), "text", 8, label_of(SessionState, "state")),
    Field("capacity", gettext_noop("名额"), "number", 8, fact("capacity")),
    Field("minimum", gettext_noop("成班人数"), "number", 8, fact("minimum")),
    Field("taken", gettext_noop("已确认"), "number", 8, fact("taken")),
    Field("held_seats", gettext_noop("占位"), "number", 8, fact("held")),
    Field("waiting", gettext_noop("候补"), "number", 8, fact("waiting")),
    Field("left", gettext_noop("余位"), "number", 8, _left),
    Field("unit_price", gettext_noop("价格（元/人）"), "money", 13, _price),
    Field("owed", gettext_noop("应收（元）"), "money", 14, fact("owed")),
    Field("held", gettext_noop("占位金额（元）"), "money", 14, fact("kept")),
    Field("note", gettext_noop("公开说明"), "text", 30, fact("note")),
]
INQUIRY_FIELDS = [
    Field("created_at", gettext_noop("提交时间"), "time", 17, time_of("created_at")),
    Field("kind", gettext_noop("类型"), "text", 10, label_of(InquiryKind, "kind")),
    Field("state", gettext_noop("状态"), "text", 8, label_of(InquiryState, "state")),
    Field("course", gettext_noop("课程"), "text", 32, fact("course__title")),
    Field("company", gettext_noop("单位"), "text", 24, fact("company")),
    Field("contact_name", gettext_noop("联系人"), "text", 10, fact("contact_name")),
    Field("contact_phone", gettext_noop("联系人手机"), "phone", 16, fact("contact_phone")),
    Field("contact_email", gettext_noop("联系人邮箱"), "text", 24, fact("contact_email")),
    Field("people", gettext_noop("大约几人"), "number", 8, fact("people")),
    Field("place", gettext_noop("城市"), "text", 12, fact("place")),
    Field("wished", gettext_noop("希望的时间"), "text", 14, fact("wished")),
    Field("text", gettext_noop("想了解什么"), "text", 40, fact("text")),
    Field("owner", gettext_noop("跟进人"), "text", 10, fact("owner__username")),
    Field("next_step", gettext_noop("下一步"), "text", 24, fact("next_step")),
    Field("next_on", gettext_noop("下一步的日期"), "date", 12, fact("next_on")),
    Field("quote_amount", gettext_noop("报价（元）"), "money", 13, fact("quote_amount")),
    Field("quote_until", gettext_noop("报价有效至"), "date", 12, fact("quote_until")),
    Field("lost_reason", gettext_noop("未成交的原因"), "text", 24, fact("lost_reason")),
    Field("enrollment", gettext_noop("报名编号"), "text", 12, fact("enrollment__code")),
    Field("channel", gettext_noop("来源"), "text", 10, label_of(Channel, "channel")),
    Field("source", gettext_noop("推广来源"), "text", 14, fact("source")),
    Field("staff_note", gettext_noop("内部备注"), "text", 30, fact("staff_note")),
]


def session_rows(pks: Sequence[int], fields: Sequence[Field]) -> Iterator[list[Cell]]:
    amounts = _amounts(pks)
    for row in _in_order(Session.objects.filter(pk__in=pks).values(*SESSION), pks):
        owed, held = amounts.get(cast(int, row["pk"]), (None, None))
        facts = {**row, "owed": owed, "kept": held}
        yield [field.of(facts) for field in fields]


def _amounts(pks: Sequence[int]) -> dict[int, tuple[Decimal | None, Decimal | None]]:
    """What the confirmed of each session owe, and what its holds and offers would come to."""
    each = F("unit_price") * Coalesce("offered_seats", "seats")
    of_session = (
        Enrollment.objects.filter(session__in=pks, unit_price__isnull=False)
        .order_by()
        .values("session_id")
        .annotate(
            owed=Sum(each, filter=Q(state=EnrollmentState.CONFIRMED)),
            kept=Sum(each, filter=Q(state__in=[EnrollmentState.HELD, EnrollmentState.OFFERED])),
        )
    )
    rows = of_session.values_list("session_id", "owed", "kept")
    return {pk: (in_cents(owed), in_cents(held)) for pk, owed, held in rows}


def inquiry_rows(pks: Sequence[int], fields: Sequence[Field]) -> Iterator[list[Cell]]:
    for row in _in_order(Inquiry.objects.filter(pk__in=pks).values(*INQUIRY), pks):
        yield [field.of(row) for field in fields]


def _in_order(rows: Iterable[Mapping[str, object]], pks: Sequence[int]) -> Iterator[Facts]:
    by_key = {row["pk"]: row for row in rows}
    return (by_key[pk] for pk in pks if pk in by_key)
