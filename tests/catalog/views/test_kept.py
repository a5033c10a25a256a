"""Pages in memory: never another language, never older than the setting, never for a cookie."""

import gzip

import pytest
from django.core.cache import caches
from django.urls import reverse

from catalog.models import Course
from tests.factories import CourseFactory

pytestmark = pytest.mark.django_db
LIST = reverse("catalog:course_list")


@pytest.fixture(autouse=True)
def keeping(settings, nothing_cached):
    settings.PAGE_SECONDS = 60


def retitle(title):
    Course.objects.update(title=title)


def test_a_second_reader_is_answered_without_a_query(client, django_assert_num_queries):
    CourseFactory(title="听得懂的财报")
    first = client.get(LIST)

    with django_assert_num_queries(0):
        second = client.get(LIST)

    assert second.content == first.content
    assert (second["ETag"], second["Cache-Control"]) == (first["ETag"], "no-cache")


def test_the_other_language_and_another_query_are_other_pages(client):
    CourseFactory(title="听得懂的财报")

    pages = {client.get(path).content for path in (LIST, f"/en{LIST}", f"{LIST}?q=财报")}

    assert len(pages) == 3


def test_whoever_sends_a_cookie_sees_the_page_rendered_anew(client):
    page = CourseFactory(title="旧名").get_absolute_url()
    client.get(page)
    retitle("新名")

    client.cookies["csrftoken"] = "x"

    assert "新名" in client.get(page).content.decode()


def test_a_cached_page_is_forgotten_when_its_time_is_over(client, monkeypatch):
    CourseFactory(title="旧名")
    client.get(LIST)
    retitle("新名")
    assert "旧名" in client.get(LIST).content.decode()

    monkeypatch.setattr("time.time", lambda: 4e9)

    assert "新名" in client.get(LIST).content.decode()


def test_a_reader_who_has_the_page_is_told_it_is_unchanged(client):
    page = CourseFactory().get_absolute_url()
    etag = client.get(page)["ETag"]

    again = client.get(page, headers={"If-None-Match": etag})
    retitle("新名")
    caches["pages"].clear()
    changed = client.get(page, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_a_browser_that_unpacks_gets_the_same_page_packed(client):
    CourseFactory()
    plain = client.get(LIST)

    packed = client.get(LIST, headers={"Accept-Encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_what_is_not_found_is_not_cached(client):
    client.get(reverse("catalog:course", args=["finance"]))

    CourseFactory(slug="finance")

    assert client.get(reverse("catalog:course", args=["finance"])).status_code == 200
