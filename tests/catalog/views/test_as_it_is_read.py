"""What a reader saw on pages and should not: Chinese unmarked in English, cut words, the past."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.utils.translation import override

from catalog.models import CourseDetail, Picture, Question
from catalog.queries.outline_parts import Row
from catalog.templatetags.catalog_tags import sentences, shortened
from tests.factories import NOW, CityFactory, CourseFactory, OfficeFactory, SessionFactory

pytestmark = pytest.mark.django_db
CHINESE = "建议具备中级英语阅读能力"


@pytest.fixture(autouse=True)
def december():
    with time_machine.travel(NOW, tick=False):
        yield


def html(client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_grid_of_a_widget_shows_the_months_to_come_and_a_list_on_a_phone(client):
    city = CityFactory(name="昆明")
    over, coming = CourseFactory(title="已经讲完的课"), CourseFactory(title="明年要讲的课")
    for course, day in ((over, date(2026, 10, 12)), (coming, date(2027, 1, 12))):
        SessionFactory(
            course=course, city=city, month=day.replace(day=1), starts_on=day, ends_on=day
        )

    page = html(client, "/embed/?view=grid")

    assert "明年要讲的课" in page and "已经讲完的课" not in page
    assert "2027 年" in page and "2026 年" not in page
    assert 'class="grid-narrow"' in page


@pytest.mark.parametrize("view", ["grid", "list"])
def test_a_widget_with_nothing_to_come_leads_to_an_inquiry_for_in_house_training(client, view):
    page = html(client, f"/embed/?view={view}")

    assert re.search(
        r'href="/inquiry/\?kind=in_house&amp;from=embed" target="_blank"[^>]*>近期没有公开班', page
    )


def test_the_months_of_a_year_stand_one_level_below_it(client):
    session = SessionFactory()
    SessionFactory(course=session.course, month=date(2026, 12, 1), starts_on=None, ends_on=None)
    pages = ["/embed/?view=grid", "/schedule/", f"/categories/{session.course.category.slug}/"]

    levels = [re.findall(r"<h(\d)[^>]*>(2027|1 月)", html(client, address)) for address in pages]

    year_above_month = [("2", "2027"), ("3", "1 月")]
    assert levels == [year_above_month, year_above_month, [("3", "2027"), ("4", "1 月")]]


def test_this_month_is_marked_in_the_grid_of_a_widget(client):
    SessionFactory(month=NOW.date().replace(day=1), starts_on=None, ends_on=None)

    assert 'class="grid__now"' in html(client, "/embed/?view=grid")


def test_a_session_to_come_leads_to_what_helps_to_get_there(client):
    page = html(client, SessionFactory().get_absolute_url())

    assert "calendar.ics" in page and "/before/" in page and "这个班次已经结束" not in page


@pytest.mark.parametrize("state", ["cancelled", "planned", "open", "confirmed"])
def test_a_past_session_that_never_took_place_is_not_said_to_be_over(client, state):
    month = date(2026, 10, 1)
    past = SessionFactory(month=month, starts_on=None, ends_on=None, state=state)

    page = html(client, past.get_absolute_url())

    assert f"/courses/{past.course.slug}/interest/" in page
    for untrue in ("这个班次已经结束", "还在计划中", "预登记"):
        assert untrue not in page


def test_a_cancelled_session_says_so_and_asks_nobody_to_come(client):
    page = html(client, SessionFactory(state="cancelled").get_absolute_url())

    assert "这个班次已经取消。" in page and "/interest/" in page
    assert "calendar.ics" not in page and "/before/" not in page


def test_a_session_that_is_over_asks_nobody_to_call_for_a_seat(client):
    OfficeFactory()
    day = date(2026, 10, 12)
    past = SessionFactory(month=day.replace(day=1), starts_on=day, ends_on=day)

    page = html(client, past.get_absolute_url())

    assert "这个班次已经结束。" in page and f"/courses/{past.course.slug}/interest/" in page
    assert "还想参加" not in page and "calendar.ics" not in page and "/before/" not in page


def test_a_session_whose_enrollment_is_closed_still_names_the_telephone(client):
    OfficeFactory()
    running = SessionFactory(starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))

    page = html(client, running.get_absolute_url())

    assert "还想参加" in page and "这个班次已经结束" not in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_chinese_text_of_an_english_course_is_not_called_english(client, prefix):
    course = CourseFactory(language="en", title_en="Checking Documents")
    CourseDetail.objects.create(course=course, name="入场要求", text=CHINESE, position=1)

    page = html(client, f"{prefix}/courses/{course.slug}/")

    tag = ' lang="zh-Hans"' if prefix else ""
    assert f"<h2{tag}>入场要求" in page and f'<div class="prose"{tag}>' in page
    assert ("(in Chinese)" in page) == bool(prefix)


def test_an_untranslated_question_says_that_it_is_in_chinese(client):
    Question.objects.create(question="来不了怎么办？", answer="可以换人。")
    Question.objects.create(
        question="能开票吗？", answer="能。", question_en="An invoice?", answer_en="Yes."
    )

    Question.objects.create(question="能改期吗？", answer="能。", question_en="Another day?")

    page = html(client, "/en/buying/")

    assert page.count("(in Chinese)") == 2
    assert "中文）" not in html(client, "/buying/")


def test_words_and_place_of_a_picture_are_marked_and_its_day_is_as_readers_write_it(client):
    course = CourseFactory()
    Picture.objects.create(
        course=course, alt="成都班讨论案例", held_on=date(2026, 9, 12), city="成都"
    )

    english, chinese = (html(client, f"{prefix}/courses/{course.slug}/") for prefix in ("/en", ""))

    assert 'alt="成都班讨论案例" lang="zh-Hans"' in english
    assert '12 Sep 2026 · <span lang="zh-Hans">成都</span>' in english
    assert "2026年9月12日 · <span>成都</span>" in chinese


def test_the_title_of_a_withdrawn_course_is_marked_inside_the_sentence(client):
    course = CourseFactory(title="旧课", status="archived")

    assert '“<span lang="zh-Hans">旧课</span>”' in html(client, f"/en/courses/{course.slug}/")


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("sign in a way that stands", 22, "sign in a way that…"),
        ("sign in a way that stands", 19, "sign in a way that…"),
        ("sign in", 20, "sign in"),
        ("re\u0301clamation simple", 30, "réclamation simple"),
        ("从一通电话的第一句话讲到司法衔接", 9, "从一通电话的第一…"),
        ("unbreakable" * 4, 10, "unbreakab…"),
        (
            "银行 从一通电话的第一句话讲到司法衔接，KYC尽调全流程",
            22,
            "银行 从一通电话的第一句话讲到司法衔接…",
        ),
        (
            "适用 EAST 系统：把数据报送从头讲到尾2026年版",
            22,
            "适用 EAST 系统：把数据报送从头讲到尾…",
        ),
        ("每年检查交易10,000笔", 11, "每年检查交易…"),
    ],
)
def test_a_shortened_text_cuts_no_english_word(text, most, shown):
    assert shortened(text, most) == shown


def test_chinese_sentences_stand_without_a_blank_and_english_ones_with_it():
    assert sentences("您排在第 3 位。\n  日期定下时写信。 <a>看</a>") == (
        "您排在第 3 位。日期定下时写信。 <a>看</a>"
    )
    assert sentences("<b>先预登记。</b> 不收费。") == "<b>先预登记。</b>不收费。"
    assert sentences("You are third.\n  We write.") == "You are third.\n  We write."


def test_a_chinese_rule_within_english_sentences_keeps_its_blank():
    with override("en"):
        assert sentences("开课前可退。 You are asked.") == "开课前可退。 You are asked."


@pytest.mark.parametrize(
    ("kind", "label", "shown"),
    [("exercise", "•", ""), ("point", "•", "•"), ("case_study", "案例01：", "案例01：")],
)
def test_the_bullet_of_a_teaching_aid_is_left_out(kind, label, shown):
    assert Row(SimpleNamespace(kind=kind, label=label), level=1).label == shown
