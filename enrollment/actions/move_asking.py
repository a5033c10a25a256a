"""A session with too few people is merged into another one: each party is asked, none is moved."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.actions.moving import Price, move
from enrollment.domain import audit, outbox, states
from enrollment.domain.refusals import DeadlineInvalid, NotActive, NotPossible
from enrollment.domain.session_lock import lock_sessions
from enrollment.models import Enrollment, MoveQuestion
from enrollment.models.move_question import Answer
from enrollment.models.record import MessageKind


def ask_to_move(
    session: Session, *, to: Session, until: datetime, now: datetime, actor: str
) -> int:
    """Ask every active party whether it would go to ``to``; gives how many were asked now.

    Nobody loses a seat by being asked, and no seat there is kept. Asking again about the same
    session asks those who came since. Raises NotPossible, DeadlineInvalid, Busy.
    """
    with lock_sessions(session.pk, now=now) as (fresh,):
        if not states.NEXT_SESSION[fresh.state] or to.course_id != fresh.course_id:
            raise NotPossible(_("只能合到同一门课程还没有结束的班次。"))
        if to.pk == fresh.pk or not to.takes_enrollments(now=now):
            raise NotPossible(_("那个班次已停止报名，请选别的班次。"))
        if not now < until <= to.closing:
            params = {"closing": f"{timezone.localtime(to.closing):%Y-%m-%d %H:%M}"}
            sentence = _("答复期限要在现在以后、那个班次的报名截止 %(closing)s 以前。")
            raise DeadlineInvalid(sentence % params)
        asked_already = MoveQuestion.objects.filter(to=to).values("enrollment")
        parties = list(fresh.enrollments.active().exclude(pk__in=asked_already).order_by("number"))
        MoveQuestion.objects.bulk_create(
            MoveQuestion(enrollment=party, to=to, asked_at=now, asked_by=actor, until=until)
            for party in parties
        )
        for party in parties:
            outbox.due(party, MessageKind.MOVE_ASKED, now=now, version=fresh.version)
        pair = [fresh.public_id, to.public_id]
        audit.record("ask to move", fresh, actor=actor, now=now, session=pair, parties=len(parties))
        return len(parties)


def answer_move(
    enrollment: Enrollment, *, agrees: bool, now: datetime, actor: str = "visitor"
) -> Enrollment:
    """Say whether the party goes; who agrees is moved at once, at the price agreed on.

    A move that is refused (no room any more) leaves the question open. Raises NotActive and what
    ``move`` raises.
    """
    question = enrollment.move_questions.open(now=now).select_related("to").first()
    if question is None or not enrollment.is_active:
        raise NotActive(_("这个问题已经答复过，或者已经过期。"))
    moved = enrollment
    if agrees:
        # Staff offered it: their deadline and the price agreed on hold, not the visitor's.
        price = Price(keep=True, reason=_("合班，已征得同意"))
        moved = move(enrollment, to=question.to, now=now, actor=question.asked_by, price=price)
    with transaction.atomic():
        answer = Answer.YES if agrees else Answer.NO
        MoveQuestion.objects.filter(pk=question.pk).update(answer=answer, answered_at=now)
        outbox.withdraw(enrollment, MessageKind.MOVE_ASKED)
        audit.record("answer move", enrollment, actor=actor, now=now, answer=str(answer))
    return moved
