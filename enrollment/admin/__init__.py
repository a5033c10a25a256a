"""Sessions and enrollments in the back office; seats change through the verbs only."""

from enrollment.admin import enrollments, records, sessions

__all__ = ["enrollments", "records", "sessions"]
