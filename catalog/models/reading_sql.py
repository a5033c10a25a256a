"""SQL of our own that reads: where the ORM would read, so a replica's readers get it from there."""

from django.db import connections, router
from django.db.backends.utils import CursorWrapper

from catalog.models.course import Course


def reading_cursor() -> CursorWrapper:
    """A cursor of the database that this request reads; to be used in a ``with``."""
    cursor: CursorWrapper = connections[router.db_for_read(Course)].cursor()
    return cursor
