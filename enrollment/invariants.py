"""What must always hold, recomputed from the rows; each complaint names the row that is wrong."""

from collections.abc import Iterator

from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Coalesce

from catalog.models import Outline, Session
from catalog.outline import losses
from catalog.outlines import tree_of
from enrollment.models import Enrollment, OutboxMessage
from enrollment.models.enrollment import EnrollmentState
from enrollment.states import COUNTED_AS


def complaints() -> Iterator[str]:
    """Every broken rule as a sentence; nothing is yielded when all is well."""
    yield from counters_against_enrollments()
    yield from counters_against_changes()
    yield from capacity()
    yield from numbers()
    yield from waiting_order()
    yield from participants()
    yield from messages()
    yield from outlines()


def seats_in(*states: str):
    return Coalesce(Sum("enrollments__seats", filter=Q(enrollments__state__in=states)), 0)


def counters_against_enrollments() -> Iterator[str]:
    """I1, I4: the session's counters are the sums of its enrollments."""
    held = [state for state, counter in COUNTED_AS.items() if counter == "held"]
    rows = Session.objects.annotate(
        real_taken=seats_in(EnrollmentState.CONFIRMED),
        real_held=seats_in(*held),
        real_waiting=Count("enrollments", filter=Q(enrollments__state=EnrollmentState.WAITING)),
    )
    wrong = rows.exclude(taken=F("real_taken"), held=F("real_held"), waiting=F("real_waiting"))
    for row in wrong.order_by("pk"):
        yield (
            f"I1 session {row.pk}: counters taken {row.taken}, held {row.held}, "
            f"waiting {row.waiting}; its enrollments give {row.real_taken}, {row.real_held}, "
            f"{row.real_waiting}."
        )


def counters_against_changes() -> Iterator[str]:
    """I2: the counters are the sum of what was written down when they changed."""
    rows = Session.objects.annotate(
        sum_taken=Coalesce(Sum("seat_changes__taken"), 0),
        sum_held=Coalesce(Sum("seat_changes__held"), 0),
        sum_waiting=Coalesce(Sum("seat_changes__waiting"), 0),
    )
    wrong = rows.exclude(taken=F("sum_taken"), held=F("sum_held"), waiting=F("sum_waiting"))
    for row in wrong.order_by("pk"):
        yield (
            f"I2 session {row.pk}: counters {row.taken}, {row.held}, {row.waiting}; its seat "
            f"changes sum to {row.sum_taken}, {row.sum_held}, {row.sum_waiting}."
        )


def capacity() -> Iterator[str]:
    """I3: never more seats than the capacity and the overbook allowed."""
    over = Session.objects.filter(
        capacity__isnull=False, capacity__lt=F("taken") + F("held") - F("overbook")
    )
    for row in over.order_by("pk"):
        yield f"I3 session {row.pk}: {row.taken + row.held} seats of {row.capacity}."


def numbers() -> Iterator[str]:
    """I5: arrival numbers run from 1 without a gap."""
    rows = Session.objects.annotate(
        parties=Count("enrollments"), highest=Coalesce(Max("enrollments__number"), 0)
    )
    for row in rows.exclude(parties=F("highest"), next_number=F("highest")).order_by("pk"):
        yield (
            f"I5 session {row.pk}: {row.parties} enrollments, highest number {row.highest}, "
            f"last number given {row.next_number}."
        )


def waiting_order() -> Iterator[str]:
    """I6: the head of the line does not fit, or it would have been promoted."""
    for session in Session.objects.filter(waiting__gt=0).order_by("pk"):
        head = Enrollment.objects.filter(session=session).in_line().first()
        if head is None or not session.takes_promotions:
            continue
        if session.seats_left is None or head.seats <= session.seats_left:
            yield f"I6 session {session.pk}: enrollment {head.pk} waits though its seats are free."


def participants() -> Iterator[str]:
    """I7: never more people than seats."""
    rows = Enrollment.objects.annotate(people=Count("participants"))
    for row in rows.filter(people__gt=F("seats")).order_by("pk"):
        yield f"I7 enrollment {row.pk}: {row.people} participants on {row.seats} seats."


def messages() -> Iterator[str]:
    """I8: each enrollment has a first message due or sent; a cancelled one says so."""
    first = OutboxMessage.objects.filter(kind__in=["confirmed", "waiting"]).values("enrollment")
    for pk in Enrollment.objects.exclude(pk__in=first).order_by("pk").values_list("pk", flat=True):
        yield f"I8 enrollment {pk}: no first message is due or sent."
    told = OutboxMessage.objects.filter(kind="cancelled").values("enrollment")
    untold = Enrollment.objects.filter(state=EnrollmentState.CANCELLED).exclude(pk__in=told)
    for pk in untold.order_by("pk").values_list("pk", flat=True):
        yield f"I8 enrollment {pk}: it was cancelled and no message says so."


def outlines() -> Iterator[str]:
    """Outline rows hold their source: every line in one place, with its own words."""
    for outline in Outline.objects.prefetch_related("items").order_by("pk").iterator(100):
        for lost in losses(tree_of(outline)):
            yield f"O1 outline {outline.pk}: {lost}"
