"""Addresses with values that fit nothing are refused with a sentence, on both databases."""

import pytest

from config.malformed_address import is_unreadable
from tests.office import client_of

pytestmark = pytest.mark.django_db
HUGE = "9" * 30


@pytest.fixture
def manager():
    client = client_of("manager")
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/admin/catalog/session/add/?course=abc",
        "/en/admin/catalog/testimonial/add/?course=abc",
    ],
)
def test_what_cannot_be_read_is_a_bad_request_with_a_sentence(manager, address):
    answer = manager.get(address)

    assert answer.status_code == 400
    assert "这个地址里有读不懂的内容" in answer.content.decode()
    assert "Something in this address cannot be read" in answer.content.decode()
    assert "style-src" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "address",
    [
        f"/admin/enrollment/enrollment/?session={HUGE}",
        f"/admin/catalog/session/?city={HUGE}",
        f"/admin/catalog/course/?outlines={HUGE}",
        "/admin/catalog/session/?course__id__exact=abc",
        f"/admin/catalog/course/{HUGE}/change/",
        f"/courses/?page={HUGE}",
        f"/schedule/?year={HUGE}",
        "/courses/?q=%00",
        "/courses/%00/",
        "/admin/?x=%00",
        "/admin/catalog/course/?q=%00",
        "/admin/catalog/course/%00/change/",
        "/admin/catalog/session/?course__id__exact=%00",
        "/admin/enrollment/enrollment/?q=%00&state=%00",
    ],
)
def test_what_no_column_holds_is_no_error(manager, address):
    assert manager.get(address).status_code < 500


def test_other_errors_stay_errors():
    assert not is_unreadable(ValueError("not enough values to unpack"))
    assert not is_unreadable(KeyError("course"))


def test_what_the_driver_says_of_a_nul_is_known():
    assert is_unreadable(ValueError("A string literal cannot contain NUL (0x00) characters."))
