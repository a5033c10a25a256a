"""Sessions and enrollments in the back office; seats change through the verbs only."""

from enrollment.admin import (
    accounts,
    change_log,
    class_settings,
    course_page,
    customers,
    enrollments,
    histories,
    inquiries,
    interests,
    letter_texts,
    privacy,
    records,
    sessions,
    webhooks,
)

__all__ = [
    "accounts",
    "change_log",
    "class_settings",
    "course_page",
    "customers",
    "enrollments",
    "histories",
    "inquiries",
    "interests",
    "letter_texts",
    "privacy",
    "records",
    "sessions",
    "webhooks",
]
