"""The way back for who gave no address: staff pass the customer's link on."""

import re
import shutil
import subprocess

import pytest
from django.test import Client
from django.urls import reverse

from catalog.documents.fonts import NoFont, find_font
from enrollment.domain.links import my_url
from enrollment.models import AuditEvent, Enrollment
from tests.factories import OfficeFactory, SessionFactory, VenueFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db


def page_of(party, name: str = "link") -> str:
    return reverse(f"admin:enrollment_enrollment_{name}", args=[party.pk])


def test_the_link_stands_there_to_copy_with_its_code_and_its_paper():
    party = enrolled(SessionFactory(), contact_email="")

    page = client_of("sales").get(page_of(party)).content.decode()

    assert f"{party.code}：{party.session.course.title}" in page
    assert page.count(my_url(party)) == 2
    assert 'src="data:image/svg+xml' in page
    assert page_of(party, "paper") in page
    assert "这位联系人没有留邮箱" in page


@pytest.mark.parametrize(
    ("verb", "writes"), [("renew_link", True), ("cancel", True), ("name_participants", False)]
)
def test_a_verb_says_that_nobody_is_written_to_without_an_address(verb, writes):
    sales, session, said = client_of("sales"), SessionFactory(), "没有留邮箱，不会收到信"
    parties = [enrolled(session, contact_email=mail) for mail in ("", "an@example.com")]

    addresses = [reverse("admin:enrollment_enrollment_do", args=[one.pk, verb]) for one in parties]
    pages = [sales.get(address).content.decode() for address in addresses]

    assert [said in page for page in pages] == [writes, False]


def test_who_looked_at_the_link_is_written_down_once_a_day():
    party = enrolled(SessionFactory())
    sales = client_of("sales")

    for _ in range(2):
        sales.get(page_of(party))

    seen = AuditEvent.objects.filter(verb="show link").values_list("actor", "object_id")
    assert list(seen) == [("staff:sales", str(party.pk))]


def test_the_paper_is_a_pdf_with_who_where_when_and_the_link():
    try:
        find_font("")
    except NoFont:
        pytest.skip("no Chinese font on this machine")
    OfficeFactory(name="云岭培训", phone="0871-6000-0207")
    session = SessionFactory(
        starts_at="09:00",
        ends_at="17:00",
        venue=VenueFactory(name="翠湖宾馆", address="翠湖南路6号"),
    )
    party = enrolled(session)

    response = client_of("sales").get(page_of(party, "paper"))

    assert response["Content-Type"] == "application/pdf"
    if shutil.which("pdftotext"):
        printed = subprocess.run(
            ["pdftotext", "-layout", "-", "-"],
            input=response.content,
            capture_output=True,
            check=True,
        )
        text = "".join(printed.stdout.decode().split())
        wanted = ["云岭培训", "0871-6000-0207", "每天9:00–17:00", "翠湖宾馆，翠湖南路6号"]
        assert [word for word in [*wanted, my_url(party)] if word not in text] == []


def test_staff_see_that_the_contact_is_in_the_session_already():
    session = SessionFactory()
    first = enrolled(session, 3)
    second = enrolled(session, 2)

    page = (
        client_of("sales")
        .get(reverse("admin:enrollment_enrollment_change", args=[second.pk]))
        .content.decode()
    )

    assert f"同一联系人在这个班还有：{first.code}（3 人）" in page


def test_staff_who_enroll_the_same_telephone_are_told_of_the_first():
    session = SessionFactory()
    first = enrolled(session, 3)
    sales = client_of("sales")
    add = reverse("admin:enrollment_enrollment_add")
    key = re.search(r'name="key" value="([^"]+)"', sales.get(add).content.decode())[1]
    form = {
        "session": session.pk,
        "contact_name": "安宁",
        "contact_phone": first.contact_phone,
        "seats": "1",
        "key": key,
    }

    page = sales.post(add, form, follow=True).content.decode()

    assert f"同一联系人在这个班还有报名（编号 {first.code}，3 人）。" in page
    assert Enrollment.objects.count() == 2


@pytest.mark.parametrize("address", ["/", "/en/", "/no-such-page/", "/courses/"])
def test_every_foot_leads_to_one_s_own_enrollment(address):
    page = Client().get(address).content.decode()

    target = "/en/my/" if address == "/en/" else "/my/"
    assert f'href="{target}"' in page[page.index("<footer") :]


def test_the_page_of_a_wrong_address_and_the_form_lead_there_too():
    lost = f'href="{reverse("enrollment:lost")}"'
    form = Client().get(reverse("enrollment:enroll", args=[SessionFactory().public_id]))
    missing = Client().get("/no-such-page/")

    for response in (form, missing):
        page = response.content.decode()
        assert lost in page[page.index("<main") : page.index("</main>")]
