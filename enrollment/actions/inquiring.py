"""An inquiry on its way: asked or told by telephone, answered, quoted, enrolled, lost or closed."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalog.models import Course
from enrollment.domain import audit, consents, customers, links, outbox, states
from enrollment.domain.refusals import DatesInvalid, NotPossible, ReasonMissing
from enrollment.models import Enrollment, Inquiry
from enrollment.models.enrollment import Channel, EnrollmentState
from enrollment.models.inquiry import InquiryState
from enrollment.models.privacy import ConsentForm

STAFF, SYSTEM = "staff:", "system"
OVER = (EnrollmentState.CANCELLED, EnrollmentState.EXPIRED)


def ask(
    data: Mapping[str, object], course: Course | None, *, language: str, now: datetime
) -> Inquiry:
    """Write down what a visitor asks; the same form sent again is the same row.

    ``data`` are fields of the inquiry, ``kind`` and ``text`` among them.
    """
    about = data["contact_phone"], data["kind"], course and course.pk, data["text"]
    text = "|".join(map(str, about))
    with transaction.atomic():
        inquiry, created = Inquiry.objects.get_or_create(
            key=salted_hmac("enrollment.inquiry", text, algorithm="sha256").hexdigest(),
            defaults={**data, "course": course, "language": language, "created_at": now},
        )
        if created:
            outbox.tell_office(inquiry, now=now)
        version = consents.shown(language, now=now)
        phone = inquiry.contact_phone
        consents.record(ConsentForm.INQUIRY, inquiry.key, phone, version=version, now=now)
    customers.recognise(inquiry, now=now)
    return inquiry


def record_inquiry(
    *,
    key: str,
    now: datetime,
    actor: str,
    user: User,
    next_on: date | None = None,
    **data: object,
) -> Inquiry:
    """Write down what somebody asks on the telephone; who answered it follows it.

    ``data`` are fields of the inquiry. The same form sent twice is one inquiry.
    """
    _check_next(next_on, now=now)
    defaults = data | {
        "next_on": next_on,
        "channel": Channel.STAFF,
        "state": InquiryState.ANSWERED if next_on else InquiryState.NEW,
        "owner": user,
        "language": settings.LANGUAGE_CODE,
        "created_at": now,
        "told_at": now,  # nobody in the office has to be told
    }
    with transaction.atomic():
        inquiry, created = Inquiry.objects.get_or_create(key=key, defaults=defaults)
        if created:
            audit.record("record inquiry", inquiry, actor=actor, now=now, state=inquiry.state)
    customers.recognise(inquiry, now=now)
    return inquiry


def answer_inquiry(
    inquiry: Inquiry,
    *,
    next_step: str,
    next_on: date,
    now: datetime,
    actor: str,
    owner: User | None = None,
) -> Inquiry:
    """Somebody spoke with them, and what is next has a day. Raise DatesInvalid."""
    _check_next(next_on, now=now)
    changes = {"next_step": next_step, "next_on": next_on, "owner": owner or _staff(actor)}
    return _go(inquiry, InquiryState.ANSWERED, "answer", changes, now=now, actor=actor)


@transaction.atomic
def plan_next_step(
    inquiry: Inquiry,
    *,
    next_step: str,
    next_on: date,
    now: datetime,
    actor: str,
    owner: User | None = None,
) -> Inquiry:
    """What is next, when, and who does it; the state stays. Raise DatesInvalid, NotPossible."""
    _check_next(next_on, now=now)
    owner = owner or inquiry.owner
    still_open = Inquiry.objects.open().filter(pk=inquiry.pk)
    if not still_open.update(next_step=next_step, next_on=next_on, owner=owner):
        raise NotPossible(_("这条咨询已经结束，不用再跟进。"))
    audit.record(
        "plan next step",
        inquiry,
        actor=actor,
        now=now,
        next_on=[_day(inquiry.next_on), _day(next_on)],
        owner=_name(owner),
    )
    return Inquiry.objects.get(pk=inquiry.pk)


def quote_inquiry(
    inquiry: Inquiry,
    *,
    quote: str,
    quote_amount: Decimal | None,
    quote_until: date,
    next_on: date,
    now: datetime,
    actor: str,
) -> Inquiry:
    """What was offered, for how much, and until when it holds. Raise DatesInvalid."""
    _check_next(next_on, now=now)
    if quote_until < timezone.localdate(now):
        raise DatesInvalid(_("报价有效期已经过了，请写今天或以后的日期。"))
    changes = {
        "quote": quote,
        "quote_amount": quote_amount,
        "quote_until": quote_until,
        "next_on": next_on,
        "next_step": _("问报价的答复"),
        "owner": inquiry.owner or _staff(actor),
    }
    amount = None if quote_amount is None else str(quote_amount)
    noted = {"quote_amount": amount, "quote_until": _day(quote_until)}
    to = InquiryState.QUOTED
    return _go(inquiry, to, "quote", changes, now=now, actor=actor, noted=noted)


def link_enrollment(
    inquiry: Inquiry, enrollment: Enrollment, *, now: datetime, actor: str
) -> Inquiry:
    """The inquiry became an enrollment: won, or held until that is decided."""
    decided = enrollment.state == EnrollmentState.CONFIRMED
    to = InquiryState.WON if decided else InquiryState.HELD
    changes = {
        "enrollment": enrollment,
        "owner": inquiry.owner or _staff(actor),
        "next_on": None if decided else _deadline(enrollment),
        "next_step": "" if decided else _("问占位确认了没有"),
    }
    noted = {"enrollment": enrollment.code}
    return _go(inquiry, to, "link enrollment", changes, now=now, actor=actor, noted=noted)


def lose_inquiry(inquiry: Inquiry, *, reason: str, now: datetime, actor: str) -> Inquiry:
    """They will not come, and why. Raise ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(_("请写明原因。"))
    changes = {"lost_reason": reason.strip(), "next_on": None, "next_step": ""}
    return _go(inquiry, InquiryState.LOST, "lose inquiry", changes, now=now, actor=actor)


