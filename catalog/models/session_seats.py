"""Which seats of a session are free: of its row, and as conditions of rows.

The counters themselves are written by enrollment.domain.seats alone.
"""

from django.db.models import F, Q

SEATS_IN_USE = F("taken") + F("held") - F("overbook")  # as far as they are of the capacity


def has_room(party: int = 1) -> Q:
    """Those with free seats for a party of that size, whoever waits for them."""
    return Q(capacity__isnull=True) | Q(capacity__gte=SEATS_IN_USE + party)


SELLS_AT_ONCE = Q(waiting=0) | Q(strict_order=False)  # to a newcomer who fits


def seats_left(capacity: int | None, *, overbook: int, taken: int, held: int) -> int | None:
    """Free seats; ``None`` is no limit, ``0`` is none left."""
    return None if capacity is None else max(0, capacity + overbook - taken - held)
