"""No page of the back office leads its reader to one that is refused, missing or broken."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.urls import Resolver404, resolve, reverse

from catalog.domain.outline_versions import save_outline
from catalog.models import Seller
from enrollment import actions
from enrollment.domain import customers
from enrollment.models import Inquiry
from enrollment.people.party import Person
from tests.factories import (
    NOW,
    CourseFactory,
    InterestFactory,
    SessionFactory,
    UserFactory,
    enrolled,
)
from tests.office import client_of

pytestmark = pytest.mark.django_db
LISTS = {
    "editor": ("catalog_course", "catalog_session"),
    "sales": (
        *("catalog_course", "catalog_session", "enrollment_enrollment", "enrollment_inquiry"),
        *("enrollment_company", "enrollment_person", "catalog_seller", "enrollment_interest"),
    ),
    "finance": (
        *("catalog_course", "catalog_session", "enrollment_enrollment", "enrollment_company"),
        *("enrollment_person", "catalog_seller"),
    ),
    "manager": (
        *("catalog_course", "catalog_session", "enrollment_enrollment", "enrollment_company"),
        *("enrollment_person", "enrollment_inquiry", "catalog_seller", "auth_user"),
    ),
    "auditor": ("catalog_course", "catalog_session", "auth_user", "enrollment_auditevent"),
}


class Links(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href") or ""
        if tag == "a" and not href.startswith(("#", "mailto:", "tel:", "http")):
            self.found.append(href)


@pytest.fixture
def office(settings, tmp_path):
    """A course with an outline and a session, a party of a known company, an inquiry, staff."""
    settings.MEDIA_ROOT = tmp_path
    course = CourseFactory()
    course.outline = save_outline(course, "第一模块 服务\n一、开场", now=NOW)
    course.save()
    session = SessionFactory(course=course)
    caller = {"contact_name": "安小宁", "contact_phone": "13900000001"}
    caller["company"] = "富滇银行昆明分行"
    party = enrolled(session, 2, people=(Person("安小宁"),), **caller)
    actions.move(party, to=SessionFactory(course=course), now=NOW, actor="staff:colleague")
    actions.cancel(enrolled(session, 1), now=NOW, actor="staff:colleague")
    Inquiry.objects.create(key="k", text="三月有班吗", created_at=NOW, **caller)
    InterestFactory(course=course, **caller)
    customers.recognise_waiting(now=NOW)
    Seller.objects.create(
        pk=1, legal_name="示例培训公司", contract=ContentFile(b"%PDF-1.7", name="contract.pdf")
    )
    UserFactory(username="colleague")


@pytest.mark.parametrize("role", LISTS)
def test_no_link_leads_where_its_reader_may_not_go(office, role):
    client, lists = client_of(role), LISTS[role]
    pages = [reverse("admin:index"), *(reverse(f"admin:{name}_changelist") for name in lists)]
    opened, wrong = {"admin:logout"}, {}
    # From the lists to the page of a row, and from there to one page of each kind.
    for depth in range(3):
        targets: list[str] = []
        for page in pages:
            answer = client.get(page, follow=True)
            # What is not there in the back office leads to its first page.
            strayed = [path for path, _status in answer.redirect_chain if path == "/admin/"]
            if answer.status_code >= 400 or strayed:
                wrong[page] = strayed or answer.status_code
            if answer.streaming:
                list(answer.streaming_content)  # at its end it is closed
            elif depth < 2 and "html" in answer["Content-Type"]:
                links = (urljoin(page, href) for href in Links(answer.content.decode()).found)
                targets += [urlsplit(one).path for one in links]
        kinds = {name_of(target): target for target in reversed(targets)}
        pages = [target for name, target in kinds.items() if name not in opened]
        opened |= set(kinds)

    assert wrong == {}


def name_of(address: str) -> str:
    try:
        return resolve(address).view_name
    except Resolver404:
        return address
