"""A party becomes larger while seats are free, or says how few it would accept."""

from datetime import datetime

from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.actions.consent import check_size
from enrollment.domain import audit, outbox, seats, waiting_list
from enrollment.domain.refusals import NotActive, PartySizeInvalid, SessionFull
from enrollment.domain.session_lock import check_takes_enrollments, fresh_party, lock_sessions
from enrollment.models import Enrollment
from enrollment.models.enrollment import MAX_PARTY, EnrollmentState
from enrollment.models.record import MessageKind


def add_seats(
    enrollment: Enrollment, *, seats_wanted: int, now: datetime, actor: str = "visitor"
) -> Enrollment:
    """Give the party more seats, at the price it agreed to; a waiting party waits for more.

    Raise PartySizeInvalid, PartyTooLarge, SessionFull, SessionClosed, NotActive, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        _check_may_grow(enrollment, session, seats_wanted, actor=actor, now=now)
        before, extra = enrollment.seats, seats_wanted - enrollment.seats
        if enrollment.state != EnrollmentState.WAITING:
            _check_free(session, extra, now=now)
            added = seats.share(enrollment.state, extra)
            seats.count(session, verb="add seats", now=now, enrollment=enrollment, **added)
        Enrollment.objects.filter(pk=enrollment.pk).update(seats=seats_wanted)
        enrollment.seats = seats_wanted
        audit.record("add seats", enrollment, actor=actor, now=now, seats=[before, seats_wanted])
        outbox.due(enrollment, MessageKind.ADDED, now=now, version=session.version)
    return enrollment


def change_least(
    enrollment: Enrollment, *, min_seats: int | None, now: datetime, actor: str = "visitor"
) -> Enrollment:
    """Set the fewest seats a waiting party would accept; ``None`` is all or nothing.

    Raise PartySizeInvalid, NotActive, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (_session,):
        enrollment = fresh_party(enrollment)
        if enrollment.state != EnrollmentState.WAITING:
            raise NotActive(_("这份报名不在候补中。"))
        if min_seats is not None and not 1 <= min_seats <= enrollment.seats:
            raise PartySizeInvalid(
                _("至少接受的人数为 1 至 %(seats)d，或留空。") % {"seats": enrollment.seats}
            )
        before = enrollment.min_seats
        if before == min_seats:
            return enrollment
        Enrollment.objects.filter(pk=enrollment.pk).update(min_seats=min_seats)
        audit.record("change least", enrollment, actor=actor, now=now, least=[before, min_seats])
    # Fewer seats may fit now: releasing the lock promotes.
    enrollment.refresh_from_db(fields=["state", "min_seats", "offered_seats", "offered_until"])
    return enrollment


def _check_may_grow(
    enrollment: Enrollment, session: Session, seats_wanted: int, *, actor: str, now: datetime
) -> None:
    if not enrollment.is_active:
        raise NotActive(_("这份报名已经结束，不能再增加人数。"))
    if enrollment.state == EnrollmentState.OFFERED:
        raise NotActive(_("请先答复这次的座位，再增加人数。"))
    seats = enrollment.seats
    if not seats < seats_wanted <= MAX_PARTY:
        free = None if enrollment.state == EnrollmentState.WAITING else session.seats_left
        most = min(MAX_PARTY, seats + free) if free else MAX_PARTY
        raise PartySizeInvalid(
            _("现在是 %(seats)d 人，请填写 %(least)d 至 %(most)d。")
            % {"seats": seats, "least": seats + 1, "most": most}
        )
    if not enrollment.preregistered:
        closed = _("报名已截止，不能再增加人数。请打电话与我们联系。")
        check_takes_enrollments(session, actor=actor, now=now, refusal=closed)
    check_size(session, seats_wanted)


def _check_free(session: Session, added: int, *, now: datetime) -> None:
    if not waiting_list.has_room(session, added, now=now):
        raise SessionFull(
            _("空位不够再加 %(more)d 人，座位没有变动。可以另外报名候补，或改到别的班次。")
            % {"more": added}
        )
