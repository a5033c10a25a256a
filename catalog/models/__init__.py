"""What is taught, where and when; nothing here knows who enrolls."""

from catalog.models.course import Category, Course, CourseDetail, Instructor, Testimonial
from catalog.models.outline import Outline, OutlineItem
from catalog.models.place import City, Office, Venue
from catalog.models.session import Session

__all__ = [
    "Category",
    "City",
    "Course",
    "CourseDetail",
    "Instructor",
    "Office",
    "Outline",
    "OutlineItem",
    "Session",
    "Testimonial",
    "Venue",
]
