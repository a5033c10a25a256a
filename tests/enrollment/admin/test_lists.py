"""Lists of the back office: filters, search, a constant number of queries."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from catalog.domain.outline_versions import save_outline
from enrollment import actions
from enrollment.admin.audit_display import events_of
from enrollment.models import Enrollment, OutboxMessage
from enrollment.models.interest import Interest
from enrollment.queries.dashboard import work_lists
from tests import factories
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db


def a_course():
    course = factories.CourseFactory()
    save_outline(course, "第一模块 开场", now=timezone.now())


def a_message():
    enrolled(SessionFactory())
    OutboxMessage.objects.update(state="failed")


ROWS = {
    "catalog_course": a_course,
    "catalog_outline": a_course,
    "catalog_session": SessionFactory,
    "catalog_category": factories.CategoryFactory,
    "catalog_city": factories.CityFactory,
    "enrollment_enrollment": lambda: enrolled(SessionFactory()),
    "enrollment_outboxmessage": a_message,
    "enrollment_auditevent": lambda: enrolled(SessionFactory()),
}


def queries(client, address, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(46) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("noun", ROWS)
def test_a_list_of_three_takes_the_queries_of_a_list_of_one(noun, django_assert_max_num_queries):
    client, address = client_of("manager"), reverse(f"admin:{noun}_changelist")
    ROWS[noun]()
    client.get(address)
    one = queries(client, address, django_assert_max_num_queries)
    ROWS[noun]()
    ROWS[noun]()

    assert queries(client, address, django_assert_max_num_queries) == one


def test_the_dashboard_leads_to_the_holds_and_offers_that_end():
    soon = enrolled(SessionFactory(), hold_days=1)
    enrolled(SessionFactory(), hold_days=30)
    enrolled(SessionFactory())

    with time_machine.travel(NOW, tick=False):
        client = client_of("sales")
        dashboard = client.get("/admin/").content.decode()
        page = client.get("/admin/enrollment/enrollment/?ending=soon").content.decode()

    assert "/admin/enrollment/enrollment/?ending=soon" in dashboard
    codes = [one.code for one in Enrollment.objects.all() if one.code in page]
    assert codes == [soon.code]


def test_each_list_of_the_dashboard_leads_to_just_what_it_counts():
    a_course()
    factories.CourseFactory()  # without an outline
    SessionFactory()  # a session nothing is to be done about
    full = SessionFactory(capacity=2)
    enrolled(full, 2)
    enrolled(full, 1)
    enrolled(SessionFactory(state="planned", starts_on=None, ends_on=None), 1)
    enrolled(SessionFactory(capacity=5), 3, hold_days=1)
    far = {"month": "2027-06-01", "starts_on": "2027-06-07", "ends_on": "2027-06-07"}
    party = enrolled(SessionFactory(**far), hold_days=30)
    Enrollment.objects.filter(pk=party.pk).update(longer_asked_at=NOW)
    enrolled(SessionFactory(**far), hold_days=30)
    soon = {"month": "2026-12-01", "starts_on": "2026-12-09", "ends_on": "2026-12-09"}
    SessionFactory(minimum=8, **soon)
    factories.TestimonialFactory(approved=False)
    factories.TestimonialFactory()

    with time_machine.travel(NOW, tick=False):
        client = client_of("manager")
        lists = work_lists(User.objects.get(), now=NOW)
        pages = {one.title: (one.count, client.get(one.address)) for one in lists}
    listed = {
        title: (count, page.context["cl"].result_count)
        for title, (count, page) in pages.items()
        if "cl" in (page.context or {})
    }

    assert {title: shown for title, (count, shown) in listed.items()} == {
        title: count for title, (count, shown) in listed.items()
    }
    assert listed.keys() >= {
        *("大纲有未公开的版本", "快满的班次", "要决定开不开班", "有候补的班次"),
        *("请求延长占位", "占位和答复快到期", "待审核的学员评价"),
    }


def test_what_was_done_is_told_in_words():
    session = SessionFactory()
    party = enrolled(session, hold_days=7)
    until = party.held_until + timedelta(days=3)
    actions.extend_hold(party, until=until, reason="审批要到下周", now=NOW, actor="staff:lin")
    other = factories.CityFactory(name="西安")
    actions.reschedule(session, city=other, now=NOW, actor="staff:lin")

    events = [event for one in (party, session) for event in events_of(one)]
    said = " ".join(str(event["changes"]) for event in events)

    assert {event["actor"] for event in events} == {"lin", "访客"}
    assert "2026-12-08 09:00 → 2026-12-11 09:00" in said
    assert "西安" in said
    assert "T0" not in said


@pytest.mark.parametrize("reason", ["2026-12-01T10:00", "2026-99-99T99:99", "[1]", "→"])
def test_no_reason_breaks_the_log(reason):
    party = enrolled(SessionFactory(), hold_days=7)
    until = party.held_until + timedelta(days=3)
    actions.extend_hold(party, until=until, reason=reason, now=NOW, actor="staff:lin")

    assert reason in str(events_of(party)[0]["changes"])


@pytest.mark.parametrize("role", ["editor", "sales", "manager"])
def test_the_dashboard_takes_the_same_queries_for_one_thing_and_for_three(
    role, django_assert_max_num_queries
):
    client = client_of(role)

    def something():
        a_course()
        a_message()
        factories.CourseFactory()
        full = SessionFactory(capacity=2, minimum=9)
        enrolled(full, 2)
        enrolled(full, 2)

    something()
    client.get("/admin/")  # who sells is remembered for a minute
    something()
    one = queries(client, "/admin/", django_assert_max_num_queries)
    something()
    something()

    assert queries(client, "/admin/", django_assert_max_num_queries) == one


@pytest.mark.parametrize("role", ["editor", "sales", "manager"])
def test_the_dashboard_is_read_anew_once_anything_was_done_and_costs_little_before(
    role, django_assert_max_num_queries
):
    client = client_of(role)
    session = SessionFactory(capacity=2)
    enrolled(session, 2)
    client.get("/admin/")

    with django_assert_max_num_queries(12):
        before = client.get("/admin/").text
    enrolled(session, 2)

    assert "有候补的班次" not in before
    assert "有候补的班次" in client.get("/admin/").text


def codes(answer) -> list[str]:
    return [party.code for party in answer.context["cl"].result_list]


@pytest.fixture
def two():
    """Two parties that differ in all that the list filters by."""
    here = SessionFactory(month="2027-01-01", capacity=1)
    there = SessionFactory(month="2027-02-01", starts_on="2027-02-02", ends_on="2027-02-03")
    enrolled(here, 1)
    waiting = enrolled(
        here, 1, contact_name="白一凡", contact_phone="13900000222", company="海岸示例银行"
    )
    return waiting, enrolled(there, 1), here, there


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state__exact=waiting", "waiting"),
        ("month=2027-02", "other"),
        ("session__city__id__exact={there.city_id}", "other"),
        ("session__course__id__exact={there.course_id}", "other"),
        ("q=白一凡", "waiting"),
        ("q=海岸", "waiting"),
        ("q=139 0000 0222", "waiting"),
        ("q={waiting.code}", "waiting"),
    ],
)
def test_enrollments_are_filtered_and_searched(two, query, found):
    waiting, other, here, there = two
    wanted = {"waiting": waiting, "other": other}[found]
    query = query.format(here=here, there=there, waiting=waiting)

    answer = client_of("sales").get(f"/admin/enrollment/enrollment/?{query}")

    assert codes(answer) == [wanted.code]


@pytest.mark.parametrize("month", ["2027-13", "yesterday", "0000-01", ""])
def test_a_month_that_is_none_finds_nothing_and_breaks_nothing(two, month):
    answer = client_of("sales").get("/admin/enrollment/enrollment/", {"month": month})

    assert answer.status_code == 200
    assert codes(answer) == []


def test_a_phone_is_masked_in_the_list(two):
    page = client_of("sales").get("/admin/enrollment/enrollment/").content.decode()

    assert "139****0222" in page
    assert "13900000222" not in page


def test_sessions_show_their_seats():
    session = SessionFactory(capacity=10)
    enrolled(session, 3)
    enrolled(session, 2, hold_days=5)

    page = client_of("editor").get("/admin/catalog/session/").content.decode()

    cells = ["field-confirmed", "field-kept", "field-in_line", "field-left"]
    shown = [page.split(f'"{cell}">')[1].split("<")[0] for cell in cells]
    assert shown == ["3", "2", "0", "5"]


def test_sessions_to_come_stand_first_the_soonest_on_top_and_the_latest_of_the_past_below():
    def on(day, **facts):
        start = date.fromisoformat(day)
        return SessionFactory(starts_on=start, ends_on=start, month=start.replace(day=1), **facts)

    over, long_over = on("2026-11-30"), on("2026-09-01")
    open_month = SessionFactory(starts_on=None, ends_on=None, month=date(2027, 2, 1))
    cancelled = on("2027-03-01", state="cancelled")
    late, soon = on("2027-02-20"), on("2026-12-02")

    with time_machine.travel("2026-12-01T04:00:00Z", tick=False):
        page = client_of("editor").get("/admin/catalog/session/")

    shown = [session.pk for session in page.context["cl"].result_list]
    expected = [soon, late, open_month, cancelled, over, long_over]
    assert shown == [session.pk for session in expected]


def test_testimonials_are_approved_from_their_list():
    from catalog.models import Testimonial

    testimonial = Testimonial.objects.create(course=factories.CourseFactory(), text="受益")

    client_of("editor").post(
        "/admin/catalog/testimonial/", {"action": "approve", "_selected_action": testimonial.pk}
    )

    testimonial.refresh_from_db()
    assert testimonial.approved is True


def test_failed_messages_are_due_again_and_sent_ones_are_left():
    for _ in range(2):
        enrolled(SessionFactory())
    failed, sent = OutboxMessage.objects.order_by("pk")
    OutboxMessage.objects.filter(pk=failed.pk).update(state="failed", attempts=7)
    OutboxMessage.objects.filter(pk=sent.pk).update(state="sent", attempts=1)

    client_of("sales").post(
        "/admin/enrollment/outboxmessage/",
        {"action": "send_again", "_selected_action": [failed.pk, sent.pk]},
    )

    states = OutboxMessage.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("due", 0), ("sent", 1)]


def test_interests_are_listed_with_masked_phones_and_filtered_by_month():
    for month in (None, "2027-03-01"):
        Interest.objects.create(
            key=f"key {month}",
            course=factories.CourseFactory(),
            month=month,
            seats=3,
            contact_name="安小宁",
            contact_phone="13900000333",
            created_at=factories.NOW,
        )
    client = client_of("sales")

    every = client.get("/admin/enrollment/interest/")
    march = client.get("/admin/enrollment/interest/?month=2027-03")

    assert [answer.context["cl"].result_count for answer in (every, march)] == [2, 1]
    assert "13900000333" not in every.content.decode()
    assert "139****0333" in every.content.decode()
