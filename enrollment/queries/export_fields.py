"""The columns of lists of enrollments: what stands there in a row a party and in a row a seat.

Amounts and numbers of people add up in both: what belongs to a party stands on its first seat only,
and nothing is owed for who was moved, cancelled, expired or waits (docs/exports.md).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import TypedDict, cast

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalog.documents.tabular import Cell
from catalog.plan.meeting_days import days_between, stretches, write_days
from enrollment.models.enrollment import SEATED_OR_OFFERED, Channel, EnrollmentState

Facts = Mapping[str, object]  # of a row, by name
OfOne = Callable[[Facts], Cell]
OfSeat = Callable[[Facts, Facts | None, int], Cell]
BETWEEN_NAMES = "、"
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Field:
    """A column by its key; ``of_seat`` is left out where each seat repeats what its party has."""

    key: str
    name: str
    kind: str
    width: int
    of: OfOne
    of_seat: OfSeat | None = None


class PartyFacts(TypedDict):
    """What a row of a party has beside its columns, and those that are counted with."""

    state: str
    seats: int
    offered_seats: int | None
    unit_price: Decimal | None
    moved_to__code: str | None
    counted: int  # seats that are its own by now
    session: Facts
    people: Sequence[Mapping[str, str]]
    words: Mapping[str, str]


class DatedFacts(TypedDict):
    """What the days of a session are told by."""

    starts_on: date | None
    ends_on: date | None
    meeting_days: list[str]


def of_party(row: Facts) -> PartyFacts:
    return cast(PartyFacts, row)


def local(moment: datetime | None) -> Cell:
    return timezone.localtime(moment).replace(tzinfo=None) if moment else None


def fact(name: str) -> OfOne:
    return itemgetter(name)


def of_session(name: str) -> OfOne:
    value = fact(name)
    return lambda row: value(of_party(row)["session"])


def time_of(name: str) -> OfOne:
    return lambda row: local(cast(datetime | None, row[name]))


def in_cents(amount: Decimal | None) -> Decimal | None:
    """A sum with two places on both databases."""
    return None if amount is None else amount.quantize(CENT)


def label_of(choices: type[TextChoices], name: str) -> OfOne:
    """What a choice is called in the reader's language."""
    return lambda row: str(choices(str(row[name])).label) if row[name] else ""


def word(name: str) -> OfOne:
    """A label that was looked up once for many rows."""
    value = fact(name)
    return lambda row: of_party(row)["words"][str(value(row))]


def once(of: OfOne) -> OfSeat:
    """On the first seat of a party only: a sum counts it once."""
    return lambda party, person, seat: of(party) if seat == 1 else None


def words() -> dict[str, str]:
    """What parties' states and channels are called in the reader's language, and no name yet."""
    return {value: str(label) for value, label in [*EnrollmentState.choices, *Channel.choices]} | {
        "": _("待定")
    }


def counted(row: Facts) -> int:
    """Seats that are this party's own by now: confirmed, held, or offered to it."""
    party = of_party(row)
    if party["state"] not in SEATED_OR_OFFERED:
        return 0
    return party["seats"] if party["offered_seats"] is None else party["offered_seats"]


def _asked(row: Facts) -> int | None:
    """The size of the party; who was moved is counted where it went."""
    party = of_party(row)
    return None if party["moved_to__code"] else party["seats"]


def _of_person(name: str) -> tuple[OfOne, OfSeat]:
    def all_of_them(row: Facts) -> str:
        return BETWEEN_NAMES.join(
            person[name] for person in of_party(row)["people"] if person[name]
        )

    return all_of_them, lambda party, person, seat: str(person[name]) if person else ""


def _name(row: Facts, person: Facts | None, seat: int) -> str:
    return str(person["name"]) if person else of_party(row)["words"][""]


def _number_of_seat(row: Facts, person: Facts | None, seat: int) -> int:
    return seat


def _unnamed(row: Facts) -> int | None:
    party = of_party(row)
    return max(party["counted"] - len(party["people"]), 0) or None


def _kept(row: Facts) -> int | None:
    return of_party(row)["counted"] or None


def _is_kept(row: Facts, person: Facts | None, seat: int) -> int | None:
    return 1 if seat <= of_party(row)["counted"] else None


def _price(row: Facts) -> Decimal | None:
    party = of_party(row)
    return party["unit_price"] if party["counted"] else None


