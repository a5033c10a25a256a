"""The own page when the class is over, and addresses of it that only take a form."""

from datetime import date, timedelta

import pytest
import time_machine

from enrollment.models.enrollment import EnrollmentState
from tests.enrollment.own import text, url
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
AFTER = timedelta(days=60)  # after the last day of the session


@pytest.fixture
def session():
    return SessionFactory(capacity=3)


def test_the_page_of_a_class_that_is_over_asks_for_nothing_more(client, session):
    party = enrolled(session, 2)

    with time_machine.travel(NOW + AFTER, tick=False):
        page = text(client.get(url(party)))

    assert "课程已结束" in page and "下载确认单" in page
    for asked in ("请在", "开课前与您确认", "加入日历", "自行取消或更改"):
        assert asked not in page


def test_who_still_waits_when_the_class_is_over_is_told_so(client, session):
    enrolled(session, 3)
    party = enrolled(session, 1)
    assert party.state == EnrollmentState.WAITING

    with time_machine.travel(NOW + AFTER, tick=False):
        page = text(client.get(url(party)))

    assert "您的报名没有转为确认" in page and "候补第" not in page and "重新报名" not in page


def test_who_preregistered_for_a_month_that_passed_without_a_class_still_stands_in_line(client):
    month = date(2026, 12, 1)
    planned = SessionFactory(month=month, starts_on=None, ends_on=None, state="planned")
    party = enrolled(planned, 1)

    with time_machine.travel(NOW + AFTER, tick=False):
        page = text(client.get(url(party)))

    assert "已预登记" in page and "这个班次已经结束" not in page
    assert "取消报名" in page and "更正联系方式" in page


@pytest.mark.parametrize("state", ["open", "confirmed"])
def test_no_class_without_dates_is_said_to_be_over_when_its_month_is(client, state):
    month = date(2026, 12, 1)
    undated = SessionFactory(month=month, starts_on=None, ends_on=None, state=state, capacity=1)
    seated, waits = enrolled(undated, 1), enrolled(undated, 1, contact_phone="13900000002")

    with time_machine.travel(NOW + AFTER, tick=False):
        pages = [text(client.get(url(party))) for party in (seated, waits)]

    assert (seated.state, waits.state) == (EnrollmentState.CONFIRMED, EnrollmentState.WAITING)
    assert "报名已确认" in pages[0] and "候补第 1 位" in pages[1]
    for page in pages:
        assert "已结束" not in page and "已经结束" not in page


@pytest.mark.parametrize("name", ["my_hold", "my_offer", "my_unlock"])
def test_a_reload_of_a_refused_form_leads_back_to_the_own_page(client, session, name):
    party = enrolled(session, 1)

    with time_machine.travel(NOW, tick=False):
        response = client.get(url(party, name))

    assert response.status_code == 302 and response.url == url(party)
    assert "no-store" in response["Cache-Control"]
