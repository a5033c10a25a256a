"""Pictures of courses in lists, and of past classes on the start page."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from catalog.domain import pictures
from catalog.models import Picture
from catalog.queries.sale_terms import clients, seller
from tests.factories import CityFactory, CourseFactory
from tests.reading import read

pytestmark = pytest.mark.django_db
LISTS = ["/courses/", "/categories/lobby/"]
NUMBERS = count(1)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def course():
    return CourseFactory(title="厅堂服务", category__slug="lobby")


def shown(client, path: str) -> list[str]:
    """How the addresses of the pictures of a page begin, in its order."""
    found = (image.attrs["src"].partition("/pictures/")[2] for image in images(client, path))
    return [address.rpartition("-")[0] for address in found]


def images(client, path: str) -> list:
    return [one for one in read(client.get(path)).all("img") if "/pictures/" in one.attrs["src"]]


def row(course, **values) -> Picture:
    return Picture.objects.create(course=course, alt=f"图{next(NUMBERS)}", edition=1, **values)


def past(course, *, days: int, **values) -> Picture:
    return row(course, held_on=timezone.localdate() - timedelta(days=days), **values)


@pytest.mark.parametrize("path", LISTS)
def test_a_card_shows_the_newest_picture_of_its_course_and_none_of_a_past_class(
    client, course, path
):
    row(course)
    newest = row(course)
    past(course, days=9)
    row(CourseFactory(status="draft"))

    assert shown(client, path) == [newest.base]


@pytest.mark.parametrize("path", LISTS)
def test_a_picture_beside_a_title_is_not_read_out(client, course, path):
    row(course)

    assert [image.attrs["alt"] for image in images(client, path)] == [""]


def test_the_start_page_shows_the_latest_class_of_each_of_three_courses(client, course):
    CityFactory(name="昆明", name_en="Kunming")
    latest = past(course, days=1, city="昆明", people=32)
    past(course, days=2)
    others = [past(CourseFactory(), days=days) for days in (30, 20, 10)]
    past(CourseFactory(status="draft"), days=1)
    past(course, days=-1)
    row(course)

    assert shown(client, "/") == [latest.base, others[2].base, others[1].base]
    assert "厅堂服务" in client.get("/").content.decode()
    english = client.get("/en/").content.decode()
    assert "Kunming" in english and "32" in english


def test_a_start_page_without_past_classes_has_no_room_for_them(client, course):
    row(course)

    assert "往期课堂" not in client.get("/").content.decode()


def test_pictures_cost_a_list_the_same_however_many(client, course, django_assert_num_queries):
    for pictures_of_each in (1, 5):
        for one in [course, *CourseFactory.create_batch(3)]:
            for _ in range(pictures_of_each):
                row(one)
        caches["reads"].clear()
        seller(), clients()  # kept for a minute
        with django_assert_num_queries(6):
            client.get("/courses/")


def test_a_size_that_an_earlier_release_did_not_make_is_made_when_it_is_asked_for(client, course):
    picture = Picture(course=course, alt="画图")
    pictures.save(picture, Image.new("RGB", (1200, 800), "teal"))
    picture.save()
    small = f"{picture.folder}/{picture.edition}-240.avif"
    default_storage.delete(small)

    answer = client.get(f"/pictures/{picture.base}-240.avif")

    with default_storage.open(small) as file:
        assert Image.open(file).size == (240, 160)
    assert b"".join(answer.streaming_content)
    assert (answer.status_code, "immutable" in answer["Cache-Control"]) == (200, True)
    for name in ("241.avif", "240.gif", "full.png", "²40.avif"):
        assert client.get(f"/pictures/{picture.base}-{name}").status_code == 404
    default_storage.delete(small)
    default_storage.delete(f"{picture.folder}/master.png")
    assert client.get(f"/pictures/{picture.base}-240.avif").status_code == 404
