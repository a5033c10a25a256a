"""Staff serve one person: found by POST, copied, corrected, withdrawn, erased."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from enrollment import actions
from enrollment.domain import private_search
from enrollment.models import (
    AuditEvent,
    ConsentRecord,
    Enrollment,
    Erasure,
    Inquiry,
    Interest,
    OutboxMessage,
    Participant,
)
from enrollment.people.party import Person
from tests.enrollment.privacy.planted import COMPANY, MAIL, NAME, PHONE, plant
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/enrollment/privacyrequest/person/"


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def manager():
    return client_of("manager")


def test_a_person_is_found_by_post_and_the_search_is_on_record_without_it(manager):
    plant()

    page = manager.post(PAGE, {"who": "139 1234 5678"})

    text = page.content.decode()
    event = AuditEvent.objects.filter(verb="search").get()
    assert page.status_code == 200
    assert all(word in text for word in (NAME, PHONE, MAIL, COMPANY))
    assert (event.object_type, event.actor, event.changes) == ("person", "staff:manager", {})
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("role", ["sales", "editor"])
def test_who_has_no_permission_finds_nobody(role):
    plant()

    for form in ({"who": PHONE}, {"who": PHONE, "do": "erase", "sure": "on"}):
        assert client_of_once(role).post(PAGE, form).status_code == 403

    assert not Erasure.objects.exists()


def client_of_once(role):
    from django.contrib.auth.models import User

    found = User.objects.filter(username=role).first()
    if found is None:
        return client_of(role)
    client = Client()
    client.force_login(found)
    return client


@pytest.mark.parametrize("who", ["", "12", "不是号码", "\0", "ABCDEFGH"])
def test_what_names_nobody_gets_a_sentence_and_is_kept(manager, who):
    page = manager.post(PAGE, {"who": who, "do": "erase", "sure": "on"})

    assert page.status_code == 422
    assert "errornote" in page.content.decode()


def test_a_person_who_is_not_there_is_said_to_be_not_there(manager):
    page = manager.post(PAGE, {"who": "13900009999"})

    assert "没有找到" in page.content.decode()


def test_the_copy_holds_the_person_and_nobody_else(manager):
    party = plant()
    enrolled(party.session, contact_name="白一凡", contact_phone="13900000222")

    answer = manager.post(PAGE, {"who": f"{PHONE}，{MAIL}", "do": "json"})
    readable = manager.post(PAGE, {"who": PHONE, "do": "html"}).content.decode()

    copy = json.loads(answer.content)
    said = json.dumps(copy, ensure_ascii=False)
    titles = [part["title"] for part in copy["parts"]]
    assert titles[:6] == ["报名", "学员", "出勤", "证书", "咨询", "开班意向"]
    assert "同意记录" in titles
    for word in (NAME, PHONE, MAIL, COMPANY, party.code, "说要靠窗"):
        assert word in said
        assert word in readable
    for secret in (party.token_hash, party.key, "白一凡", "13900000222"):
        assert secret not in said
    assert "attachment" in answer["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="copy", object_id=str(party.pk)).count() == 2


def test_a_correction_reaches_every_row(manager):
    party = plant()
    OutboxMessage.objects.filter(kind="contact_changed").delete()

    answer = manager.post(
        PAGE, {"who": PHONE, "do": "correct", "to-contact_phone": "138 0000 0001"}
    )

    party.refresh_from_db()
    phones = {
        *Enrollment.objects.filter(contact_name=NAME).values_list("contact_phone", flat=True),
        *Participant.objects.filter(name=NAME).values_list("phone", flat=True),
        *Inquiry.objects.values_list("contact_phone", flat=True),
        *Interest.objects.values_list("contact_phone", flat=True),
    }
    assert answer.status_code == 303
    assert phones == {"13800000001"}
    assert party.contact_name == NAME
    assert OutboxMessage.objects.filter(kind="contact_changed", recipient=MAIL).count() == 1
    assert PHONE not in str(list(AuditEvent.objects.values()))


def test_a_correction_of_nothing_is_asked_for(manager):
    plant()

    page = manager.post(PAGE, {"who": PHONE, "do": "correct"})

    assert page.status_code == 422
    assert "请至少填写一项" in page.content.decode()


def test_consent_is_withdrawn_and_what_stood_on_it_alone_is_gone(manager):
    plant()

    manager.post(PAGE, {"who": PHONE, "do": "withdraw"})

    assert (Inquiry.objects.count(), Interest.objects.count()) == (0, 0)
    assert set(ConsentRecord.objects.values_list("ended_by", flat=True)) == {"withdrawn"}
    assert Enrollment.objects.filter(contact_phone=PHONE).exists()


def test_erasure_is_asked_about_twice_and_gives_a_receipt(manager):
    party = plant()
    unsure = manager.post(PAGE, {"who": PHONE, "do": "erase"})
    early = manager.post(PAGE, {"who": PHONE, "do": "erase", "sure": "on"})
    actions.cancel(party, now=NOW)
    done = manager.post(PAGE, {"who": PHONE, "do": "erase", "sure": "on"}, follow=True)

    receipt = Erasure.objects.get().receipt
    assert (unsure.status_code, early.status_code) == (422, 409)
    assert party.code in early.content.decode()
    assert receipt in done.content.decode()
    assert PHONE not in done.content.decode()
    assert not Enrollment.objects.filter(contact_phone=PHONE).exists()


def test_a_colleague_without_a_telephone_is_found_by_code_and_name(manager):
    party = enrolled(SessionFactory(), 2, people=(Person("白一凡"), Person("安小宁")))

    page = manager.post(PAGE, {"who": party.code, "name": "白一凡"}).content.decode()
    wrong = manager.post(PAGE, {"who": party.code, "name": "没有的人"})

    assert "白一凡" in page
    assert party.contact_phone not in page
    assert wrong.status_code == 422


def test_lists_are_searched_by_post_and_no_telephone_stands_in_an_address(manager):
    party = plant()
    address = reverse("admin:enrollment_enrollment_changelist")

    answer = manager.post(f"{address}?state__exact=confirmed", {"q": PHONE})
    page = manager.get(answer.url)

    assert answer.status_code == 303
    assert PHONE not in answer.url
    assert "state__exact=confirmed" in answer.url
    # The party's own number, and that of somebody whom another party names.
    assert {found.contact_phone for found in page.context["cl"].result_list} >= {PHONE}
    assert {found.pk for found in page.context["cl"].result_list} >= {party.pk}
    assert f'value="{PHONE}"' in page.content.decode()
    assert f"q={PHONE}" not in page.content.decode()
    assert AuditEvent.objects.filter(verb="search", object_type="enrollment").count() == 1


@pytest.mark.parametrize("typed", ["\0", "~0123456789", "甲" * 5000, "' OR 1=1", "100%"])
def test_no_search_breaks_the_list(manager, typed):
    address = reverse("admin:enrollment_enrollment_changelist")

    assert manager.post(address, {"q": typed}, follow=True).status_code == 200


def test_a_search_is_of_one_sign_in_and_gone_with_an_erasure(manager):
    party = plant()
    address = reverse("admin:enrollment_enrollment_changelist")
    token = manager.post(address, {"q": PHONE}).url
    actions.cancel(party, now=NOW)

    other = client_of("sales").get(token)
    private_search.forget_all()
    again = manager.get(token)

    assert list(other.context["cl"].result_list) == list(again.context["cl"].result_list) == []


def test_the_export_of_a_search_holds_what_was_found(manager):
    party = plant()
    token = manager.post(reverse("admin:enrollment_enrollment_changelist"), {"q": PHONE}).url
    query = token.partition("?")[2]

    answer = manager.post(
        f"{reverse('admin:enrollment_enrollment_export')}?{query}",
        {"form": "csv", "reason": "核对名单"},
    )

    assert party.code in b"".join(answer.streaming_content).decode("utf-8-sig")
    assert PHONE not in str(list(AuditEvent.objects.values("changes")))


@pytest.mark.parametrize("noun", ["enrollment", "inquiry", "interest"])
def test_whoever_opens_a_telephone_is_on_record_once_a_day(noun):
    party = plant()
    model = {"enrollment": Enrollment, "inquiry": Inquiry, "interest": Interest}[noun]
    pk = party.pk if noun == "enrollment" else model.objects.get().pk
    sales = client_of("sales")
    listed = sales.get(reverse(f"admin:enrollment_{noun}_changelist")).content.decode()
    before = AuditEvent.objects.filter(verb="view").count()

    for _time in range(2):
        page = sales.get(reverse(f"admin:enrollment_{noun}_change", args=[pk])).content.decode()

    events = AuditEvent.objects.filter(verb="view", object_type=noun, object_id=str(pk))
    assert before == 0
    assert PHONE not in listed
    assert PHONE in page
    assert [event.actor for event in events] == ["staff:sales"]


@pytest.mark.parametrize("verb", ["correct_contact", "name_participants"])
def test_a_page_of_a_verb_that_shows_a_telephone_leaves_a_trace(verb):
    party = plant()

    page = client_of("sales").get(reverse("admin:enrollment_enrollment_do", args=[party.pk, verb]))

    assert PHONE in page.content.decode()
    assert AuditEvent.objects.filter(verb="view", object_id=str(party.pk)).count() == 1
