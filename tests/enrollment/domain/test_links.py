import re

import pytest

from catalog.text.codes import new_code
from enrollment import actions
from enrollment.domain import links
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.django_db


def test_a_code_can_be_read_out():
    codes = {new_code() for _ in range(500)}

    assert len(codes) == 500
    assert all(re.fullmatch("[2-9A-HJKMNP-Z]{8}", code) for code in codes)


def test_the_secret_is_not_what_is_stored():
    enrollment = enrolled(SessionFactory())
    token = links.token_for(enrollment)

    assert len(token) == 40
    assert enrollment.token_hash == links.hash_of(token)
    assert token not in enrollment.token_hash


@pytest.mark.parametrize("token", ["", "x", "0" * 40, "\ud800", "不是"])
def test_a_wrong_link_finds_nothing_in_one_query(token, django_assert_num_queries):
    enrolled(SessionFactory())

    with django_assert_num_queries(1):
        assert links.find(token) is None


def test_the_address_is_whole_and_in_the_partys_language(settings):
    settings.SITE_URL = "https://kaike.example.cn"
    enrollment = enrolled(SessionFactory())
    token = links.token_for(enrollment)

    enrollment.language = "en"

    assert links.my_url(enrollment) == f"https://kaike.example.cn/en/my/{token}/"


def test_a_party_that_moved_twice_is_found_where_it_is():
    first = SessionFactory()
    others = [SessionFactory(course=first.course) for _ in range(2)]
    party = moved = enrolled(first)

    for session in others:
        moved = actions.move(moved, to=session, now=NOW)

    party.refresh_from_db()
    assert links.where_it_is_now(party) == moved
