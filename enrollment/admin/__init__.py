"""Sessions and enrollments in the back office; seats change through the verbs only."""

from enrollment.admin import enrollments, inquiries, interests, records, sessions

__all__ = ["enrollments", "inquiries", "interests", "records", "sessions"]
