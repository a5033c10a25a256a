"""What is taught, where and when; nothing here knows who enrolls."""

from catalog.models.attachment import Attachment
from catalog.models.course import Category, Course, CourseDetail, Instructor, Testimonial
from catalog.models.draft import OutlineDraft
from catalog.models.finding import FormerSlug, Synonym
from catalog.models.outline import Outline, OutlineItem
from catalog.models.place import City, Office, Venue
from catalog.models.planning import CalendarDay, InstructorAbsence, Overruling
from catalog.models.session import Session

__all__ = [
    "Attachment",
    "CalendarDay",
    "Category",
    "City",
    "Course",
    "CourseDetail",
    "FormerSlug",
    "Instructor",
    "InstructorAbsence",
    "Office",
    "Outline",
    "OutlineDraft",
    "OutlineItem",
    "Overruling",
    "Session",
    "Synonym",
    "Testimonial",
    "Venue",
]
