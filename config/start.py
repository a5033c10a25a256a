"""How every process of Kaike begins."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured


def load_settings() -> None:
    """Read the settings, or end the process with one line for every one that is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        import config.settings  # noqa: F401, PLC0415 - read here so that its refusal is caught
    except ImproperlyConfigured as error:
        sys.exit(f"Kaike does not start:\n{error}")
