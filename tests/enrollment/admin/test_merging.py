"""Two people at one party or one session: what either changed stays, the same field is asked."""

import pytest
from django.urls import reverse

from enrollment import actions
from enrollment.admin.rosters import merged_rows
from enrollment.models import AuditEvent, SessionTerms
from enrollment.people.party import Person
from tests.factories import NOW, CityFactory, SessionFactory, enrolled
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(capacity=10, price=None)


@pytest.fixture
def party(session):
    return enrolled(session, 3, people=(Person("安小宁"), Person("白小青")))


def tabs_at(address: str, group="sales"):
    return Tab(client_of(group), address), Tab(client_of("manager"), address)


def do(thing, verb: str):
    kind = "catalog_session" if thing._meta.model_name == "session" else "enrollment_enrollment"
    return reverse(f"admin:{kind}_do", args=[thing.pk, verb])


def names_of(party) -> list[tuple[str, str]]:
    return [(one.name, one.phone) for one in party.participants.all()]


def test_a_note_that_a_colleague_wrote_meanwhile_is_shown_and_chosen(party):
    first, second = tabs_at(reverse("admin:enrollment_enrollment_change", args=[party.pk]))
    first["staff_note"], second["staff_note"] = "周一回电", "要发票"
    first.send()

    answer = second.send()
    party.refresh_from_db()
    before = party.staff_note
    second["staff_note"] = "周一回电，要发票"
    second["staff_note-choice"] = "mine"
    second.send()

    assert "现在的：<q>周一回电</q>" in answer.text
    party.refresh_from_db()
    assert (before, party.staff_note) == ("周一回电", "周一回电，要发票")


def test_a_note_that_was_only_looked_at_is_left_alone(party):
    first, second = tabs_at(reverse("admin:enrollment_enrollment_change", args=[party.pk]))
    first["staff_note"] = "周一回电"
    first.send()

    second.send()

    party.refresh_from_db()
    assert party.staff_note == "周一回电"
    assert AuditEvent.objects.filter(verb="change note").count() == 1


def test_two_who_correct_different_parts_of_a_contact_are_both_right(party):
    first, second = tabs_at(do(party, "correct_contact"))
    first["contact_phone"], second["company"] = "13900000022", "云岭示例银行 昆明分行"

    for tab in (first, second):
        assert tab.send().status_code == 302

    party.refresh_from_db()
    assert (party.contact_phone, party.company) == ("13900000022", "云岭示例银行 昆明分行")
    events = AuditEvent.objects.filter(verb="correct contact").order_by("pk")
    assert [event.changes for event in events] == [
        {"corrected": ["contact_phone"]},
        {"corrected": ["company"]},
    ]


def test_the_same_part_of_a_contact_is_asked_about(party):
    first, second = tabs_at(do(party, "correct_contact"))
    first["contact_phone"], second["contact_phone"] = "13900000022", "13900000033"
    first.send()

    answer = second.send()
    second["contact_phone-choice"] = "theirs"
    second.send()

    assert answer.status_code == 400
    assert "现在的：<q>13900000022</q>" in answer.text
    party.refresh_from_db()
    assert party.contact_phone == "13900000022"


def test_rows_of_a_roster_that_two_people_changed_go_together(party):
    first, second = tabs_at(do(party, "name_participants"))
    first["people"] = first["people"].replace("安小宁\t", "安小宁\t13900000022")
    second["people"] = second["people"] + "\n陈小丽"

    for tab in (first, second):
        assert tab.send().status_code == 302

    assert names_of(party) == [("安小宁", "13900000022"), ("白小青", ""), ("陈小丽", "")]


def test_the_same_row_of_a_roster_is_asked_about(party):
    first, second = tabs_at(do(party, "name_participants"))
    first["people"] = first["people"].replace("安小宁", "安宁")
    second["people"] = second["people"].replace("安小宁", "安晓宁")
    first.send()

    answer = second.send()

    assert "您打开这一页之后，别人改了这里" in answer.text
    assert [name for name, _phone in names_of(party)] == ["安宁", "白小青"]
    assert "安晓宁" in second["people"]


def test_a_roster_the_party_itself_changed_is_not_lost(party):
    _first, second = tabs_at(do(party, "name_participants"))
    people = [Person("安小宁", phone="13900000044"), Person("白小青")]
    actions.name_participants(party, people=people, now=NOW)
    second["people"] = second["people"] + "\n陈小丽"

    second.send()

    assert names_of(party) == [("安小宁", "13900000044"), ("白小青", ""), ("陈小丽", "")]


@pytest.mark.parametrize(
    ("now", "typed", "together"),
    [
        ("ab", "aB", None),  # nobody else changed anything
        ("Ab", "aB", ["A", "B"]),
        ("Ab", "Cb", None),
        ("Ab", "Ab", None),
        ("abc", "Ab", ["A", "b", "c"]),
        ("abc", "abd", None),  # both put somebody at the end
        ("b", "aB", None),  # whose row is whose?
    ],
)
def test_rows_are_merged_by_where_they_stand(now, typed, together):
    assert merged_rows(list("ab"), list(now), list(typed)) == together


def test_facts_of_a_session_are_written_one_by_one_and_recorded(session):
    address = reverse("admin:catalog_session_change", args=[session.pk])
    first, second = tabs_at(address, "editor")
    first["price"], second["note"] = "9800", "含午餐"

    for tab in (first, second):
        assert tab.send().status_code == 302

    session.refresh_from_db()
    assert (str(session.price), session.note) == ("9800.00", "含午餐")
    events = AuditEvent.objects.filter(verb="change facts").order_by("pk")
    assert [event.changes for event in events] == [
        {"price": [None, "9800"]},
        {"note": ["", "含午餐"]},
    ]


def test_terms_that_somebody_made_meanwhile_are_changed_and_not_made_twice(session):
    address = reverse("admin:catalog_session_change", args=[session.pk])
    first, second = tabs_at(address, "editor")
    first["terms-0-hold_days"], second["terms-0-names_days"] = "5", "4"

    for tab in (first, second):
        assert tab.send().status_code == 302

    terms = SessionTerms.objects.get()
    assert (terms.hold_days, terms.names_days) == (5, 4)


def test_dates_and_place_that_two_people_change_are_both_changed(session):
    first, second = tabs_at(do(session, "reschedule"), "editor")
    first["starts_on"], first["ends_on"] = "2027-01-19", "2027-01-20"
    other = CityFactory()
    second["city"] = str(other.pk)

    for tab in (first, second):
        assert tab.send().status_code == 302

    session.refresh_from_db()
    assert (f"{session.starts_on}", session.city) == ("2027-01-19", other)


def test_a_capacity_that_a_colleague_changed_is_shown(session):
    first, second = tabs_at(do(session, "change_capacity"), "editor")
    first["capacity"], second["capacity"] = "12", "8"
    first.send()

    answer = second.send()

    assert "现在的：<q>12</q>" in answer.text
    session.refresh_from_db()
    assert session.capacity == 12


def test_overbook_does_not_bring_an_older_capacity_back(session):
    first, second = tabs_at(do(session, "change_capacity"), "editor")
    first["capacity"] = "12"
    second["overbook"], second["reason"] = "1", "老师同意加座"

    for tab in (first, second):
        assert tab.send().status_code == 302

    session.refresh_from_db()
    assert (session.capacity, session.overbook) == (12, 1)
