"""What machines read, read by parsers that are not ours."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import date

import feedparser
import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from catalog.documents.schema_org import as_script
from catalog.domain.former_slugs import keep_former_slug
from catalog.models import Course, FormerSlug
from catalog.search import rebuild
from enrollment import actions
from tests.factories import (
    CategoryFactory,
    CityFactory,
    CourseFactory,
    InstructorFactory,
    OfficeFactory,
    SessionFactory,
    released,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
SITE = "http://127.0.0.1:8000"
XHTML = "{http://www.w3.org/1999/xhtml}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
CALENDAR = reverse("catalog:schedule_calendar")


@pytest.fixture
def december(time_machine):
    time_machine.move_to("2026-12-01T01:00:00Z", tick=False)


def data_of(client, course) -> dict:
    html = client.get(course.get_absolute_url()).content.decode()
    return json.loads(DATA.search(html)[1])


def events(response) -> list:
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


@pytest.mark.parametrize("address", ["", "?show=case_study"])
def test_the_modules_are_the_syllabus_whether_the_outline_is_rendered_or_cached(client, address):
    course = released(
        CourseFactory(), "第一模块 看懂客户\n一、三个问题\n第二模块 谈出方案\n一、算账"
    )
    path = course.get_absolute_url() + address

    rendered, cached = (client.get(path).content.decode() for _ in range(2))

    named = [{"@type": "Syllabus", "name": name} for name in ("看懂客户", "谈出方案")]
    assert json.loads(DATA.search(rendered)[1])["syllabusSections"] == named
    assert DATA.search(cached)[1] == DATA.search(rendered)[1]


def test_a_course_is_described_with_its_sessions_and_prices(client):
    OfficeFactory(phone="0871-6000-0207")
    course = released(
        CourseFactory(slug="a", title="课程", price=29000, days="2.5", audience="支行行长"), "一、"
    )
    course.instructors.add(InstructorFactory(name="苏一苇"))
    session = SessionFactory(course=course, city__name="昆明", taken=7, price=28000)
    SessionFactory(course=course, city__name="成都", capacity=5, taken=5)
    SessionFactory(course=course, state="planned", starts_on=None, ends_on=None)
    SessionFactory(course=course, state="cancelled")

    data = data_of(client, course)
    instances = {one["location"]["name"]: one for one in data["hasCourseInstance"]}

    assert (data["@type"], data["courseCode"], data["timeRequired"]) == (
        "Course",
        course.code,
        "P2DT4H",
    )
    assert data["provider"] == {
        "@type": "Organization",
        "@id": f"{SITE}/#organization",
        "name": "Kaike 开课",
        "url": f"{SITE}/",
        "telephone": "0871-6000-0207",
    }
    assert data["offers"] == {
        "@type": "AggregateOffer",
        "category": "Paid",
        "lowPrice": "28000.00",
        "highPrice": "29000.00",
        "priceCurrency": "CNY",
        "url": f"{SITE}/courses/a/",
    }
    assert sorted(instances) == ["成都", "昆明"]
    assert instances["昆明"]["offers"] == {
        "@type": "Offer",
        "category": "Paid",
        "price": "28000.00",
        "priceCurrency": "CNY",
        "url": SITE + session.get_absolute_url(),
        "availability": "https://schema.org/LimitedAvailability",
    }
    assert instances["昆明"]["startDate"] == "2027-01-12"
    assert instances["昆明"]["organizer"] == {"@id": data["provider"]["@id"]}
    assert instances["昆明"]["remainingAttendeeCapacity"] == 3
    assert instances["昆明"]["instructor"] == [{"@type": "Person", "name": "苏一苇"}]
    assert instances["成都"]["offers"]["availability"] == "https://schema.org/SoldOut"


def test_a_course_on_request_without_sessions_offers_nothing(client):
    data = data_of(client, CourseFactory(price=None, days=None))

    assert {"offers", "hasCourseInstance", "timeRequired"} & set(data) == set()


@pytest.mark.parametrize("text", ["</script><script>", "<!--", "a & b", "\u2028", '"\\'])
def test_no_text_ends_the_script_it_stands_in(client, text):
    script = as_script({"name": text})

    assert json.loads(script) == {"name": text}
    assert re.search("[<>&\u2028]", script) is None
    assert data_of(client, CourseFactory(title=f"课程{text}"))["name"] == f"课程{text}"


def test_the_sitemap_lists_every_public_page_in_both_languages(client, time_machine):
    course = CourseFactory(slug="a", category=CategoryFactory(slug="lobby"))
    CourseFactory(status="draft")
    CourseFactory(status="archived")
    time_machine.move_to("2026-12-03T01:00:00Z", tick=False)
    SessionFactory(course=course, city=CityFactory(slug="kunming"))
    course.instructors.add(InstructorFactory(slug="deng"))
    InstructorFactory(slug="teaches-nothing")

    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    pages = {url.find(f"{SITEMAP}loc").text: url for url in root}

    assert set(pages) == {
        f"{SITE}{below}{path}"
        for below in ("", "/en")
        for path in (
            *("/", "/courses/", "/schedule/", "/privacy/", "/accessibility/"),
            *("/instructors/", "/instructors/deng/", "/cities/", "/cities/kunming/", "/buying/"),
            *("/categories/lobby/", "/courses/a/"),
        )
    }
    assert pages[f"{SITE}/courses/a/"].find(f"{SITEMAP}lastmod").text.startswith("2026-12-03T09:00")
    assert [
        (link.get("hreflang"), link.get("href"))
        for link in pages[f"{SITE}/en/courses/a/"].iter(f"{XHTML}link")
    ] == [("zh-Hans", f"{SITE}/courses/a/"), ("en", f"{SITE}/en/courses/a/")]


def test_every_page_of_the_sitemap_answers(client):
    CourseFactory()
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own

    paths = [url.find(f"{SITEMAP}loc").text.removeprefix(SITE) for url in root]

    assert {client.get(path).status_code for path in paths} == {200}


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/courses/", "/courses/"),
        ("/courses/?from=poster&utm=x", "/courses/"),
        ("/courses/?page=1", "/courses/"),
        ("/courses/?page=2", "/courses/?page=2"),
        ("/en/courses/?category=c", "/en/courses/?category=c"),
    ],
)
def test_a_page_is_known_by_one_address(client, path, own):
    CategoryFactory(slug="c")
    html = client.get(path).content.decode()
    bare = own.removeprefix("/en")

    assert f'<link rel="canonical" href="{SITE}{own}">' in html
    for language, below in (("zh-Hans", ""), ("en", "/en"), ("x-default", "")):
        link = f'<link rel="alternate" hreflang="{language}" href="{SITE}{below}{bare}">'
        assert link in html


def test_a_shared_course_shows_its_card(client):
    course = CourseFactory(slug="a", title="课程 “甲”")

    html = client.get(course.get_absolute_url()).content.decode()

    assert f'<meta property="og:image" content="{SITE}/courses/a/card.png">' in html
    assert '<meta property="og:title" content="课程 “甲”">' in html


def test_robots_are_kept_from_people_and_from_views_of_lists(client):
    text = client.get("/robots.txt").content.decode()

    for path in ("/my/", "/en/my/", "/admin/", "/search/", "/courses/*q=", "/sessions/*/enroll/"):
        assert f"Disallow: {path}\n" in text
    assert text.endswith(f"Sitemap: {SITE}/sitemap.xml\n")


def test_the_feed_lists_new_sessions_newest_first(client, time_machine):
    first = SessionFactory(course__title="甲 & <乙>", city__name="昆明")
    time_machine.move_to("2026-12-02T01:00:00Z", tick=False)
    second = SessionFactory()
    SessionFactory(state="cancelled")
    SessionFactory(course__status="draft")

    feed = feedparser.parse(client.get("/feed.atom").content)

    assert not feed.bozo
    assert (feed.version, feed.feed.updated) == ("atom10", "2026-12-02T01:00:00+00:00")
    assert [one.link for one in feed.entries] == [
        SITE + session.get_absolute_url() for session in (second, first)
    ]
    assert feed.entries[1].title == "甲 & <乙> · 昆明 · 2027年1月12–13日"


def test_a_session_as_a_calendar_file(client):
    session = SessionFactory(course__title="课程，甲; 乙", city__name="昆明")

    response = client.get(f"{session.get_absolute_url()}calendar.ics")
    calendar = Calendar.from_ical(response.content)
    (event,) = events(response)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Shanghai"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2027, 1, 12),
        date(2027, 1, 14),
    )
    assert str(event["summary"]) == "课程，甲; 乙（昆明）"
    assert str(event["uid"]) == f"session-{session.public_id}@127.0.0.1"
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75


def test_a_changed_session_keeps_its_uid_and_raises_its_sequence(client, time_machine):
    session = SessionFactory()
    address = f"{session.get_absolute_url()}calendar.ics"
    (before,) = events(client.get(address))
    time_machine.move_to("2026-12-01T01:00:07Z", tick=False)
    actions.cancel_session(session, now=timezone.now(), actor="staff:lin", reason="讲师生病")

    (after,) = events(client.get(address))

    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 7)
    assert (after["status"], after.decoded("last-modified").second) == ("CANCELLED", 7)


@pytest.mark.parametrize("slug,count", [("new", 1), ("old", 1), ("other", 0), ("%00", 0)])
def test_a_subscription_outlives_the_slug_of_its_course(client, slug, count):
    course = CourseFactory(slug="new")
    FormerSlug.objects.create(slug="old", course=course)
    SessionFactory(course=course)
    SessionFactory()

    assert len(events(client.get(f"/schedule.ics?course={slug}"))) == count


def test_a_session_without_dates_takes_its_month_tentatively(client):
    session = SessionFactory(state="planned", starts_on=None, ends_on=None)

    (event,) = events(client.get(f"{session.get_absolute_url()}calendar.ics"))

    assert event["status"] == "TENTATIVE"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        date(2027, 1, 1),
        date(2027, 2, 1),
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"甲", "乙", "丙", "没"}),
        ("?category=credit", {"甲"}),
        ("?city=kunming", {"甲", "乙"}),
        ("?city=kunming&month=2027-02", {"乙"}),
        ("?course=third", {"丙"}),
        ("?year=2027", {"甲", "乙", "丙", "没"}),
        ("?year=2028", set()),
        ("?year=x&category=y&city=z&month=w", {"甲", "乙", "丙", "没"}),
        ("?q=第三", {"丙"}),
    ],
)
def test_a_schedule_is_subscribed_to_by_any_filter(client, query, expected):
    kunming = CityFactory(slug="kunming")
    SessionFactory(course__title="甲", course__category__slug="credit", city=kunming)
    february = {"month": "2027-02-01", "starts_on": "2027-02-01", "ends_on": "2027-02-01"}
    SessionFactory(course__title="乙", city=kunming, **february)
    SessionFactory(course__title="丙（第三）", course__slug="third")
    SessionFactory(course__title="没有日期", state="planned", starts_on=None, ends_on=None)
    SessionFactory(course__title="草稿", course__status="draft")
    rebuild()

    found = {str(event["summary"])[0] for event in events(client.get(CALENDAR + query))}

    assert found == expected


def test_a_month_without_dates_is_in_the_schedule_as_a_whole_and_tentative(client):
    SessionFactory(state="planned", starts_on=None, ends_on=None)

    (event,) = events(client.get(CALENDAR))

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 1, 1), date(2027, 2, 1))
    assert (str(event["status"]), "日期待定" in event["summary"]) == ("TENTATIVE", True)


def test_a_schedule_is_not_sent_again_unchanged(client, settings):
    settings.PAGE_SECONDS = 4
    SessionFactory()

    first = client.get(CALENDAR)
    again = client.get(CALENDAR, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize("below", ["", "/en"])
@pytest.mark.parametrize("rest", ["", "notice.docx", "?from=poster"])
@pytest.mark.parametrize("old", ["old", "courses", "en"])
def test_a_former_address_leads_to_the_present_one(client, below, rest, old):
    course = CourseFactory(slug="new")
    keep_former_slug(course, former=old)

    response = client.get(f"{below}/courses/{old}/{rest}")

    assert (response.status_code, response["Location"]) == (301, f"{below}/courses/new/{rest}")


def test_a_slug_taken_back_leads_nowhere_else(client):
    course = CourseFactory(slug="new")
    keep_former_slug(course, former="old")
    Course.objects.filter(pk=course.pk).update(slug="old")
    course.refresh_from_db()

    keep_former_slug(course, former="new")

    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["new"]
    assert client.get("/courses/old/").status_code == 200
    assert client.get("/courses/new/")["Location"] == "/courses/old/"


def test_an_address_no_course_ever_had_is_not_found(client):
    assert client.get("/courses/never/").status_code == 404
    assert client.get("/courses/never/poster.png").status_code == 404