def _price_of_seat(row: Facts, person: Facts | None, seat: int) -> Decimal | None:
    party = of_party(row)
    return party["unit_price"] if seat <= party["counted"] else None


def _month(row: Facts) -> str:
    return f"{of_party(row)['session']['month']:%Y-%m}"


def _owed(*states: str) -> tuple[OfOne, OfSeat]:
    """What seats in these states cost: together, and each."""

    def together(row: Facts) -> Decimal | None:
        party = of_party(row)
        price = party["unit_price"]
        return price * party["counted"] if price is not None and party["state"] in states else None

    def each(row: Facts, person: Facts | None, seat: int) -> Decimal | None:
        return _price_of_seat(row, person, seat) if row["state"] in states else None

    return together, each


OWED = _owed(EnrollmentState.CONFIRMED)
HELD = _owed(EnrollmentState.HELD, EnrollmentState.OFFERED)


def apart_days(session: Facts) -> str:
    """The days of a session that does not meet on all from the first to the last; else nothing."""
    dated = cast(DatedFacts, session)
    meets = days_between(dated["starts_on"], dated["ends_on"], dated["meeting_days"])
    return write_days(meets) if len(stretches(meets)) > 1 else ""


FIELDS = [
    Field("code", gettext_noop("报名编号"), "text", 12, fact("code")),
    Field("state", gettext_noop("状态"), "text", 8, word("state")),
    Field("moved_to", gettext_noop("改到"), "text", 12, fact("moved_to__code")),
    Field("course", gettext_noop("课程"), "text", 32, of_session("course__title")),
    Field("course_code", gettext_noop("课程编号"), "text", 10, of_session("course__code")),
    Field("session", gettext_noop("班次编号"), "text", 11, of_session("public_id")),
    Field("city", gettext_noop("城市"), "text", 8, of_session("city__name")),
    Field("venue", gettext_noop("场地"), "text", 18, of_session("venue__name")),
    Field("month", gettext_noop("月份"), "text", 9, _month),
    Field("starts_on", gettext_noop("开始日期"), "date", 12, of_session("starts_on")),
    Field("ends_on", gettext_noop("结束日期"), "date", 12, of_session("ends_on")),
    Field(
        "days",
        gettext_noop("上课的日子"),
        "text",
        22,
        lambda row: apart_days(of_party(row)["session"]),
    ),
    Field("company", gettext_noop("单位"), "text", 24, fact("company")),
    Field("contact_name", gettext_noop("联系人"), "text", 10, fact("contact_name")),
    Field("contact_phone", gettext_noop("联系人手机"), "phone", 16, fact("contact_phone")),
    Field("contact_email", gettext_noop("联系人邮箱"), "text", 24, fact("contact_email")),
    Field("seats", gettext_noop("人数"), "number", 6, _asked, once(_asked)),
    Field("kept", gettext_noop("占座"), "number", 6, _kept, _is_kept),
    Field("unnamed", gettext_noop("待补名单"), "number", 8, _unnamed, once(_unnamed)),
    Field("seat", gettext_noop("座位号"), "number", 6, lambda p: None, _number_of_seat),
    Field("name", gettext_noop("学员姓名"), "text", 10, _of_person("name")[0], _name),
    Field("phone", gettext_noop("学员手机"), "phone", 16, *_of_person("phone")),
    Field("email", gettext_noop("学员邮箱"), "text", 24, *_of_person("email")),
    Field("department", gettext_noop("部门"), "text", 14, *_of_person("department")),
    Field("job_title", gettext_noop("职务"), "text", 14, *_of_person("job_title")),
    Field("unit_price", gettext_noop("单价（元/人）"), "money", 13, _price, _price_of_seat),
    Field("owed", gettext_noop("应收（元）"), "money", 13, *OWED),
    Field("held", gettext_noop("占位金额（元）"), "money", 13, *HELD),
    Field("held_until", gettext_noop("占位保留至"), "time", 17, time_of("held_until")),
    Field("created_at", gettext_noop("报名时间"), "time", 17, time_of("created_at")),
    Field("channel", gettext_noop("来源"), "text", 10, word("channel")),
    Field("source", gettext_noop("推广来源"), "text", 14, fact("source")),
    Field("created_by", gettext_noop("录入人"), "text", 10, fact("created_by__username")),
    Field("staff_note", gettext_noop("内部备注"), "text", 30, fact("staff_note")),
]
