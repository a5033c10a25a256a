"""Kinds of searches that nobody of the house writes, but visitors do."""

import pytest
from django.urls import reverse

from catalog.models import Course
from catalog.search import answer, index_course
from tests.factories import (
    CategoryFactory,
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    SynonymFactory,
    UserFactory,
    released,
)

pytestmark = pytest.mark.django_db


def course(title: str, source="第一模块 开场", **facts) -> Course:
    return released(CourseFactory(title=title, **facts), source)


def titles(query: str) -> list[str]:
    return [Course.objects.get(pk=pk).title for pk in answer(query).ids]


def taught(one: Course, name: str, **facts) -> None:
    one.instructors.add(InstructorFactory(name=name, **facts))
    index_course(one)


@pytest.mark.parametrize("query", ["高老师", "高老师的课", "高老師", "高老师有什么课", "以宁老师"])
def test_a_surname_with_a_title_means_who_teaches_and_no_other_word(query):
    one, other = course("班组管理", code="1"), course("客流高峰", "第一讲 高龄客户", code="0")
    taught(one, "高以宁")
    taught(other, "方令仪")

    assert titles(query) == ["班组管理"]


@pytest.mark.parametrize("query", ["沈砚秋", "沈老师", "shenyanqiu", "Shen Yanqiu", "沈硯秋的課"])
def test_who_teaches_a_single_session_is_found_as_well(query):
    teacher = InstructorFactory(name="沈砚秋", name_en="Shen Yanqiu", slug="shen-yan-qiu")
    SessionFactory(course=course("逾期沟通")).instructors.add(teacher)
    course("其他")

    assert titles(query) == ["逾期沟通"]


def test_a_course_is_found_by_the_category_above_its_own():
    above = CategoryFactory(name="信贷与贷后")
    course("面谈面签", category__name="信贷审查", category__slug="x", category__parent=above)

    assert titles("贷后") == ["面谈面签"]


def test_a_new_name_of_the_category_above_is_found(client):
    above = CategoryFactory(name="信贷", slug="credit")
    course("面谈面签", category__name="信贷审查", category__slug="x", category__parent=above)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    page = reverse("admin:catalog_category_change", args=[above.pk])
    client.post(page, {"name": "贷后", "slug": "credit", "position": 0})

    assert titles("贷后") == ["面谈面签"]


def test_a_course_about_a_word_comes_before_one_that_mentions_it():
    course("甲", "第一模块 开场\n一、客户的说法\n1、先改征信再谈", code="1")
    course("乙", "第一模块 开场\n一、征信报告\n1、六个项目", code="2")
    course("丙", "第一模块 征信\n一、开场", code="3")

    assert titles("征信") == ["丙", "乙", "甲"]


def test_a_module_on_a_word_comes_before_a_synonym_in_a_title():
    SynonymFactory(words="投诉、异议")
    course("异议处理", code="1")
    course("沟通", "第一模块 投诉的预防\n一、投诉从哪里来", code="2", summary="引起投诉")

    assert titles("投诉") == ["沟通", "异议处理"]


def test_what_the_page_says_of_who_teaches_is_found_last():
    one = course("班组管理", code="1")
    taught(one, "高以宁", bio="走访过县域网点")
    course("普惠", "第一模块 县域市场", code="2")

    assert titles("县域") == ["普惠", "班组管理"]


def test_a_synonym_counts_inside_a_longer_word():
    SynonymFactory(words="防诈、识诈")
    course("防诈劝阻", code="1")
    course("识诈与劝阻话术", code="2")
    course("其他劝阻", code="3")

    assert titles("防詐勸阻")[:2] == ["防诈劝阻", "识诈与劝阻话术"]


def test_initials_find_headings_of_outlines_and_what_they_spell_there():
    course("住房贷款", "第一模块 资料\n一、征信报告的阅读\n1、六个项目", code="1")
    course("沟通", "第一模块 开场\n一、甲\n1、征信报告", code="2")

    given = answer("zxbg")

    assert titles("zxbg") == ["住房贷款", "沟通"]
    assert "征信报告" in given.instead


def test_what_pinyin_spells_in_a_title_is_found_in_outlines_too():
    course("尽职调查", code="1")
    course("可疑交易", "第一模块 尽职调查与资料调取", code="2")

    assert titles("jzdc") == ["尽职调查", "可疑交易"]


def test_a_word_that_no_course_says_hides_none_that_says_the_others():
    SynonymFactory(words="反诈、防诈骗")
    course("反诈", code="1")
    course("代发经营", "第一模块 开场\n一、甲\n1、防诈骗讲座", code="2")
    course("其他", code="3")

    assert titles("丽江 反诈") == ["反诈", "代发经营"]


def test_what_comes_near_follows_what_says_a_question_in_other_words(client):
    SynonymFactory(words="老人、高龄客户")
    SynonymFactory(words="排队、分流")
    course("高龄客户关怀", "第一模块 劝阻\n一、坚持汇款\n1、不要催", code="1")
    course("老人取现劝阻", "第一模块 劝说老人", code="2")
    course("面签", code="3")

    given = answer("怎么劝老人不要汇款")
    page = client.get("/search/?q=怎么劝老人不要汇款").content.decode()

    assert (titles("怎么劝老人不要汇款"), given.whole) == (["高龄客户关怀", "老人取现劝阻"], 1)
    assert "其中 1 门只写到了一部分" in page
    listed = client.get("/courses/?q=怎么劝老人不要汇款").content.decode()
    assert "高龄客户关怀" in listed and "老人取现劝阻" not in listed


def test_a_pair_that_joins_two_words_by_chance_finds_less_than_a_known_word():
    SynonymFactory(words="排队、分流")
    course("账户功能", "第一讲 客户嫌限额太低", code="1")
    course("厅堂分流", "第一讲 客户", code="2")

    assert titles("客户嫌排队太久怎么办")[0] == "厅堂分流"


def test_a_word_that_is_written_is_not_taken_for_one_that_sounds_alike():
    SynonymFactory(words="展期、重组")
    course("债务重组", "第一模块 管理", code="1")
    course("商户走访", "第一模块 账期", code="2")

    assert titles("账期谈法") == ["商户走访"]
