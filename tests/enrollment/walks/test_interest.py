"""Tell me when: noted once, counted for staff, told when a session opens, taken back."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from enrollment import actions
from enrollment.domain import interests
from enrollment.domain.interests import InterestDetails, queue_letters
from enrollment.messaging import delivery
from enrollment.models import Interest
from enrollment.queries import dashboard
from enrollment.queries.demand_map import Demand, demand_map, demands
from enrollment.queries.overdue import overdue_items
from tests.enrollment.own import text
from tests.factories import NOW, TODAY, CityFactory, CourseFactory, SessionFactory, enrolled
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db
JANUARY = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def address(course) -> str:
    return reverse("enrollment:interest", args=[course.slug])


def typed(**changes) -> dict[str, str]:
    return {
        "city": "",
        "month": "",
        "seats": "3",
        "contact_name": "安小宁",
        "contact_phone": "139 0000 0001",
        "contact_email": "an@example.com",
        "notice_seen": "on",
    } | changes


def wish(**changes) -> InterestDetails:
    defaults = {
        "city": None,
        "month": None,
        "seats": 3,
        "contact_name": "安小宁",
        "contact_phone": "13900000001",
        "contact_email": "an@example.com",
    }
    return InterestDetails(**(defaults | changes))


def noted(course, **changes) -> Interest:
    return interests.note(course, wish(**changes), language="zh-hans", now=NOW)


def test_a_wish_is_noted_with_its_city_and_month(client):
    course, city = CourseFactory(), CityFactory(slug="kunming")

    response = client.post(address(course), typed(city="kunming", month="2027-01"))

    interest = Interest.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{address(course)}?done=1")
    assert (interest.course, interest.city, interest.month) == (course, city, JANUARY)
    assert "登记不占座位" in text(client.get(response["Location"]))


def test_a_city_or_month_that_was_asked_for_is_chosen_already(client):
    course = CourseFactory()
    CityFactory(slug="kunming")

    page = client.get(address(course), {"city": "kunming", "month": "2027-01"}).content.decode()

    assert '<option value="kunming" selected>' in page
    assert '<option value="2027-01" selected>' in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seats": "0"}, "人数至少为 1。"),
        ({"seats": "501"}, "人数最多 500"),
        ({"contact_phone": "12"}, "电话号码的位数不对"),
        ({"contact_name": ""}, "请填写联系人姓名。"),
        ({"city": "nowhere"}, "nowhere"),
        ({"month": "1999-01"}, "1999-01"),
        ({"notice_seen": ""}, "请先阅读隐私说明并勾选。"),
        ({"contact_name": "a\x00b"}, "这里有看不见或无法识别的字符"),
    ],
)
def test_what_is_wrong_is_told_and_kept(client, change, sentence):
    response = client.post(address(CourseFactory()), typed(company="云岭示例银行") | change)

    assert response.status_code == 422
    assert sentence in text(response)
    assert 'value="云岭示例银行"' in response.content.decode()
    assert Interest.objects.count() == 0


def test_the_same_wish_again_replaces_the_first(client):
    course = CourseFactory()

    client.post(address(course), typed())
    client.post(address(course), typed(seats="5"))

    assert list(Interest.objects.values_list("seats", flat=True)) == [5]


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_only_published_courses_are_wished_for(client, status):
    assert client.get(address(CourseFactory(status=status))).status_code == 404


def test_an_address_does_not_fill_the_list(client):
    course = CourseFactory()
    answers = [
        client.post(address(course), typed(contact_phone=f"1390000{n:04d}")).status_code
        for n in range(31)
    ]

    assert answers == [303] * 10 + [429] * 21
    assert Interest.objects.count() == 10


def test_the_demand_map_counts_parties_and_seats_and_knows_what_is_planned():
    course, kunming, dali = CourseFactory(), CityFactory(), CityFactory()
    planned = SessionFactory(
        course=course, city=kunming, month=JANUARY, starts_on=None, ends_on=None, state="planned"
    )
    noted(course, city=kunming, month=JANUARY)
    noted(course, city=kunming, month=JANUARY, contact_phone="13900000002", seats=4)
    noted(course, city=dali, seats=2)
    noted(course, city=dali, month=date(2026, 11, 1))  # over

    assert demands(today=TODAY) == [
        Demand(course, kunming, JANUARY, parties=2, seats=7, session=planned, takes_over=7),
        Demand(course, dali, None, parties=1, seats=2),
    ]


def test_preregistrations_count_among_the_demands():
    planned = SessionFactory(month=JANUARY, starts_on=None, ends_on=None, state="planned")
    noted(planned.course, city=planned.city, month=JANUARY)
    enrolled(planned, 5)
    planned.refresh_from_db()

    assert demands(today=TODAY) == [
        Demand(
            *(planned.course, planned.city, JANUARY, 2, 8),
            preregistered=5,
            session=planned,
            takes_over=8,
        )
    ]


def test_a_new_session_would_take_over_who_left_city_or_month_open():
    course, kunming = CourseFactory(), CityFactory()
    noted(course, city=kunming, month=JANUARY)
    for number, place in enumerate(({"city": kunming}, {"month": JANUARY}, {}), 2):
        noted(course, contact_phone=f"1390000000{number}", seats=number, **place)

    places = {(one.city, one.month): one.takes_over for one in demands(today=TODAY)}
    page = client_of("editor").get(reverse("admin:enrollment_interest_map")).text

    assert places[kunming, JANUARY] == 3 + 2 + 3 + 4
    assert "开一班可接 12 人" in page


def test_waiting_lists_of_full_sessions_count_among_the_demands():
    full = SessionFactory(capacity=3, month=JANUARY)
    enrolled(full, 3)
    enrolled(full, 3, contact_phone="13900000002")

    (one,) = demands(today=TODAY)
    page = client_of("editor").get(reverse("admin:enrollment_interest_map")).text

    assert (one.seats, one.queued, one.parties, one.session) == (3, 3, 1, full)
    assert "候补 3 人" in page
    assert "再开一班" in page


def test_the_map_has_the_months_in_order_and_what_is_wanted_most_first():
    little, much = CourseFactory(title="甲"), CourseFactory(title="乙")
    kunming = CityFactory()
    noted(little, city=kunming, month=JANUARY)
    noted(much, city=kunming)
    noted(much, city=kunming, month=JANUARY, seats=9)

    laid_out = demand_map(today=TODAY)

    assert laid_out.months == [JANUARY, None]
    assert [
        (line.course.title, [cell and cell.seats for cell in line.cells]) for line in laid_out.lines
    ] == [("乙", [9, 3]), ("甲", [3, None])]


def test_the_demand_map_costs_the_same_for_many(django_assert_num_queries):
    for _course in range(8):
        noted(CourseFactory(), city=CityFactory())

    with django_assert_num_queries(6):
        laid_out = demand_map(today=TODAY)

    assert len(laid_out.lines) == 8


def test_from_the_map_a_session_is_planned_where_people_would_come():
    course, kunming = CourseFactory(), CityFactory()
    noted(course, city=kunming, month=date(2099, 3, 1))
    editor = client_of("editor")
    address = reverse("admin:catalog_session_add")

    page = editor.get(reverse("admin:enrollment_interest_map")).content.decode()
    form = editor.get(f"{address}?course={course.pk}&city={kunming.pk}&month=2099-03")

    assert f'{address}?course={course.pk}&amp;city={kunming.pk}&amp;month=2099-03"' in page
    assert 'value="2099-03"' in form.content.decode()


def tell_due(*, now) -> int:
    """What tick does; gives how many letters went out."""
    queue_letters(now=now)
    return delivery.send_due(now=now)["sent"]


def test_who_waits_is_told_once_when_a_session_opens():
    session = SessionFactory(state="planned")
    noted(session.course, city=session.city, month=session.month)

    before = tell_due(now=NOW)
    actions.open_session(session, now=NOW, actor="staff:test")
    sent = [tell_due(now=NOW), tell_due(now=NOW)]

    (letter,) = mail.outbox
    interest = Interest.objects.get()
    assert (before, sent) == (0, [1, 0])
    assert letter.to == ["an@example.com"]
    assert f"/sessions/{session.public_id}/enroll/?wish={interest.code}" in letter.body
    assert f"/interest/{interest.code}/" in letter.body
    assert demands(today=TODAY) == []


@pytest.mark.parametrize(
    "values",
    [
        {"city": CityFactory},
        {"month": lambda: date(2027, 2, 1)},
        {"contact_email": lambda: ""},
    ],
    ids=["another city", "another month", "no e-mail"],
)
def test_whom_it_does_not_suit_or_reach_goes_on_waiting(values):
    session = SessionFactory()
    noted(session.course, **{name: make() for name, make in values.items()})

    assert tell_due(now=NOW) == 0
    assert Interest.objects.open().count() == 1


def test_a_bad_address_is_tried_a_few_times_and_then_stands_on_the_dashboard(settings):
    session = SessionFactory()
    interest = noted(session.course)
    settings.EMAIL_BACKEND = "no.such.Backend"

    at = NOW
    for _hour in range(60):
        tell_due(now=at)
        at += timedelta(hours=1)

    message = interest.messages.get()
    assert (message.state, message.attempts) == ("failed", 7)
    assert Interest.objects.open().get() == interest
    lists = {
        work_list.title: work_list for work_list in dashboard.work_lists(staff("sales"), now=at)
    }
    (row,) = lists["没有发出的邮件"].rows
    assert row.text.startswith("等的班开了 · ")
    assert [late.what for late in overdue_items(now=at)] == ["undelivered"]


def test_the_first_refusal_is_on_the_dashboard_at_once_and_gone_when_the_letter_is_out(settings):
    noted(SessionFactory().course)
    mailer = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "no.such.Backend"

    tell_due(now=NOW)
    refused = [one.what for one in overdue_items(now=NOW)]
    settings.EMAIL_BACKEND = mailer
    tell_due(now=NOW + timedelta(minutes=2))

    assert (refused, overdue_items(now=NOW)) == (["undelivered"], [])
    assert len(mail.outbox) == 1


def test_who_notes_another_address_is_written_to_there(settings):
    session = SessionFactory()
    noted(session.course)
    mailer = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "no.such.Backend"
    tell_due(now=NOW)
    settings.EMAIL_BACKEND = mailer

    interest = noted(session.course, contact_email="other@example.com")
    tell_due(now=NOW)

    (letter,) = mail.outbox
    assert letter.to == ["other@example.com"]
    assert sorted(interest.messages.values_list("version", "state")) == [
        (1, "dropped"),
        (2, "sent"),
    ]


def test_a_session_that_closed_meanwhile_is_not_written_about(settings):
    session = SessionFactory()
    interest = noted(session.course)
    queue_letters(now=NOW)
    actions.close_session(session, now=NOW, actor="staff:test")

    delivery.send_due(now=NOW)
    actions.open_session(session, now=NOW, actor="staff:test")
    tell_due(now=NOW)

    assert len(mail.outbox) == 1
    assert sorted(interest.messages.values_list("version", "state")) == [
        (1, "dropped"),
        (2, "sent"),
    ]


def test_the_form_knows_who_wished_but_not_the_number(client):
    session = SessionFactory()
    interest = noted(session.course, company="云岭示例银行")

    page = client.get(
        reverse("enrollment:enroll", args=[session.public_id]), {"wish": interest.code}
    ).content.decode()

    assert 'name="contact_name" value="安小宁"' in page
    assert 'name="seats" value="3"' in page
    assert "13900000001" not in page
    assert "¥8,700" in page


def test_a_wish_is_taken_back_by_its_link(client):
    interest = noted(CourseFactory())
    path = reverse("enrollment:wish", args=[interest.code])

    page = client.get(path)
    client.post(path)

    assert "安小宁" not in text(page)
    assert Interest.objects.count() == 0
    assert client.get(path).status_code == 404


def test_a_planned_session_offers_to_tell(client):
    session = SessionFactory(state="planned", city__slug="kunming")

    page = client.get(reverse("enrollment:enroll", args=[session.public_id])).content.decode()

    assert f"{address(session.course)}?city=kunming&amp;month=2027-01" in page
    assert "这个班次还没有开放报名" in page


def test_the_course_page_leads_to_the_wish_and_a_month_without_dates_to_its_preregistration(client):
    march = {"state": "planned", "month": date(2099, 3, 1)}
    undated = SessionFactory(starts_on=None, ends_on=None, **march)
    days = {"starts_on": date(2099, 3, 2), "ends_on": date(2099, 3, 3)}
    dated = SessionFactory(course=undated.course, **days, **march)
    address = reverse("enrollment:interest", args=[undated.course.slug])

    page = client.get(undated.course.get_absolute_url()).content.decode()

    assert f'href="{address}"' in page
    assert f'href="{reverse("enrollment:enroll", args=[undated.public_id])}"' in page
    assert f'href="{address}?city={dated.city.slug}&amp;month=2099-03"' in page


def test_the_dashboard_shows_what_is_wanted_and_not_planned_and_no_line_that_waits_for_dates():
    planned = SessionFactory(month=JANUARY, starts_on=None, ends_on=None, state="planned")
    enrolled(planned, 5)
    noted(planned.course, city=CityFactory(name="大理"), seats=4)

    lists = {
        work_list.title: work_list for work_list in dashboard.work_lists(staff("editor"), now=NOW)
    }

    (row,) = lists["有人想来，还没有班次"].rows
    assert (row.text, row.detail) == (f"{planned.course.title} · 大理", "4 人")
    assert "有候补的班次" not in lists
