"""The journal of erasures of a test is its own."""

import pytest


@pytest.fixture(autouse=True)
def journal(settings, tmp_path):
    settings.ERASURE_JOURNAL = tmp_path / "journal" / "erasures.jsonl"
    return settings.ERASURE_JOURNAL
