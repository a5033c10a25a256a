"""No page of the back office leads its reader to one that is refused, missing or broken."""

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve, reverse

from catalog.domain.outline_versions import save_outline
from enrollment.domain import customers
from enrollment.models import Inquiry
from enrollment.people.party import Person
from tests.factories import NOW, CourseFactory, SessionFactory, UserFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db
LISTS = {
    "editor": ("catalog_course", "catalog_session"),
    "sales": (
        *("catalog_course", "catalog_session", "enrollment_enrollment", "enrollment_inquiry"),
        *("enrollment_company", "enrollment_person"),
    ),
    "finance": ("catalog_course", "catalog_session", "enrollment_enrollment", "enrollment_company"),
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
def office():
    """A course with an outline and a session, a party of a known company, an inquiry, staff."""
    course = CourseFactory()
    course.outline = save_outline(course, "第一模块 服务\n一、开场", now=NOW)
    course.save()
    session = SessionFactory(course=course)
    enrolled(session, 2, people=(Person("安小宁"),), company="富滇银行昆明分行")
    customers.recognise_waiting(now=NOW)
    Inquiry.objects.create(
        key="k",
        text="三月有班吗",
        contact_name="白一凡",
        contact_phone="13900000002",
        created_at=NOW,
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
            answer = client.get(page)
            if answer.status_code >= 400:
                wrong[page] = answer.status_code
            elif depth < 2 and not answer.streaming and "html" in answer["Content-Type"]:
                links = (urljoin(page, href) for href in Links(answer.content.decode()).found)
                targets += [urlsplit(one).path for one in links if one.startswith("/admin/")]
        kinds = {name_of(target): target for target in reversed(targets)}
        pages = [target for name, target in kinds.items() if name not in opened]
        opened |= set(kinds)

    assert wrong == {}


def name_of(address: str) -> str:
    try:
        return resolve(address).view_name
    except Resolver404:
        return address
