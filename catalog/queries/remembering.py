"""What many pages read and may be a little old: CACHES["reads"] says how old, for all of it."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import caches

Value = TypeVar("Value")


def remembered(key: str, make: Callable[[], Value]) -> Value:
    """What this process read under ``key`` a moment ago, else what ``make`` gives.

    Every reader gets the same object: nobody may change it.
    """
    return cast(Value, caches["reads"].get_or_set(key, make))
