"""The words of each message, in the enrollment's language, from what is true when it is sent."""

from functools import cache

from django.conf import settings
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import translation

from catalog.models import Office, Session
from catalog.models.course import name_for
from enrollment.domain.links import my_url
from enrollment.domain.pricing import price_of
from enrollment.models import Enrollment, Interest, OutboxMessage
from enrollment.models.record import MessageKind


def subject_of(message: OutboxMessage) -> str:
    """What stands above the letter: as it was sent, else as it would be; asks no query."""
    if message.subject:
        return message.subject
    if message.enrollment_id:
        enrollment = message.enrollment
        facts = {"enrollment": enrollment, "session": enrollment.session}
        language = enrollment.language
    elif message.interest_id:
        facts, language = {"session": message.interest}, message.interest.language
    else:
        return message.get_kind_display()
    with translation.override(language):
        return " ".join(_first_line(message.kind).render(facts).split())


@cache
def _first_line(kind: str):
    source = get_template(f"emails/{kind}.txt").template.source
    return engines["django"].from_string(source.partition("\n")[0] + "{% endautoescape %}")


def render(enrollment: Enrollment, kind: str) -> tuple[str, str]:
    """Subject and body; the first line of the template is the subject."""
    with translation.override(enrollment.language):
        facts = _facts(enrollment)
        if kind == MessageKind.MOVE_ASKED:
            facts["question"] = enrollment.move_questions.select_related(
                "to__city", "to__venue"
            ).first()
        return _parted(render_to_string(f"emails/{kind}.txt", facts))


def render_interest(interest: Interest, session: Session) -> tuple[str, str]:
    """Subject and body of the letter that a session is open which somebody waited for."""
    with translation.override(interest.language):
        enroll = reverse("enrollment:enroll", args=[session.public_id])
        context = {
            "interest": interest,
            "session": session,
            "city": name_for(session.city),
            "link": f"{settings.SITE_URL}{enroll}?wish={interest.code}",
            "stop": settings.SITE_URL + reverse("enrollment:wish", args=[interest.code]),
            "office": _office(),
        }
        return _parted(render_to_string("emails/interest.txt", context))


def _office() -> Office | None:
    """Whom to call."""
    return Office.objects.public().exclude(phone="").first()


def _parted(text: str) -> tuple[str, str]:
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def _facts(enrollment: Enrollment) -> dict:
    session = enrollment.session
    return {
        "enrollment": enrollment,
        "session": session,
        "city": name_for(session.city),
        "price": price_of(enrollment),
        "unnamed": max(0, enrollment.seats - enrollment.participants.count()),
        "office": _office(),
        "link": my_url(enrollment),
    }
