"""Certificates are issued, withdrawn, and issued anew when a name was wrong."""

from collections.abc import Collection
from datetime import datetime
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.domain import audit
from enrollment.domain.class_codes import certificate_number
from enrollment.domain.emptying import ERASED
from enrollment.domain.refusals import NotActive, NotPossible
from enrollment.domain.session_lock import lock_sessions, reason_given
from enrollment.domain.standings import standings
from enrollment.models import Certificate, Participant


class _Printed(TypedDict):
    """What a certificate says, and who issued it."""

    name: str
    course_title: str
    attended_percent: int
    created_by: User | None


def issue(
    session: Session,
    *,
    now: datetime,
    actor: str,
    participants: Collection[int] | None = None,
    user: User | None = None,
) -> list[Certificate]:
    """Give a certificate to everybody, or those asked for, who attended enough and has none.

    Somebody whose certificate was withdrawn gets another one only where asked for by name.
    Raise NotPossible before the last day of the session, Busy.
    """
    if session.ends_on is None or timezone.localdate(now) < session.ends_on:
        raise NotPossible(_("课程最后一天才能发证书。"))
    with lock_sessions(session.pk, now=now) as (fresh,):
        due = [
            standing
            for standing in standings(fresh)
            if standing.participant.name != ERASED
            and (
                standing.is_due_with_all
                if participants is None
                else standing.is_due and standing.participant.pk in participants
            )
        ]
        issued = []
        for standing in due:
            facts = _Printed(
                name=standing.participant.name,
                course_title=fresh.course.title,
                attended_percent=standing.percent,
                created_by=user,
            )
            issued.append(_print(fresh, standing.participant.pk, facts, now=now, actor=actor))
        return issued


def withdraw(certificate: Certificate, *, reason: str, now: datetime, actor: str) -> Certificate:
    """It is no longer valid; the public page says so. Raise NotActive, ReasonMissing, Busy."""
    why = reason_given(reason)
    with lock_sessions(certificate.session_id, now=now):
        fresh = Certificate.objects.get(pk=certificate.pk)
        if not fresh.is_valid:
            raise NotActive(_("这张证书已经作废。"))
        _end(fresh, now=now)
        audit.record("withdraw certificate", fresh, actor=actor, now=now, reason=why)
        return fresh


def correct_name(
    participant: Participant, *, name: str, now: datetime, actor: str, user: User | None = None
) -> Certificate | None:
    """Correct the name of somebody in a class; a valid certificate is issued anew. Raise Busy.

    Return the new certificate, or ``None`` where there was none.
    """
    with lock_sessions(participant.enrollment.session_id, now=now):
        fresh = Participant.objects.select_related("enrollment").get(pk=participant.pk)
        if fresh.name != name:
            Participant.objects.filter(pk=fresh.pk).update(name=name)
            audit.record(
                "correct participant", fresh.enrollment, actor=actor, now=now, corrected=["name"]
            )
        anew = issue_anew([fresh.pk], now=now, actor=actor, user=user)
        return anew[0] if anew else None


def issue_anew(
    participants: Collection[int], *, now: datetime, actor: str, user: User | None = None
) -> list[Certificate]:
    """Replace the valid certificates of these people whose printed name is not theirs now.

    Part of the transaction of the verb that corrected the name.
    """
    issued = []
    old = Certificate.objects.valid().filter(participant__in=participants)
    for certificate in old.select_related("participant", "session__course").order_by("pk"):
        if (
            certificate.name in (certificate.participant.name, ERASED)
            or certificate.participant.name == ERASED
        ):
            continue
        _end(certificate, now=now)
        facts = _Printed(
            name=certificate.participant.name,
            course_title=certificate.course_title,
            attended_percent=certificate.attended_percent,
            created_by=user,
        )
        new = _print(
            certificate.session,
            certificate.participant_id,
            facts,
            now=now,
            actor=actor,
            old=certificate,
        )
        Certificate.objects.filter(pk=certificate.pk).update(replaced_by=new)
        issued.append(new)
    return issued


def _end(certificate: Certificate, *, now: datetime) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(withdrawn_at=now)
    certificate.withdrawn_at = now


def _print(
    session: Session,
    participant: int,
    facts: _Printed,
    *,
    now: datetime,
    actor: str,
    old: Certificate | None = None,
) -> Certificate:
    for _try in range(3):
        number = certificate_number(timezone.localdate(now).year)
        try:
            with transaction.atomic():
                new = Certificate.objects.create(
                    number=number,
                    session=session,
                    participant_id=participant,
                    issued_at=now,
                    **facts,
                )
        except IntegrityError:  # the number is somebody's: once in many thousand years
            continue
        pair = [old.number, number] if old else number
        verb = "reissue certificate" if old else "issue certificate"
        audit.record(verb, new, actor=actor, now=now, number=pair)
        return new
    raise NotPossible(_("证书编号没有生成，请再试一次。"))
