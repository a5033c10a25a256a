"""Every test of a verb ends with the invariants: whatever it did, the counters still agree."""

import pytest

from enrollment.queries.invariants import complaints
from tests.factories import NOW


@pytest.fixture
def sound(db):
    """Ask for this where a verb is used; the rules of invariants.py must hold afterwards."""
    yield
    assert list(complaints(now=NOW)) == []
