"""A price of 0 is not taken without the word for it: 0 often means that there is none yet."""

from decimal import Decimal

import pytest

from catalog.models import Course, Session
from enrollment.admin.bulk_sessions import BulkSessionsForm
from tests.factories import CourseFactory, SessionFactory
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db
SAID = "0 元就是不收费：真的免费请写“免费”；还没有定价请留空。"


def page_of(thing: Course | Session) -> str:
    return f"/admin/catalog/{thing._meta.model_name}/{thing.pk}/change/"


@pytest.fixture(params=[CourseFactory, SessionFactory])
def thing(request):
    return request.param(price=Decimal(3800))


@pytest.mark.parametrize("typed", ["0", "０", "0.00", "¥0元/人", "0万"])
def test_nothing_is_no_price(thing, typed):
    tab = Tab(client_of("editor"), page_of(thing))

    tab["price"] = typed
    tab.send()

    thing.refresh_from_db()
    assert SAID in tab.response.text
    assert (tab["price"], thing.price) == (typed, 3800)


@pytest.mark.parametrize("typed", ["免费", " 免費 ", "Free"])
def test_what_costs_nothing_is_written_in_words_and_stays_so(thing, typed):
    client = client_of("editor")

    tab = Tab(client, page_of(thing))
    tab["price"] = typed
    first = tab.send()
    tab = Tab(client, page_of(thing))
    again = tab.send()

    thing.refresh_from_db()
    assert (first.status_code, again.status_code) == (302, 302)
    assert (thing.price, tab["price"]) == (0, "免费")


def test_many_sessions_do_not_become_free_by_a_nought():
    assert BulkSessionsForm({"price": "0"}, sessions=[]).errors["price"] == [SAID]
