"""Whoever enrolls, asks or wishes again is known; two that are one are merged, and parted again."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from enrollment import actions
from enrollment.actions import merging, naming_companies
from enrollment.actions.purging import purge
from enrollment.domain import customers
from enrollment.models import (
    AuditEvent,
    Company,
    CompanyName,
    CustomerMerge,
    Enrollment,
    Inquiry,
    MergeSuggestion,
    Person,
)
from enrollment.queries.invariants import complaints
from tests.enrollment.views.test_inquiry import typed
from tests.factories import NOW, InterestFactory, SessionFactory, enrolled

pytestmark = pytest.mark.django_db
ABOUT = {"now": NOW, "actor": "staff:lin"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def came(company, phone="13900000001", name="安小宁", mail=""):
    """An enrollment of the company, as it stands in the database."""
    values = {"company": company, "contact_phone": phone, "contact_name": name}
    party = enrolled(SessionFactory(), contact_email=mail, **values)
    customers.recognise_waiting(now=NOW)  # as tick does
    return Enrollment.objects.get(pk=party.pk)


def everything():
    """Whose every row is."""
    fields = ("pk", "person", "company_record")
    return {
        "enrollments": list(Enrollment.objects.order_by("pk").values_list(*fields)),
        "inquiries": list(Inquiry.objects.order_by("pk").values_list(*fields)),
        "people": list(Person.objects.order_by("pk").values_list("pk", "company", "email")),
        "names": list(CompanyName.objects.order_by("pk").values_list("pk", "company", "key")),
        "companies": list(Company.objects.order_by("pk").values_list("pk", "name", "tax_number")),
        "merged": list(Company.objects.order_by("pk").values_list("merged_into", flat=True)),
    }


def test_two_spellings_of_one_company_are_one_and_the_sister_branch_is_not():
    one = came("工行昆明城东支行")
    other = came("中国工商银行股份有限公司昆明分行城东支行", phone="13900000002")
    sister = came("工行昆明城西支行", phone="13900000003")

    assert one.company_record == other.company_record != sister.company_record
    assert Company.objects.count() == 2


def test_the_same_name_and_telephone_are_one_person_another_name_is_suggested():
    first, again = came("富滇银行"), came("富滇银行", name="安 小宁")
    other = came("富滇银行", name="白一凡")

    assert first.person == again.person != other.person
    assert [one.why for one in MergeSuggestion.objects.all()] == ["phone"]


def test_a_vague_name_is_clear_once_the_same_person_says_more():
    vague = came("城东支行")
    assert vague.company_record is None

    clear = came("工行昆明城东支行")

    vague.refresh_from_db()
    assert vague.company_record == clear.company_record


def test_inquiries_and_wishes_belong_to_the_same_customer(client):
    party = came("云岭示例银行")
    client.post("/inquiry/", typed(contact_name="安小宁", contact_phone="13900000001"))

    inquiry = Inquiry.objects.get()
    assert (inquiry.person, inquiry.company_record) == (party.person, party.company_record)


def test_what_was_there_before_is_recognised_by_tick_and_by_the_command():
    interest = InterestFactory(company="富滇银行")
    assert interest.person is None

    call_command("recognise_customers", verbosity=0)

    interest.refresh_from_db()
    assert (interest.person.name, interest.company_record.name) == ("安小宁", "富滇银行")
    assert customers.recognise_waiting(now=NOW) == 0


def test_a_corrected_contact_is_another_person_and_the_old_record_ends():
    party = came("富滇银行")
    old = party.person
    new = {"contact_name": "白一凡", "contact_phone": "13900000009", "company": "恒丰银行"}

    actions.correct_contact(party, contact_email="", now=NOW, **new)

    party.refresh_from_db()
    assert (party.person.name, party.company_record.name) == ("白一凡", "恒丰银行")
    purge(now=NOW)
    assert not Person.objects.filter(pk=old.pk).exists()
    assert [one.name for one in Company.objects.all()] == ["恒丰银行"]


def test_a_busy_database_takes_the_enrollment_and_recognises_it_later(monkeypatch):
    from django.db import OperationalError

    def busy(row, **values):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(customers, "join", busy)
        party = came("富滇银行")
    assert (party.state, party.person) == ("confirmed", None)

    call_command("tick", verbosity=0)

    party.refresh_from_db()
    assert party.person is not None


def test_a_merge_is_undone_to_the_last_row():
    kept = came("昆明恒远科技有限公司").company_record
    gone = came("恒远科技", phone="13900000002", name="白一凡").company_record
    Company.objects.filter(pk=gone.pk).update(tax_number="91530100MA0000001A")
    before = everything()

    done = merging.merge(kept, gone, **ABOUT)
    merged = everything()
    merging.undo_merge(done, **ABOUT)

    assert {company for _pk, _person, company in merged["enrollments"]} == {kept.pk}
    assert everything() == before
    events = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert list(events)[-2:] == ["merge customers", "undo merge"]


def test_the_kept_company_takes_over_what_it_lacks_and_keeps_its_own():
    kept = came("昆明恒远科技有限公司").company_record
    gone = came("恒远科技", phone="13900000002").company_record
    Company.objects.filter(pk=kept.pk).update(address="甲路 1 号")
    Company.objects.filter(pk=gone.pk).update(address="乙路 2 号", bank="示例银行")

    merging.merge(kept, gone, **ABOUT)

    kept.refresh_from_db()
    assert (kept.address, kept.bank) == ("甲路 1 号", "示例银行")


def test_who_comes_after_a_merge_goes_to_whom_it_names_when_that_is_undone():
    kept = came("昆明恒远科技有限公司").company_record
    gone = came("恒远科技", phone="13900000002").company_record
    done = merging.merge(kept, gone, **ABOUT)
    later = came("恒远科技", phone="13900000003")
    assert later.company_record == kept

    merging.undo_merge(done, **ABOUT)

    later.refresh_from_db()
    assert later.company_record == gone


def test_a_party_that_moved_on_after_a_merge_goes_back_too():
    kept = came("昆明恒远科技有限公司").company_record
    party = came("恒远科技", phone="13900000002")
    gone = party.company_record
    done = merging.merge(kept, gone, **ABOUT)
    there = SessionFactory(course=party.session.course, price=2900)
    moved = actions.move(party, to=there, now=NOW)

    merging.undo_merge(done, **ABOUT)

    moved.refresh_from_db()
    assert moved.company_record == gone


def test_merges_are_undone_in_turn_and_each_once():
    one, two, three = (
        came(name, phone=f"1390000000{n}").company_record
        for n, name in enumerate(("恒丰银行", "富滇银行", "渤海银行"))
    )
    first = merging.merge(two, three, **ABOUT)
    second = merging.merge(one, two, **ABOUT)

    with pytest.raises(merging.NotUndoable):
        merging.undo_merge(first, **ABOUT)
    merging.undo_merge(second, **ABOUT)
    merging.undo_merge(first, **ABOUT)
    with pytest.raises(merging.NotUndoable):
        merging.undo_merge(first, **ABOUT)

    owners = Enrollment.objects.order_by("pk").values_list("company_record", flat=True)
    assert list(owners) == [one.pk, two.pk, three.pk]


def test_people_are_merged_and_parted_with_their_keys():
    kept, gone = came("富滇银行"), came("富滇银行", phone="13900000002")
    done = merging.merge(kept.person, gone.person, **ABOUT)
    again = came("富滇银行", phone="13900000002")
    assert again.person == kept.person

    merging.undo_merge(done, **ABOUT)

    again.refresh_from_db()
    assert again.person == gone.person
    assert came("富滇银行", phone="13900000002").person == gone.person


def test_companies_with_different_tax_numbers_are_not_merged():
    kept, gone = came("恒丰银行").company_record, came("富滇银行", "13900000002").company_record
    Company.objects.filter(pk=kept.pk).update(tax_number="A1")
    Company.objects.filter(pk=gone.pk).update(tax_number="B2")

    with pytest.raises(merging.NotMergeable):
        merging.merge(kept, gone, **ABOUT)

    assert CustomerMerge.objects.count() == 0


def test_what_staff_said_is_not_one_is_not_asked_again():
    came("富滇银行")
    came("富滇银行", name="白一凡")
    suggestion = MergeSuggestion.objects.get()

    merging.keep_apart(suggestion, **ABOUT)
    customers.suggest(suggestion.one, suggestion.other, "phone", now=NOW)

    assert MergeSuggestion.objects.filter(settled_at=None).count() == 0


def test_a_short_name_that_staff_add_means_the_company_from_then_on():
    company = came("云南铜业股份有限公司").company_record

    naming_companies.add_name(company, "云铜", **ABOUT)

    assert came("云铜", phone="13900000002").company_record == company
    other = came("富滇银行", phone="13900000003").company_record
    with pytest.raises(naming_companies.NameTaken):
        naming_companies.add_name(other, "云铜", **ABOUT)


def test_a_company_of_which_staff_wrote_data_outlives_its_people():
    company = came("富滇银行").company_record
    Company.objects.filter(pk=company.pk).update(tax_number="91530100MA0000001A")
    Enrollment.objects.all().update(body_hash="", person=None)
    Person.objects.all().delete()

    purge(now=NOW)

    assert list(Company.objects.all()) == [company]


def test_the_database_takes_no_tax_number_twice_and_no_company_in_itself():
    one = Company.objects.create(name="甲", tax_number="A1", created_at=NOW)

    for wrong in (
        lambda: Company.objects.create(name="乙", tax_number="A1", created_at=NOW),
        lambda: Company.objects.filter(pk=one.pk).update(merged_into=one),
        lambda: CustomerMerge.objects.create(company_kept=one, at=NOW, actor="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_a_row_that_stayed_behind_in_a_merge_is_a_complaint():
    kept, party = came("恒丰银行").company_record, came("富滇银行", phone="13900000002")
    merging.merge(kept, party.company_record, **ABOUT)
    assert list(complaints(now=NOW)) == []

    Enrollment.objects.filter(pk=party.pk).update(company_record=party.company_record)

    assert list(complaints(now=NOW)) == [
        f"enrollment {party.pk} belongs to a customer that was merged"
    ]
