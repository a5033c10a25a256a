"""Files of outline items, for who is enrolled."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.domain.outline_versions import release, save_outline
from catalog.models import Attachment
from enrollment.domain import links
from tests.factories import NOW, EnrollmentFactory, SessionFactory

FIRST = "第一模块 开场\n一、问候客户\n二、自我介绍"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def party(db):
    session = SessionFactory()
    sold = release(save_outline(session.course, FIRST, now=NOW), now=NOW)
    token = links.token_for_code("AB23CD45")
    return EnrollmentFactory(
        session=session, outline=sold, code="AB23CD45", token_hash=links.hash_of(token)
    )


def address(name: str, *more) -> str:
    return reverse(f"enrollment:{name}", args=[links.token_for_code("AB23CD45"), *more])


def handout(party, **facts) -> Attachment:
    return Attachment.objects.create(
        course=party.session.course,
        item_key=party.outline.items.first().key,
        name="讲义",
        file=SimpleUploadedFile("a.pdf", b"%PDF-1.7"),
        **facts,
    )


def test_the_enrolled_find_their_files_on_their_page(party, client):
    file = handout(party, for_enrolled=True)

    page = client.get(address("my")).content.decode()
    response = client.get(address("my_file", file.public_id))

    assert f'href="{address("my_file", file.public_id)}"' in page
    assert b"".join(response.streaming_content) == b"%PDF-1.7"


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_who_has_no_seat_gets_no_file_for_the_enrolled(party, client, state):
    file = handout(party, for_enrolled=True)
    party.state = state
    party.save()

    assert client.get(address("my_file", file.public_id)).status_code == 404
    assert "讲义" not in client.get(address("my")).content.decode()


def test_files_of_another_course_are_not_found(party, client):
    other = handout(party)
    Attachment.objects.update(course=SessionFactory().course)

    assert client.get(address("my_file", other.public_id)).status_code == 404
