"""Who calls is found, what they say is written down there, and the answer is one click away."""

import re

import pytest
from django.urls import reverse

from catalog.models import City
from enrollment.domain import customers, links
from enrollment.models import AuditEvent, Company, Enrollment, Inquiry, Interest
from enrollment.people.party import Person
from tests.factories import NOW, CityFactory, CourseFactory, SessionFactory, enrolled
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db
LIST = "/admin/enrollment/enrollment/"
WISH = "/admin/enrollment/interest/telephone/"


def found(client, words: str) -> str:
    return client.post(LIST, {"q": words}, follow=True).content.decode()


def test_a_caller_who_was_found_enrolls_asks_or_wishes_from_there():
    party = enrolled(SessionFactory(), contact_phone="13900000042", contact_name="安小宁")
    party.refresh_from_db()
    page = found(client_of("sales"), "139 0000 0042")

    known = f"person={party.person_id}" if party.person_id else f"party={party.pk}"
    for name in ("enrollment_enrollment_add", "enrollment_inquiry_record"):
        assert f'href="{reverse(f"admin:{name}")}?{known}"' in page
    assert f'href="{WISH}?{known}"' in page
    assert "13900000042" not in page.split('class="callers"')[1].split("</ul>")[0]


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("139 0000-0077", "contact_phone", "13900000077"),
        ("陈小宁", "contact_name", "陈小宁"),
        ("云岭示例银行", "company", "云岭示例银行"),
        ("ning@example.com", "contact_email", "ning@example.com"),
    ],
)
def test_a_form_for_somebody_new_begins_with_what_was_searched(typed, field, value):
    client = client_of("sales")
    page = found(client, typed)

    assert "没有找到，是新客户" in page
    assert typed not in page.split('class="callers"')[1].split("</ul>")[0]
    addresses = re.findall(r'href="([^"]+[?]sought=[^"]+)"', page)
    assert len(addresses) == 3
    for address in addresses:
        assert client.get(address).context["form"].initial[field] == value


def test_who_only_asked_is_no_new_customer():
    asked = Inquiry.objects.create(
        key="k", text="?", contact_name="陈小宁", contact_phone="13900000077", created_at=NOW
    )
    customers.recognise(asked, now=NOW)
    asked.refresh_from_db()

    page = found(client_of("sales"), "139 0000 0077")

    assert "是新客户" not in page
    assert f"?person={asked.person_id}" in page
    assert reverse("admin:enrollment_person_change", args=[asked.person_id]) in page


def test_a_company_is_found_by_another_spelling_of_its_name():
    party = enrolled(SessionFactory(), company="昆明农商行")
    customers.recognise(party, now=NOW)

    page = found(client_of("sales"), "昆明农村商业银行股份有限公司")

    assert f"?company={Company.objects.get().pk}" in page


def test_of_many_found_the_contacts_of_that_name_are_proposed():
    session = SessionFactory(capacity=50)
    for n in range(6):
        people = (Person("陈小宁"),)
        enrolled(session, 1, contact_name="安小宁", contact_phone=f"1390000010{n}", people=people)
    enrolled(session, 1, contact_name="陈小宁", contact_phone="13900000077")

    page = found(client_of("sales"), "陈小宁")

    assert page.count("<b>陈小宁") == 1
    assert "<b>安小宁" not in page


def test_a_search_that_finds_many_proposes_nobody():
    session = SessionFactory(capacity=20)
    for n in range(6):
        enrolled(session, contact_phone=f"1390000001{n}", company="云岭示例银行")

    page = found(client_of("sales"), "云岭示例")

    assert 'class="callers"' not in page


def test_the_form_by_telephone_begins_with_the_party_that_was_found():
    party = enrolled(SessionFactory(), contact_name="安小宁", company="云岭示例银行")

    page = client_of("sales").get(f"{LIST}add/?party={party.pk}")

    form = page.context["form"]
    assert form["contact_name"].value() == "安小宁"
    assert form["company"].value() == "云岭示例银行"


