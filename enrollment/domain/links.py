"""Codes people read out, and the secret links to their own pages."""

import hashlib
import hmac

from django.conf import settings
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from enrollment.models import Enrollment, MoveQuestion

SALT = "enrollment.link"
REST = ".rest"


def token_for_code(code: str, renewed: int = 0) -> str:
    """The secret of the link, 160 bits, derived so that only its hash need be stored."""
    derived = f"{code}.{renewed}" if renewed else code
    return salted_hmac(SALT, derived, algorithm="sha256").hexdigest()[:40]


def hash_of(token: str) -> str:
    """Return the SHA-256 of a link's token, which alone is stored."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def token_for(enrollment: Enrollment) -> str:
    """Return the token of the party's own link."""
    return token_for_code(enrollment.code, enrollment.links_renewed)


def find(token: str) -> Enrollment | None:
    """The enrollment behind a link; one query whether or not it exists."""
    wanted = hash_of(token)
    rest = Enrollment.objects.filter(key=Concat(OuterRef("key"), Value(REST))).values("pk")
    asked = MoveQuestion.objects.filter(enrollment=OuterRef("pk"), answer="").values("pk")
    rows = Enrollment.objects.with_names().annotate(
        rest_id=Subquery(rest), question_id=Subquery(asked[:1])
    )
    row = rows.filter(token_hash=wanted).first()
    return row if row and hmac.compare_digest(row.token_hash, wanted) else None


def rest_key(key: str) -> str:
    """The key of the part that waits, from that of the party's form."""
    return f"{key}{REST}"


def other_part(enrollment: Enrollment) -> Enrollment | None:
    """The other part of a party that took some seats and waits for the rest; ``find`` gave it."""
    if enrollment.key.endswith(REST):
        return Enrollment.objects.filter(key=enrollment.key.removesuffix(REST)).first()
    rest: int | None = vars(enrollment)["rest_id"]
    return Enrollment.objects.filter(pk=rest).first() if rest else None


def where_it_is_now(enrollment: Enrollment) -> Enrollment:
    """The row the party has today, after it moved to other sessions."""
    while enrollment.moved_to_id is not None:
        enrollment = Enrollment.objects.with_names().get(pk=enrollment.moved_to_id)
    return enrollment


def my_url(enrollment: Enrollment) -> str:
    """The absolute address of the enrollment's own page, in its language."""
    with override(enrollment.language):
        return settings.SITE_URL + reverse("enrollment:my", args=[token_for(enrollment)])
