"""A person asks for a copy, a correction, the end of consent or deletion; staff answer in time."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from enrollment.domain import audit
from enrollment.models import Enrollment, PrivacyRequest
from enrollment.models.privacy import RequestKind, RequestState


def ask_privacy(
    enrollment: Enrollment, *, kind: RequestKind, now: datetime, actor: str = "visitor"
) -> PrivacyRequest:
    """Put the request on the dashboard with its last day; one that is open already is returned."""
    due_on = timezone.localdate(now) + timedelta(days=settings.PRIVACY_REQUEST_DAYS)
    try:
        with transaction.atomic():
            asked = PrivacyRequest.objects.create(
                enrollment=enrollment, kind=kind, asked_at=now, due_on=due_on
            )
            audit.record("ask privacy", enrollment, actor=actor, now=now, request=str(kind))
    except IntegrityError:
        return PrivacyRequest.objects.get(enrollment=enrollment, kind=kind, state=RequestState.OPEN)
    return asked


@transaction.atomic
def answer_request(
    request: PrivacyRequest, *, state: str, answer: str, now: datetime, actor: str
) -> PrivacyRequest:
    """Write the answer down; a request that is open again has no closing time."""
    request.state, request.answer = state, answer
    request.closed_at = None if state == RequestState.OPEN else now
    request.save(update_fields=["state", "answer", "closed_at"])
    audit.record(
        "answer request",
        request.enrollment,
        actor=actor,
        now=now,
        request=request.kind,
        state=state,
    )
    return request
