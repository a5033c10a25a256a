"""What is taught, where and when; nothing here knows who enrolls."""

from catalog.models.attachment import Attachment
from catalog.models.course import Category, Course, CourseDetail, Instructor, Testimonial
from catalog.models.english import EnglishOutline
from catalog.models.location import City, Office, Venue
from catalog.models.outline import Outline, OutlineItem
from catalog.models.outline_draft import OutlineDraft
from catalog.models.picture_reading import PictureReading
from catalog.models.planning import CalendarDay, InstructorAbsence, Overruling
from catalog.models.removal import Removal
from catalog.models.search_words import FormerSlug, MissedSearch, Synonym
from catalog.models.session import Session
from catalog.models.trust import Client, Guidance, Question, RefundRule, Seller
from catalog.models.uploaded_picture import Picture
from catalog.models.visit import LinkVisit

__all__ = [
    "Attachment",
    "CalendarDay",
    "Category",
    "City",
    "Client",
    "Course",
    "CourseDetail",
    "EnglishOutline",
    "FormerSlug",
    "Guidance",
    "Instructor",
    "InstructorAbsence",
    "LinkVisit",
    "MissedSearch",
    "Office",
    "Outline",
    "OutlineDraft",
    "OutlineItem",
    "Overruling",
    "Picture",
    "PictureReading",
    "Question",
    "RefundRule",
    "Removal",
    "Seller",
    "Session",
    "Synonym",
    "Testimonial",
    "Venue",
]
