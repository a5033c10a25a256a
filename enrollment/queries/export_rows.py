"""Rows of the lists that leave as files, read in chunks and without objects."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from catalog.documents.tabular import Cell
from catalog.models import Session
from enrollment.models import Enrollment, Participant
from enrollment.queries.export_fields import Facts, Field, counted, of_party, words

PARTY = (
    *("pk", "code", "state", "moved_to__code", "session_id", "seats", "offered_seats"),
    *("company", "contact_name", "contact_phone", "contact_email", "unit_price"),
    *("held_until", "created_at", "channel", "source", "created_by__username", "staff_note"),
)
PLACE = (
    *("pk", "public_id", "course__title", "course__code", "city__name", "venue__name"),
    *("month", "starts_on", "ends_on", "meeting_days"),
)
PERSON = ("enrollment_id", "name", "phone", "email", "department", "job_title")


def party_rows(pks: Sequence[int], fields: Sequence[Field]) -> Iterator[list[Cell]]:
    for party in parties(pks):
        yield [field.of(party) for field in fields]


def seat_rows(
    pks: Sequence[int], fields: Sequence[Field], *, only_named: bool = False
) -> Iterator[list[Cell]]:
    """One row a seat, the party's facts on each; seats without a name say so."""
    of_seat = [(place, field.of_seat) for place, field in enumerate(fields) if field.of_seat]
    for row in parties(pks):
        party = of_party(row)
        shared = [None if field.of_seat else field.of(row) for field in fields]
        people = party["people"]
        last = len(people) if only_named else max(party["seats"], len(people))
        for seat in range(1, last + 1):
            person = people[seat - 1] if seat <= len(people) else None
            cells = shared.copy()
            for place, of in of_seat:
                cells[place] = of(row, person, seat)
            yield cells


def named_rows(pks: Sequence[int], fields: Sequence[Field]) -> Iterator[list[Cell]]:
    return seat_rows(pks, fields, only_named=True)


def parties(pks: Sequence[int]) -> Iterator[Facts]:
    """The parties that still are, in this order, each with its session and its people."""
    parties = {party["pk"]: party for party in Enrollment.objects.filter(pk__in=pks).values(*PARTY)}
    wanted = {party["session_id"] for party in parties.values()}
    sessions = {
        session["pk"]: session for session in Session.objects.filter(pk__in=wanted).values(*PLACE)
    }
    people = defaultdict(list)
    names = Participant.objects.filter(enrollment__in=list(parties)).order_by("position")
    for person in names.values(*PERSON):
        people[person["enrollment_id"]].append(person)
    code_words = words()
    for pk in pks:
        if party := parties.get(pk):
            yield {
                **party,
                "session": sessions[party["session_id"]],
                "people": people[pk],
                "counted": counted(party),
                "words": code_words,
            }
