"""More than a form may hold is refused before anybody reads it."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
MB = 1024 * 1024


@pytest.mark.parametrize(
    ("path", "megabytes", "status"),
    [
        ("/inquiry/", 12, 413),
        ("/nobody/knows/this/", 60, 413),
        ("/en/admin/login/", 22, 413),
        ("/admin/login/", 12, 400),  # files may be so large there; other fields may not
        ("/inquiry/", 4, 400),
    ],
)
def test_a_request_that_is_too_large_is_refused_by_its_length(client, path, megabytes, status):
    answer = client.post(
        path,
        "a=" + "x" * 20,
        content_type="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(megabytes * MB),
    )

    assert answer.status_code == status
    if status == 413:
        assert "一次最多上传 10 MB，后台 20 MB" in answer.text
        assert "The file is too large" in answer.text
        assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("said", ["", "abc", "-1", "1e9", "٣٣", "9" * 30])
def test_a_length_that_is_none_is_no_error(client, said):
    answer = client.generic("POST", reverse("enrollment:inquiry"), CONTENT_LENGTH=said)

    assert answer.status_code < 500


def test_more_fields_or_files_than_a_form_has_are_refused(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    fields = client.post(reverse("enrollment:inquiry"), {f"f{n}": "x" for n in range(1001)})
    files = client.post(
        reverse("enrollment:inquiry"),
        {f"f{n}": SimpleUploadedFile(f"{n}.txt", b"x") for n in range(101)},
    )

    assert (fields.status_code, files.status_code) == (400, 400)
