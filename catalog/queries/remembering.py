"""What is costly to read and may be a little old, kept in the cache."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache

Value = TypeVar("Value")


def remembered(key: str, make: Callable[[], Value], *, seconds: int) -> Value:
    """Return what the cache holds under ``key``; else what ``make`` gives, held so long."""
    return cast(Value, cache.get_or_set(key, make, seconds))
