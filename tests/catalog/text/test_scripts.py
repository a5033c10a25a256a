"""Which language a text of two scripts is in."""

import pytest

from catalog.text.folding import is_chinese


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("带身份证", True),
        ("请带 Excel 与 laptop", True),
        ("Bring your ID; meet at 云水楼 3F", False),
        ("Bring your ID", False),
        ("Được, 好", False),
        ("VaR 模型", True),
        ("①②③ 好", True),
        ("Введение в комплаенс 合规", False),
        ("준법 교육", False),
        ("준법 교육 法", False),
        ("3 / 4", False),
    ],
)
def test_a_text_is_chinese_where_most_of_its_words_are(text, is_so):
    assert is_chinese(text) is is_so
