"""What refusals of the verbs become: a status, and when to try again."""

from enrollment import actions
from enrollment.views import phone_proof

STATUS = {
    actions.Busy: 503,
    actions.KeyReused: 409,
    actions.FactsMoved: 409,
    actions.EnrolledAlready: 409,
    actions.SessionFull: 409,
    actions.SessionClosed: 409,
    actions.NotActive: 409,
    actions.PriceChanged: 409,
    phone_proof.DigitsWrong: 422,
    phone_proof.TooManyTries: 429,
}
RETRY_SECONDS = 5


def status_of(refusal: actions.Refusal | None, *, otherwise: int = 422) -> int:
    """The HTTP status of a page that shows the refusal; 200 without one."""
    return 200 if refusal is None else STATUS.get(type(refusal), otherwise)


def with_retry(response):
    """A page that says "try again" also says when."""
    if response.status_code == 503:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response
