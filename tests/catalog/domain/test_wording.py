"""Dates, languages, money and telephone numbers as a reader meets them."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.translation import override

from catalog.domain.date_formats import dates, in_days, language_tag, month_name, short_dates
from catalog.models import Session
from catalog.templatetags.catalog_tags import dial, is_list, yuan


def session(start=None, end=None):
    starts_on = date.fromisoformat(start) if start else None
    ends_on = date.fromisoformat(end or start) if start else None
    month = (starts_on or date(2027, 4, 1)).replace(day=1)
    return Session(month=month, starts_on=starts_on, ends_on=ends_on)


@pytest.mark.parametrize(
    ("start", "end", "full", "short"),
    [
        (None, None, "2027年4月", "日期待定"),
        ("2026-12-05", None, "2026年12月5日", "12月5日"),
        ("2026-12-05", "2026-12-06", "2026年12月5–6日", "12月5–6日"),
        ("2026-11-30", "2026-12-02", "2026年11月30日–12月2日", "11月30日–12月2日"),
        ("2026-12-30", "2027-01-02", "2026年12月30日–2027年1月2日", "12月30日–1月2日"),
    ],
)
def test_dates_are_said_once_and_not_twice(start, end, full, short):
    assert (dates(session(start, end)), short_dates(session(start, end))) == (full, short)


def test_a_month_has_a_name():
    assert [month_name(number) for number in (1, 12)] == ["1 月", "12 月"]


@pytest.mark.parametrize(
    ("page", "course", "tag"),
    [
        ("zh-hans", "zh-hans", ""),
        ("en", "zh-hans", "zh-Hans"),
        ("en", "en", ""),
        ("zh-hans", "ja", "ja"),
        ("zh-hans", "zh-hant", "zh-Hant"),
    ],
)
def test_a_course_in_the_language_of_the_page_needs_no_tag(page, course, tag):
    with translation.override(page):
        assert language_tag(SimpleNamespace(language=course)) == tag


@pytest.mark.parametrize(
    ("course", "text", "tag"),
    [
        ("en", "", "en"),
        ("en", "Credit risk", "en"),
        ("en", "信贷风险", ""),
        ("en", "VaR 模型", ""),
        ("en", "2026年", ""),
        ("en", "Bring your ID; meet at 云水楼 3F", "en"),
        ("ru", "Введение в комплаенс 合规", "ru"),
        ("ja", "研修", "ja"),
    ],
)
def test_a_chinese_text_of_a_course_in_another_language_is_chinese(course, text, tag):
    with translation.override("zh-hans"):
        assert language_tag(SimpleNamespace(language=course), text) == tag


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Decimal("29000.00"), "¥29,000"),
        (Decimal("0"), "¥0"),
        (Decimal("1234567.50"), "¥1,234,567.50"),
        (None, "价格面议"),
    ],
)
def test_money_shows_cents_only_where_there_are_any(amount, words):
    assert yuan(amount) == words


@pytest.mark.parametrize(
    ("printed", "dialled"),
    [
        ("0871-6000-0207", "087160000207"),
        ("+86 139 0000 0315", "+8613900000315"),
        ("0871-6000-0207 转 801", "087160000207,801"),
        ("400 000 0000 ext. 12", "4000000000,12"),
        ("", ""),
    ],
)
def test_a_telephone_number_can_be_dialled(printed, dialled):
    assert dial(printed) == dialled


@pytest.mark.parametrize(
    ("text", "listed"),
    [("一\n二\n三", True), ("一\n\n二", False), ("一" * 61 + "\n二\n三", False), ("", False)],
)
def test_three_short_lines_are_a_list(text, listed):
    assert is_list(text) is listed


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("zh-hans", "2.0", "2 天"),
        ("zh-hans", "1.5", "1.5 天"),
        ("en", "1.0", "1 day"),
        ("en", "0.5", "0.5 days"),
        ("en", "10", "10 days"),
    ],
)
def test_the_length_of_a_course_is_worded(language, days, said):
    with override(language):
        assert in_days(Decimal(days)) == said
