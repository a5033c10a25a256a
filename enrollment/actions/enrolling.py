"""A party comes: it gets its seats, keeps them for a while, or joins the end of the line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Session
from enrollment.actions.consent import EVERYTHING, Consent, parts_of
from enrollment.actions.naming_participants import write_names
from enrollment.domain import (
    bulk_insert,
    consents,
    contact_proof,
    customers,
    links,
    terms,
    waiting_list,
)
from enrollment.domain.bulk_insert import Statement
from enrollment.domain.refusals import (
    Busy,
    DeadlineInvalid,
    KeyReused,
    PartySizeInvalid,
    Refusal,
    TooManyPeople,
)
from enrollment.domain.same_contact import question
from enrollment.domain.session_lock import is_staff, lock_sessions
from enrollment.domain.transitions import arrived, write_enrollment
from enrollment.models import Enrollment
from enrollment.models.contact import CONTACT
from enrollment.models.enrollment import MAX_PARTY, ContactProof, EnrollmentState
from enrollment.models.privacy import ConsentForm
from enrollment.models.record import MessageKind
from enrollment.people.party import Party

MANY_ENROLL = gettext_lazy("报名的人太多，暂时没有排到。您填写的内容还在，请过几秒再提交。")
FROM_THE_FORM = (*CONTACT, "seats", "min_seats")
FIRST_MESSAGE: dict[str, MessageKind] = {
    EnrollmentState.CONFIRMED: MessageKind.CONFIRMED,
    EnrollmentState.HELD: MessageKind.RECEIVED,
    EnrollmentState.WAITING: MessageKind.WAITING,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    enrollment: Enrollment
    token: str
    repeated: bool  # the same form was sent before; nothing new was written


def enroll(
    session: Session,
    *,
    party: Party,
    key: str,
    now: datetime,
    language: str = "zh-hans",
    channel: str = "web",
    actor: str = "visitor",
    user: User | None = None,
    source: str = "",
    hold_days: int | None = None,
    proof: str = ContactProof.NONE,
    consent: Consent = EVERYTHING,
) -> Receipt:
    """Confirm the party's seats if they are free and nobody waits, else join the end of the line.

    Where the dates are open it is pre-registered (waiting_list). With ``hold_days``, or where the
    terms ask for it, free seats are held until a deadline, shortly while ``proof`` is wanted
    (contact_proof). Where ``consent`` takes some now, the rest waits by itself (links.other_part).

    Raises SessionClosed, PartySizeInvalid, PartyTooLarge, TooManyPeople, KeyReused, Busy, and as
    ``check_consent``; each text is for the person enrolling. The receipt is given after the commit.
    """
    check_party(party)
    origin = {"language": language, "channel": channel, "source": source, "created_by": user}
    form = {"key": key, "body_hash": _body_hash(party, hold_days)}
    try:
        with lock_sessions(session.pk, now=now, question=question(party)) as (fresh,):
            fresh.course = session.course  # its price and outline are what the party was shown
            parts = parts_of(fresh, party, consent, actor=actor, now=now)
            admit = partial(_admit, fresh, consent, hold_days=hold_days, proof=proof)
            receipt = _admit_all(parts, origin | form, partial(admit, now=now, actor=actor))
    except (Refusal, IntegrityError) as error:
        if repeated := _sent_before(**form):  # of a form sent twice the database took one
            return repeated
        if isinstance(error, Busy):
            raise Busy(str(MANY_ENROLL)) from error
        raise
    return _after_lock(receipt, actor=actor, now=now)


def _body_hash(party: Party, hold_days: int | None) -> str:
    return party.digest() if hold_days is None else party.digest(hold=True)


def _admit_all(
    parts: tuple[Party, Party | None], origin: dict[str, Any], admit: Callable[..., Receipt]
) -> Receipt:
    """The receipt of the party, or of the part of it that is seated now."""
    seated, rest = parts
    receipt = admit(seated, origin)
    if rest:
        admit(rest, origin | {"key": links.rest_key(origin["key"])}, waits=True)
    return receipt


def _after_lock(receipt: Receipt, *, actor: str, now: datetime) -> Receipt:
    """A party that fits may have passed others on the way out.

    Staff see at once whose enrollment it is; for a visitor ``tick`` finds it out a minute later:
    it costs as much as the enrollment.
    """
    if is_staff(actor):
        customers.recognise(receipt.enrollment, now=now)
    if receipt.enrollment.state == EnrollmentState.WAITING:
        receipt.enrollment.refresh_from_db(fields=["state", "offered_seats", "offered_until"])
    return receipt


def hold(
    session: Session,
    *,
    party: Party,
    key: str,
    now: datetime,
    days: int | None = None,
    **origin: Any,
) -> Receipt:
    """Keep the party's seats for so many days, while its company approves; as ``enroll``."""
    days = terms.terms_of(session).hold_days if days is None else days
    return enroll(session, party=party, key=key, now=now, hold_days=days, **origin)


