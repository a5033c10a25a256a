import pytest

from catalog.models.session import SessionState
from enrollment.domain import states
from enrollment.models.enrollment import ACTIVE, EnrollmentState
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
    assert set(states.NEXT_ENROLLMENT) == set(EnrollmentState)
    assert set(states.NEXT_SESSION) == set(SessionState)


def test_what_is_active_is_counted_and_what_is_not_comes_back_by_its_own_verb_alone():
    over = set(EnrollmentState) - set(ACTIVE)
    back = {
        verb for state in over for verbs in states.NEXT_ENROLLMENT[state].values() for verb in verbs
    }

    assert set(states.COUNTED_AS) == set(ACTIVE)
    assert back == {"undo_cancel", "revive_hold"}
