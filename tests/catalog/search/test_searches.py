"""Search answers what customers type: a log of 500 searches against the sample catalogue."""

import pytest
from django.utils import timezone

from catalog.management.sample_catalogue import SampleCatalogue
from catalog.models import City, Course, MissedSearch, Session
from catalog.search import answer, index_course
from tests.catalog.search.courses import course, titles
from tests.catalog.search.search_log import TODAY, score, searches
from tests.factories import (
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    SynonymFactory,
    released,
)

pytestmark = pytest.mark.django_db


def codes(query: str) -> list[str]:
    known = dict(Course.objects.values_list("pk", "code"))
    return [known[pk] for pk in answer(query, today=TODAY.date()).ids]


def test_what_customers_type_finds_their_courses():
    SampleCatalogue().load(now=TODAY)

    result = score(searches(TODAY.date()), codes)

    assert result.recall >= 0.98, result.wrong
    assert result.first >= 0.9, result.wrong


def session_in(name: str, one: Course) -> Session:
    city = City.objects.create(name=name, name_en=f"{name} City", slug=f"c{len(name)}")
    return SessionFactory(course=one, city=city)


def test_a_city_and_a_word_stand_in_one_query_in_any_order():
    session_in("昆明", course("大堂服务"))
    course("大堂礼仪")

    assert [titles(q) for q in ("大堂 昆明", "昆明大堂", "昆明市 大堂")] == [["大堂服务"]] * 3


def test_a_month_finds_the_courses_held_in_it():
    session = SessionFactory(course=course("大堂服务"))
    course("大堂礼仪")
    month = session.month

    for query in (f"{month.month}月大堂", f"{month:%Y-%m} 大堂", f"{month:%B} {month.year}"):
        assert titles(query) == ["大堂服务"], query


def test_punctuation_parts_words_unless_it_stands_in_the_text():
    course("C++ 入门")
    course("防诈劝阻")

    assert titles("c++") == ["C++ 入门"]
    assert [titles(q) for q in ("防诈？", "防诈!", "防诈/劝阻", "#防诈~")] == [["防诈劝阻"]] * 4


def test_order_and_gaps_do_not_matter_and_neighbours_come_first():
    course("投诉的客户", code="1")
    course("客户投诉", code="2")

    assert titles("客户投诉") == ["客户投诉", "投诉的客户"]


def test_what_sounds_alike_is_found_and_said():
    course("大堂经理的一天")

    given = answer("大唐经历")

    assert titles("大唐经历") == ["大堂经理的一天"]
    assert (given.whole, given.instead) == (0, ["大堂经理"])


def test_a_part_is_found_and_the_missing_word_is_named(client):
    course("反洗钱实务")

    page = client.get("/search/?q=反洗钱+区块链").content.decode()

    assert "反洗钱实务" in page.replace("<mark>", "").replace("</mark>", "")
    assert "没有课程写到“区块链”" in page


def test_a_slip_in_a_latin_word_or_in_pinyin_is_forgiven():
    course("Excel 报表")
    course("反洗钱实务")

    assert (titles("exel"), titles("fanxiqan")) == (["Excel 报表"], ["反洗钱实务"])


def test_a_synonym_inside_a_longer_word_counts():
    SynonymFactory(words="催收、清收")
    course("清收实务")

    assert titles("怎么催收？") == ["清收实务"]


def test_an_instructor_is_found_by_pinyin(client):
    one = course("反洗钱实务")
    one.instructors.create(name="裴思远")
    index_course(one)

    assert titles("peisiyuan") == ["反洗钱实务"]


def test_every_course_that_holds_all_pairs_of_a_word_is_found():
    lines = ["客户投诉处理", "处理客户的投诉", "投诉、客户、处理", "客户处理", "投诉"]
    for line in lines:
        course(line)

    assert set(titles("客户投诉处理")) == set(lines[:3])


def test_a_search_in_vain_is_counted_for_staff_and_numbers_are_not_kept(client):
    for query in ("区块链", "区块链", "13900000101", "kyc@example.cn"):
        client.get("/search/", {"q": query})

    (miss,) = MissedSearch.objects.all()
    assert (miss.words, miss.times, miss.last_on) == ("区块链", 2, timezone.localdate())


def test_suggestions_name_courses_categories_and_cities(client):
    session_in("昆明", course("昆明湖畔的大堂", category__name="昆虫学", category__slug="k"))

    rows = client.get("/search/suggest/?q=kun").json()["suggestions"]

    assert [(row["label"], row["kind"]) for row in rows] == [
        ("昆虫学", "课程类别"),
        ("昆明", "城市"),
        ("昆明湖畔的大堂", "课程"),
    ]


