"""What comes back of a fee that was paid, said where seats are about to be given up."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.queries import sale_terms
from enrollment.domain.terms import terms_of
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState


def refund_words(party: Enrollment, *, today: date | None = None) -> str:
    """The session's own terms, else the site's rule of today.

    "" where the party has no seat to pay for, or nothing says what comes back.
    """
    if own := terms_of(party.session).cancel_fee:
        return own
    first_day = party.session.starts_on
    if party.state != EnrollmentState.CONFIRMED or first_day is None:
        return ""
    today = today or timezone.localdate()
    rules = sale_terms.refunds(first_day)
    now = next((rule for rule in rules if rule.until and today <= rule.until), None)
    if now is None or now.until is None:
        return _("已付的费用退多少，请与课程顾问商量。") if rules else ""
    sentence = _("已付的费用，今天退 %(percent)d%%（%(day)s或之前）。") % {
        "percent": now.percent,
        "day": date_format(now.until),
    }
    return f"{sentence} {now.note}".strip()
