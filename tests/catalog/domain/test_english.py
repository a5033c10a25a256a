"""English as a product: an outline of its own, names where they are given, and what is marked."""

import pytest
from django.urls import reverse

from catalog.domain.english_outline import save_english
from catalog.domain.outline_versions import release, save_outline
from catalog.models import EnglishOutline, Instructor
from tests.factories import NOW, CourseFactory, SessionFactory, VenueFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db
CHINESE = "第一模块 看懂厅堂\n一、三条线\n1、客户动线\n案例分析01：取了号"
ENGLISH = "Module 1 Reading the lobby\n1. Three flows\nCase study 01: the ticket came first"
NO_TRANSLATION = "has not been translated yet"


@pytest.fixture
def course():
    found = CourseFactory(title="厅堂服务", title_en="Lobby Service", includes="午餐")
    release(save_outline(found, CHINESE, now=NOW), now=NOW)
    return found


def page(client, course, below="/en"):
    return client.get(f"{below}/courses/{course.slug}/").text


def test_the_english_page_marks_an_outline_that_is_not_translated(client, course):
    html = page(client, course)

    assert NO_TRANSLATION in html
    assert '<h3 class="part__head" lang="zh-Hans"' in html
    assert NO_TRANSLATION not in page(client, course, below="")


def test_the_english_outline_takes_its_place_there_and_nowhere_else(client, course):
    save_english(course, ENGLISH, now=NOW)

    html, chinese = page(client, course), page(client, course, below="")

    assert "Reading the lobby" in html and "看懂厅堂" not in html
    assert 'lang="zh-Hans"' not in html.split('id="outline-body"')[1].split("</section>")[0]
    assert "看懂厅堂" in chinese and "Reading the lobby" not in chinese
    assert "has been updated since" not in html


def test_a_translation_of_an_earlier_version_says_so(client, course):
    save_english(course, ENGLISH, now=NOW)
    release(save_outline(course, f"{CHINESE}\n二、更多", now=NOW), now=NOW)

    assert "has been updated since" in page(client, course)


def test_documents_and_search_speak_english_too(client, course):
    save_english(course, ENGLISH, now=NOW)

    text = client.get(f"/en/courses/{course.slug}/outline.txt").content.decode()

    assert "Reading the lobby" in text
    assert f"/en/courses/{course.slug}/" in client.get("/en/search/?q=ticket+came+first").text


def test_venue_and_instructors_of_a_session_stand_in_english_where_given(client, course):
    own = Instructor.objects.create(name="方令仪", name_en="Fang Lingyi", slug="fang")
    other = Instructor.objects.create(name="邓知微", slug="deng")
    course.instructors.add(other)
    venue = VenueFactory(name="云水", name_en="Yunshui Centre", address="听松路66号")
    session = SessionFactory(course=course, city=venue.city, venue=venue)

    def teachers(asked=""):  # another address: pages are kept for two seconds
        html = client.get(f"/en/sessions/{session.public_id}/{asked}").text
        return " ".join(html.split())

    assert '<a href="/en/instructors/deng/" lang="zh-Hans">邓知微</a>' in teachers()
    session.instructors.add(own)
    html = teachers("?again=1")
    assert '<a href="/en/instructors/fang/">Fang Lingyi</a>' in html and "邓知微" not in html
    assert "<span>Yunshui Centre</span>" in html
    assert '<span lang="zh-Hans">听松路66号</span>' in html
    assert "Fang Lingyi" in page(client, course)


def test_staff_paste_the_english_outline_and_newer_work_is_asked_about(course):
    editor = client_of("editor")
    address = reverse("admin:catalog_course_english", args=[course.pk])

    empty = editor.post(address, {"source": "\n", "seen": "", "do": "preview"})
    saved = editor.post(address, {"source": ENGLISH, "seen": "", "do": "save"})
    stale = editor.post(address, {"source": "Module 9 Other", "seen": "", "do": "save"})

    assert (empty.status_code, saved.status_code, stale.status_code) == (400, 302, 400)
    assert "Module 9 Other" in stale.text
    assert EnglishOutline.objects.get().source == ENGLISH
    assert "Reading the lobby" in editor.get(address).text


def test_calendar_feed_search_and_form_say_the_english_title_and_venue(client, course):
    venue = VenueFactory(name="云水", name_en="Yunshui Centre", address="路", address_en="Road")
    session = SessionFactory(course=course, city=venue.city, venue=venue)
    own = f"/sessions/{session.public_id}"

    for path in ("/feed.atom", f"{own}/calendar.ics", f"{own}/enroll/", "/search/?q=Lobby"):
        english, chinese = client.get(f"/en{path}"), client.get(path)
        texts = [one.content.decode().replace("<mark>", "") for one in (english, chinese)]
        assert "Lobby" in texts[0] and "厅堂服务" not in texts[0], path
        assert "厅堂服务" in texts[1], path
    assert "Yunshui Centre" in client.get(f"/en{own}/enroll/").text
    assert "Yunshui Centre\\, Road" in client.get(f"/en{own}/calendar.ics").content.decode()
