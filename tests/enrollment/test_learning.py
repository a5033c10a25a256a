"""Files for the enrolled, and what changed in the outline since they enrolled."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.models import Attachment
from catalog.outlines import release, save_outline
from enrollment import links
from tests.factories import NOW, EnrollmentFactory, SessionFactory

FIRST = "第一模块 开场\n一、问候客户\n二、自我介绍"
SECOND = "第一模块 开场\n一、问候客户\n二、说明来意"


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


def test_nothing_is_said_of_changes_while_there_are_none(party, client):
    assert address("my_outline") not in client.get(address("my")).content.decode()
    assert client.get(address("my_outline")).status_code == 303


def test_what_changed_since_they_enrolled_is_shown_line_by_line(party, client):
    release(save_outline(party.session.course, SECOND, now=NOW), now=NOW)

    page = client.get(address("my_outline")).content.decode()

    assert address("my_outline") in client.get(address("my")).content.decode()
    assert "<del>二、 自我介绍</del>" in page
    assert "<ins>二、 说明来意</ins>" in page
    assert "问候客户" not in page