def close_inquiry(inquiry: Inquiry, *, now: datetime, actor: str) -> Inquiry:
    """Nothing was to be sold: a question that is answered."""
    changes = {"next_on": None, "next_step": ""}
    return _go(inquiry, InquiryState.CLOSED, "close inquiry", changes, now=now, actor=actor)


def reopen_inquiry(
    inquiry: Inquiry,
    *,
    next_step: str,
    next_on: date,
    now: datetime,
    actor: str,
    owner: User | None = None,
) -> Inquiry:
    """They came back. Raise DatesInvalid."""
    _check_next(next_on, now=now)
    changes = {
        "next_step": next_step,
        "next_on": next_on,
        "lost_reason": "",
        "enrollment": None,
        "owner": owner or inquiry.owner or _staff(actor),
    }
    return _go(inquiry, InquiryState.ANSWERED, "reopen inquiry", changes, now=now, actor=actor)


def follow_enrollments(*, now: datetime) -> int:
    """Bring held inquiries to what became of their enrollment; return how many changed."""
    held = Inquiry.objects.filter(state=InquiryState.HELD).select_related("enrollment", "owner")
    count = 0
    for inquiry in held:
        count += _follow(inquiry, now=now)
    return count


def _follow(inquiry: Inquiry, *, now: datetime) -> bool:
    party = inquiry.enrollment and links.where_it_is_now(inquiry.enrollment)
    changes: dict[str, object]
    if party is not None and party.state == EnrollmentState.CONFIRMED:
        changes = {"enrollment": party, "next_on": None, "next_step": ""}
        _go(inquiry, InquiryState.WON, "win inquiry", changes, now=now, actor=SYSTEM)
        return True
    if party is None or party.state in OVER:
        changes = {"next_on": timezone.localdate(now), "next_step": _("占位没有确认，再联系一次")}
        _go(inquiry, InquiryState.ANSWERED, "reopen inquiry", changes, now=now, actor=SYSTEM)
        return True
    return False


@transaction.atomic
def _go(
    inquiry: Inquiry,
    to: str,
    verb: str,
    changes: Mapping[str, object],
    *,
    now: datetime,
    actor: str,
    noted: Mapping[str, str | None] | None = None,
) -> Inquiry:
    """One step, if the row still has the state we saw; raise InvalidTransition."""
    before = inquiry.state
    states.move_inquiry(inquiry, to, **changes)
    details = noted or {}
    audit.record(verb, inquiry, actor=actor, now=now, state=[before, str(to)], **details)
    return inquiry


def _check_next(day: date | None, *, now: datetime) -> None:
    if day is not None and day < timezone.localdate(now):
        raise DatesInvalid(_("下一步的日期已经过了，请写今天或以后的日期。"))


def _deadline(enrollment: Enrollment) -> date | None:
    until = enrollment.held_until or enrollment.offered_until
    return timezone.localdate(until) if until else None


def _staff(actor: str) -> User | None:
    """The account behind an actor of the record, where it is one."""
    name = actor.removeprefix(STAFF)
    return User.objects.filter(username=name).first() if name != actor else None


def _name(user: User | None) -> str:
    return user.get_username() if user is not None else ""


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""
