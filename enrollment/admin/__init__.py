"""Sessions and enrollments in the back office; seats change through the verbs only."""

from enrollment.admin import (
    accounts,
    change_log,
    class_settings,
    course_page,
    customer_admin,
    enrollments,
    histories,
    inquiry_admin,
    interest_admin,
    letter_text_admin,
    privacy_admin,
    records,
    session_admin,
    webhook_admin,
)

__all__ = [
    "accounts",
    "change_log",
    "class_settings",
    "course_page",
    "customer_admin",
    "enrollments",
    "histories",
    "inquiry_admin",
    "interest_admin",
    "letter_text_admin",
    "privacy_admin",
    "records",
    "session_admin",
    "webhook_admin",
]
