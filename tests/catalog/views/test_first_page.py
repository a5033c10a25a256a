"""Who comes from elsewhere gets the style sheet within the page, everybody else a link to it."""

import gzip
import hashlib
import re
from base64 import b64encode

import pytest
from django.conf import settings as of_site
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import CourseFactory, SessionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("catalog:course_list")
CSS = of_site.BASE_DIR / "static/css/site.css"
LINK = '<link rel="stylesheet" href="/static/css/site.css">'
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@pytest.fixture(autouse=True)
def keeping(settings, nothing_cached):
    settings.PAGE_SECONDS = 60


@pytest.fixture
def come(client):
    """The list as it is answered to a browser that says how it came."""
    CourseFactory(title="听得懂的财报")

    def get(site: str, dest: str = "document", address: str = LIST, **also):
        says = {"Sec-Fetch-Site": site, "Sec-Fetch-Dest": dest} | also
        return client.get(address, headers=says)

    return get


@pytest.fixture(params=["enroll", "inquiry", "not found", "gone"])
def own(request) -> str:
    """A page that is rendered anew for every reader."""
    session = SessionFactory()
    archived = CourseFactory(status="archived")
    return {
        "enroll": reverse("enrollment:enroll", args=[session.public_id]),
        "inquiry": reverse("enrollment:inquiry"),
        "not found": "/courses/no-such-course/",
        "gone": archived.get_absolute_url(),
    }[request.param]


@pytest.mark.parametrize("site", ["none", "cross-site", "same-site"])
def test_a_visit_begins_with_the_sheet_in_the_page(come, site):
    page = come(site).content.decode()

    assert STYLE.findall(page) == [CSS.read_text(encoding="utf-8")]
    assert LINK not in page
    assert LINK.replace(">", ' media="not all">') in page  # for the next page, in no hurry


@pytest.mark.parametrize(("site", "dest"), [("same-origin", "document"), ("cross-site", "iframe")])
def test_the_next_page_has_a_link_only(come, site, dest):
    answer = come(site, dest)

    assert LINK in answer.content.decode()
    assert "<style>" not in answer.content.decode()
    assert "sha256" not in answer["Content-Security-Policy"]


def test_what_is_fetched_ahead_for_a_page_of_this_site_has_a_link_only(come):
    assert LINK in come("none", **{"Sec-Purpose": "prefetch;prerender"}).content.decode()


def test_a_program_that_says_nothing_gets_a_link_only(come, client):
    come("none")

    assert LINK in client.get(LIST).content.decode()


def test_the_policy_lets_in_this_sheet_and_no_other(come):
    answer = come("none")
    style = STYLE.findall(answer.content.decode())[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert f"style-src 'self' 'sha256-{digest}';" in f"{answer['Content-Security-Policy']};"


def test_who_has_the_page_keeps_the_policy_with_it(come):
    first = come("none")

    again = come("none", **{"If-None-Match": first["ETag"]})
    by_link = come("same-origin", **{"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert by_link.status_code == 200  # another page than the one that is kept


def test_packed_it_is_the_same_page(come):
    plain = come("none")

    packed = come("none", **{"Accept-Encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3


def test_what_is_no_page_stays_as_it_is(come):
    feed = reverse("catalog:feed")
    plain = come("none", address=feed)

    packed = come("none", address=feed, **{"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.content) == plain.content
    assert plain.content.rstrip().endswith(b"</feed>")


def test_caches_on_the_way_tell_the_two_apart(come):
    told = {"Sec-Fetch-Site", "Sec-Fetch-Dest", "Sec-Purpose"}

    assert told <= set(come("none")["Vary"].split(", "))


@pytest.fixture
def another_sheet(settings, tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css/site.css").write_text("body { color: red }", encoding="utf-8")
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()
    yield "body { color: red }"
    finders.get_finder.cache_clear()


def test_a_changed_sheet_is_the_one_that_is_sent(come, another_sheet):
    assert STYLE.findall(come("none").content.decode()) == [another_sheet]


def test_a_form_that_begins_a_visit_brings_the_sheet_and_deflates_nothing_else(come, own):
    answer = come("none", address=own, **{"Accept-Encoding": "gzip, br"})
    page = gzip.decompress(answer.content)
    style = STYLE.findall(page.decode())[0]

    before, _sheet, after = page.partition(f"<style>{style}</style>".encode())
    assert style == CSS.read_text(encoding="utf-8")
    assert before in answer.content
    assert after.removeprefix(LINK.replace(">", ' media="not all">').encode()) in answer.content
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in f"{answer['Content-Security-Policy']};"
    assert {"Sec-Fetch-Site", "Accept-Encoding"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize(
    "says",
    [
        {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip"},
        {"Sec-Fetch-Site": "none", "Accept-Encoding": "br"},
        {"Sec-Fetch-Site": "none", "Accept-Encoding": "gzip", "Cookie": "csrftoken=a"},
    ],
)
def test_a_form_has_a_link_where_the_sheet_is_there_or_could_not_be_packed(come, own, says):
    answer = come(says["Sec-Fetch-Site"], address=own, **says)

    assert LINK in answer.content.decode()
    assert "sha256" not in answer["Content-Security-Policy"]


def test_a_page_of_the_back_office_stays_as_it_is(come):
    answer = come("none", address="/admin/login/", **{"Accept-Encoding": "gzip"})

    assert "<style>" not in answer.content.decode()
    assert not answer.has_header("Content-Encoding")
