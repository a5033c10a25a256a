"""What a course still lacks before it sells well: facts, pictures, dates; not the outline alone."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from catalog.domain.course_import import UNSORTED
from catalog.domain.seen_doubts import NO_TITLE
from catalog.models import (
    Attachment,
    Course,
    Instructor,
    Outline,
    Picture,
    Question,
    Session,
    Testimonial,
)
from catalog.models.course import CourseStatus

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class StoredDoubt(TypedDict, total=False):
    """As far as hints ask: what it is, and whether an editor has seen it."""

    code: str
    seen: bool


class Counted(TypedDict):
    """What ``with_counts`` gives a course beside its columns; no number without a version."""

    newest_pk: int | None
    newest_number: int | None
    newest_doubts: list[StoredDoubt] | None
    picture_count: int
    question_count: int
    file_count: int
    teacher_count: int
    approved_count: int
    unapproved_count: int
    coming_count: int
    dated_count: int


@dataclass(frozen=True, slots=True)
class Hint:
    """``where`` names what mends it: a field of the course, or outline, picture, session ..."""

    code: str
    where: str
    said: str


SAID = {
    "no-outline": ("outline", _("还没有大纲。")),
    "not-released": ("outline", _("没有公开的大纲，课程不能发布。")),
    "newer-version": ("outline", _("最新一版大纲还没有公开。")),
    "doubts": ("outline", _("最新一版大纲有待核对的地方。")),
    "draft": ("status", _("还是草稿，网站上看不到。")),
    "no-category": ("category", _("还没有归类。")),
    "no-price": ("price", _("没有价格，网站上写“价格面议”。")),
    "no-days": ("days", _("没有天数，排班时按一天算。")),
    "no-summary": ("summary", _("没有一句话介绍，搜索和卡片上只有名称。")),
    "no-audience": ("audience", _("没有写适合对象。")),
    "no-instructor": ("instructors", _("没有讲师。")),
    "no-picture": ("picture", _("没有图片。")),
    "no-session": ("new-session", _("没有还没上的班次，读者报不了名。")),
    "no-dates": ("session", _("排了的班次都还没有定日期。")),
    "to-approve": ("testimonial", _("有学员评价还没有审核。")),
    "no-testimonial": ("testimonial", _("没有公开的学员评价。")),
}


def _count(queryset: QuerySet[Model], link: str = "course") -> Coalesce:
    """How many rows hang on the course, counted without a join."""
    rows = queryset.filter(**{link: OuterRef("pk")}).order_by().values(link)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def with_counts(
    courses: QuerySet[Course], *, today: date
) -> "QuerySet[WithAnnotations[Course, Counted]]":
    """The courses with what ``hints`` asks of the rows beside them; no query more."""
    newest = Outline.objects.filter(course=OuterRef("pk")).order_by("-number")
    coming = Session.objects.upcoming(today=today)
    teachers = Instructor.courses.through.objects.all()
    return courses.select_related("category", "outline").annotate(
        newest_pk=Subquery(newest.values("pk")[:1]),
        newest_number=Subquery(newest.values("number")[:1]),
        newest_doubts=Subquery(newest.values("doubts")[:1]),
        picture_count=_count(Picture.objects.all()),
        question_count=_count(Question.objects.all()),
        file_count=_count(Attachment.objects.all()),
        teacher_count=_count(teachers),
        approved_count=_count(Testimonial.objects.filter(approved=True)),
        unapproved_count=_count(Testimonial.objects.filter(approved=False)),
        coming_count=_count(coming),
        dated_count=_count(coming.filter(starts_on__isnull=False)),
    )


def hints(course: "WithAnnotations[Course, Counted]") -> list[Hint]:
    """What is missing, the most urgent first. Call on a course of ``with_counts``."""
    codes = [*_about_outline(course), *_about_facts(course), *_about_rows(course)]
    return [Hint(code, SAID[code][0], str(SAID[code][1])) for code in codes]


def _about_outline(course: "WithAnnotations[Course, Counted]") -> list[str]:
    if course.newest_number is None:
        return ["no-outline"]
    hints = []
    if course.outline is None:
        hints.append("not-released")
    elif course.outline.number != course.newest_number:
        hints.append("newer-version")
    return [*hints, *(["doubts"] if doubts_of(course) else [])]


def doubts_of(course: "WithAnnotations[Course, Counted]") -> int:
    """Doubts of the newest version; that its text names no title is settled by the course's own."""
    doubts = course.newest_doubts or ()
    return sum(1 for doubt in doubts if doubt["code"] != NO_TITLE and not doubt.get("seen"))


def _about_facts(course: Course) -> list[str]:
    wrong = {
        "draft": course.status == CourseStatus.DRAFT and course.outline_id is not None,
        "no-category": course.category.slug == UNSORTED,
        "no-price": course.price is None,
        "no-days": course.days is None,
        "no-summary": not course.summary.strip(),
        "no-audience": not course.audience.strip(),
    }
    return [code for code, is_so in wrong.items() if is_so]


def _about_rows(course: "WithAnnotations[Course, Counted]") -> list[str]:
    wrong = {
        "no-instructor": not course.teacher_count,
        "no-picture": not course.picture_count,
        "no-session": not course.coming_count,
        "no-dates": bool(course.coming_count and not course.dated_count),
        "to-approve": bool(course.unapproved_count),
        "no-testimonial": not (course.approved_count or course.unapproved_count),
    }
    return [code for code, is_so in wrong.items() if is_so]
