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
