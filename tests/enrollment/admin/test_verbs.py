"""Buttons of the back office: the state table draws them, the verbs do them, refusals are said."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from catalog.models import RefundRule, Session, Venue
from enrollment import actions
from enrollment.admin.audit_display import VERBS
from enrollment.admin.verbs import PARTY_BUTTONS, SESSION_BUTTONS, allowed
from enrollment.domain.states import NEXT_ENROLLMENT, NEXT_SESSION
from enrollment.models import AuditEvent, Enrollment
from enrollment.people.party import Person
from enrollment.queries.invariants import complaints
from tests.factories import NOW, CityFactory, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def do(client, thing, verb, **values):
    noun = "catalog_session" if isinstance(thing, Session) else "enrollment_enrollment"
    answer = client.post(reverse(f"admin:{noun}_do", args=[thing.pk, verb]), values)
    thing.refresh_from_db()
    return answer


@pytest.mark.parametrize(
    ("verb", "letter", "refund"), [("cancel", 1, 1), ("reduce", 1, 1), ("remind", 0, 0)]
)
def test_a_button_says_whether_a_letter_goes_out_and_what_fee_comes_back(verb, letter, refund):
    RefundRule.objects.create(days_before=0, percent=50)
    far = {"month": "2099-01-01", "starts_on": "2099-01-05", "ends_on": "2099-01-06"}
    reached = enrolled(SessionFactory(**far), 2)
    reached.refresh_from_db()
    client = client_of("sales")

    page = client.get(reverse("admin:enrollment_enrollment_do", args=[reached.pk, verb]))

    assert page.content.decode().count("会写信告诉联系人。") == letter
    assert page.content.decode().count("今天退 50%") == refund


def names(buttons, table, state):
    return [button.name for button in allowed(buttons, table, state)]


CHANGE = ["reduce", "name_participants", "correct_contact", "cancel"]
SEATED = ["move", "add_seats", *CHANGE, "remind", "renew_link"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("held", ["confirm_hold", "extend_hold", "prove_contact", *SEATED]),
        (
            "waiting",
            ["promote_out_of_turn", "change_least", "move", "add_seats", *CHANGE, "renew_link"],
        ),
        ("offered", ["accept_offer", "decline_offer", "move", *CHANGE, "remind", "renew_link"]),
        ("confirmed", SEATED),
        ("cancelled", ["undo_cancel"]),
        ("expired", ["revive_hold"]),
    ],
)
def test_a_party_has_the_buttons_of_its_state(state, expected):
    assert names(PARTY_BUTTONS, NEXT_ENROLLMENT, state) == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (
            "planned",
            ["open_session", "reschedule", "change_capacity", "change_rules", "cancel_session"],
        ),
        (
            "open",
            [
                *("confirm_session", "close_session", "reschedule"),
                *("change_capacity", "change_rules", "finish_session", "cancel_session"),
            ],
        ),
        (
            "confirmed",
            [
                *("reschedule", "change_capacity", "change_rules"),
                *("finish_session", "cancel_session"),
            ],
        ),
        ("finished", []),
        ("cancelled", []),
    ],
)
def test_a_session_has_the_buttons_of_its_state(state, expected):
    assert names(SESSION_BUTTONS, NEXT_SESSION, state) == expected


def test_cancelling_asks_first_and_then_frees_the_seats():
    session = SessionFactory(capacity=2)
    party, waiting = enrolled(session, 2), enrolled(session, 1)
    client = client_of("sales")
    address = reverse("admin:enrollment_enrollment_do", args=[party.pk, "cancel"])

    asked = client.get(address)
    party.refresh_from_db()
    assert (asked.status_code, party.state) == (200, "confirmed")
    do(client, party, "cancel", reason="来电取消")

    waiting.refresh_from_db()
    assert (party.state, waiting.state) == ("cancelled", "confirmed")
    assert AuditEvent.objects.get(verb="cancel").actor == "staff:sales"
    assert list(complaints()) == []


def test_a_hold_is_extended_with_a_reason_and_confirmed():
    party = enrolled(SessionFactory(), 2, hold_days=3)
    client = client_of("sales")
    before = party.held_until

    refused = do(client, party, "extend_hold", until="2020-01-01", reason="审批")
    missing = do(client, party, "extend_hold", until="2027-01-05", reason="")
    do(client, party, "confirm_hold")

    assert (refused.status_code, missing.status_code) == (400, 400)
    assert missing.context["form"].errors == {"reason": ["请写明原因。"]}
    assert (party.state, before is not None) == ("confirmed", True)


def test_a_party_is_reduced_and_who_leaves_is_named():
    people = (Person("安小宁"), Person("白一凡"), Person("陈一诺"))
    party = enrolled(SessionFactory(), 3, people=people)

    refused = do(client_of("sales"), party, "reduce", seats_wanted=2)
    assert (refused.status_code, party.seats) == (400, 3)
    leaving = party.participants.get(name="白一凡").pk
    do(refused.client, party, "reduce", seats_wanted=2, leaving=[leaving])

    assert party.seats == 2
    assert list(party.participants.values_list("name", flat=True)) == ["安小宁", "陈一诺"]


def test_a_party_moves_to_another_session_of_its_course():
    here = SessionFactory(starts_on="2099-01-12", ends_on="2099-01-13", month="2099-01-01")
    there = SessionFactory(
        course=here.course, starts_on="2099-02-12", ends_on="2099-02-13", month="2099-02-01"
    )
    party = enrolled(here, 2)

    do(client_of("sales"), party, "move", to=there.pk)

    moved = Enrollment.objects.get(session=there)
    assert (party.state, party.moved_to, moved.state) == ("cancelled", moved, "confirmed")


def test_promoting_out_of_turn_states_why():
    session = SessionFactory(capacity=3, strict_order=True)
    enrolled(session, 2)
    first, second = enrolled(session, 3), enrolled(session, 1)

    do(client_of("manager"), second, "promote_out_of_turn", reason="主管同意")

    first.refresh_from_db()
    assert (first.state, second.state) == ("waiting", "confirmed")
    assert AuditEvent.objects.get(verb="promote out of turn").changes["reason"] == "主管同意"


def test_a_capacity_below_what_is_taken_is_refused_beside_the_form():
    session = SessionFactory(capacity=10)
    enrolled(session, 4)

    answer = do(client_of("editor"), session, "change_capacity", capacity=3, overbook=0)

    assert answer.status_code == 400
    assert len(answer.context["form"].non_field_errors()) == 1
    assert session.capacity == 10


def test_more_seats_go_to_who_waits():
    session = SessionFactory(capacity=2)
    enrolled(session, 1)
    waiting = enrolled(session, 2)

    do(client_of("editor"), session, "change_capacity", capacity=3, overbook=0)

    waiting.refresh_from_db()
    assert (session.capacity, waiting.state) == (3, "confirmed")


def test_a_session_is_rescheduled_and_its_month_follows():
    session = SessionFactory()

    answer = do(
        client_of("editor"),
        session,
        "reschedule",
        month="2027-01",
        starts_on="2027-03-02",
        ends_on="2027-03-03",
        city=session.city_id,
    )

    assert answer.status_code == 302
    assert f"{session.month:%Y-%m}" == "2027-03"


def test_a_verb_that_the_state_does_not_allow_is_said_and_not_done():
    party = enrolled(SessionFactory(), 1)
    client = client_of("sales")

    answer = client.post(
        reverse("admin:enrollment_enrollment_do", args=[party.pk, "confirm_hold"]), follow=True
    )

    said = [str(message) for message in answer.context["messages"]]
    assert said == ["现在是“已确认”，不能“确认占位”。"]


@pytest.mark.parametrize("verb", ["nonsense", "enroll", "delete"])
def test_an_unknown_verb_is_not_found(verb):
    party = enrolled(SessionFactory(), 1)

    assert do(client_of("sales"), party, verb).status_code == 404


FORM = {
    "contact_name": "安小宁",
    "contact_phone": "139 0000 0001",
    "company": "云岭示例银行",
    "seats": "2",
    "names": "安小宁\n\n白一凡\n",
    "key": "staff.0123456789",
}


def by_telephone(client, to, **changes):
    form = FORM | {"session": to.pk} | changes
    return client.post("/admin/enrollment/enrollment/add/", form)


@pytest.fixture
def open_session():
    return SessionFactory(
        month="2099-01-01", starts_on="2099-01-12", ends_on="2099-01-13", capacity=3
    )


def test_an_enrollment_by_telephone_goes_through_the_verb(open_session):
    client = client_of("sales")

    answer = by_telephone(client, open_session)
    by_telephone(client, open_session)  # the same form twice

    party = Enrollment.objects.get()
    assert answer.url == reverse("admin:enrollment_enrollment_change", args=[party.pk])
    assert (party.state, party.channel) == ("confirmed", "staff")
    assert party.created_by.username == "sales"
    assert list(party.participants.values_list("name", flat=True)) == ["安小宁", "白一凡"]
    assert list(complaints()) == []


def test_an_enrollment_by_telephone_may_be_a_hold(open_session):
    by_telephone(client_of("sales"), open_session, hold_days="5")

    assert Enrollment.objects.get().state == "held"


def test_who_takes_down_a_party_that_must_wait_decides_it(open_session):
    enrolled(open_session, open_session.capacity - 1)
    client = client_of("sales")

    refused = by_telephone(client, open_session)
    by_telephone(client, open_session, or_wait="on")

    assert "请减人数，或选候补" in str(refused.context["form"].errors)
    assert [one.state for one in Enrollment.objects.order_by("number")] == ["confirmed", "waiting"]


def test_a_wrong_contact_is_corrected_and_nothing_else_moves():
    session = SessionFactory(capacity=1)
    enrolled(session)
    party = enrolled(session, company="旧名")
    new = {"contact_name": "白一凡", "contact_phone": "139 0000 0042", "company": "云岭示例银行"}

    answer = do(client_of("sales"), party, "correct_contact", contact_email="", **new)

    assert answer.status_code == 302
    assert (party.contact_name, party.contact_phone) == ("白一凡", "13900000042")
    assert (party.state, party.number, party.code) == ("waiting", 2, party.code)
    event = AuditEvent.objects.get(verb="correct contact")
    assert event.changes == {
        "corrected": ["company", "contact_email", "contact_name", "contact_phone"]
    }


def test_names_are_written_by_staff_as_a_table():
    party = enrolled(SessionFactory(), 3, people=(Person("安小宁", "13900000001"),))
    client = client_of("sales")

    page = client.get(
        reverse("admin:enrollment_enrollment_do", args=[party.pk, "name_participants"])
    )
    refused = do(client, party, "name_participants", people="姓名\t手机\n白一凡\t1390")
    do(client, party, "name_participants", people="姓名\t手机\n白一凡\t13900000002\n陈一诺\t")

    assert "安小宁\t13900000001" in page.content.decode()
    assert "第 1 行：电话号码的位数不对" in str(refused.context["form"].errors)
    assert list(party.participants.values_list("name", flat=True)) == ["白一凡", "陈一诺"]


def test_a_session_in_another_city_keeps_no_room_of_the_old_one():
    kunming, xian = CityFactory(name="昆明"), CityFactory(name="西安")
    venue = Venue.objects.create(city=kunming, name="云水")
    session = SessionFactory(city=kunming, venue=venue)
    form = {"month": "2027-01", "starts_on": session.starts_on, "ends_on": session.ends_on}

    refused = do(client_of("manager"), session, "reschedule", **form, city=xian.pk, venue=venue.pk)
    actions.reschedule(session, city=xian, now=NOW, actor="staff:lin")

    session.refresh_from_db()
    assert "场地“云水”不在西安" in str(refused.context["form"].errors)
    assert (session.city, session.venue) == (xian, None)


def test_a_session_is_ended_before_its_last_day_only_with_a_tick():
    session = SessionFactory(starts_on="2099-01-12", ends_on="2099-01-13", month="2099-01-01")
    client = client_of("manager")

    page = client.get(reverse("admin:catalog_session_do", args=[session.pk, "finish_session"]))
    refused = do(client, session, "finish_session")
    state = Session.objects.get().state
    done = do(client, session, "finish_session", sure="on")

    assert "还没有上完。结束后不能恢复。" in page.text
    assert "确实要现在结束，请在这里打勾" in refused.text
    assert (refused.status_code, state) == (400, "open")
    assert (done.status_code, Session.objects.get().state) == (302, "finished")


def test_a_session_that_is_over_is_ended_without_a_question():
    session = SessionFactory(month="2026-11-01", starts_on="2026-11-10", ends_on="2026-11-11")

    done = do(client_of("manager"), session, "finish_session")

    assert (done.status_code, Session.objects.get().state) == (302, "finished")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contact_phone": "12"}, "contact_phone"),
        ({"seats": "51"}, "seats"),
        ({"seats": "0"}, "seats"),
        ({"seats": "1"}, "__all__"),
        ({"seats": "9"}, "__all__"),
        ({"session": "0"}, "session"),
        ({"names": "安\x00"}, "names"),
    ],
)
def test_a_wrong_telephone_form_is_kept_with_its_faults_and_writes_nothing(
    open_session, changes, field
):
    answer = by_telephone(client_of("sales"), open_session, **changes)

    form = answer.context["form"]
    assert answer.status_code == 400
    assert list(form.errors) == [field]
    assert form["company"].value() == "云岭示例银行"
    assert Enrollment.objects.count() == 0


def test_only_the_note_of_an_enrollment_is_written_by_hand():
    party = enrolled(SessionFactory(), 2)
    empty = {"participants-TOTAL_FORMS": 0, "participants-INITIAL_FORMS": 0}
    address = reverse("admin:enrollment_enrollment_change", args=[party.pk])

    client_of("sales").post(
        address, {"staff_note": "要发票", "seats": 9, "state": "cancelled", "company": "x", **empty}
    )

    party.refresh_from_db()
    assert (party.staff_note, party.seats, party.state) == ("要发票", 2, "confirmed")
    assert party.company == "云岭示例银行"


def test_who_looks_at_an_enrollment_is_written_down_once_a_day():
    party = enrolled(SessionFactory(), 1)
    client = client_of("sales")

    for _ in range(3):
        client.get(reverse("admin:enrollment_enrollment_change", args=[party.pk]))

    event = AuditEvent.objects.get(verb="view")
    assert (event.actor, event.object_id) == ("staff:sales", str(party.pk))


def test_a_session_is_planned_by_hand_and_its_counters_are_not():
    session = SessionFactory()
    terms = {"terms-TOTAL_FORMS": 0, "terms-INITIAL_FORMS": 0}
    client = client_of("editor")

    client.post(
        "/admin/catalog/session/add/",
        {
            "course": session.course_id,
            "city": session.city_id,
            "starts_on": "2027-03-02",
            "ends_on": "2027-03-03",
            "capacity": 20,
            "overbook": 0,
            "taken": 7,
            **terms,
        },
    )
    client.post(
        reverse("admin:catalog_session_change", args=[session.pk]),
        {
            "course": session.course_id,
            "note": "含午餐",
            "capacity": 1,
            "taken": 9,
            "state": "finished",
            **terms,
        },
    )

    planned = Session.objects.get(month="2027-03-01")
    session.refresh_from_db()
    assert (planned.state, planned.capacity, planned.taken) == ("planned", 20, 0)
    assert (session.note, session.capacity, session.taken, session.state) == (
        "含午餐",
        10,
        0,
        "open",
    )


def test_the_page_of_a_party_tells_its_story_in_words():
    party = enrolled(SessionFactory(), 3)
    client = client_of("sales")
    do(client, party, "reduce", seats_wanted=2)
    do(client, party, "cancel", reason="来电取消")

    answer = client.get(reverse("admin:enrollment_enrollment_change", args=[party.pk]))

    story = answer.context["beside"]["events"]
    assert [(entry["verb"], entry["event"].actor) for entry in story] == [
        ("取消报名", "staff:sales"),
        ("减少人数", "staff:sales"),
        ("报名", "visitor"),
    ]
    assert dict(story[0]["changes"])["状态"] == "已确认 → 已取消"


def test_every_verb_that_is_written_down_has_a_name():
    code = Path(actions.__file__).parent.parent
    texts = [file.read_text(encoding="utf-8") for file in code.glob("**/*.py")]
    written = {
        verb
        for text in texts
        for verb in re.findall(r"(?:verb=|audit\.record\(\s*)\"([a-z ]+)\"", text)
    }

    assert written - set(VERBS) == set(), "enrollment/admin/audit_display.py: VERBS"


def test_a_session_page_says_where_its_seats_are():
    session = SessionFactory(capacity=10)
    enrolled(session, seats=3)

    page = client_of("manager").get(reverse("admin:catalog_session_change", args=[session.pk]))

    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert "10 = 3 已确认 + 7 空余" in text


PASTED = "\n".join(["姓名\t手机\t部门", *(f"安小{n}\t139000000{n}\t零售部" for n in range(10, 22))])


MANY = "\n".join(
    f"{family}{given}" for family in "安白陈林苏" for given in "一二三四五六七八九十甲"
)


def test_a_party_of_twelve_is_one_paste():
    to = SessionFactory(
        month="2099-01-01", starts_on="2099-01-12", ends_on="2099-01-13", capacity=20
    )

    by_telephone(client_of("sales"), to, seats="", names=PASTED)

    party = Enrollment.objects.get()
    assert (party.seats, party.participants.count()) == (12, 12)
    first = party.participants.first()
    assert (first.name, first.phone, first.department) == ("安小10", "13900000010", "零售部")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"seats": "", "names": ""}, "seats", "请填人数，或把名单粘贴在下面。"),
        ({"names": "姓名\t手机\n安小宁\t1390"}, "names", "第 1 行：电话号码的位数不对"),
        ({"seats": "", "names": MANY}, "names", "一份报名最多 50 人"),
    ],
)
def test_a_pasted_list_says_what_is_wrong_and_is_kept(open_session, changes, field, sentence):
    answer = by_telephone(client_of("sales"), open_session, **changes)

    form = answer.context["form"]
    assert answer.status_code == 400
    assert sentence in str(form.errors[field])
    assert form["names"].value() == changes["names"]


def test_sessions_are_narrowed_without_a_script():
    days = {"month": "2099-01-01", "starts_on": "2099-01-12", "ends_on": "2099-01-13"}
    kunming = SessionFactory(city=CityFactory(name="昆明", name_en="Kunming"), **days)
    SessionFactory(city=CityFactory(name="大理"), **days)
    client = client_of("sales")

    def narrowed(words):
        return by_telephone(client, kunming, session="", session_words=words, narrow="1")

    page = narrowed("kunming 1月12日")
    form = page.context["form"]
    assert list(form.fields["session"].queryset) == [kunming]
    assert form["session"].value() == kunming.pk
    assert (form["company"].value(), form["key"].value()) == ("云岭示例银行", FORM["key"])
    assert "没有报名中的班次有这些字" in narrowed("北京").content.decode()
    assert len(narrowed("2099").context["form"].fields["session"].queryset) == 2
    assert Enrollment.objects.count() == 0


def test_options_carry_the_words_that_a_script_looks_for(open_session):
    page = client_of("sales").get("/admin/enrollment/enrollment/add/").content.decode()

    assert f"{open_session.city} · 2099-01-12".lower() in page.lower()
    assert "1月12日" in page


def test_a_title_in_english_has_an_english_colon():
    party = enrolled(SessionFactory(), 1)

    page = client_of("sales").get(f"/en/admin/enrollment/enrollment/{party.pk}/do/cancel/")

    assert f": {party.code}" in page.content.decode()
    assert "：" not in page.content.decode()
