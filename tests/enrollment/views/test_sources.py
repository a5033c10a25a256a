"""Where customers come from is counted to the enrollment, without a cookie."""

from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse

from catalog.text.sources import source_of
from enrollment.actions import move
from enrollment.models import Enrollment, Inquiry
from tests.enrollment.views.test_views import form_of
from tests.factories import NOW, CourseFactory, SessionFactory
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("poster", "poster"),
        (" Poster ", "poster"),
        ("wechat-2026", "wechat-2026"),
        ("a" * 40, "a" * 40),
        ("a" * 41, ""),
        ("海报", ""),
        ("-poster", ""),
        ("<script>", ""),
        ("", ""),
    ],
)
def test_a_source_is_a_short_word_in_small_letters(said, source):
    assert source_of(said) == source


def test_the_poster_is_counted_from_the_course_page_to_the_enrollment(client):
    session = SessionFactory()

    course = client.get(f"{session.course.get_absolute_url()}?from=poster").content.decode()
    enroll = f"{reverse('enrollment:enroll', args=[session.public_id])}?from=poster"
    assert f'href="{enroll}"' in course
    assert f'href="{session.get_absolute_url()}?from=poster"' in course
    page = client.get(enroll).content.decode()
    assert '<input type="hidden" name="source" value="poster"' in page
    assert set(client.cookies) <= {"csrftoken"}
    client.post(enroll, form_of(client, session, source="poster"))

    assert Enrollment.objects.get().source == "poster"


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/en/", "/courses/", "/search/?q=网点", "/courses/compare/?a=lobby&b=counter"),
        *("/schedule/", "/cities/", "/cities/kunming/", "/categories/branch/", "/instructors/"),
        *("/buying/", "/privacy/", "/inquiry/", "/courses/lobby/", "/courses/lobby/interest/"),
        *("/sessions/SEAT2345/", "/sessions/SEAT2345/before/", "/sessions/SEAT2345/enroll/"),
    ],
)
def test_every_way_on_from_a_page_keeps_where_it_was_reached_from(client, address):
    lobby = CourseFactory(slug="lobby", title="网点一", category__slug="branch")
    CourseFactory(slug="counter", title="网点二", category=lobby.category)
    SessionFactory(course=lobby, public_id="SEAT2345", city__slug="kunming")

    answer = client.get(f"{address}{'&' if '?' in address else '?'}from=poster")

    page = read(answer)
    hrefs = [link.attrs.get("href", "") for link in page.all("a")]
    ways = [urlsplit(href) for href in hrefs if href.startswith("/") and not href.endswith("/my/")]
    pages = [way for way in ways if way.path.endswith("/")]
    assert answer.status_code == 200
    assert len(pages) > 3
    assert [way for way in pages if parse_qs(way.query).get("from") != ["poster"]] == []
    assert len(page.all("input", type="hidden", name_="from", value="poster")) == len(
        [form for form in page.all("form") if form.attrs.get("method") != "post"]
    )


def test_a_page_that_was_reached_by_itself_or_by_nonsense_has_plain_links(client):
    CourseFactory(slug="lobby")

    for address in ("/courses/", "/courses/?from=<script>", "/courses/?from=海报"):
        page = client.get(address).content.decode()
        assert 'href="/courses/lobby/"' in page
        assert 'name="from"' not in page


def test_a_form_whose_source_is_nonsense_is_taken_without_it(client):
    session = SessionFactory()
    address = reverse("enrollment:enroll", args=[session.public_id])

    client.post(address, form_of(client, session, source="<script>"))

    assert Enrollment.objects.get().source == ""


def test_a_refused_form_keeps_its_source(client):
    session = SessionFactory()
    address = reverse("enrollment:enroll", args=[session.public_id])
    form = form_of(client, session, source="poster", contact_phone="")

    answer = client.post(address, form)

    assert answer.status_code == 422
    assert '<input type="hidden" name="source" value="poster"' in answer.content.decode()


def test_an_inquiry_keeps_where_it_came_from(client):
    page = client.get(f"{reverse('enrollment:inquiry')}?from=wechat").content.decode()
    assert '<input type="hidden" name="source" value="wechat"' in page

    client.post(
        reverse("enrollment:inquiry"),
        {
            "kind": "question",
            "text": "什么时候开班？",
            "contact_name": "安小宁",
            "contact_phone": "13900000001",
            "notice_seen": "on",
            "source": "wechat",
        },
    )

    assert Inquiry.objects.get().source == "wechat"


def test_a_party_that_moves_takes_its_source_along(client):
    session = SessionFactory()
    address = reverse("enrollment:enroll", args=[session.public_id])
    client.post(address, form_of(client, session, source="poster"))
    other = SessionFactory(course=session.course)

    moved = move(Enrollment.objects.get(), to=other, now=NOW, actor="staff:lin")

    assert moved.source == "poster"
