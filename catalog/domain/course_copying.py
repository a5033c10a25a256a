"""A course as the beginning of another: what it says is taken, what happened to it is not."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.contrib.auth.models import User
from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.domain.attachments import judge_room
from catalog.domain.outline_versions import save_outline
from catalog.domain.pictures import names_of
from catalog.domain.slugs import next_code, slug_for
from catalog.models import Attachment, Course, CourseDetail, Outline, Picture, Question
from catalog.models.session import new_public_id

TAKEN = (
    *("category", "title_en", "summary", "summary_en", "audience", "audience_en", "price"),
    *("includes", "includes_en", "days", "opening", "language", "usual_capacity"),
    *("usual_minimum", "usual_starts_at", "usual_ends_at", "usual_closing_days"),
    *("decide_days", "apart_weeks"),
)
ANEW = ("id", "title", "slug", "code", "status", "outline", "created_at", "updated_at")
FILES, PICTURES, QUESTIONS = "files", "pictures", "questions"
BESIDE = (FILES, PICTURES, QUESTIONS)  # what may be taken along, each by a tick
ATTEMPTS = 3  # two copies of one title at once choose the same slug: the second chooses again

Written = list[tuple[Storage, str]]  # files that the copy made


@dataclass(frozen=True, slots=True)
class Left:
    """What hangs on the original, counted."""

    versions: int  # of its outline, but the newest
    sessions: int
    testimonials: int
    files: int
    pictures: int
    questions: int


def newest_outline(course: Course) -> Outline | None:
    """Return the newest version; None where the course has none."""
    return course.outlines.order_by("-number").first()


def left_behind(course: Course) -> Left:
    """Return what a copy of the course would not take along."""
    return Left(
        versions=max(0, course.outlines.count() - 1),
        sessions=course.sessions.count(),
        testimonials=course.testimonials.count(),
        files=course.attachments.count(),
        pictures=course.pictures.count(),
        questions=course.questions.count(),
    )


def copy_course(
    course: Course,
    *,
    title: str,
    beside: Collection[str] = BESIDE,
    user: User | None = None,
    now: datetime,
) -> Course:
    """A draft with the course's facts, texts, instructors, and its newest outline as version 1.

    Of ``beside`` it gets rows of its own with copies of the stored files: each course may change
    or lose its own. One transaction; where it fails, the copied files are gone too. Raises
    OutlineError where the outline can no longer be read, NotAttached where the files find no room.
    """
    with _files_of_a_failure_removed() as written:
        files = _copied_files(course, written) if FILES in beside else []
        pictures = _copied_pictures(course, written) if PICTURES in beside else []
        questions = list(course.questions.all()) if QUESTIONS in beside else []
        rows: list[Attachment | Picture | Question] = [*files, *pictures, *questions]
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with transaction.atomic():
                    copy = _copied(course, title, user, now)
                    judge_room(copy, new_bytes=sum(row.size for row in files))
                    for row in rows:
                        row.pk, row.course = None, copy
                        row.save(force_insert=True)
                    return copy
            except IntegrityError:
                if attempt == ATTEMPTS:
                    raise
    raise AssertionError


def _copied(course: Course, title: str, user: User | None, now: datetime) -> Course:
    facts = {name: getattr(course, name) for name in TAKEN}
    copy = Course.objects.create(title=title, slug=slug_for(title), code=next_code(), **facts)
    copy.instructors.set(course.instructors.all())
    CourseDetail.objects.bulk_create(
        CourseDetail(
            course=copy, position=row.position, name=row.name, text=row.text, text_en=row.text_en
        )
        for row in course.details.all()
    )
    if outline := newest_outline(course):
        reason = _("复制自 %(code)s %(version)s") % {"code": course.code, "version": outline}
        save_outline(
            copy,
            outline.source,
            user=user,
            reason=reason,
            intake=outline.intake or None,
            like=outline,
            now=now,
        )
    return copy


@contextmanager
def _files_of_a_failure_removed() -> Iterator[Written]:
    """Files know no transaction: what was written before a failure is deleted by hand."""
    written: Written = []
    try:
        yield written
    except BaseException:
        for storage, name in written:
            storage.delete(name)
        raise


def _copied_files(course: Course, written: Written) -> list[Attachment]:
    """Rows yet to be saved; a file hangs on the key of its line, which is that of the copy too."""
    rows = []
    for row in course.attachments.order_by("pk"):
        storage, name = row.file.storage, row.file.name
        if not storage.exists(name):
            continue  # a restored backup may lack it: there is nothing to copy
        row.public_id = new_public_id()
        with storage.open(name) as file:
            row.file.save(PurePath(name).name, File(file), save=False)
        written.append((storage, row.file.name))
        rows.append(row)
    return rows


def _copied_pictures(course: Course, written: Written) -> list[Picture]:
    """Rows yet to be saved, each with all its sizes in a folder of its own."""
    rows = list(course.pictures.order_by("created_at", "pk"))
    for row in rows:
        former, row.public_id = row.folder, new_public_id()
        for name in names_of(row):
            if default_storage.exists(f"{former}/{name}"):
                with default_storage.open(f"{former}/{name}") as file:
                    stored_name = default_storage.save(f"{row.folder}/{name}", File(file))
                written.append((default_storage, stored_name))
    return rows