@pytest.mark.parametrize("query", ["", " ", "\u200b", "*" * 400, "'; --", "%", "{"])
def test_no_query_breaks_the_search_or_the_suggestions(client, query):
    course("大堂")

    assert client.get("/search/", {"q": query}).status_code == 200
    assert client.get("/search/suggest/", {"q": query}).status_code == 200


def test_the_word_in_a_title_comes_before_the_same_word_in_a_category():
    heads = CourseFactory(title="晨会", code="1", category__name="网点负责人").category
    course("网点负责人研修", code="2", category=heads)
    released(Course.objects.get(code="1"), "第一模块 开场")

    assert titles("网点负责人") == ["网点负责人研修", "晨会"]


def test_a_short_form_finds_what_it_is_short_for():
    SynonymFactory(words="防诈、防诈骗")
    course("识诈与防诈")
    course("入行集训", audience="校园招聘的新人")

    assert (titles("防骗"), titles("校招")) == (["识诈与防诈"], ["入行集训"])


def test_a_synonym_may_have_several_words():
    SynonymFactory(words="催收、debt collection")
    course("催收实务", title_en="Calls")
    course("其他")

    assert titles("debt collection calls") == ["催收实务"]


def test_a_synonym_of_several_words_is_found_where_it_is_written():
    SynonymFactory(words="KYC、尽调、due diligence")
    course("Due Diligence in Practice", code="1", language="en")
    course("尽调实务", code="2")

    assert titles("due diligence") == ["Due Diligence in Practice", "尽调实务"]
    assert answer("Due Diligence in Practice").whole == 1


@pytest.mark.parametrize("query", ["debt collection", "loan recovery 逾期"])
def test_all_words_of_a_group_may_be_several(query):
    SynonymFactory(words="debt collection、loan recovery")
    course("Debt Collection 逾期")

    assert titles(query) == ["Debt Collection 逾期"]


def test_a_result_names_the_session_of_the_city_that_was_asked_for(client):
    one = course("大堂服务")
    session_in("昆明", one)
    session_in("成都府", one)

    html = client.get("/search/?q=大堂+成都府").content.decode()

    assert "<b>成都府</b>" in html and "<b>昆明</b>" not in html


def test_the_words_of_a_question_hide_no_course():
    one, other = (
        course("柜面差错", code="1"),
        course("敬老服务", "第一讲 敬爱的老師邓知微", code="2"),
    )
    one.instructors.create(name="邓知微")
    index_course(one)

    assert titles("邓知微老师") == [one.title, other.title]  # who teaches, then a point


def test_letters_beside_characters_are_a_word_of_their_own():
    SynonymFactory(words="Excel、数据看板")
    course("数据看板实作")
    course("培训 exercise cell", "第一讲 el培训")

    assert titles("Excel培训") == ["数据看板实作"]


def test_pinyin_is_the_word_it_spells_before_its_synonyms():
    SynonymFactory(words="支行长、网点主任")
    course("网点主任研修", code="1")
    course("支行长带教", code="2")

    assert titles("zhihangzhang") == ["支行长带教", "网点主任研修"]


def test_the_word_itself_comes_before_its_synonym_in_the_same_place():
    SynonymFactory(words="骗子、防诈")
    course("防诈甲", code="1")
    course("防诈乙", code="2", summary="听懂骗子怎么说")

    assert titles("骗子") == ["防诈乙", "防诈甲"]


def test_a_code_that_no_course_has_finds_nothing():
    course("大堂", code="KK-102")

    assert (titles("KK-999"), titles("kk 102")) == ([], ["大堂"])


def test_another_form_of_an_english_word_is_found():
    course("理财", title_en="Wealth Managers", summary_en="Discrepancies")

    assert [titles(q) for q in ("wealth management", "discrepancy")] == [["理财"]] * 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("complaints", "异议"),  # a synonym is written in one number only
        ("deposit", "揽储"),
        ("customers complaints", "异议"),
        ("loans", "贷款"),  # too short for a stem
        ("branches", "网点"),
        ("policies", "制度"),
    ],
)
def test_one_and_many_of_an_english_word_are_the_same(query, found):
    SynonymFactory(words="异议、complaint")
    SynonymFactory(words="揽储、deposits")
    course("异议", summary_en="For customers")
    course("揽储")
    course("贷款", title_en="Home Loan Files")
    course("网点", title_en="The Branch")
    course("制度", title_en="A Policy")

    assert titles(query)[:1] == [found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("objection", "异议"),
        ("objections", "异议"),
        ("negotiate", "协商"),
        ("negotiating with customers", "协商"),
        ("negotiations", "协商"),
        ("compliant", "合规"),
        ("mediate", "调解"),
    ],
)
def test_every_form_of_an_english_word_has_its_synonyms(query, found):
    SynonymFactory(words="异议、objection")
    SynonymFactory(words="协商、negotiation")
    SynonymFactory(words="合规、compliance")
    SynonymFactory(words="调解、mediation")
    course("异议")
    course("协商", summary_en="For customers")
    course("合规")
    course("调解")

    assert titles(query)[:1] == [found]


