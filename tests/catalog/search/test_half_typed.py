"""Cities and pinyin that are half typed, misspelt, or typed with blanks and tones."""

import pytest

from catalog.search import answer
from tests.catalog.search.courses import course, titles
from tests.factories import CityFactory, SessionFactory, SynonymFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cities():
    for name, latin, title in (("昆明", "Kunming", "客户投诉"), ("重庆", "Chongqing", "柜面差错")):
        city = CityFactory(name=name, name_en=latin, slug=latin.lower())
        SessionFactory(course=course(title), city=city)


@pytest.mark.parametrize("query", ["昆", "kunm", "kunmin", "kunmng", "昆名", "坤明"])
def test_a_city_that_is_half_typed_or_misspelt_is_meant(cities, query):
    assert titles(query) == ["客户投诉"]


def test_it_stands_beside_words_and_months(cities):
    other = SessionFactory(course=course("贷款审查"), city=CityFactory(name="昆山", slug="kunshan"))
    month = other.month.month

    assert titles("chongqin 差错") == ["柜面差错"]
    assert set(titles(f"{month}月昆")) == {"客户投诉", "贷款审查"}


def test_a_character_that_begins_a_city_still_finds_what_says_it(cities):
    course("昆虫学")

    assert titles("昆") == ["客户投诉", "昆虫学"]


def test_a_word_that_texts_say_is_no_city(cities):
    course("kunm 报表")

    assert titles("kunm") == ["kunm 报表"]


@pytest.mark.parametrize(
    "query", ["tou su客户", "tou su 客户", "客户tou su", "tòu sù 客户", "tou4 su4 客户"]
)
def test_pinyin_in_pieces_stands_beside_characters(query):
    course("客户投诉", code="1")
    course("客户与家庭", code="2")

    assert titles(query) == ["客户投诉"]


@pytest.mark.parametrize("query", ["fǎn xǐ qián", "fǎnxǐqián", "fan3xi3qian2"])
def test_tones_of_pinyin_do_not_matter(query):
    course("反洗钱实务")
    course("其他", "Exercice : réclamation")

    assert titles(query) == ["反洗钱实务"]
    assert titles("réclamation") == ["其他"]


def test_a_word_with_synonyms_is_found_in_pieces_as_well():
    SynonymFactory(words="情绪管理、压力")
    for title in ("情绪管理", "压力调节", "情绪与管理"):
        course(title)

    assert set(titles("情绪管理")) == {"情绪管理", "压力调节", "情绪与管理"}
    assert answer("情绪管理").whole == 3


def test_points_of_outlines_are_suggested_after_names_with_a_link_to_each(client):
    one = course("客户投诉", "第一模块 开场\n一、怎样处理投诉\n第二模块 投诉处理", code="1")
    course("晨会管理", "第一模块 开场\n一、班前投诉", code="2")

    rows = client.get("/search/suggest/", {"q": "投诉"}).json()["suggestions"]

    assert [(row["label"], row["kind"]) for row in rows] == [
        ("客户投诉", "课程"),
        ("投诉处理", "大纲要点"),
        ("班前投诉", "大纲要点"),
        ("怎样处理投诉", "大纲要点"),
    ]
    assert rows[1]["url"] == f"{one.get_absolute_url()}#item-3"
    page = client.get(one.get_absolute_url()).content.decode()
    assert 'id="item-3"' in page


def test_letters_and_single_characters_suggest_names_only(client, django_assert_max_num_queries):
    course("晨会管理", "第一模块 开场\n一、ab投诉")

    with django_assert_max_num_queries(4):  # those that read the names
        for typed in ("投", "ab", "tousu"):
            assert client.get("/search/suggest/", {"q": typed}).json()["suggestions"] == []


@pytest.mark.parametrize(
    "address", ["/search/?q=区块链", "/search/?q=反洗钱+瑜伽", "/courses/?q=反洗钱+瑜伽"]
)
def test_a_search_that_finds_little_or_nothing_offers_a_way_on(client, address):
    one = course("反洗钱实务")

    page = client.get(address).content.decode()

    assert f'href="/categories/{one.category.slug}/"' in page.partition("<main")[2]
    assert all(f'href="{way}"' in page for way in ("/courses/", "/schedule/", "/inquiry/"))
