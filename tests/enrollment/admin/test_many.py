"""Staff's newer verbs: prices of moves, what comes back, the session's facts, many at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from catalog.models import Session
from enrollment import actions
from enrollment.models import AuditEvent, Enrollment
from enrollment.queries.invariants import complaints
from tests.factories import CityFactory, CourseFactory, SessionFactory, TermsFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LIST = "admin:enrollment_enrollment_changelist"


def page_of(client, party, verb):
    return client.get(reverse("admin:enrollment_enrollment_do", args=[party.pk, verb]))


def do(client, party, verb, **values):
    address = reverse("admin:enrollment_enrollment_do", args=[party.pk, verb])
    answer = client.post(address, values)
    party.refresh_from_db()
    return answer


def test_a_move_asks_staff_which_price_holds_and_why():
    here = SessionFactory(course__price=Decimal("2900"))
    there = SessionFactory(course=here.course, price=Decimal("3333"))
    party = enrolled(here, 2)
    client = client_of("sales")

    page = page_of(client, party, "move").content.decode()
    refused = do(client, party, "move", to=there.pk)
    do(client, party, "move", to=there.pk, price="keep", reason="老客户")

    moved = Enrollment.objects.get(session=there)
    assert "单价 ¥3,333，共 +¥866" in page
    assert set(refused.context["form"].errors) == {"price", "reason"}
    assert moved.unit_price == 2900
    changes = AuditEvent.objects.get(verb="move in").changes
    assert (changes["unit_price"], changes["session_price"], changes["reason"]) == (
        ["¥2,900", "¥2,900"],
        "¥3,333",
        "老客户",
    )


def test_staff_move_a_party_to_another_course_at_its_price():
    party = enrolled(SessionFactory(course__price=Decimal("2900")), 2)
    other = SessionFactory(course=CourseFactory(price=Decimal("1800")))
    said = {"to": other.pk, "price": "new", "reason": "改学别的课"}

    do(client_of("sales"), party, "move", **said)

    assert Enrollment.objects.get(session=other).unit_price == 1800
    assert list(complaints()) == []


def test_a_price_that_moved_under_staffs_page_moves_nobody():
    here = SessionFactory(course__price=Decimal("2900"))
    there = SessionFactory(course=here.course, price=Decimal("3000"))
    party = enrolled(here, 2)
    client = client_of("sales")
    shown = page_of(client, party, "move").context["form"]["shown"].value()
    type(there).objects.filter(pk=there.pk).update(price=3333)

    said = {"to": there.pk, "price": "new", "reason": "改期", "shown": shown}
    answer = do(client, party, "move", **said)

    assert (answer.status_code, party.state) == (400, "confirmed")
    assert "从 ¥3,000 变为 ¥3,333" in str(answer.context["form"].non_field_errors())


def test_seats_are_added_and_the_least_changed_and_part_of_an_offer_accepted():
    session = TermsFactory(session__capacity=5, offers_first=True).session
    first, second = enrolled(session, 4), enrolled(session, 4)
    client = client_of("sales")

    do(client, first, "add_seats", seats_wanted=5)
    do(client, second, "change_least", min_seats=2)
    do(client, first, "cancel", reason="来电取消")
    second.refresh_from_db()
    offered = second.state
    do(client, second, "accept_offer", seats_wanted=3)

    assert (first.seats, offered, second.state, second.seats) == (5, "offered", "confirmed", 3)
    assert AuditEvent.objects.get(verb="cancel").changes["reason"] == "来电取消"


def test_a_cancellation_needs_a_reason_and_can_be_undone():
    party = enrolled(SessionFactory(), 2)
    client = client_of("sales")

    refused = do(client, party, "cancel")
    do(client, party, "cancel", reason="来电取消")
    cancelled = party.state
    do(client, party, "undo_cancel", reason="弄错了")

    assert (refused.status_code, cancelled, party.state) == (400, "cancelled", "confirmed")


def test_an_expired_hold_is_revived(time_machine):
    party = enrolled(SessionFactory(), 2, hold_days=1)
    time_machine.move_to("2026-12-03 01:00:00Z", tick=False)
    client = client_of("sales")
    actions.catch_up(party.session, now=party.held_until)
    party.refresh_from_db()

    do(client, party, "revive_hold", days=5, reason="审批晚了")

    assert party.state == "held"


def many(client, action, parties, **values):
    chosen = {"action": action, "_selected_action": [party.pk for party in parties]}
    return client.post(reverse(LIST), chosen | values, follow="sure" in values)


def test_many_are_cancelled_at_once_and_asked_about_first():
    session = SessionFactory(capacity=3)
    junk = [enrolled(session, 1) for _ in range(3)]
    waits = enrolled(session, 3)
    client = client_of("sales")

    asked = many(client, "cancel_many", junk)
    refused = many(client, "cancel_many", junk, sure="1")
    states = set(Enrollment.objects.filter(pk__in=[one.pk for one in junk]).values_list("state"))
    done = many(client, "cancel_many", junk, sure="1", reason="垃圾报名")

    waits.refresh_from_db()
    assert all(party.code in asked.content.decode() for party in junk)
    assert (refused.status_code, states) == (400, {("confirmed",)})
    assert "3 份已完成" in done.content.decode()
    assert waits.state == "confirmed"
    assert [one.changes["reason"] for one in AuditEvent.objects.filter(verb="cancel")] == [
        "垃圾报名"
    ] * 3
    assert list(complaints()) == []


def test_those_that_were_refused_are_named_and_the_others_done():
    session = SessionFactory(capacity=9)
    held, confirmed = enrolled(session, 2, hold_days=3), enrolled(session, 2)
    until = held.held_until

    answer = many(
        client_of("sales"), "extend_many", [held, confirmed],
        sure="1", until="2027-01-05", reason="审批",
    )  # fmt: skip

    held.refresh_from_db()
    page = answer.content.decode()
    assert held.held_until > until
    assert "1 份已完成" in page
    assert f"1 份没有做：这份报名不是占位，不用确认。（{confirmed.code}）" in page


def test_many_are_reminded():
    session = SessionFactory()
    parties = [enrolled(session, 2), enrolled(session, 1, contact_email="")]

    answer = many(client_of("sales"), "remind_many", parties, sure="1")

    page = answer.content.decode()
    assert "1 份已完成" in page and f"没有留邮箱，请打电话提醒。（{parties[1].code}）" in page
    assert parties[0].messages.filter(kind="reminder").count() == 1


@pytest.mark.parametrize("group", ["editor"])
def test_who_may_not_change_enrollments_acts_on_none(group):
    party = enrolled(SessionFactory())

    many(client_of(group), "cancel_many", [party], sure="1", reason="x")

    party.refresh_from_db()
    assert party.state == "confirmed"


def test_a_sessions_price_change_is_on_record_with_its_values():
    session = SessionFactory(price=Decimal("26800"))
    terms = {"terms-TOTAL_FORMS": 0, "terms-INITIAL_FORMS": 0}
    address = reverse("admin:catalog_session_change", args=[session.pk])

    client_of("editor").post(
        address, {"course": session.course_id, "price": "33333", "note": "含午餐", **terms}
    )

    event = AuditEvent.objects.get(verb="change facts")
    assert event.changes == {"price": ["26800.00", "33333"], "note": ["", "含午餐"]}
    assert event.actor == "staff:editor"


@pytest.mark.parametrize(
    "typed",
    ["2027-01-10 12:00", "1月10日12点", "1/10 12：00", "２０２７年1月10号 12:00", "1.10 12点00分"],
)
def test_when_enrolling_ends_is_typed_as_people_type_it(typed):
    session = SessionFactory(starts_on=date(2027, 1, 12), ends_on=date(2027, 1, 12))
    address = reverse("admin:catalog_session_do", args=[session.pk, "change_rules"])

    client_of("editor").post(address, {"closes_at": typed})

    session.refresh_from_db()
    assert session.closes_at and session.closes_at.isoformat() == "2027-01-10T04:00:00+00:00"


@pytest.mark.parametrize(
    ("first", "typed", "ends"),
    [
        (date(2027, 12, 10), "12月5日 12:00", "2027-12-05"),  # not 5 December of this year
        (date(2028, 1, 12), "12/28 12:00", "2027-12-28"),
        (date(2028, 1, 12), "2027-01-10 12:00", "2027-01-10"),
    ],
)
def test_a_day_without_a_year_at_which_enrolling_ends_is_the_one_before_the_class(
    first, typed, ends
):
    session, course, city = (
        SessionFactory(starts_on=first, ends_on=first),
        CourseFactory(),
        CityFactory(),
    )
    editor = client_of("editor")
    planned = {"course": course.pk, "city": city.pk, "starts_on": f"{first}", "overbook": "0"}
    inlines = {"terms-TOTAL_FORMS": "0", "terms-INITIAL_FORMS": "0"}

    address = reverse("admin:catalog_session_do", args=[session.pk, "change_rules"])
    editor.post(address, {"closes_at": typed})
    added = editor.post(
        reverse("admin:catalog_session_add"), {**planned, **inlines, "closes_at": typed}
    )

    assert added.status_code == 302
    for one in Session.objects.all():
        assert one.closes_at and f"{one.closes_at:%Y-%m-%d}" == ends
    assert Session.objects.count() == 2


@pytest.mark.parametrize("typed", ["0001-01-01 3:00", "1999-12-31 23:59", "2206-01-10 12:00"])
def test_an_end_of_enrolling_far_from_now_is_asked_about(typed):
    session = SessionFactory()
    address = reverse("admin:catalog_session_do", args=[session.pk, "change_rules"])

    page = client_of("editor").post(address, {"closes_at": typed})

    session.refresh_from_db()
    assert (page.status_code, session.closes_at) == (400, None)
    assert "年份要在 2000 年至" in page.text


@pytest.mark.parametrize("typed", ["1月10日", "1月10日 25:00", "2月30日 12:00", "明天下午"])
def test_an_end_without_its_hour_is_asked_for_and_what_was_typed_is_kept(typed):
    session = SessionFactory()
    address = reverse("admin:catalog_session_do", args=[session.pk, "change_rules"])

    page = client_of("editor").post(address, {"closes_at": typed})

    session.refresh_from_db()
    assert (page.status_code, session.closes_at) == (400, None)
    assert f'value="{typed}"' in page.text


def test_the_rules_of_a_session_are_changed_on_a_page_of_their_own():
    session = SessionFactory(capacity=4)
    enrolled(session, 3)
    address = reverse("admin:catalog_session_do", args=[session.pk, "change_rules"])

    client = client_of("editor")
    client.post(address, {"closes_at": "2027-01-10T12:00", "strict_order": "on"})

    session.refresh_from_db()
    assert (session.closes_at.isoformat(), session.strict_order) == (
        "2027-01-10T04:00:00+00:00",
        True,
    )


@pytest.mark.parametrize(
    ("noun", "action"),
    [
        ("catalog_session", "edit_many"),
        ("catalog_session", "delete_selected"),
        ("enrollment_enrollment", "cancel_many"),
    ],
)
def test_the_way_back_from_many_leads_to_the_list_as_it_was_filtered(noun, action):
    party = enrolled(SessionFactory(capacity=9), 1)
    row = party if noun.startswith("enrollment") else party.session
    address = reverse(f"admin:{noun}_changelist") + "?state__exact=" + row.state

    chosen = {"action": action, "_selected_action": [row.pk]}
    page = client_of("manager").post(address, chosen)

    assert f'href="{address}"' in page.text


def test_a_month_is_typed_as_people_type_it():
    page = client_of("manager").get(reverse("admin:catalog_session_add")).text

    field = html.fromstring(page).xpath("//input[@name='month']")[0]
    assert (field.get("type"), field.get("placeholder")) == ("text", "2027-3 · 3月")


def test_a_session_has_its_english_name_in_the_english_back_office():
    session = SessionFactory(
        course__title="厅堂流程",
        course__title_en="Lobby flow",
        city__name="昆明",
        city__name_en="Kunming",
    )
    client = client_of("manager")

    english = client.get(f"/en/admin/catalog/session/{session.pk}/change/").text
    chinese = client.get(f"/admin/catalog/session/{session.pk}/change/").text

    assert "Lobby flow · Kunming · " in english
    assert "厅堂流程 · 昆明 · " in chinese
    assert "Kunming" in client.get("/en/admin/catalog/session/").text
