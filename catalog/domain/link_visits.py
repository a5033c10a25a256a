"""Counting how often a short address is opened; who opened it is not known."""

from datetime import date

from django.db import connection

from catalog.models import Course

MOST_SOURCES = 200  # of a course in a day: invented ones fill no table
COUNT = """
INSERT INTO catalog_linkvisit (course_id, source, day, times)
SELECT %s, %s, %s, 1 WHERE (
  SELECT COUNT(*) FROM catalog_linkvisit WHERE course_id = %s AND day = %s
) < %s OR EXISTS (
  SELECT 1 FROM catalog_linkvisit WHERE course_id = %s AND day = %s AND source = %s
)
ON CONFLICT (course_id, source, day) DO UPDATE SET times = catalog_linkvisit.times + 1
"""


def count_visit(course: Course, source: str, *, today: date) -> None:
    """One statement of its own, no transaction."""
    of_day: list[int | date] = [course.pk, today]
    values: list[int | str | date] = [
        course.pk,
        source,
        today,
        *of_day,
        MOST_SOURCES,
        *of_day,
        source,
    ]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
