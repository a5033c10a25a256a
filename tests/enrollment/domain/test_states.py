import re

import pytest
from django.conf import settings
from django.db.models import Q

from catalog.models.session_state import SessionState
from enrollment.domain import states
from enrollment.messaging import letters
from enrollment.models.enrollment import ACTIVE, SEATED_OR_OFFERED, EnrollmentState
from enrollment.queries.figures.sums import KEPT, SOLD, WAITING
from enrollment.queries.invariants import NEEDED_MESSAGE
from tests.factories import NOW, EnrollmentFactory

DEADLINES = {"held_until": NOW, "offered_until": NOW}


@pytest.mark.django_db
@pytest.mark.parametrize("after", EnrollmentState)
@pytest.mark.parametrize("before", EnrollmentState)
def test_an_enrollment_becomes_only_what_the_table_allows(before, after):
    enrollment = EnrollmentFactory(state=before, **DEADLINES)
    allowed = after in states.NEXT_ENROLLMENT[before]

    try:
        states.move(enrollment, after, now=NOW)
    except states.InvalidTransition:
        moved = False
    else:
        moved = True

    enrollment.refresh_from_db()
    assert moved is allowed
    assert enrollment.state == (after if allowed else before)


@pytest.mark.django_db
def test_who_saw_an_older_state_changes_nothing():
    seen = EnrollmentFactory(state="held", **DEADLINES)
    states.move(type(seen).objects.get(pk=seen.pk), "confirmed", now=NOW)

    with pytest.raises(states.InvalidTransition):
        states.move(seen, "expired", now=NOW)

    seen.refresh_from_db()
    assert seen.state == "confirmed"


def test_every_state_has_a_row():
    assert set(states.NEXT_ENROLLMENT) == set(EnrollmentState), "enrollment/domain/states.py"
    assert set(states.NEXT_SESSION) == set(SessionState)


def test_seats_that_are_counted_are_named_with_the_states():
    """Lists, files and letters ask the tuples beside EnrollmentState; the counters this table."""
    seated = {state for state, counter in states.COUNTED_AS.items() if counter != "waiting"}

    assert set(SEATED_OR_OFFERED) == seated, "enrollment/models/enrollment.py: SEATED_OR_OFFERED"


def test_figures_know_every_state_that_is_counted():
    known = {str(state) for one in (SOLD, KEPT, WAITING) for state in states_of(one)}

    assert known == set(states.COUNTED_AS), "enrollment/queries/figures/sums.py: SOLD, KEPT"


def states_of(filtered: Q) -> list[str]:
    """The states that a filter on the state alone lets through."""
    (_name, value), *_more = filtered.children
    return [value] if isinstance(value, str) else list(value)


@pytest.mark.parametrize("state", EnrollmentState)
def test_a_message_says_each_state_while_it_is_true(state):
    kinds = NEEDED_MESSAGE.get(state)

    assert kinds, f"enrollment/queries/invariants.py: NEEDED_MESSAGE lacks {state}"
    untrue = [kind for kind in kinds if state not in letters.TRUE_WHILE[kind]]
    assert untrue == [], f"enrollment/messaging/letters.py: TRUE_WHILE of {untrue} lacks {state}"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("static/css/site.css", "state--"),
        ("static/css/site.css", "party__state--"),
        ("static/css/admin.css", "state--"),
    ],
)
def test_a_state_has_its_colour(file, name):
    sheet = (settings.BASE_DIR / file).read_text(encoding="utf-8")
    plain = {EnrollmentState.CONFIRMED}  # drawn as a state without a class of its own is
    without = [
        state
        for state in EnrollmentState
        if state not in plain and not re.search(rf"\.{name}{state}\b", sheet)
    ]

    assert without == [], f"{file}: .{name}<state>"


def test_what_is_active_is_counted_and_what_is_not_comes_back_by_its_own_verb_alone():
    over = set(EnrollmentState) - set(ACTIVE)
    back = {
        verb for state in over for verbs in states.NEXT_ENROLLMENT[state].values() for verb in verbs
    }

    said = "enrollment/domain/states.py: COUNTED_AS, enrollment/models/enrollment.py: ACTIVE"
    assert set(states.COUNTED_AS) == set(ACTIVE), said
    assert back == {"undo_cancel", "revive_hold"}
