"""What must always hold, recomputed from the rows; each complaint names the row that is wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from catalog.domain.outline_versions import tree_of
from catalog.models import Outline, Session
from catalog.models.session_seats import SEATS_IN_USE
from catalog.outline import losses
from enrollment.domain import waiting_list
from enrollment.domain.states import COUNTED_AS
from enrollment.models import Enrollment, Inquiry, Interest, OutboxMessage, SeatChange
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind

LATE = timedelta(minutes=5)
# Verbs by which a party may pass those who wait.
PASSES = ("fill", "promote out of turn", "undo cancel", "revive hold")
NEEDED_MESSAGE = {
    EnrollmentState.HELD: [MessageKind.RECEIVED, MessageKind.MOVED, MessageKind.RESTORED],
    EnrollmentState.CONFIRMED: [
        MessageKind.CONFIRMED,
        MessageKind.PROMOTED,
        MessageKind.MOVED,
        MessageKind.RESTORED,
    ],
    EnrollmentState.WAITING: [
        MessageKind.WAITING,
        MessageKind.PREREGISTERED,
        MessageKind.MOVED,
    ],
    EnrollmentState.OFFERED: [MessageKind.OFFERED],
    EnrollmentState.CANCELLED: [MessageKind.CANCELLED, MessageKind.SESSION_CANCELLED],
    EnrollmentState.EXPIRED: [MessageKind.EXPIRED],
}


def complaints(*, now: datetime | None = None) -> Iterator[str]:
    """Every broken rule as a sentence; nothing is yielded when all is well."""
    now = now or timezone.now()
    yield from counters_against_enrollments()
    yield from counters_against_changes()
    yield from capacity()
    yield from numbers()
    yield from waiting_order(now=now)
    yield from overtaken()
    yield from overdue(now=now)
    yield from outliving()
    yield from messages()
    yield from participants()
    yield from outlines()
    yield from customers()


def seats_in(*states: str) -> Coalesce:
    counted = Coalesce("enrollments__offered_seats", "enrollments__seats")
    return Coalesce(Sum(counted, filter=Q(enrollments__state__in=states)), 0)


def _counted_as(counter: str) -> list[str]:
    return [state for state, counted in COUNTED_AS.items() if counted == counter]


def counters_against_enrollments() -> Iterator[str]:
    """I1, I4: the session's counters are the sums of its enrollments."""
    rows = Session.objects.annotate(
        real_taken=seats_in(*_counted_as("taken")),
        real_held=seats_in(*_counted_as("held")),
        real_waiting=Count("enrollments", filter=Q(enrollments__state=EnrollmentState.WAITING)),
    )
    wrong = rows.exclude(taken=F("real_taken"), held=F("real_held"), waiting=F("real_waiting"))
    names = ("taken", "held", "waiting", "real_taken", "real_held", "real_waiting")
    for pk, taken, held, waiting, *real in wrong.order_by("pk").values_list("pk", *names):
        yield (
            f"I1 session {pk}: counters taken {taken}, held {held}, waiting {waiting}; "
            f"its enrollments give {', '.join(map(str, real))}."
        )


def counters_against_changes() -> Iterator[str]:
    """I2: the counters are the sum of what was written down when they changed."""
    rows = Session.objects.annotate(
        sum_taken=Coalesce(Sum("seat_changes__taken"), 0),
        sum_held=Coalesce(Sum("seat_changes__held"), 0),
        sum_waiting=Coalesce(Sum("seat_changes__waiting"), 0),
    )
    wrong = rows.exclude(taken=F("sum_taken"), held=F("sum_held"), waiting=F("sum_waiting"))
    names = ("taken", "held", "waiting", "sum_taken", "sum_held", "sum_waiting")
    for pk, taken, held, waiting, *sums in wrong.order_by("pk").values_list("pk", *names):
        yield (
            f"I2 session {pk}: counters {taken}, {held}, {waiting}; its seat changes sum to "
            f"{', '.join(map(str, sums))}."
        )


def capacity() -> Iterator[str]:
    """I3: never more seats than the capacity and the overbook allowed."""
    over = Session.objects.filter(capacity__isnull=False, capacity__lt=SEATS_IN_USE)
    for row in over.order_by("pk"):
        yield f"I3 session {row.pk}: {row.taken + row.held} seats of {row.capacity}."


