"""Sessions and enrollments in the back office; seats change through the verbs only."""

from enrollment.admin import (
    accounts,
    enrollments,
    facts,
    inquiries,
    interests,
    privacy,
    records,
    sessions,
)

__all__ = [
    "accounts",
    "enrollments",
    "facts",
    "inquiries",
    "interests",
    "privacy",
    "records",
    "sessions",
]
