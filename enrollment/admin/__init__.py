"""Sessions and enrollments in the back office; seats change through the verbs only."""

from enrollment.admin import (
    accounts,
    class_settings,
    course_page,
    customers,
    enrollments,
    facts,
    histories,
    inquiries,
    interests,
    letter_texts,
    privacy,
    records,
    sessions,
)

__all__ = [
    "accounts",
    "class_settings",
    "course_page",
    "customers",
    "enrollments",
    "facts",
    "histories",
    "inquiries",
    "interests",
    "letter_texts",
    "privacy",
    "records",
    "sessions",
]
