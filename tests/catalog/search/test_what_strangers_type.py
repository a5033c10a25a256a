"""Kinds of searches that nobody of the house writes, but visitors do."""

import random

import pytest
from django.urls import reverse

from catalog.management.sample_catalogue import SampleCatalogue
from catalog.models import Course
from catalog.search import answer, engine, index_course, terms
from catalog.search.loosening import near, spelt_in
from catalog.text.folding import fold
from tests.catalog.search.courses import course, titles
from tests.factories import (
    CategoryFactory,
    CityFactory,
    InstructorFactory,
    SessionFactory,
    SynonymFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def shipped() -> list[list[str]]:
    """The synonyms of the sample catalogue, folded."""
    lines = (SampleCatalogue().folder / "synonyms.txt").read_text(encoding="utf-8").splitlines()
    return [[fold(word) for word in line.split("、")] for line in lines]


def taught(one: Course, name: str, **facts) -> None:
    one.instructors.add(InstructorFactory(name=name, **facts))
    index_course(one)


def test_words_of_an_english_title_come_before_those_of_an_english_category():
    heads = CategoryFactory(name="网点负责人", name_en="Branch heads")
    course("晨会管理", "1 晨会", code="0", category=heads)
    course("经营研修", "1 经营", code="1", category=heads, title_en="Branch Head Programme")

    assert titles("branch head") == ["经营研修", "晨会管理"]


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


@pytest.mark.parametrize("query", ["王伟", "王伟老师", "wangwei", "wang wei"])
def test_a_name_means_all_who_have_it_and_nobody_whose_name_goes_on(query):
    for name, english, slug in (
        ("王伟", "Wang Wei", "a"),
        ("王伟", "Wang Wei", "b"),
        ("王伟明", "", "c"),
    ):
        teacher = InstructorFactory(name=name, slug=slug, name_en=english)
        SessionFactory(course=course(slug, code=slug)).instructors.add(teacher)

    assert titles(query) == ["a", "b"]


def test_the_longer_of_two_names_is_the_one_that_was_typed():
    for name, slug in (("王伟", "a"), ("王伟明", "b")):
        SessionFactory(course=course(slug)).instructors.add(InstructorFactory(name=name, slug=slug))

    assert (titles("王伟明"), titles("wangweiming"), titles("王伟明的课")) == (["b"], ["b"], ["b"])


@pytest.mark.parametrize(
    ("query", "typed"),
    [
        ("基金讲师", "基金讲师"),
        ("金讲师", "金讲师"),
        ("基层金老师", "金老师"),
        ("找金老师", "金老师"),
    ],
)
def test_the_end_of_a_word_that_a_course_says_is_no_surname(query, typed):
    course("基金销售")
    taught(course("其他"), "金以宁")

    assert typed in [term.typed for term in terms(query)]


def test_an_english_name_of_two_letters_is_a_word_like_any_other():
    taught(course("其他"), "安立", name_en="An")

    assert [term.also for term in terms("an outline")] == [None, None]


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


@pytest.mark.parametrize("query", ["zxbg 3月", "二季度 zhengxin", "zxbg 高老师", "zxbg 昆明 明年"])
def test_initials_beside_a_month_a_place_or_a_name_tell_only_what_they_spell(query):
    CityFactory(name="昆明")
    InstructorFactory(name="高以宁")
    course("住房贷款", "第一模块 资料\n一、征信报告的阅读\n1、六个项目")

    assert answer(query).instead in (["征信报告"], ["征信"])


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
    assert "，其中 1 门只写到了一部分" in page
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


# Common words of outlines in which another word stands across the border of two.
ACROSS = (
    "商业银行长期规划 网上当天办理 以上当事人签字 网上当场办结 员工做表率 公司法人 公司法定代表人"
    " 境外资金划转 司法文书 节日资金头寸 保留存量客户"
)


@pytest.mark.parametrize("text", ACROSS.split())
def test_no_shipped_synonym_stands_across_two_common_words(text):
    assert [word for group in shipped() for word in group if word in text] == []


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("台湾", "香港"),
        ("挽回", "留存"),
        ("隐私", "信息安全"),
        ("隐私", "数据安全"),
        ("股权", "代持"),
    ],
)
def test_what_is_only_beside_a_word_is_no_synonym_of_it(word, other):
    assert not any({word, other} <= set(group) for group in shipped())


