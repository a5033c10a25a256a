"""What is taught, where and when; nothing here knows who enrolls."""

from catalog.models.attachment import Attachment
from catalog.models.course import Category, Course, CourseDetail, Instructor, Testimonial
from catalog.models.draft import OutlineDraft
from catalog.models.finding import FormerSlug, MissedSearch, Synonym
from catalog.models.outline import Outline, OutlineItem
from catalog.models.place import City, Office, Venue
from catalog.models.session import Session

__all__ = [
    "Attachment",
    "Category",
    "City",
    "Course",
    "CourseDetail",
    "FormerSlug",
    "Instructor",
    "MissedSearch",
    "Office",
    "Outline",
    "OutlineDraft",
    "OutlineItem",
    "Session",
    "Synonym",
    "Testimonial",
    "Venue",
]
