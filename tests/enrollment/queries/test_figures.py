"""How business goes: every number is one that can be counted by hand."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from catalog.models import LinkVisit
from enrollment import actions
from enrollment.documents.bars import drawing
from enrollment.domain import interests
from enrollment.models import AuditEvent, Enrollment, Inquiry
from enrollment.queries.figures import Basis, By, Scope, figures
from tests.factories import NOW, CityFactory, InstructorFactory, SessionFactory, enrolled
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db
PAGE = "/admin/enrollment/enrollment/figures/"
DECEMBER = {"first": date(2026, 12, 1), "last": date(2026, 12, 1)}
YEAR = {"first": date(2027, 1, 1), "last": date(2027, 12, 1)}


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def rows(key: str, **scope) -> list[list]:
    table = figures(Scope(**(YEAR | scope))).table(key)
    return table.rows


def test_what_is_confirmed_is_sold_and_what_is_held_stands_beside_it():
    session = SessionFactory(capacity=10, price=Decimal("1000.00"))
    enrolled(session, seats=3)
    enrolled(session, seats=2, hold_days=5)
    actions.cancel(enrolled(session, seats=1), now=NOW, actor="staff:lin", reason="x")

    found = figures(Scope(**YEAR))

    assert (found.total.people, found.total.value) == (3, Decimal("3000.00"))
    assert (found.total.kept, found.total.kept_value) == (2, Decimal("2000.00"))
    assert found.total.occupancy == 30
    assert rows("value") == [["2027-01", Decimal("3000.00"), 1, 3, Decimal("2000.00"), 2, 0]]
    assert rows("occupancy") == [["2027-01", 30, 1, 10, 3, 2]]


def test_a_party_that_moved_is_counted_once_where_it_went():
    old = SessionFactory()
    days = {"month": date(2027, 3, 1), "starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 3)}
    new = SessionFactory(course=old.course, **days)
    party = enrolled(old, seats=2)
    Enrollment.objects.filter(pk=party.pk).update(source="poster")

    actions.move(Enrollment.objects.get(pk=party.pk), to=new, now=NOW, actor="staff:lin")

    sold = {row[0]: row[2:4] for row in rows("value")}
    assert sold == {"2027-01": [0, 0], "2027-02": [0, 0], "2027-03": [1, 2]}
    assert [row[:4] for row in rows("sources")] == [["海报（poster）", 2, 1, 1]]


def test_where_the_price_is_on_request_people_count_and_money_does_not():
    session = SessionFactory(course__price=None)
    enrolled(session, seats=4)

    assert rows("value") == [["2027-01", Decimal("0.00"), 1, 4, Decimal("0.00"), 0, 4]]


def test_a_cancelled_session_has_no_seats_to_fill():
    session = SessionFactory(capacity=10)
    actions.cancel_session(session, now=NOW, actor="staff:lin", reason="x")

    assert figures(Scope(**YEAR)).total.occupancy is None


def test_days_ahead_are_those_of_who_decided_then():
    session = SessionFactory(starts_on=date(2027, 1, 12))  # six weeks after NOW
    for days in (0, 30, 40):
        party = enrolled(session, seats=1)
        at = NOW + timedelta(days=days)
        Enrollment.objects.filter(pk=party.pk).update(created_at=at)

    found = figures(Scope(**YEAR))

    assert found.total.lead == 12
    assert [row[1] for row in found.table("lead").rows] == [1, 0, 1, 0, 1, 0]


def test_wishes_and_those_who_wait_are_who_would_come():
    session = SessionFactory(capacity=4)
    enrolled(session, seats=4)
    enrolled(session, seats=3)
    wish = interests.InterestDetails(None, None, 5, "安小宁", "13900000009")
    interests.note(session.course, wish, language="zh-hans", now=NOW)

    assert rows("demand") == [["2027-01", 3, 3, 0, 1, 0], ["不限", 5, 0, 5, 0, 1]]
    assert rows("demand", by=By.COURSE) == [[session.course.title, 8, 3, 5, 1, 1]]


def test_a_course_of_two_instructors_counts_for_each_and_once_in_all():
    session = SessionFactory()
    session.course.instructors.add(
        InstructorFactory(name="白老师"), InstructorFactory(name="苏老师")
    )
    enrolled(session, seats=2)

    found = figures(Scope(**YEAR, by=By.INSTRUCTOR))

    assert sorted(row[0] for row in found.table("value").rows) == ["白老师", "苏老师"]
    assert found.total.people == 2


def test_sellers_are_who_entered_it_and_customers_themselves():
    seller, session = staff("sales", first_name="小宁", last_name="安"), SessionFactory()
    enrolled(session, seats=2)
    party = enrolled(session, seats=3)
    Enrollment.objects.filter(pk=party.pk).update(created_by=seller)

    named = {row[0]: row[3] for row in rows("value", by=By.SELLER)}

    assert named == {seller.get_full_name(): 3, "客户自己": 2}


def test_by_the_month_of_enrolling_the_session_may_be_later():
    enrolled(SessionFactory(), seats=2)
    december = {"first": date(2026, 12, 1), "last": date(2026, 12, 1)}

    assert rows("value", **december) == []
    assert [row[:4] for row in rows("value", **december, basis=Basis.ENROLLED)] == [
        ["2026-12", Decimal("5800.00"), 1, 2]
    ]


def test_a_city_or_a_course_alone():
    here, there = SessionFactory(city=CityFactory(name="昆明")), SessionFactory()
    enrolled(here, seats=1)
    enrolled(there, seats=4)

    assert figures(Scope(**YEAR, city=here.city_id)).total.people == 1
    assert figures(Scope(**YEAR, course=there.course_id)).total.people == 4


def test_inquiries_count_with_their_source():
    Inquiry.objects.create(
        key="k",
        contact_name="安安",
        contact_phone="13900000001",
        text="?",
        created_at=NOW,
        source="wechat",
    )

    assert rows("sources", **DECEMBER) == [["wechat", 0, 0, 0, 1, 0, Decimal("0.00")]]


def test_openings_of_short_addresses_stand_beside_what_came_of_them():
    session, other = SessionFactory(), SessionFactory()
    for course, day, times in (
        (session.course, date(2026, 12, 1), 20),
        (session.course, date(2026, 12, 31), 3),
        (session.course, date(2027, 1, 1), 100),
        (other.course, date(2026, 12, 1), 7),
    ):
        LinkVisit.objects.create(course=course, source="wechat", day=day, times=times)
    party = enrolled(session, seats=2)
    Enrollment.objects.filter(pk=party.pk).update(source="wechat")
    of_course = {**DECEMBER, "basis": Basis.ENROLLED, "course": session.course_id}

    assert [row[:6] for row in rows("sources", **of_course)] == [["wechat", 2, 1, 1, 0, 23]]
    assert rows("sources", **DECEMBER)[0][5] == 30


@pytest.mark.parametrize("by", By.values)
@pytest.mark.parametrize("basis", Basis.values)
def test_figures_take_few_queries_however_much_there_is(by, basis, django_assert_max_num_queries):
    for _n in range(4):
        enrolled(SessionFactory(), seats=2)

    with django_assert_max_num_queries(9):
        figures(Scope(**YEAR, by=By(by), basis=Basis(basis)))


def test_the_page_draws_its_figures_and_says_what_was_typed_wrong():
    enrolled(SessionFactory(city__name="昆明"), seats=2)
    client = client_of("sales")

    page = client.get(PAGE, {"first": "2027-01", "last": "2027-12", "by": "city"})
    assert page.status_code == 200
    assert '<text class="bars__name" x="0" y="14">昆明</text>' in page.content.decode()

    wrong = client.get(PAGE, {"first": "2027-12", "last": "2027-01"})
    assert wrong.status_code == 400
    assert "结束的月份不能早于开始的月份" in wrong.content.decode()
    assert client.get(PAGE, {"first": "soon"}).status_code == 400


@pytest.mark.parametrize("key", ["occupancy", "value", "demand", "lead", "sources"])
def test_both_files_of_a_table_hold_the_same_cells(key):
    enrolled(SessionFactory(city__name="=昆明"), seats=2)
    client = client_of("manager")
    asked = {"first": "2027-01", "last": "2027-12", "by": "city"}

    text = client.get(f"{PAGE}{key}.csv", asked).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(BytesIO(client.get(f"{PAGE}{key}.xlsx", asked).content))

    lines = [line.strip('"').split('","') for line in text.splitlines()]
    cells = [["" if c is None else c for c in row] for row in book.active.values]
    assert [[_number(c) for c in row] for row in lines] == [[_number(c) for c in r] for r in cells]
    assert AuditEvent.objects.filter(verb="export", object_type="figures").count() == 2


def _number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


def test_who_may_not_see_figures_sees_none():
    for role in ("editor", "auditor"):
        client = client_of(role)
        assert client.get(PAGE).status_code == 403
        assert client.get(f"{PAGE}value.csv").status_code == 403
    assert client_of("finance").get(PAGE).status_code == 200


def test_a_table_that_is_none_is_not_found():
    assert client_of("manager").get(f"{PAGE}nothing.csv").status_code == 404


def test_bars_are_parts_of_the_longest_and_few():
    made = drawing([(f"{n}", "1", [float(n), 1.0], 40.0) for n in range(30)])

    assert (len(made.bars), made.left_out, made.height) == (20, 10, 800)
    assert made.bars[19].track == "100.00%"
    assert [piece.width for piece in made.bars[19].pieces] == ["47.50%", "2.50%"]
    assert drawing([]).height == 0
    assert reverse("admin:enrollment_enrollment_figures") == PAGE