def test_the_short_name_of_consumer_protection_is_known():
    assert any({"消保", "消费者权益保护"} <= set(group) for group in shipped())


@pytest.mark.parametrize(
    ("synonyms", "line", "query"),
    [
        ("投诉、客诉", "提前告知\n2、投诉的预防", "提前还款投诉"),
        ("担保、保证人", "动产抵押\n2、保证人", "不动产抵押担保"),
    ],
)
def test_a_word_with_a_small_character_is_said_or_the_query_is_not(synonyms, line, query):
    SynonymFactory(words=synonyms)
    course("甲", f"第一模块 开场\n1、{line}")

    assert answer(query).whole == 0


def test_more_courses_than_are_read_stay_in_the_order_of_what_they_are_about():
    for n in range(23):
        course(f"其他{n}", "第一模块 开场\n一、甲\n1、先改征信再谈", code=f"2{n:02}")
    course("专讲", "第一模块 征信\n一、开场", code="300")
    before = titles("征信")[0]
    for n in range(2):
        course(f"再多{n}", "第一模块 开场\n一、甲\n1、征信", code=f"9{n}")

    assert (before, titles("征信")[0]) == ("专讲", "专讲")


def test_a_point_of_an_outline_without_modules_is_no_module():
    course("甲", "一、征信的用途\n二、面谈\n三、其他", code="2")
    course("乙", "第一模块 开场\n一、征信报告\n1、用途\n2、其他", code="1")
    course("丙", "第一模块 征信\n一、开场", code="3")

    assert titles("征信") == ["丙", "乙", "甲"]


@pytest.mark.parametrize("query", ["课程老师", "推荐课程老师", "关于老师的课"])
def test_a_filler_before_a_title_holds_no_surname(query):
    taught(course("甲"), "程以宁")
    taught(course("乙"), "于文")

    assert [one.also for one in terms(query) if one.also is not None] == []


def test_what_joins_two_teachers_is_no_word():
    one = course("甲")
    taught(one, "于文")
    taught(one, "王以宁")

    assert {term.typed for term in terms("王老师和于老师")} == {"王老师", "于老师"}
    assert answer("王老师和于老师").certain == [one.pk]
    assert [term.typed for term in terms("推荐的于老师")] == ["于老师"]


def test_what_says_all_in_pieces_comes_before_what_comes_near():
    SynonymFactory(words="老人、高龄客户")
    course("高龄客户", "第一模块 劝阻\n一、坚持汇款\n1、不要催", code="2")
    course("老人不汇款", "第一模块 老人汇款\n一、汇款\n1、老人汇款", code="1")

    given = answer("怎么劝老人不要汇款")

    assert given.ids[: given.whole] == given.certain


def test_a_course_deleted_during_a_search_breaks_nothing(monkeypatch):
    course("反洗钱实务", "第一模块 区块")
    monkeypatch.setattr(engine, "texts_of", lambda ids: [])

    assert answer("反洗钱 区块链实务 fanxiqan").whole == 0
    assert spelt_in(terms("fanxiqian"), 0) == terms("fanxiqian")
    names = engine.names_of
    monkeypatch.setattr(engine, "names_of", lambda ids: names(ids) if len(list(ids)) > 1 else [])
    assert near(terms("反洗前")).instead == []


def test_sounds_and_initials_of_what_is_said_of_teachers_find_nothing():
    taught(course("班组管理"), "高以宁", bio="负责县域网点转型")

    assert (titles("xywd"), titles("xianyuwangdian"), titles("县域网点")) == ([], [], ["班组管理"])


@pytest.mark.parametrize("count", [1_000, 2_000])
def test_an_outline_with_more_tokens_than_the_index_takes_is_indexed(count):
    dice = random.Random(20261130)  # noqa: S311
    chars = [chr(code) for code in range(0x4E00, 0x9000)]
    lines = ["".join(dice.choices(chars, k=22)) for _ in range(count)]
    source = "\n".join(f"第{n}模块 {line}" for n, line in enumerate(lines, 1))
    one = course("很长的大纲", source)

    piece = fold(lines[-1])[5:11]
    assert titles(piece) == ["很长的大纲"]
    assert one.pk in answer("henchangdedagang").ids