def test_a_slip_in_a_word_that_has_a_stem_is_forgiven():
    course("房贷", title_en="Mortgage Files")

    assert titles("morgage") == ["房贷"]


def test_of_what_says_it_in_pieces_a_module_comes_before_a_line():
    course("客户甲", "第一模块 开场\n一、倾听\n1、投诉", code="1")
    course("客户乙", "第一模块 投诉\n一、倾听", code="2")

    assert titles("客户投诉") == ["客户乙", "客户甲"]


def test_a_word_with_synonyms_is_worth_an_answer_by_itself():
    SynonymFactory(words="入职、新员工")
    course("新员工集训")

    assert titles("博士后出站入职") == ["新员工集训"]


def test_a_single_character_puts_what_comes_near_in_order():
    SynonymFactory(words="柜员、柜面")
    course("柜面甲", code="1")
    course("柜面乙", "第一讲 劝阻", code="2")
    course("其他", code="3")

    assert titles("柜员劝客") == ["柜面乙", "柜面甲"]


def test_no_word_is_called_missing_that_another_course_says(client):
    course("反洗钱实务")
    course("区块链")

    page = client.get("/search/?q=反洗钱+区块链").content.decode()

    assert "没有课程完整写到“反洗钱 区块链”" in page


def test_the_list_says_that_it_shows_what_comes_near(client):
    course("反洗钱实务")

    near, whole = (client.get(f"/courses/?q=反洗钱{q}").content.decode() for q in ("+区块链", ""))

    assert "没有课程写到“区块链”" in near
    assert "没有课程" not in whole


def test_suggestions_know_english_titles_instructors_and_what_sounds_alike(client):
    one = course("小微企业授信", title_en="Mortgage Files", code="XW-117")
    one.instructors.create(name="裴思远", name_en="Pei Siyuan", slug="pei-siyuan")
    course("合规", category__name="合规与反洗钱", category__slug="aml")

    def offered(typed: str, place="") -> list[str]:
        rows = client.get(f"{place}/search/suggest/", {"q": typed}).json()["suggestions"]
        return [row["label"] for row in rows]

    assert [offered(q, "/en") for q in ("mort", "files", "pei s")] == [
        ["Mortgage Files"],
        ["Mortgage Files"],
        ["Pei Siyuan"],
    ]
    assert [offered(q) for q in ("裴思", "反洗", "小薇", "xw117")] == [
        ["裴思远"],
        ["合规与反洗钱"],
        ["小微企业授信"],
        ["小微企业授信"],
    ]


def test_suggestions_sound_alike_by_whole_syllables(client):
    course("先进制造业授信")

    said = {
        q: client.get("/search/suggest/", {"q": q}).json()["suggestions"] for q in ("西安", "先金")
    }

    assert {q: [row["label"] for row in rows] for q, rows in said.items()} == {
        "西安": [],
        "先金": ["先进制造业授信"],
    }


def test_suggestions_read_names_only_and_once_for_two_letters(client, django_assert_num_queries):
    session = SessionFactory(city__name="昆明", city__slug="kunming")

    with django_assert_num_queries(4):  # not what the filters read: every course and session
        rows = client.get("/search/suggest/?q=kun").json()["suggestions"]
    with django_assert_num_queries(0):
        client.get("/search/suggest/?q=kunm")

    assert [row["label"] for row in rows] == ["昆明"]
    assert session.city.slug in rows[0]["url"]


def test_who_teaches_single_sessions_is_suggested_too(client):
    teacher = InstructorFactory(name="裴思远", slug="pei-siyuan")
    SessionFactory(course=course("小微企业授信")).instructors.add(teacher)

    rows = client.get("/search/suggest/", {"q": "裴思"}).json()["suggestions"]

    assert [row["label"] for row in rows] == ["裴思远"]
