"""Pictures in the back office: what is refused is said at the field, and what is gone is gone."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from catalog.models import Picture
from tests.factories import CityFactory, CourseFactory, InstructorFactory, OfficeFactory, released
from tests.office import client_of

pytestmark = pytest.mark.django_db
ADD = "/admin/catalog/picture/add/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(size=(1200, 800), colour="#0b504c") -> SimpleUploadedFile:
    body = BytesIO()
    Image.new("RGB", size, colour).save(body, "PNG")
    return SimpleUploadedFile("a.png", body.getvalue())


def typed(**values) -> dict:
    return {"alt": "学员画图", "focus_x": 50, "focus_y": 50, **values}


def saved(editor, **values) -> Picture:
    values.setdefault("file", file())
    assert not editor.post(ADD, typed(**values)).context
    return Picture.objects.latest("pk")


def refusals(editor, address: str, **values) -> dict[str, list[str]]:
    answer = editor.post(address, typed(**values))
    return dict(answer.context["adminform"].form.errors)


def change(picture: Picture) -> str:
    return f"/admin/catalog/picture/{picture.pk}/change/"


def test_a_picture_must_be_as_large_as_its_subject_asks():
    editor = client_of("editor")
    course, teacher = CourseFactory(), InstructorFactory()
    office = OfficeFactory()

    assert "宽 960、高 640" in str(refusals(editor, ADD, file=file((900, 900)), course=course.pk))
    saved(editor, file=file((480, 480)), instructor=teacher.pk)
    assert "宽 240、高 240" in str(refusals(editor, ADD, file=file((239, 300)), office=office.pk))
    saved(editor, file=file((240, 240)), office=office.pk)
    assert Picture.objects.count() == 2


def test_a_picture_too_small_for_its_new_subject_stays_where_it_is():
    editor, course = client_of("editor"), CourseFactory()
    portrait = saved(editor, file=file((480, 480)), instructor=InstructorFactory().pk)

    said = refusals(editor, change(portrait), course=course.pk)

    assert "这张是 480 × 480" in str(said["file"])


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"held_on": "tomorrow"}, "held_on", "还没有到"),
        ({"held_on": "2026-05-01", "people": 0}, "people", "至少是 1"),
        ({"city": "大理"}, "held_on", "也请填往期日期"),
        ({"people": 30}, "held_on", "也请填往期日期"),
    ],
)
def test_a_past_session_is_over_and_somebody_came(values, field, words):
    if values.get("held_on") == "tomorrow":
        values = {**values, "held_on": timezone.localdate() + timedelta(days=1)}

    said = refusals(client_of("editor"), ADD, file=file(), course=CourseFactory().pk, **values)

    assert list(said) == [field]
    assert words in str(said[field])
    assert not Picture.objects.exists()


def test_a_past_session_is_shown_with_the_course():
    teacher = InstructorFactory()

    said = refusals(
        client_of("editor"), ADD, file=file(), instructor=teacher.pk, held_on="2026-05-01"
    )

    assert "请同时选择课程" in str(said["held_on"])


def test_the_course_page_tells_day_city_and_number_of_a_past_session(client):
    editor, course = client_of("editor"), released(CourseFactory(), "第一模块 开场")
    CityFactory(name="昆明", name_en="Kunming")
    past = {"course": course.pk, "held_on": "2026-05-01"}
    saved(editor, **past, city="昆明", people=38)
    saved(editor, **past, city="大理", people=1)

    chinese = client.get(course.get_absolute_url()).content.decode()
    english = client.get(f"/en{course.get_absolute_url()}").content.decode()

    assert "2026年5月1日" in chinese and "38 人" in chinese
    assert "<span>Kunming</span>" in english and "昆明" not in english.split('id="past"')[1][:900]
    assert '<span lang="zh-Hans">大理</span>' in english
    assert "38 people" in english and "1 person" in english


def test_a_day_to_come_that_was_stored_once_is_no_past_session(client):
    course = released(CourseFactory(), "第一模块 开场")
    day = timezone.localdate() + timedelta(days=9)
    Picture.objects.create(course=course, alt="以后", held_on=day, edition=1)

    assert "往期课堂" not in client.get(course.get_absolute_url()).content.decode()


def test_the_newest_picture_of_the_course_stands_on_top_whatever_was_added_before(client):
    course = released(CourseFactory(), "第一模块 开场")
    Picture.objects.create(course=course, alt="往期", held_on="2026-05-01", edition=1)
    former = Picture.objects.create(course=course, alt="旧封面", edition=1)
    newest = Picture.objects.create(course=course, alt="新封面", edition=1)

    said = client.get(course.get_absolute_url()).content.decode()

    assert newest.base in said
    assert former.base not in said


def test_words_alone_make_no_new_files():
    editor, course = client_of("editor"), CourseFactory()
    picture = saved(editor, course=course.pk)

    shown = {"focus_x": 50, "focus_y": 50, "course": course.pk, "alt": picture.alt}
    seen = {f"initial-{name}": value for name, value in shown.items()}
    seen |= {f"initial-{name}": "" for name in ("venue", "instructor", "office")}

    editor.post(change(picture), typed(alt="改过的说明", course=course.pk, **seen))

    picture.refresh_from_db()
    assert (picture.alt, picture.edition) == ("改过的说明", 1)


def test_a_picture_whose_files_are_lost_says_so_and_takes_a_new_one():
    editor, course = client_of("editor"), CourseFactory()
    lost = Picture.objects.create(course=course, alt="丢了", edition=3)

    said = refusals(editor, change(lost), course=course.pk, focus_x=10)
    editor.post(change(lost), typed(course=course.pk, focus_x=10, file=file()))

    assert "不在了" in str(said["file"])
    lost.refresh_from_db()
    assert (lost.edition, lost.width) == (4, 960)


def test_what_a_new_file_replaced_is_gone_and_its_address_leads_to_the_new_one(
    client, django_capture_on_commit_callbacks
):
    editor, course = client_of("editor"), CourseFactory()
    picture = saved(editor, course=course.pk)
    former = f"/pictures/{picture.base}-480.jpg"

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(change(picture), typed(course=course.pk, file=file(colour="#ff0000")))

    picture.refresh_from_db()
    names = default_storage.listdir(picture.folder)[1]
    assert picture.edition == 2
    assert not [name for name in names if name.startswith("1-")]
    answer = client.get(former)
    assert (answer.status_code, answer["Location"]) == (302, f"/pictures/{picture.base}-480.jpg")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("whole_course", [False, True])
def test_the_files_of_a_deleted_picture_are_deleted(
    whole_course, django_capture_on_commit_callbacks
):
    course = CourseFactory(status="draft")
    picture = saved(client_of("editor"), course=course.pk)

    with django_capture_on_commit_callbacks(execute=True):
        (course if whole_course else picture).delete()

    assert default_storage.listdir(picture.folder)[1] == []
