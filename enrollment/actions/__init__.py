"""What people do with seats: one verb, one transaction, one turn at the session."""

from enrollment.actions.consent import Consent
from enrollment.actions.enrolling import Receipt, enroll, hold
from enrollment.actions.holding import confirm_hold, extend_hold
from enrollment.actions.leaving import cancel, reduce
from enrollment.actions.moving import move
from enrollment.actions.naming import correct_contact, name_participants
from enrollment.actions.offering import accept_offer, decline_offer, promote_out_of_turn
from enrollment.actions.refusals import (
    Busy,
    CapacityTooSmall,
    DatesInvalid,
    DeadlineInvalid,
    DeadlinePassed,
    EnrolledAlready,
    FactsMoved,
    KeyReused,
    NotActive,
    NotPossible,
    PartySizeInvalid,
    PartyTooLarge,
    ReasonMissing,
    Refusal,
    SessionClosed,
    SessionFull,
    TooManyPeople,
)
from enrollment.actions.sessions import (
    cancel_session,
    change_capacity,
    close_session,
    confirm_session,
    finish_session,
    open_session,
    reschedule,
)
from enrollment.actions.turns import catch_up

VERBS = (
    accept_offer,
    cancel,
    cancel_session,
    catch_up,
    change_capacity,
    close_session,
    confirm_hold,
    confirm_session,
    correct_contact,
    decline_offer,
    enroll,
    extend_hold,
    finish_session,
    hold,
    move,
    name_participants,
    open_session,
    promote_out_of_turn,
    reduce,
    reschedule,
)

__all__ = [
    "VERBS",
    "Busy",
    "CapacityTooSmall",
    "Consent",
    "DatesInvalid",
    "DeadlineInvalid",
    "DeadlinePassed",
    "EnrolledAlready",
    "FactsMoved",
    "KeyReused",
    "NotActive",
    "NotPossible",
    "PartySizeInvalid",
    "PartyTooLarge",
    "ReasonMissing",
    "Receipt",
    "Refusal",
    "SessionClosed",
    "SessionFull",
    "TooManyPeople",
    "accept_offer",
    "cancel",
    "cancel_session",
    "catch_up",
    "change_capacity",
    "close_session",
    "confirm_hold",
    "confirm_session",
    "correct_contact",
    "decline_offer",
    "enroll",
    "extend_hold",
    "finish_session",
    "hold",
    "move",
    "name_participants",
    "open_session",
    "promote_out_of_turn",
    "reduce",
    "reschedule",
]
