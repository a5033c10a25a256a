"""The words of each message, in the enrollment's language, from what is true when it is sent."""

from django.template.loader import render_to_string
from django.utils import translation

from enrollment.links import my_url
from enrollment.models import Enrollment


def render(enrollment: Enrollment, kind: str) -> tuple[str, str]:
    """Subject and body; the first line of the template is the subject."""
    with translation.override(enrollment.language):
        text = render_to_string(
            f"emails/{kind}.txt",
            {"enrollment": enrollment, "session": enrollment.session, "link": my_url(enrollment)},
        )
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"