def check_party(party: Party) -> None:
    """Raises PartySizeInvalid or TooManyPeople when the party contradicts itself."""
    if not 1 <= party.seats <= MAX_PARTY:
        raise PartySizeInvalid(_("人数为 1 至 50；更多人请分几次报名，或与我们联系内训。"))
    if party.min_seats is not None and not 1 <= party.min_seats <= party.seats:
        raise PartySizeInvalid(_("至少接受的人数为 1 至报名人数。"))
    if len(party.people) > party.seats:
        raise TooManyPeople(_("填写的学员比人数多：请增加人数，或删去多余的学员。"))


def _sent_before(key: str, body_hash: str) -> Receipt | None:
    """The receipt of the same form; raises KeyReused where other contents came with its key."""
    earlier = Enrollment.objects.with_names().filter(key=key).first()
    if earlier is None:
        return None
    if earlier.body_hash != body_hash:
        raise KeyReused(_("这份报名表已经提交过了。要修改，请打开报名时得到的链接。"))
    earlier = links.where_it_is_now(earlier)
    return Receipt(earlier, links.token_for(earlier), repeated=True)


def _admit(
    session: Session,
    consent: Consent,
    party: Party,
    origin: dict[str, Any],
    *,
    now: datetime,
    actor: str,
    hold_days: int | None,
    proof: str,
    waits: bool = False,
) -> Receipt:
    """Write the party down; with ``waits`` it joins the line whatever is free."""
    early = session.takes_preregistrations(today=timezone.localdate(now))
    holds = _holds(session, hold_days, proof, now=now)
    state = _first_state(session, party.seats, early=early or waits, holds=holds, now=now)
    until = (
        terms.held_until(session, now=now, days=hold_days)
        if state == EnrollmentState.HELD
        else None
    )
    if until and proof:
        until = contact_proof.short_until(until, now=now)
    enrollment = write_enrollment(
        session,
        state=state,
        preregistered=early,
        held_until=until,
        contact_proof=proof if until else ContactProof.NONE,
        now=now,
        **{name: getattr(party, name) for name in FROM_THE_FORM},
        **origin,
    )
    write_names(enrollment, party.people)
    verb = "preregister" if early else "enroll"
    message = MessageKind.PREREGISTERED if early else FIRST_MESSAGE[state]
    come = arrived(session, enrollment, verb=verb, message=message, actor=actor, now=now)
    bulk_insert.send(*come, *_ticked(enrollment, consent.notice, now=now))
    return Receipt(enrollment, links.token_for(enrollment), repeated=False)


def _ticked(enrollment: Enrollment, notice: str, *, now: datetime) -> list[Statement]:
    """The consent to the privacy notice, where the party's form had one to tick."""
    if not notice:
        return []
    key, phone = enrollment.key, enrollment.contact_phone
    return [consents.given(ConsentForm.ENROLL, key, phone, version=notice, now=now)]


def _holds(session: Session, hold_days: int | None, proof: str, *, now: datetime) -> bool:
    """Whether free seats are held; raise DeadlineInvalid where a hold could not last."""
    if not session.is_closed(now=now):
        asked = hold_days is not None or proof == ContactProof.TO_CONFIRM
        return asked or terms.terms_of(session).needs_approval
    if hold_days is not None:
        raise DeadlineInvalid(_("报名已截止，不能再占位：请直接确认。"))
    return False


def _first_state(
    session: Session, party_seats: int, *, early: bool, holds: bool, now: datetime
) -> str:
    if early or not waiting_list.has_room(session, party_seats, now=now):
        return EnrollmentState.WAITING
    return EnrollmentState.HELD if holds else EnrollmentState.CONFIRMED
