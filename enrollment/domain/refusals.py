"""Why a verb was not done: each text is written for the person who asked."""

from enrollment.domain.same_contact import EarlierEnrollment


class Refusal(Exception):
    """Nothing was written; ``str()`` says what is wrong and what would be right."""

    about_digits = False  # whether it is about the digits that prove who acts on an own page


class SessionClosed(Refusal):
    pass


class SessionFull(Refusal):
    """The seats are not free, or others wait for them."""


class PartySizeInvalid(Refusal):
    pass


class PartyTooLarge(Refusal):
    pass


class TooManyPeople(Refusal):
    pass


class FactsMoved(Refusal):
    """What the form showed of the session is no longer so."""


class EnrolledAlready(Refusal):
    """The same contact has an active enrollment here; ``others`` are those, the first one first."""

    def __init__(self, text: str, others: tuple[EarlierEnrollment, ...]) -> None:
        super().__init__(text)
        self.others = others


class KeyReused(Refusal):
    """This form was sent before with other contents."""


class Busy(Refusal):
    """The lock was not given in time; trying again later is right."""


class NotActive(Refusal):
    """The enrollment is over, or not in the state this verb is for."""


class DeadlinePassed(Refusal):
    """The party's own time for it is over; staff may still do it."""


class ReasonMissing(Refusal):
    pass


class DeadlineInvalid(Refusal):
    pass


class CapacityTooSmall(Refusal):
    pass


class PriceChanged(Refusal):
    """The price is no longer the one that was shown."""


class DatesInvalid(Refusal):
    pass


class NotPossible(Refusal):
    """The session cannot become that from what it is now."""
