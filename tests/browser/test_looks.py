"""What a reader with large letters, a thumb or a printer meets on the public pages."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.models import Picture
from tests.factories import (
    CourseFactory,
    InstructorFactory,
    OfficeFactory,
    TestimonialFactory,
    sessions_in,
)

PHONE, NARROW, WIDE = 360, 320, 1280  # px
# Some readers of WeChat enlarge the root, some each text alone.
LETTERS = {
    "the root twice": "document.documentElement.style.fontSize = '200%'",
    "each text by half": """[...document.querySelectorAll("body, body *")]
      .map(node => [node, parseFloat(getComputedStyle(node).fontSize)])
      .forEach(([node, size]) => { node.style.fontSize = size * 1.5 + "px"; })""",
}
OUTSIDE = """width => [...document.querySelectorAll("main *, footer *, header *")]
  .filter(node => !node.closest(".visually-hidden, .skip, svg") && node.checkVisibility())
  .filter(node => !node.closest(".chips--scroll, .filters__picks, .grid-wide, .versus-box"))
  .filter(node => node.getBoundingClientRect().right > width + 1)
  .map(node => node.outerHTML.slice(0, 80))"""
THUMB = 44  # px
TOO_SMALL = """least => [...document.querySelectorAll(
    ".chip, .more, .crumbs a, .past figcaption a, .office a, .colophon__base nav a, .button" +
    ", .session-row__where a")]
  .filter(node => node.checkVisibility({ visibilityProperty: true }))
  .filter(node => !node.closest(".chips--scroll, .enroll-bar"))
  .filter(node => {
    node.scrollIntoView({ block: "center", behavior: "instant" });
    const box = node.getClientRects()[0];
    const middle = (box.top + box.bottom) / 2;
    return [middle - least / 2 + 1, middle + least / 2 - 1]
      .some(at => !node.contains(document.elementFromPoint(box.left + box.width / 2, at)));
  })
  .map(node => node.outerHTML.slice(0, 80))"""
ALONE = """[...document.querySelectorAll("main h2")]
  .filter(node => node.checkVisibility())
  .filter(node => ![...node.parentElement.children]
    .some(other => other !== node && other.checkVisibility() && other.innerText.trim()))
  .map(node => node.innerText)"""

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def course():
    course = CourseFactory(
        title="逾期客户合规沟通与方案协商实务",
        title_en="Overdue Customers",
        category__name="公司业务与客户经理营销",
    )
    course.instructors.add(InstructorFactory(name="苏老师", slug="su"))
    states = {
        "杭州": {"public_id": "SEAT2345", "state": "confirmed"},
        "南京": {"taken": 10, "waiting": 2},
        "宁波": {"state": "planned", "starts_on": None, "ends_on": None},
    }
    sessions_in(course, states)
    TestimonialFactory(course=course)
    Picture.objects.create(course=course, alt="分组", held_on=date(2026, 10, 12), edition=1)
    OfficeFactory(contact_person="苏老师", email="ask@example.cn", wechat="kaike-su")
    return course


def addresses(course) -> list[str]:
    city = course.sessions.get(public_id="SEAT2345").city
    return [
        reverse("catalog:home"),
        f"{reverse('catalog:course_list')}?q=没有这样的词",
        course.get_absolute_url(),
        reverse("catalog:session", args=["SEAT2345"]),
        reverse("catalog:before", args=["SEAT2345"]),
        f"{reverse('catalog:schedule')}?year={timezone.localdate().year + 1}",
        reverse("catalog:city", args=[city.slug]),
        reverse("catalog:instructors"),
        reverse("catalog:instructor", args=["su"]),
        reverse("catalog:buying"),
        f"{reverse('catalog:compare')}?a={course.slug}",
        reverse("enrollment:enroll", args=["SEAT2345"]),
        reverse("enrollment:lost"),
    ]


@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize(("language", "width"), [("", PHONE), ("/en", NARROW)])
def test_enlarged_letters_leave_nothing_outside_the_window(
    live_server, open_page, course, letters, language, width
):
    page, outside = open_page(width), {}

    for path in addresses(course):
        page.goto(live_server.url + language + path)
        page.evaluate(LETTERS[letters])
        outside[path] = page.evaluate(OUTSIDE, width)

    assert {path: nodes for path, nodes in outside.items() if nodes} == {}


def test_a_thumb_meets_what_it_aims_at(live_server, open_page, course):
    page, small = open_page(PHONE), {}

    for path in addresses(course):
        page.goto(live_server.url + path)
        small[path] = page.evaluate(TOO_SMALL, THUMB)

    assert {path: nodes for path, nodes in small.items() if nodes} == {}


def test_no_heading_is_printed_above_nothing(live_server, open_page, course):
    page, alone = open_page(WIDE), {}
    page.emulate_media(media="print")

    for path in addresses(course):
        page.goto(live_server.url + path)
        alone[path] = page.evaluate(ALONE)

    assert {path: headings for path, headings in alone.items() if headings} == {}
