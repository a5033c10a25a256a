"""Nothing in a test speaks to another machine, and hypothesis has two sizes."""

import os

import pytest
from django.core.cache import caches
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile(
    "ci", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_configure():
    from tests.ledger import flush_opens_the_ledger

    flush_opens_the_ledger()


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    """Every page is drawn anew, and no test sees what another one drew or the language it left."""
    settings.PAGE_SECONDS = 0
    translation.activate(settings.LANGUAGE_CODE)
    for cache in caches.all(initialized_only=True):
        cache.clear()
