"""The holidays of a year are pasted as their notice; the plan says how sure they are."""

from datetime import date

import pytest
from django.urls import reverse

from catalog.models import CalendarDay, Session
from tests.factories import CityFactory, CourseFactory, InstructorFactory, SessionFactory
from tests.office import client_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NOTICE = (
    "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月5日至11日放假。2月14日上班。"
)


@pytest.fixture(autouse=True)
def first_of_december(time_machine):
    time_machine.move_to("2026-12-01 01:00:00Z", tick=False)


@pytest.fixture
def editor():
    return client_of("editor")


def address(year=2027) -> str:
    return f"{reverse('admin:catalog_calendarday_year')}?year={year}"


def posted(client, text, *, year=2027, do="save", shown=None, **more):
    if shown is None:
        shown = client.get(address(year)).context["shown"]
    data = {"text": text, "shown": shown, "do": do, **more}
    return client.post(address(year), data, follow=True)


def test_the_notice_takes_the_place_of_what_was_provisional(editor):
    kept = CalendarDay.objects.filter(day__year=2026).count()

    looked = posted(editor, NOTICE, do="look", provisional="on")
    before = CalendarDay.objects.filter(day__year=2027, provisional=True).count()
    saved = posted(editor, NOTICE)

    assert not looked.context["provisional"] and "不再是暂定的" in looked.text
    assert "读到放假 10 天，调休上班 1 天" in looked.text
    assert "－ 2027-02-12 春节" in looked.text and "＋ 2027-02-14 春节" in looked.text
    assert before > 20 and "2027 年的放假安排已保存：11 天" in saved.text
    days = CalendarDay.objects.filter(day__year=2027)
    assert (days.count(), days.filter(provisional=True).count()) == (11, 0)
    assert CalendarDay.objects.filter(day__year=2026).count() == kept


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(editor):
    shown = editor.get(address()).context["shown"]
    posted(editor, NOTICE)

    late = posted(editor, "元旦：1月1日放假。", shown=shown)

    assert "别人改了这一年" in late.text and ">元旦：1月1日放假。</textarea>" in late.text
    assert CalendarDay.objects.filter(day__year=2027).count() == 11


def test_a_wrong_notice_is_kept_and_its_fault_named(editor):
    for text, said in (
        ("元旦：1月1日（周四）放假。", "这是 2027 年的通知吗"),
        ("没有日子", "没有读到日子"),
    ):
        page = posted(editor, text)

        assert page.status_code == 400 and said in page.text and text in page.text


def test_pages_of_the_plan_say_how_sure_the_holidays_are(editor):
    CityFactory(slug="kunming")
    pages = [reverse(f"admin:catalog_session_plan{name}") for name in ("", "_copy", "_proposal")]

    def said(year: int) -> list[bool]:
        texts = [editor.get(f"{page}?year={year}").text for page in pages]
        return ["国务院还没有公布" in text or "放假安排还没有填" in text for text in texts]

    assert said(2027) == said(2028) == [True] * 3
    posted(editor, NOTICE)
    assert said(2027) == [False] * 3


def test_a_whole_year_is_copied_in_every_city_at_once(editor):
    teacher = InstructorFactory()
    for number in range(2):  # one instructor in two cities on one day: solved by the copy
        course = CourseFactory(code=f"T-{number}", days=1)
        course.instructors.add(teacher)
        first = date(2026, 3, 10)
        place = {"city": CityFactory(slug=f"city-{number}"), "month": first.replace(day=1)}
        SessionFactory(course=course, starts_on=first, ends_on=first, **place)
    where = f"{reverse('admin:catalog_session_plan_copy')}?year=2027&city=city-0"

    page = editor.post(where, {"from_city": "*"})
    sent = {"changes": page.context["changes"], "sure": "1"}
    saved = editor.post(page.context["shown"].address("plan_review"), sent, follow=True)

    assert "新排 2" in page.text and not page.context["clashes"]
    assert "已保存：2 格" in saved.text
    days = Session.objects.filter(month__year=2027).values_list("starts_on", flat=True)
    assert len(set(days)) == 2
