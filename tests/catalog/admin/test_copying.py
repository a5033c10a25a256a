"""A course is copied: what it says is taken as a draft, what happened to it is not."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from catalog.domain import course_copying, pictures
from catalog.domain.pictures import names_of
from catalog.models import Attachment, Course, Picture, Question
from enrollment.models import AuditEvent
from tests.factories import (
    NOW,
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    TestimonialFactory,
    released,
)
from tests.office import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = released(
        CourseFactory(title="厅堂服务", summary="一句话", usual_capacity=30), "第一模块 开场"
    )
    course.instructors.add(InstructorFactory(name="安小宁"))
    course.details.create(name="课程背景", text="人多", position=1)
    SessionFactory(course=course)
    TestimonialFactory(course=course)
    return course


def address(course) -> str:
    return reverse("admin:catalog_course_copy", args=[course.pk])


def test_every_fact_of_a_course_is_taken_or_begins_anew():
    fields = {field.name for field in Course._meta.get_fields() if field.concrete}

    assert fields == {*course_copying.TAKEN, *course_copying.ANEW, "instructors"}


def test_the_page_says_what_is_taken_and_copies_nothing(course):
    page = client_of("editor").get(address(course))

    assert "大纲第 1 版，成为新课程的第 1 版，不公开" in page.text
    assert "班次（1 个）和报名" in page.text
    assert Course.objects.count() == 1


def test_a_copy_is_a_draft_with_its_own_code_and_address(course):
    answer = client_of("editor").post(address(course), {"title": "厅堂服务二"})

    copy = Course.objects.exclude(pk=course.pk).get()
    assert answer.url == reverse("admin:catalog_course_change", args=[copy.pk])
    assert (copy.title, copy.status, copy.outline) == ("厅堂服务二", "draft", None)
    assert (copy.code != course.code, copy.slug != course.slug) == (True, True)
    assert (copy.price, copy.summary, copy.usual_capacity) == (course.price, "一句话", 30)
    assert [one.name for one in copy.instructors.all()] == ["安小宁"]
    assert list(copy.details.values_list("name", "text")) == [("课程背景", "人多")]
    version = copy.outlines.get()
    assert (version.number, version.source, version.released_at) == (1, "第一模块 开场", None)
    assert (copy.sessions.count(), copy.testimonials.count()) == (0, 0)
    event = AuditEvent.objects.get(verb="copy course")
    assert (event.object_id, event.changes) == (str(copy.pk), {"copied_from": course.pk})


def picture_of(course) -> Picture:
    picture = Picture(course=course, alt="学员分组")
    pictures.save(picture, Image.new("RGB", (300, 200), "teal"))
    picture.save()
    return picture


@pytest.fixture
def full(course, settings, tmp_path):
    """The course with a file at its only line, a picture, and two questions."""
    settings.MEDIA_ROOT = tmp_path
    item = course.outline.items.get()
    file = SimpleUploadedFile("表.txt", b"a template")
    Attachment.objects.create(
        course=course, item_key=item.key, name="模板", file=file, size=10, for_enrolled=True
    )
    picture_of(course)
    Question.objects.create(course=course, question="要带电脑吗？", answer="要。", position=2)
    Question.objects.create(course=course, question="有证书吗？", answer="有。", is_public=False)
    return course


def test_files_pictures_and_questions_are_taken_as_rows_and_files_of_its_own(full):
    page = client_of("editor").get(address(full)).text
    for words in ("文件（1 个）", "图片（1 张）", "常见问题（2 条）"):
        assert words in page

    copy = course_copying.copy_course(full, title="副本", now=NOW)

    file, original = copy.attachments.get(), full.attachments.get()
    (line,) = copy.outlines.get().items.all()
    assert (file.item_key, file.name, file.for_enrolled) == (line.key, "模板", True)
    assert (file.public_id != original.public_id, file.file.name != original.file.name) == (
        *(True, True),
    )
    with file.file.open() as kept:
        assert kept.read() == b"a template"
    picture = copy.pictures.get()
    assert (picture.alt, picture.public_id != full.pictures.get().public_id) == ("学员分组", True)
    assert all(default_storage.exists(f"{picture.folder}/{name}") for name in names_of(picture))
    asked = copy.questions.values_list("question", "position", "is_public")
    assert sorted(asked) == [("有证书吗？", 0, False), ("要带电脑吗？", 2, True)]
    assert (full.attachments.count(), full.pictures.count(), full.questions.count()) == (1, 1, 2)


def test_what_is_not_ticked_stays_with_the_original(full):
    answer = client_of("editor").post(address(full), {"title": "副本", "beside": ["questions"]})

    copy = Course.objects.exclude(pk=full.pk).get()
    assert answer.status_code == 302
    assert (copy.attachments.count(), copy.pictures.count(), copy.questions.count()) == (0, 0, 2)


def test_a_copy_whose_files_find_no_room_leaves_nothing_behind(full, settings, tmp_path):
    settings.ATTACHMENTS_MB = 0
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())

    answer = client_of("editor").post(address(full), {"title": "副本", "beside": ["files"]})

    assert "全站的资料合计已接近上限" in answer.text
    assert (Course.objects.count(), Attachment.objects.count()) == (1, 1)
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before


def test_a_file_that_is_missing_on_the_disk_does_not_stop_the_copy(full):
    full.attachments.get().file.delete(save=False)
    default_storage.delete(f"{full.pictures.get().folder}/master.png")

    copy = course_copying.copy_course(full, title="副本", now=NOW)

    assert (copy.attachments.count(), copy.pictures.count()) == (0, 1)


def test_a_copy_without_a_name_is_asked_for_one(course):
    answer = client_of("editor").post(address(course), {"title": " "})

    assert (answer.status_code, Course.objects.count()) == (400, 1)


def test_a_course_is_copied_twice_under_one_name(course):
    for _time in range(2):
        course_copying.copy_course(course, title="同名", now=NOW)

    slugs = list(Course.objects.filter(title="同名").values_list("slug", flat=True))
    assert len(set(slugs)) == 2
