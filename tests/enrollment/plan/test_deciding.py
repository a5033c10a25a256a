"""A session short of its minimum: on the dashboard in time, three ways, each with its letters."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from lxml import html

from catalog.models import Session
from catalog.models.session_state import UNDECIDED
from enrollment import actions
from enrollment.admin.letter_words import letter_words
from enrollment.domain import links
from enrollment.messaging.delivery import send_due
from enrollment.models import AuditEvent, Enrollment, MoveQuestion
from enrollment.queries.invariants import complaints
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def first_of_december(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def editor():
    return client_of("editor")


def short(day=14, **values):
    first = date(2026, 12, day)
    said = {"month": date(2026, 12, 1), "starts_on": first, "ends_on": first, "minimum": 8}
    return SessionFactory(**(said | values))


def page(session) -> str:
    return reverse("admin:catalog_session_decide", args=[session.pk])


def test_the_dashboard_names_it_so_many_days_before_as_its_course_says(editor):
    in_time = short(14)
    short(16)
    early = short(20, course__decide_days=30)
    enough = short(14, minimum=1)
    enrolled(enough)

    dashboard = editor.get(reverse("admin:index")).text

    assert "要决定开不开班" in dashboard
    assert page(in_time) in dashboard
    assert page(early) in dashboard
    assert page(enough) in dashboard  # nothing goes out before somebody confirms it
    assert dashboard.count("/decide/") == 3


def test_who_has_enough_people_is_told_that_no_reminder_goes_out_before_it_is_confirmed(editor):
    session = short(minimum=1)
    enrolled(session)
    class_page = reverse("admin:catalog_session_class", args=[session.pk])

    before = editor.get(class_page).text
    actions.confirm_session(session, now=timezone.now(), actor="staff:lin")
    after = editor.get(class_page).text

    assert "确认以后才寄提醒" in before and page(session) in before
    assert "确认以后才寄提醒" not in after and "提醒按开课日期自动寄出" in after


@pytest.mark.parametrize(("minimum", "is_asked"), [(None, False), (0, False), (1, True)])
def test_a_minimum_of_nobody_is_none_wherever_it_is_asked_for(editor, client, minimum, is_asked):
    session = short(minimum=minimum)
    party = enrolled(session)
    office = (
        ("admin:index", []),
        *((f"admin:catalog_session_{name}", [session.pk]) for name in ("change", "class")),
    )
    own = reverse("enrollment:my", args=[links.token_for(party)])

    asks = [page(session) in editor.get(reverse(name, args=args)).text for name, args in office]
    said = ["人确认开班" in client.get(one).text for one in (session.get_absolute_url(), own)]

    assert asks == [is_asked] * 3
    assert said == [is_asked] * 2
    assert Session.objects.filter(UNDECIDED).exists() is session.is_undecided is is_asked


def test_each_way_says_who_gets_which_letter(editor):
    session = short()
    enrolled(session)
    enrolled(session, contact_email="", contact_phone="13900000002")
    SessionFactory(course=session.course)

    text = editor.get(page(session)).text

    assert text.count("写信给 1 方；1 方没有邮箱，要打电话") == 3
    assert "“班次已取消”" in text
    assert "“请问能否改班次”" in text


def test_it_is_confirmed_or_cancelled_from_there(editor):
    runs, goes = short(), short()
    party = enrolled(goes)

    editor.post(page(runs), {"way": "confirm"})
    refused = editor.post(page(goes), {"way": "cancel"})
    editor.post(page(goes), {"way": "cancel", "cancel-reason": "人不够"})

    assert refused.status_code == 400
    assert {one.pk: one.state for one in Session.objects.all()} == {
        runs.pk: "confirmed",
        goes.pk: "cancelled",
    }
    assert party.messages.filter(kind="session_cancelled").count() == 1


def test_each_party_is_asked_and_only_who_agrees_is_moved_at_the_old_price(editor, mailoutbox):
    session = short(price=2000)
    there = SessionFactory(course=session.course, price=2500)
    agrees, stays, silent = (
        enrolled(session, contact_phone=f"1390000000{n}", contact_email=f"p{n}@example.com")
        for n in (1, 2, 3)
    )

    said = {"way": "ask", "ask-to": there.pk, "ask-until": "2026-12-06"}
    editor.post(page(session), said)
    send_due(now=NOW)
    for party, answer in ((agrees, "yes"), (stays, "no")):
        address = reverse("enrollment:my_merge", args=[links.token_for(party)])
        own = Client()
        own.post(address, {"agrees": answer, "digits": party.contact_phone[-4:]})

    asked = [one for one in mailoutbox if "能否改班次" in one.subject]
    assert len(asked) == 3
    assert "2027年1月12–13日" in asked[0].body
    moved = Enrollment.objects.get(session=there)
    assert (moved.code, moved.unit_price, moved.state) == (agrees.code, 2000, "confirmed")
    assert [one.answer for one in MoveQuestion.objects.order_by("pk")] == ["yes", "no", ""]
    for party in (stays, silent):
        party.refresh_from_db()
        assert (party.session, party.state) == (session, "confirmed")
    assert AuditEvent.objects.filter(verb="answer move").count() == 2
    assert list(complaints()) == []


def test_who_was_asked_is_listed_with_the_answer_the_day_and_who_must_be_telephoned(editor):
    session = short()
    there = SessionFactory(course=session.course)
    enrolled(session)
    enrolled(session, contact_email="", contact_phone="13900000002")
    editor.post(page(session), {"way": "ask", "ask-to": there.pk, "ask-until": "2026-12-06"})

    def listed():
        shown = editor.get(page(session))
        return [
            " ".join(one.text_content().split()).partition(" → ")[2]
            for one in html.fromstring(shown.text).xpath("//li[span]")
            if "→" in one.text_content()
        ]

    waiting = listed()
    MoveQuestion.objects.update(until=NOW)
    over = listed()
    Enrollment.objects.update(state="cancelled")
    gone = listed()

    where = f"{there.city.name} 2027年1月12–13日"
    assert waiting == [
        f"{where} 还没答复 · 等到 12-06 23:59",
        f"{where} 还没答复 · 等到 12-06 23:59 · 没有邮箱，要打电话",
    ]
    assert over == [f"{where} 到期没有答复", f"{where} 到期没有答复 · 没有邮箱，要打电话"]
    assert gone == [f"{where} 已取消"] * 2  # nobody waits for them, nobody is telephoned


def test_asking_again_asks_only_who_came_since():
    session, first = short(), None
    first = enrolled(session)
    there = SessionFactory(course=session.course)
    said = {"to": there, "until": there.closing, "now": NOW, "actor": "staff:lin"}
    actions.ask_to_move(session, **said)
    enrolled(session, contact_phone="13900000002")

    asked = actions.ask_to_move(session, **said)

    assert asked == 1
    assert first.messages.filter(kind="move_asked").count() == 1


def test_a_question_that_is_over_moves_nobody():
    session = short()
    party = enrolled(session)
    there = SessionFactory(course=session.course)
    actions.ask_to_move(session, to=there, until=there.closing, now=NOW, actor="staff:lin")

    with pytest.raises(actions.NotActive):
        actions.answer_move(party, agrees=True, now=there.closing)

    assert Enrollment.objects.get().session == session


def test_who_is_written_to_is_said_in_english_with_its_own_signs():
    with override("en"):
        assert letter_words(3, 1) == "Letters to 2 parties; 1 without e-mail, to be telephoned"
