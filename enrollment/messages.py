"""The words of each message, in the enrollment's language, from what is true when it is sent."""

from django.template.loader import render_to_string
from django.utils import translation

from catalog.models import Office
from catalog.models.course import name_for
from enrollment.links import my_url
from enrollment.models import Enrollment
from enrollment.pricing import price_of


def render(enrollment: Enrollment, kind: str) -> tuple[str, str]:
    """Subject and body; the first line of the template is the subject."""
    with translation.override(enrollment.language):
        text = render_to_string(f"emails/{kind}.txt", _facts(enrollment))
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
        "office": Office.objects.exclude(phone="").first(),
        "link": my_url(enrollment),
    }
