"""Each state of an enrollment has a partial of its own; no other one speaks for it."""

from pathlib import Path

from enrollment.models.enrollment import EnrollmentState

ROOT = Path(__file__).resolve().parents[3]


def test_every_state_has_its_partial_and_every_partial_its_state():
    partials = {file.stem for file in (ROOT / "templates/enrollment/states").glob("*.html")}

    assert partials == set(EnrollmentState.values), "templates/enrollment/states/<state>.html"
