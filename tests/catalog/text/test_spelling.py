"""Pinyin as people type it."""

import pytest

from catalog.text.spelling import joined_pinyin, without_tones


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("fǎn xǐ qián", "fan xi qian"),
        ("fǎnxǐqián 客户", "fanxiqian 客户"),
        ("fan3 xi3qian2", "fan xiqian"),
        ("réclamation", "réclamation"),
        ("kk101 m1 mp3 t1", "kk101 m1 mp3 t1"),
    ],
)
def test_tones_are_left_out_of_pinyin_only(typed, plain):
    assert without_tones(typed) == plain


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("fan xi qian", "fanxiqian"),
        ("f x q", "fxq"),
        ("tou su 客户", "tousu 客户"),
        ("昆明 tou su chu li 客户", "昆明 tousuchuli 客户"),
        ("excel 报表", "excel 报表"),
        ("fanxiqian 昆明", "fanxiqian 昆明"),
    ],
)
def test_syllables_side_by_side_are_one_word(typed, joined):
    assert joined_pinyin(typed) == joined
