"""The faults of bench.mutations fit the code as it is: one that stands nowhere proves nothing."""

from pathlib import Path

import pytest

from bench.mutations.faults import FAULTS

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("wrong", FAULTS, ids=lambda wrong: wrong.what.replace(" ", "-"))
def test_a_fault_can_be_put_into_the_code(wrong):
    text = (ROOT / wrong.file).read_text(encoding="utf-8")

    assert text.count(wrong.old) == 1
    assert [test for test in wrong.tests if not (ROOT / test).exists()] == []
