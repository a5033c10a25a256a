"""What is taught, where and when; nothing here knows who enrolls."""

from catalog.models.attachment import Attachment
from catalog.models.course import Category, Course, CourseDetail, Instructor, Testimonial
from catalog.models.draft import OutlineDraft
from catalog.models.finding import FormerSlug, MissedSearch, Synonym
from catalog.models.outline import Outline, OutlineItem
from catalog.models.picture import Picture
from catalog.models.place import City, Office, Venue
from catalog.models.session import Session
from catalog.models.trust import Client, Guidance, Question, RefundRule, Seller
from catalog.models.visit import LinkVisit

__all__ = [
    "Attachment",
    "Category",
    "City",
    "Client",
    "Course",
    "CourseDetail",
    "FormerSlug",
    "Guidance",
    "Instructor",
    "LinkVisit",
    "MissedSearch",
    "Office",
    "Outline",
    "OutlineDraft",
    "OutlineItem",
    "Picture",
    "Question",
    "RefundRule",
    "Seller",
    "Session",
    "Synonym",
    "Testimonial",
    "Venue",
]
