"""From a question to an enrollment, or to a reason why not: each step audited, none skipped."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from enrollment import actions
from enrollment.actions import inquiring
from enrollment.domain import states
from enrollment.domain.refusals import DatesInvalid, NotPossible
from enrollment.models import AuditEvent, Enrollment, Inquiry
from enrollment.models.inquiry import InquiryState
from tests.factories import NOW, TODAY, CourseFactory, SessionFactory, enrolled
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db
BY = {"now": NOW, "actor": "staff:sales"}
SOON = TODAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def asked(**values):
    defaults = {"contact_name": "安小宁", "contact_phone": "13900000001", "company": "富滇银行"}
    key = f"inquiry-{Inquiry.objects.count()}"
    return Inquiry.objects.create(key=key, text="?", created_at=NOW, **(defaults | values))


def do(browser, inquiry, verb, **typed):
    return browser.post(reverse("admin:enrollment_inquiry_do", args=[inquiry.pk, verb]), typed)


def test_every_state_has_its_row_and_no_other_step_is_taken():
    assert set(states.NEXT_INQUIRY) == set(InquiryState)
    for before in InquiryState:
        for to in InquiryState:
            extra = {"lost_reason": "x", "quote": "x", "quote_until": SOON}
            inquiry = asked(state=before, **extra)
            if to in states.NEXT_INQUIRY[before]:
                states.move_inquiry(inquiry, to)
            else:
                with pytest.raises(states.InvalidTransition):
                    states.move_inquiry(inquiry, to)


def test_staff_record_a_call_and_it_is_theirs():
    browser, course = client_of("sales"), CourseFactory()
    address = reverse("admin:enrollment_inquiry_record")
    key = browser.get(address).context["form"]["key"].value()
    typed = {
        "contact_name": "安小宁",
        "contact_phone": "139 0000 0001",
        "company": "富滇银行",
        "kind": "in_house",
        "course": course.pk,
        "text": "两天内训",
        "people": "30 人",
        "next_step": "发大纲",
        "next_on": f"{SOON:%Y-%m-%d}",
        "key": key,
    }

    browser.post(address, typed)
    browser.post(address, typed)

    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.channel, inquiry.owner.username) == (
        "answered",
        "staff",
        "sales",
    )
    assert (inquiry.person.name, inquiry.company_record.name) == ("安小宁", "富滇银行")
    assert AuditEvent.objects.filter(verb="record inquiry").count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays():
    browser = client_of("sales")
    typed = {"contact_name": "安小宁", "contact_phone": "123", "kind": "question", "text": "有班吗"}

    answer = browser.post(reverse("admin:enrollment_inquiry_record"), {**typed, "key": "k"})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "有班吗" in page
    assert Inquiry.objects.count() == 0


def test_answered_quoted_and_lost_each_by_its_button():
    browser, inquiry = client_of("sales"), asked()

    do(browser, inquiry, "answer_inquiry", next_step="发大纲", next_on=f"{SOON}")
    quote = {"quote": "两天 30 人", "quote_amount": "58000", "quote_until": f"{SOON}"}
    do(browser, inquiry, "quote_inquiry", **quote, next_on=f"{SOON}")
    do(browser, inquiry, "lose_inquiry", reason="预算明年才有")

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.lost_reason, inquiry.next_on) == ("lost", "预算明年才有", None)
    assert (inquiry.quote_amount, inquiry.owner.username) == (58000, "sales")
    verbs = AuditEvent.objects.filter(object_type="inquiry").exclude(verb="view")
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        *("answer", "quote", "lose inquiry")
    ]


@pytest.mark.parametrize("verb", ["answer_inquiry", "quote_inquiry", "lose_inquiry"])
def test_a_step_without_its_facts_is_refused_with_a_sentence(verb):
    browser, inquiry = client_of("sales"), asked()

    answer = do(browser, inquiry, verb, next_step="", next_on="", reason="", quote="")

    inquiry.refresh_from_db()
    assert answer.status_code == 400
    assert 'class="errornote"' in answer.content.decode()
    assert inquiry.state == "new"


def test_yesterday_is_no_day_for_a_next_step_and_an_end_has_none():
    inquiry = asked(state="answered")

    with pytest.raises(DatesInvalid):
        inquiring.plan_next_step(inquiry, next_step="问", next_on=TODAY - timedelta(days=1), **BY)
    closed = inquiring.close_inquiry(inquiry, **BY)
    with pytest.raises(NotPossible):
        inquiring.plan_next_step(closed, next_step="问", next_on=SOON, **BY)


def test_an_inquiry_becomes_an_enrollment_with_nothing_typed_twice():
    browser, inquiry, session = client_of("sales"), asked(people=4), SessionFactory()
    address = reverse("admin:enrollment_enrollment_add")
    form = browser.get(address, {"inquiry": inquiry.pk}).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    assert (typed["contact_name"], typed["company"], typed["seats"]) == ("安小宁", "富滇银行", 4)

    browser.post(address, {**typed, "session": session.pk, "hold_days": 5})

    inquiry.refresh_from_db()
    party = Enrollment.objects.get()
    assert (inquiry.state, inquiry.enrollment, party.state) == ("held", party, "held")
    assert inquiry.next_on == timezone.localdate(party.held_until)


def test_a_held_inquiry_is_won_with_its_party_wherever_that_moved():
    session, other = SessionFactory(), SessionFactory()
    inquiry = asked()
    party = enrolled(session, hold_days=5)
    inquiring.link_enrollment(inquiry, party, **BY)
    moved = actions.move(party, to=other, now=NOW, actor="staff:sales")
    actions.confirm_hold(moved, now=NOW)

    call_command("tick", verbosity=0)

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.enrollment) == ("won", moved)


def test_a_hold_that_ran_out_puts_the_inquiry_back_on_the_dashboard_of_today():
    inquiry, party = asked(), enrolled(SessionFactory(), hold_days=5)
    inquiring.link_enrollment(inquiry, party, **BY)
    actions.cancel(party, now=NOW)

    call_command("tick", verbosity=0)
    call_command("tick", verbosity=0)

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.next_on) == ("answered", TODAY)
    assert AuditEvent.objects.filter(verb="reopen inquiry").count() == 1


def test_the_dashboard_has_what_is_due_today_and_not_what_is_due_tomorrow():
    user = staff("sales")
    asked(company="今天银行", state="answered", next_on=TODAY, next_step="打电话", owner=user)
    asked(company="昨天银行", state="quoted", next_on=TODAY - timedelta(days=1), quote="x",
          quote_until=TODAY)  # fmt: skip
    asked(company="明天银行", state="answered", next_on=TODAY + timedelta(days=1))
    asked(company="结束银行", state="closed", next_on=TODAY)
    from django.test import Client

    browser = Client()
    browser.force_login(user)

    dashboard = browser.get("/admin/").content.decode()

    assert [
        name in dashboard for name in ("今天银行 · 打电话", "昨天银行", "明天银行", "结束银行")
    ] == [*(True, True, False, False)]


@pytest.mark.parametrize("count", [1, 5])
def test_the_board_and_the_list_ask_no_more_with_more_rows(count, django_assert_max_num_queries):
    browser = client_of("sales")
    for _ in range(count):
        for state in ("new", "answered", "quoted", "won", "lost"):
            asked(state=state, quote="x", quote_until=SOON, lost_reason="x", course=CourseFactory())

    for address in ("board/", "board/?mine=1", ""):
        with django_assert_max_num_queries(12):
            answer = browser.get(f"/admin/enrollment/inquiry/{address}")
        assert answer.status_code == 200


def test_the_database_knows_that_a_loss_has_a_reason_and_a_quote_a_last_day():
    for wrong in ({"state": "lost"}, {"state": "quoted", "quote": "x"}, {"quote_amount": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            asked(**wrong)
