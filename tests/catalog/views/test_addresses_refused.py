"""An address that is none of ours is not found; it is never a fault."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import get_resolver, reverse

from catalog.domain.slugs import slug_for
from catalog.models.course import RESERVED_SLUGS
from tests.factories import CourseFactory
from tests.office import client_of


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["%00", "a%00b", "班次", "x" * 60, "..", "%F0%9F%98%80", "' OR 1"])
@pytest.mark.parametrize(
    "address",
    ["/sessions/{}/", "/sessions/{}/calendar.ics", "/courses/{}/", "/courses/a/files/{}/"],
)
def test_nonsense_in_an_address_is_not_found(client, address, code):
    assert client.get(address.format(code)).status_code == 404


@pytest.mark.django_db
def test_a_course_cannot_have_a_page_of_the_site_for_its_address():
    editor = client_of("editor")
    editor.get("/")  # the whole site's addresses, with their converters
    pages = {
        str(pattern.pattern).removeprefix("courses/").rstrip("/")
        for pattern in get_resolver("catalog.urls").url_patterns
        if re.fullmatch(r"courses/[\w-]+/", str(pattern.pattern))
    }
    course = CourseFactory()

    answer = editor.post(
        reverse("admin:catalog_course_change", args=[course.pk]), {"slug": "compare"}
    )

    assert pages == set(RESERVED_SLUGS)
    assert "网址名“compare”是网站自己的地址，请换一个。" in answer.content.decode()
    assert slug_for("Compare") == "compare-2"
    with pytest.raises(IntegrityError), transaction.atomic():
        CourseFactory(slug="compare")
