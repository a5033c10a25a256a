"""What holds for every public page: who may see it, how it is built, what it sends along."""

import itertools
import re

import pytest
from django.urls import reverse

from catalog.checks import what_readers_look_for
from catalog.views.style import SHEET, colours, schemes
from tests.factories import (
    CourseFactory,
    OfficeFactory,
    SessionFactory,
    TestimonialFactory,
    UserFactory,
    released,
)
from tests.reading import read

pytestmark = pytest.mark.django_db

OUTLINE = """第一模块 开场
一、看懂客户
1、三个问题
案例分析01：一通电话
第二模块 收尾
一、复盘
工具01：记录表
"""
SITE = ["catalog:home", "catalog:course_list", "catalog:schedule", "catalog:search"]
TEXTS = ["enrollment:privacy", "catalog:accessibility"]


@pytest.fixture
def full(time_machine):
    """A course with everything, in the month before its sessions."""
    time_machine.move_to("2026-12-01T01:00:00Z", tick=False)
    course = released(
        CourseFactory(slug="finance", title="听得懂的财报", audience="客户经理\n主任"), OUTLINE
    )
    SessionFactory(course=course, public_id="SEAT2345")
    SessionFactory(course=course, state="planned", starts_on=None, ends_on=None)
    course.details.create(name="课程背景", text="看得懂，才问得出。")
    course.instructors.create(name="姜予安", title="讲师")
    TestimonialFactory(course=course)
    OfficeFactory()
    CourseFactory(category=course.category, title="另一门课")
    return course


def addresses(*, session="SEAT2345", course="finance") -> list[str]:
    return [
        *(reverse(name) for name in SITE + TEXTS),
        f"{reverse('catalog:search')}?q=三个",
        f"{reverse('catalog:course_list')}?category=no-such&month=2026-13&page=99",
        reverse("catalog:course", args=[course]),
        reverse("catalog:session", args=[session]),
    ]


@pytest.mark.parametrize("path", [reverse(name) for name in SITE + TEXTS])
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_stands_on_an_empty_database(client, language, path):
    assert client.get(language + path).status_code == 200


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_stands_with_everything_on_it(client, full, language):
    answers = {path: client.get(language + path).status_code for path in addresses()}

    assert set(answers.values()) == {200}, answers


def test_titles_are_unique_and_each_page_has_one_heading_of_the_first_rank(client, full):
    pages = [read(client.get(path)) for path in addresses()]
    first = [page.texts("title")[0] for page in pages if "no-such" not in page.links()]

    assert [len(page.all("h1")) for page in pages] == [1] * len(pages)
    assert len(set(first)) == len(first) - 1  # the filter that filters nothing is the list itself


def test_headings_leave_no_rank_out(client, full):
    for path in addresses():
        ranks = [int(e.tag[1]) for e in read(client.get(path)).all("h1", "h2", "h3", "h4")]
        steps = [after - before for before, after in itertools.pairwise(ranks)]

        assert [step for step in steps if step > 1] == [], path


def test_every_page_has_its_landmarks_and_a_way_past_the_header(client, full):
    for path in [*addresses(), "/no-such-page/"]:
        page = read(client.get(path))

        assert [len(page.all(tag)) for tag in ("header", "main", "footer")][1:] == [1, 1], path
        assert len(page.all("header", class_="masthead")) == 1
        assert page.all("a", class_="skip")[0].attrs["href"] == "#main"
        assert all(nav.attrs.get("aria-label") for nav in page.all("nav")), path


def test_ids_are_used_once(client, full):
    for path in addresses():
        ids = [e.attrs["id"] for e in read(client.get(path)).elements if "id" in e.attrs]

        assert sorted(ids) == sorted(set(ids)), path


@pytest.mark.parametrize(("path", "language"), [("/", "zh-Hans"), ("/en/", "en")])
def test_the_language_of_the_page_is_declared(client, path, language):
    page = read(client.get(path))

    assert page.all("html")[0].attrs["lang"] == language


def test_the_language_switch_keeps_page_and_query(client):
    page = read(client.get("/courses/?category=credit&month=2026-12"))

    assert page.all("a", class_="masthead__language")[0].attrs["href"] == (
        "/en/courses/?category=credit&month=2026-12"
    )


def test_chinese_content_says_so_on_an_english_page(client, full):
    page = read(client.get("/en/courses/finance/"))

    assert page.all("h1")[0].attrs["lang"] == "zh-Hans"
    assert "lang" not in read(client.get("/courses/finance/")).all("h1")[0].attrs


def test_anonymous_readers_get_no_cookie_and_nothing_from_elsewhere(client, full):
    for path in addresses():
        response = client.get(path)
        page = read(response)
        run = [e for e in page.all("script", "img") if e.attrs.get("type") != "application/ld+json"]
        loaded = [e.attrs.get("src") or e.attrs.get("href", "") for e in run]
        loaded += [e.attrs["href"] for e in page.all("link", rel="stylesheet")]

        assert (response.cookies, client.cookies) == ({}, {}), path
        assert [address for address in loaded if not address.startswith("/static/")] == [], path


