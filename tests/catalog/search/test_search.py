"""The search against a plain substring search over the same folded texts, on the database."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.domain import publishing
from catalog.domain.slugs import slug_for
from catalog.models import Course, CourseDetail, OutlineItem, Synonym
from catalog.search import answer, compact, index_course, matching, rebuild, search, terms
from catalog.text.folding import fold
from tests.factories import (
    NOW,
    CategoryFactory,
    CityFactory,
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    SynonymFactory,
    UserFactory,
    VenueFactory,
    released,
)

pytestmark = pytest.mark.django_db

OUTLINE = """第一模块 催收的底线
一、逾期信用卡客户的分类
1. M1 阶段的电话沟通
案例分析01：KYC 没有做到位
第二模块 ｅｘｃｅｌ 报表
一、客戶關係與數據
1. 50% 的 C++ 程序员不知道的 "引号" 与 'it''s'
"""


def course(title="催收实务", source=OUTLINE, **facts) -> Course:
    return released(CourseFactory(title=title, **facts), source)


def found(query: str) -> list[str]:
    return [Course.objects.get(pk=pk).title for pk in matching(terms(query))]


def lines(query: str) -> list[str]:
    sought = terms(query)
    return [
        " › ".join(map(str, [*hit.path, hit.item]))
        for entry in search(matching(sought), sought)
        for hit in entry.hits
    ]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("底线", "第一模块 催收的底线"),
        ("线", "第一模块 催收的底线"),
        ("m1", "第一模块 催收的底线 › 一、 逾期信用卡客户的分类 › 1. M1 阶段的电话沟通"),
        ("Ｍ１ 沟通", None),
        ("Excel", "第二模块 ｅｘｃｅｌ 报表"),
        ("ＥＸＣＥＬ", "第二模块 ｅｘｃｅｌ 报表"),
        ("客户关系", "第二模块 ｅｘｃｅｌ 报表 › 一、 客戶關係與數據"),
        ("關係", "第二模块 ｅｘｃｅｌ 报表 › 一、 客戶關係與數據"),
        ("50%", None),
        ("c++", None),
        ('"引号"', None),
        ("'it''s'", None),
        ("案例分析01", None),
    ],
)
def test_a_word_is_found_however_it_is_written(query, line):
    course()

    assert found(query) == ["催收实务"]
    assert line is None or line in lines(query)


@pytest.mark.parametrize(
    "query", ["\u202a催收\u202c", "催收，底线。", "《催收》", "催收、逾期", "催收\u200b的底线"]
)
def test_a_query_is_cleaned_like_any_text_that_comes_in(query):
    course()

    assert found(query) == ["催收实务"]


def test_a_name_with_a_dot_is_found_whatever_dot_was_typed():
    one = course(title="甲", source="第一模块 开场")
    one.instructors.add(InstructorFactory(name="阿依努尔·买买提"))
    index_course(one)

    assert [found(f"阿依努尔{dot}买买提") for dot in "·•．・"] == [["甲"]] * 4


@pytest.mark.parametrize(
    "query", ["底绳", "催收 没有", "线催", "*", "\\", "' | '", '" OR "', "%", ""]
)
def test_what_stands_nowhere_is_not_found(query):
    course(source="第一模块 催收的底线")

    assert found(query) == []


def test_all_words_must_stand_in_the_course_but_not_in_one_line():
    course()
    course(title="只有催收", source="第一模块 催收")

    assert found("催收 KYC") == ["催收实务"]


def test_the_fields_of_a_course_are_found_too():
    teacher = InstructorFactory(name="苏一苇")
    one = course(title="甲", code="XY-9", audience="支行行长", category__name="大堂经理")
    one.instructors.add(teacher)
    index_course(one)

    assert [found(word) for word in ("xy-9", "行长", "大堂", "一苇")] == [["甲"]] * 4


def test_a_title_comes_before_a_head_before_a_line_then_by_code():
    course(title="课程丙", code="1", source="第一模块 投诉")
    course(title="课程乙", code="9", audience="投诉专员", source="第一模块 开场")
    course(title="投诉处理", code="8", source="第一模块 开场")
    course(title="怎样听投诉", code="7", source="第一模块 开场")

    assert found("投诉") == ["怎样听投诉", "投诉处理", "课程乙", "课程丙"]


@pytest.mark.parametrize("typed", ["xyk", "xinyongka", "xinyong", "XYK", "ykcs", "cuishou"])
def test_pinyin_and_initials_find_titles_and_categories(typed):
    course(title="信用卡催收", source="第一模块 开场")
    course(title="课程乙", category__name="信用卡催收", source="第一模块 开场")
    course(title="课程丙", source="第一模块 信用卡催收")

    assert found(typed) == ["信用卡催收", "课程乙"]


@pytest.mark.parametrize("typed", ["inyong", "yk2", "y", "xykx", "ai"])
def test_pinyin_begins_with_a_syllable(typed):
    course(title="信用卡贷款", source="第一模块 开场")

    assert found(typed) == []


def test_pinyin_marks_and_finds_the_words_it_spells():
    course(title="信用卡催收", source="第一模块 信用卡客户\n第二模块 开场")
    sought = terms("xyk")

    (entry,) = search(matching(sought), sought)

    assert "信用卡" in entry.words
    assert [str(hit.item) for hit in entry.hits] == ["第一模块 信用卡客户"]


def test_a_synonym_finds_what_the_word_finds():
    SynonymFactory(words="對公業務、公司业务\n法人业务")
    course(title="甲", source="第一模块 公司业务入门")
    course(title="乙", source="第一模块 对公业务入门")
    course(title="丙", source="第一模块 对私业务入门")

    assert sorted(found("法人业务")) == ["乙", "甲"]
    assert sorted(lines("公司业务")) == ["第一模块 公司业务入门", "第一模块 对公业务入门"]


def test_drafts_and_archived_courses_are_not_found():
    one = course(title="甲", status="draft")
    before = found("催收")

    publishing.publish(one, now=NOW)
    during = found("催收")
    publishing.archive(one, now=NOW)

    assert (before, during, found("催收")) == ([], ["甲"], [])


def test_a_new_outline_replaces_the_old_one_in_the_index():
    one = course(source="第一模块 旧的内容")
    released(one, "第一模块 新的内容")

    assert (found("旧的"), found("新的")) == ([], ["催收实务"])


def test_a_course_is_found_by_its_new_title_once_it_is_indexed():
    one = course(title="旧名称")
    Course.objects.filter(pk=one.pk).update(title="新名称")

    index_course(one)

    assert (found("旧名"), found("新名")) == ([], ["新名称"])


def test_rebuilding_changes_nothing_that_was_up_to_date():
    course()
    Course.objects.create(category=CategoryFactory(), title="没有大纲", slug="x", code="x")

    assert rebuild() == 2
    assert found("催收") == ["催收实务"]


def test_more_hits_than_are_shown_are_counted():
    course(source="\n".join(f"第{n}模块 客户" for n in "一二三四五六七八九") * 3)
    sought = terms("客户")

    (entry,) = search(matching(sought), sought)

    assert (entry.count, len(entry.hits), entry.unshown) == (25, 20, 5)


def test_the_lines_seen_first_show_as_many_of_the_words_as_they_can():
    course(source="第一模块 客户\n第二模块 客户经理\n第三模块 投诉\n第四模块 客户投诉")

    assert lines("客户 投诉") == [
        "第四模块 客户投诉",
        "第一模块 客户",
        "第二模块 客户经理",
        "第三模块 投诉",
    ]
    assert lines("经理 投诉")[:2] == ["第二模块 客户经理", "第三模块 投诉"]


@pytest.mark.parametrize("query", ["2027", "2027年", "2027 趋势"])
def test_a_year_is_said_by_a_title_as_well_as_by_sessions(query):
    course(title="2027趋势")
    course(title="2026趋势")

    assert found(query) == ["2027趋势"]
    assert found("2027年3月") == []


def test_a_search_costs_five_queries_once_the_names_of_places_are_known(django_assert_num_queries):
    for _ in range(3):
        course(title=slug_for("催收"))

    terms("催收")

    with django_assert_num_queries(5):
        sought = terms("催收 客户")
        search(matching(sought), sought)


@pytest.mark.parametrize("query", ["催收", "催收 昆明", "昆明 服务中心", "cuishou"])
def test_no_other_reading_costs_a_query_where_the_first_finds_courses(query):
    SynonymFactory(words="防诈、防诈骗")
    place = VenueFactory(name="昆明服务中心", city=CityFactory(name="昆明"))
    SessionFactory(course=course("催收与防诈"), venue=place, city=place.city)
    answer(query)
    asked = ("catalog_synonym", "catalog_session")

    with CaptureQueriesContext(connection) as first:
        assert matching(terms(query))
    with CaptureQueriesContext(connection) as all_of_it:
        assert answer(query).whole

    ours, every = (
        [one["sql"] for one in log if any(f'FROM "{name}"' in one["sql"] for name in asked)]
        for log in (first, all_of_it)
    )
    assert every == ours != []


@pytest.mark.parametrize(("query", "codes"), [("kk 101", ["kk101"]), ("xx 101", [])])
def test_letters_of_a_code_are_known_also_where_letters_follow_its_digits(query, codes):
    course(code="KK-101A")

    assert [one.typed for one in terms(query) if one.typed == "kk101"] == codes
    assert bool(found(query)) is bool(codes)


ALPHABET = "信用卡催收客户关系關係ABCabc12１２Ａ ，、%'\"\\^*&|!()éß\u3000ﬁ㎡ẞ𠮷\u0301"
WORDS = st.text(ALPHABET, max_size=8)
LINES = st.text(ALPHABET, min_size=1, max_size=12)


def brute_force(words: list[str], corpus: dict[int, list[str]]) -> set[int]:
    return {
        pk
        for pk, texts in corpus.items()
        if words and all(any(word in text for text in texts) for word in words)
    }


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    outlines=st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=4),
    queries=st.lists(WORDS, min_size=1, max_size=6),
    data=st.data(),
)
def test_what_is_found_is_what_a_substring_search_finds(outlines, queries, data):
    corpus = {}
    for texts in outlines:
        summary, detail = texts[0][::-1], texts[-1] * 2
        one = released(CourseFactory(summary=summary), "第一模块 二")
        CourseDetail.objects.create(course=one, name="课程背景", text=f"{detail}\n{summary}")
        OutlineItem.objects.filter(outline=one.outline).delete()
        OutlineItem.objects.bulk_create(
            OutlineItem(outline=one.outline, position=n, depth=1, kind="point", title=text)
            for n, text in enumerate(texts, 1)
        )
        index_course(one)
        told = [one.title, one.code, compact(one.code), one.category.name, summary, detail, *texts]
        told.append(one.slug.replace("-", " "))
        corpus[one.pk] = [fold(text) for text in told]
    pieces = [text[a : a + 3] for texts in corpus.values() for text in texts for a in range(3)]
    queries = [*queries, *data.draw(st.lists(st.sampled_from(pieces), max_size=4))]

    for query in queries:
        words = [term for term in terms(query) if term.pinyin is None]
        expected = brute_force([word.typed for word in words], corpus)
        assert set(matching(words)) & set(corpus) == expected


def test_a_text_with_more_runs_than_the_index_takes_is_found_all_the_same():
    """PostgreSQL's tsvector ends at 1 MB; 60,000 varied characters have more runs than that."""
    dice = random.Random(20261126)  # noqa: S311
    chars = [chr(code) for code in range(0x4E00, 0x9000)]
    lines = ["".join(dice.choices(chars, k=200)) for _ in range(400)]
    one, other = released(CourseFactory(), "第一模块 二"), released(CourseFactory(), "第一模块 三")
    OutlineItem.objects.bulk_create(
        OutlineItem(outline=one.outline, position=n, depth=2, kind="point", title=line)
        for n, line in enumerate(lines, 10)
    )
    index_course(one)
    piece = fold(lines[7])[50:56]

    for query in (piece, piece[:2], f"{piece[:3]} {fold(lines[9])[:5]}", one.title):
        assert matching(terms(query)) == [one.pk], query
    assert one.pk not in matching(terms("那里没有的词"))
    assert other.pk in matching(terms("三"))


def test_who_is_named_by_a_course_is_not_deleted_and_found_as_before(client):
    teacher = InstructorFactory(name="章三峰")
    one = released(CourseFactory(), "第一模块 开场")
    one.instructors.add(teacher)
    index_course(one)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    client.post(f"/admin/catalog/instructor/{teacher.pk}/delete/", {"post": "yes"})

    assert matching(terms("章三峰")) == [one.pk]
    assert list(one.instructors.all()) == [teacher]


def test_a_synonym_of_nothing_is_no_word(client):
    Synonym.objects.create(words="信用卡\n贷记卡\n\u200b")
    one = released(CourseFactory(title="贷记卡业务"), "第一模块 开场")
    index_course(one)

    assert client.get("/search/?q=信用卡").status_code == 200
    assert matching(terms("信用卡")) == [one.pk]