def test_a_wish_by_telephone_is_one_like_any_other():
    course, city = CourseFactory(), CityFactory()
    form = {"course": course.pk, "city": city.pk, "month": "2027-03", "seats": "12人"}
    contact = {
        "contact_name": "安小宁",
        "contact_phone": "139 0000 0001",
        "company": "云岭示例银行",
    }
    client = client_of("sales")

    answer = client.post(WISH, form | contact)
    client.post(WISH, form | contact)

    wish = Interest.objects.get()
    assert answer.url == reverse("admin:enrollment_interest_change", args=[wish.pk])
    assert (wish.seats, wish.contact_phone, str(wish.month)) == (12, "13900000001", "2027-03-01")
    assert AuditEvent.objects.filter(verb="note wish", actor="staff:sales").count() == 2
    assert client_of("editor").get(WISH).status_code == 403


def test_a_wish_that_makes_no_sense_is_kept_and_says_why():
    answer = client_of("sales").post(WISH, {"month": "soon", "seats": "0", "company": "示例"})

    form = answer.context["form"]
    assert answer.status_code == 400
    assert set(form.errors) == {"course", "month", "seats", "contact_name", "contact_phone"}
    assert form["company"].value() == "示例"
    assert City.objects.count() == 0


def test_what_goes_to_the_customer_is_one_click_away():
    party = enrolled(SessionFactory(), contact_name="安小宁")
    client = client_of("sales")
    page = client.get(reverse("admin:enrollment_enrollment_change", args=[party.pk]))
    address = reverse("admin:enrollment_enrollment_link_text", args=[party.pk])

    answer = client.post(address)

    link = links.my_url(Enrollment.objects.get())
    assert f'data-address="{address}"' in page.content.decode()
    assert link not in page.content.decode()
    assert answer.json()["link"] == link
    assert link in answer.json()["text"]
    assert "no-store" in answer["Cache-Control"]
    assert client.get(address).status_code == 405
    assert AuditEvent.objects.filter(verb="show link").count() == 1
    assert client_of("finance").post(address).status_code == 403


def test_lines_of_a_chat_that_say_nobody_are_left_out_by_a_tick():
    session = SessionFactory(capacity=30)
    client = client_of("sales")
    typed = {
        "session": session.pk,
        "contact_name": "安小宁",
        "contact_phone": "139 0000 0042",
        "names": "群里报名接龙，昆明班\n1. 陈小宁 13900000011\n2. 白一凡 柜员\n@所有人",
        "key": "staff.chat",
    }

    asked = client.post(reverse("admin:enrollment_enrollment_add"), typed)

    assert "读到 2 位：陈小宁、白一凡" in asked.content.decode()
    assert 'type="checkbox" name="as_read"' in asked.content.decode()
    assert not Enrollment.objects.exists()
    client.post(reverse("admin:enrollment_enrollment_add"), typed | {"as_read": "on"})
    party = Enrollment.objects.get()
    assert [one.name for one in party.participants.all()] == ["陈小宁", "白一凡"]

    address = reverse("admin:enrollment_enrollment_do", args=[party.pk, "name_participants"])
    client.post(address, {"people": "@所有人\n白二凡\n陈小宁", "as_read": "on"})

    assert [one.name for one in party.participants.all()] == ["白二凡", "陈小宁"]


@pytest.mark.parametrize("office", ["", "/en"])
@pytest.mark.parametrize(("chosen", "written"), [({}, "zh-hans"), ({"language": "en"}, "en")])
def test_what_a_customer_gets_is_in_their_language_not_in_that_of_the_office(
    office, chosen, written
):
    session = SessionFactory(state="open")
    tab = Tab(client_of("sales"), f"{office}/admin/enrollment/enrollment/add/")
    tab["session"], tab["seats"] = str(session.pk), "1"
    tab["contact_name"], tab["contact_phone"] = "安小宁", "13900000042"

    tab.send(**chosen)

    assert Enrollment.objects.get().language == written


def test_the_language_of_a_customer_is_that_of_the_last_enrollment():
    party = enrolled(SessionFactory(), contact_phone="13900000042", company="富滇银行")
    Enrollment.objects.update(language="en")
    customers.recognise_waiting(now=NOW)
    party.refresh_from_db()
    browser = client_of("sales")

    form = browser.get(f"{LIST}add/?person={party.person_id}").context["form"]
    link = reverse("admin:enrollment_company_link", args=[party.company_record_id])
    given = browser.post(link, {"person": party.person_id}).context["address"]

    assert form["language"].value() == "en"
    assert "/en/company/" in given