def test_every_page_carries_the_strict_headers(client, full):
    for path in [*addresses(), "/no-such-page/"]:
        response = client.get(path)

        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "unsafe" not in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Frame-Options"] == "DENY"
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("status", "answer"), [("draft", 404), ("archived", 410), ("published", 200)]
)
def test_only_a_published_course_is_shown(client, status, answer):
    session = SessionFactory(course=CourseFactory(status=status, title="藏起来的课"))
    course = session.course

    hidden = client.get(course.get_absolute_url())
    elsewhere = [client.get(path) for path in (reverse(name) for name in SITE)]
    of_session = client.get(session.get_absolute_url())

    assert hidden.status_code == answer
    assert of_session.status_code == (200 if status == "published" else 404)
    if status != "published":
        assert [r for r in elsewhere if "藏起来的课" in r.content.decode()] == []


def test_a_page_that_is_not_there_helps_on(client):
    response = client.get("/no-such-page/")
    page = read(response)

    assert response.status_code == 404
    assert page.texts("h1") == ["没有这个页面"]
    assert reverse("catalog:course_list") in page.links()
    assert len(page.all("form", role="search")) == 2


def test_a_withdrawn_course_says_so_and_leads_to_its_category(client):
    course = CourseFactory(status="archived", category__slug="credit")

    response = client.get(course.get_absolute_url())

    assert response.status_code == 410
    assert "/courses/?category=credit" in read(response).links()


def test_the_error_page_needs_no_database_and_no_request(client, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    client.raise_request_exception = False
    monkeypatch.setattr("catalog.views.site.render", broken)

    response = client.get("/")

    assert response.status_code == 500
    assert "系统出错了" in response.content.decode()


def test_the_footer_gives_every_office_a_number_to_tap(client):
    OfficeFactory(phone="0871-6000-0207 转 801")
    OfficeFactory(phone="139 0000 0315", contact_person="向老师")

    links = read(client.get(reverse("enrollment:privacy"))).links()

    assert [link for link in links if link.startswith("tel:")] == [
        "tel:087160000207,801",
        "tel:13900000315",
    ]


@pytest.mark.parametrize(
    ("icp", "police", "shown"),
    [
        ("", "", []),
        ("none", "none", []),
        ("滇ICP备00000000号", "", ["滇ICP备00000000号"]),
        ("滇ICP备00000000号", "滇公网安备 53000000000000号", None),
    ],
)
def test_the_records_stand_in_the_footer_once_they_are_set(client, settings, icp, police, shown):
    settings.ICP_NUMBER, settings.POLICE_NUMBER = icp, police

    texts = read(client.get("/")).having("colophon__record")

    assert texts == ([f"{icp} {police}"] if shown is None else shown)


def test_a_site_that_is_checked_for_the_public_is_told_which_records_it_lacks(settings):
    settings.ICP_NUMBER, settings.POLICE_NUMBER = "none", ""

    told = [advice.msg for advice in what_readers_look_for(None) if "_NUMBER" in advice.msg]

    assert [line.partition(" is not set")[0] for line in told] == ["POLICE_NUMBER"]


def test_no_address_gives_a_database_id_away(client, full):
    for path in addresses():
        inside = [link for link in read(client.get(path)).links() if link.startswith("/")]

        assert [link for link in inside if re.search(r"/\d+/", link)] == [], path


@pytest.mark.parametrize(("staff", "answer"), [(None, 404), (False, 404), (True, 200)])
def test_the_style_page_is_for_staff(client, staff, answer):
    if staff is not None:
        client.force_login(UserFactory(is_staff=staff))

    response = client.get(reverse("catalog:style"))

    assert response.status_code == answer
    if staff:
        page = read(response)
        assert set(page.having("swatch")) == set(colours())
        sheet = client.get(reverse("catalog:style_schemes")).content.decode()
        assert all(f".swatch--{name}::before" in sheet for name in colours())
        assert {seats.split()[0] for seats in page.having("seats")} >= {"余", "仅剩", "计划中"}


def test_a_page_has_one_script_and_one_sheet(client):
    page = client.get("/").content.decode()

    assert page.count("<script src=") == page.count("/static/js/site.js") == 1
    assert page.count('rel="stylesheet"') == page.count("/static/css/site.css") == 1


def test_every_rule_of_the_public_sheet_stands_in_a_layer():
    sheet = re.sub(r"/\*.*?\*/", "", SHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    named, first = re.search(r"@layer ([\w, ]+);", sheet)[1], re.findall(r"^(\S.*)\{", sheet, re.M)

    assert [line.removeprefix("@layer ").strip() for line in first if "@page" not in line] == (
        named.split(", ")
    )


def test_dark_and_light_name_the_same_colours():
    light, dark = (set(re.findall(r"--([\w-]+): #", text)) for text in schemes().values())

    assert light == dark