def numbers() -> Iterator[str]:
    """I5: arrival numbers run from 1 without a gap."""
    rows = Session.objects.annotate(
        parties=Count("enrollments"),
        lowest=Coalesce(Min("enrollments__number"), 1),
        highest=Coalesce(Max("enrollments__number"), 0),
    )
    right = Q(parties=F("highest"), next_number=F("highest"), lowest=1)
    wrong = rows.exclude(right).order_by("pk")
    names = ("parties", "lowest", "highest", "next_number")
    for pk, parties, lowest, highest, last in wrong.values_list("pk", *names):
        yield (
            f"I5 session {pk}: {parties} enrollments, numbers {lowest} to {highest}, "
            f"last number given {last}."
        )


def waiting_order(*, now: datetime) -> Iterator[str]:
    """I6: nobody waits whose turn it is: sold on, none who fits; in strict order, the head."""
    for session in Session.objects.filter(waiting__gt=0).select_related("terms").order_by("pk"):
        if not waiting_list.is_moving(session, now=now):
            continue
        for party in Enrollment.objects.filter(session=session).in_line():
            if waiting_list.seats_for(session, party):
                yield f"I6 session {session.pk}: enrollment {party.pk} waits for free seats."
                break
            if waiting_list.holds_up(session, party):
                break


def overtaken() -> Iterator[str]:
    """I6: whoever has seats came before all who wait, unless it is written down why not."""
    allowed = SeatChange.objects.filter(enrollment=OuterRef("pk"), verb__in=PASSES)
    for session in Session.objects.filter(waiting__gt=0).order_by("pk"):
        first = Enrollment.objects.filter(session=session).in_line().first()
        if first is None:
            continue
        seated = session.enrollments.active().exclude(state=EnrollmentState.WAITING)
        passed = seated.filter(~Exists(allowed), number__gt=first.number)
        for party in passed.order_by("number"):
            yield f"I6 session {session.pk}: enrollment {party.pk} passed {first.pk}, which waits."


def overdue(*, now: datetime) -> Iterator[str]:
    """I7: no hold or offer is kept more than five minutes past its deadline."""
    rows = Enrollment.objects.ending(by=now - LATE)
    for pk in rows.order_by("pk").values_list("pk", flat=True):
        yield f"I7 enrollment {pk}: its seats are kept past the deadline."


def outliving() -> Iterator[str]:
    """I7: no hold and no offer is kept beyond the closing time of its session."""
    states = [EnrollmentState.HELD, EnrollmentState.OFFERED]
    rows = Enrollment.objects.filter(state__in=states).select_related("session")
    for row in rows.order_by("pk").iterator(500):
        until = row.held_until if row.state == EnrollmentState.HELD else row.offered_until
        if until is not None and until > row.session.closing:
            yield f"I7 enrollment {row.pk}: its seats are kept beyond the session's closing time."


def messages() -> Iterator[str]:
    """I8: each enrollment has the message that its state needs, due or sent or dropped."""
    for state, kinds in NEEDED_MESSAGE.items():
        letters = OutboxMessage.objects.filter(enrollment=OuterRef("pk"), kind__in=kinds)
        untold = Enrollment.objects.filter(~Exists(letters), state=state, moved_to__isnull=True)
        for pk in untold.order_by("pk").values_list("pk", flat=True):
            yield f"I8 enrollment {pk}: it is {state} and no message says so."


def participants() -> Iterator[str]:
    """P1: never more people than seats."""
    rows = Enrollment.objects.annotate(people=Count("participants"))
    over = rows.filter(people__gt=F("seats")).order_by("pk")
    for pk, people, seats in over.values_list("pk", "people", "seats"):
        yield f"P1 enrollment {pk}: {people} participants on {seats} seats."


def outlines() -> Iterator[str]:
    """Outline rows hold their source: every line in one place, with its own words."""
    for outline in Outline.objects.prefetch_related("items").order_by("pk").iterator(100):
        for lost in losses(tree_of(outline)):
            yield f"O1 outline {outline.pk}: {lost}"


def customers() -> Iterator[str]:
    """No row belongs to a record that was merged into another, or still names somebody erased."""
    for model in (Enrollment, Inquiry, Interest):
        gone = Q(person__merged_into__isnull=False) | Q(company_record__merged_into__isnull=False)
        for pk in model.objects.filter(gone).order_by("pk").values_list("pk", flat=True):
            yield f"{model._meta.model_name} {pk} belongs to a customer that was merged"
    erased = Enrollment.objects.filter(body_hash="", person__isnull=False)
    for code in erased.order_by("pk").values_list("code", flat=True):
        yield f"enrollment {code} is erased and still belongs to a person"
