"""What people do with seats: one verb, one transaction, one lock on the session."""

from enrollment.actions.adding_seats import add_seats, change_least
from enrollment.actions.cancelling import cancel, reduce
from enrollment.actions.consent import Consent
from enrollment.actions.enrolling import Receipt, enroll, hold
from enrollment.actions.holding import ask_longer_hold, confirm_hold, extend_hold
from enrollment.actions.move_asking import answer_move, ask_to_move
from enrollment.actions.moving import Price, move
from enrollment.actions.naming_participants import correct_contact, name_participants
from enrollment.actions.offering import accept_offer, decline_offer, promote_out_of_turn
from enrollment.actions.planning import PlanNotSaved, save_plan
from enrollment.actions.proving_contacts import prove_contact
from enrollment.actions.reminding import remind
from enrollment.actions.renewing_links import renew_link
from enrollment.actions.reviving import revive_hold, undo_cancel
from enrollment.actions.session_facts import change_session
from enrollment.actions.sessions import (
    cancel_session,
    change_capacity,
    change_rules,
    close_session,
    confirm_session,
    finish_session,
    open_session,
    reschedule,
)
from enrollment.domain.refusals import (
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
    PriceChanged,
    ReasonMissing,
    Refusal,
    SessionClosed,
    SessionFull,
    TooManyPeople,
)
from enrollment.domain.session_lock import catch_up

VERBS = (
    accept_offer,
    add_seats,
    answer_move,
    ask_longer_hold,
    ask_to_move,
    cancel,
    cancel_session,
    catch_up,
    change_capacity,
    change_least,
    change_rules,
    change_session,
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
    prove_contact,
    reduce,
    remind,
    renew_link,
    reschedule,
    revive_hold,
    save_plan,
    undo_cancel,
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
    "PlanNotSaved",
    "Price",
    "PriceChanged",
    "ReasonMissing",
    "Receipt",
    "Refusal",
    "SessionClosed",
    "SessionFull",
    "TooManyPeople",
    "accept_offer",
    "add_seats",
    "answer_move",
    "ask_longer_hold",
    "ask_to_move",
    "cancel",
    "cancel_session",
    "catch_up",
    "change_capacity",
    "change_least",
    "change_rules",
    "change_session",
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
    "prove_contact",
    "reduce",
    "remind",
    "renew_link",
    "reschedule",
    "revive_hold",
    "save_plan",
    "undo_cancel",
]
