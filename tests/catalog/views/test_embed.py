"""The page that stands inside other people's sites, and the code by which it gets there."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from lxml import html

from catalog.documents.embed_code import embed_code
from catalog.views import embed
from catalog.views.style import colours
from tests.factories import CityFactory, CourseFactory, SessionFactory, released
from tests.office import client_of
from tests.source import ROOT

pytestmark = pytest.mark.django_db
READ_ONLY = re.compile(r'<textarea id="([^"]{1,40})"[^>]{0,80}\breadonly\b')


def course(**facts):
    return released(CourseFactory(**facts), "第一模块 开场\n一、迎候")


def test_the_embedded_page_may_stand_in_other_sites_and_sets_no_cookie(client):
    session = SessionFactory(course=course(title="厅堂服务"))
    client.cookies["csrftoken"] = "x"

    response = client.get("/embed/")

    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "form-action 'none'" in policy
    assert "X-Frame-Options" not in response
    assert not response.cookies
    said = response.content.decode()
    assert f"/sessions/{session.public_id}/" in said
    assert "from=embed" in said
    assert 'target="_blank"' in said


@pytest.mark.parametrize("view", ["list", "grid"])
@pytest.mark.parametrize("asked", ["course=gone", "category=gone", "city=gone"])
def test_the_embedded_page_shows_nothing_where_what_it_is_asked_for_is_gone(client, asked, view):
    session = SessionFactory(course=course())

    shown = client.get(f"/embed/?{asked}&view={view}").content.decode()

    assert f"/sessions/{session.public_id}/" not in shown
    assert "近期没有公开班" in shown


def test_every_other_page_stays_out_of_frames(client):
    response = client.get("/")

    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_its_policy_is_its_own(client):
    policy = client.get("/embed/")["Content-Security-Policy"]

    said = {
        name: value
        for name, _, value in (part.strip().partition(" ") for part in policy.split(";"))
    }
    assert said["script-src"] == said["style-src"] == "'self'"
    assert {said[name] for name in ("connect-src", "form-action", "default-src")} == {"'none'"}
    assert said["frame-ancestors"] == "*"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_site_says_which_colours_fit_it(client, theme):
    page = client.get(f"/embed/?theme={theme}").content.decode()
    sheet = client.get(f"/embed/{theme}.css")

    assert f'<meta name="color-scheme" content="{theme}">' in page
    assert f'href="/embed/{theme}.css"' in page
    assert sheet["Content-Type"].startswith("text/css")
    said = sheet.content.decode()
    assert f"color-scheme: {theme};" in said
    assert [name for name in colours() if f"--{name}: " not in said] == []


@pytest.mark.parametrize("theme", ["", "auto", "<script>"])
def test_any_other_theme_is_that_of_the_reader(client, theme):
    page = client.get("/embed/", {"theme": theme}).content.decode()

    assert '<meta name="color-scheme" content="light dark">' in page
    assert "/embed/dark.css" not in page


def test_the_grid_has_every_year_with_something_to_come(client, time_machine):
    time_machine.move_to("2026-12-01T01:00:00Z", tick=False)
    one = course()
    for year in (2027, 2029):
        SessionFactory(course=one, month=date(year, 3, 1), starts_on=None, ends_on=None)

    page = html.fromstring(client.get("/embed/?view=grid").content.decode())

    assert [title.text_content() for title in page.iter("h2")] == ["2027 年", "2029 年"]


def test_the_grid_of_a_city_has_that_city_alone(client):
    kunming = SessionFactory(course=course(), city=CityFactory(slug="kunming", name="昆明"))
    SessionFactory(course=kunming.course, city=CityFactory(slug="dali", name="大理"))

    for more in ("", f"&course={kunming.course.slug}"):
        page = html.fromstring(client.get(f"/embed/?view=grid&city=kunming{more}").content.decode())
        assert {row.text_content() for row in page.xpath("//tbody//th")} == {"昆明"}


def test_a_long_list_leads_to_the_rest(client, monkeypatch):
    monkeypatch.setattr(embed, "MOST", 2)
    one = SessionFactory(course=course(slug="lobby"))
    SessionFactory(course=one.course, city=one.city)
    assert "全部班次" not in client.get("/embed/").content.decode()
    SessionFactory(course=one.course, city=one.city)

    ways = {
        query: html.fromstring(client.get(f"/embed/?{query}").content.decode()).xpath(
            "//a[@class='more']/@href"
        )
        for query in ("course=lobby", f"city={one.city.slug}")
    }

    assert ways == {
        "course=lobby": ["/courses/lobby/?from=embed"],
        f"city={one.city.slug}": [f"/courses/?city={one.city.slug}&from=embed"],
    }


def frame_in(page: str):
    """The frame of the code that a page of the back office shows."""
    (code,) = html.fromstring(page).xpath("//textarea[@id='embed-code']/text()")
    return html.fragment_fromstring(code, create_parent="div").find("iframe")


def test_staff_copy_the_code_of_what_they_chose(client):
    session = SessionFactory(course=course(slug="lobby", title="厅堂", title_en='The "Lobby"'))
    chosen = {"course": "lobby", "city": session.city.slug, "view": "grid", "theme": "dark"}

    page = client_of("editor").get(
        reverse("admin:catalog_course_embed"), {**chosen, "language": "en"}
    )

    frame = frame_in(page.content.decode())
    address = urlsplit(frame.get("src"))
    assert address.path == "/en/embed/"
    assert parse_qs(address.query) == {name: [value] for name, value in chosen.items()}
    assert frame.get("title") == 'The "Lobby"'


def test_the_code_of_everything_stands_there_at_once():
    page = client_of("sales").get(reverse("admin:catalog_course_embed")).content.decode()

    assert urlsplit(frame_in(page).get("src")).query == ""
    assert frame_in(page).get("title") == "开课班次"


def test_a_published_course_leads_to_its_code_and_a_draft_does_not():
    editor, way = client_of("editor"), reverse("admin:catalog_course_embed")
    pages = {
        status: editor.get(
            reverse("admin:catalog_course_change", args=[course(slug=status, status=status).pk])
        ).content.decode()
        for status in ("published", "draft")
    }

    assert f"{way}?course=published" in pages["published"]
    assert way not in pages["draft"]


def test_what_is_documented_is_what_is_copied():
    said = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")

    assert embed_code("https://kaike.example.cn/embed/?course=lobby", title="开课班次") in said


def test_what_a_title_holds_stays_in_its_place():
    code = embed_code("https://a.example/embed/?course=a&city=b", title='"><script>{src} {height}')

    assert "&amp;city=b" in code
    assert "&quot;&gt;&lt;script&gt;{src} {height}" in code


def test_every_text_that_staff_hand_on_has_a_button_that_copies_it():
    fields = {}
    for path in sorted((ROOT / "templates" / "admin").rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        for field in READ_ONLY.findall(page):
            fields[field] = f'data-copy="{field}"' in page and "js/admin/copy.js" in page

    assert "embed-code" in fields
    assert [field for field, is_copied in fields.items() if not is_copied] == []
