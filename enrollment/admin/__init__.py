"""Sessions and enrollments in the back office; seats change through the verbs only."""

from enrollment.admin import (
    accounts,
    customers,
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
    "customers",
    "enrollments",
    "facts",
    "inquiries",
    "interests",
    "privacy",
    "records",
    "sessions",
]
