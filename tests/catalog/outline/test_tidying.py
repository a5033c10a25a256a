"""Tidy numbering changes labels, and nothing else."""

import pytest

from catalog.outline.tidying import tidy


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("甲\n一、认识\n三、方法\n四、工具\n", "甲\n一、认识\n二、方法\n三、工具\n"),
        ("甲\n1、特性\n2、日志\n2、陷阱\n", "甲\n1、特性\n2、日志\n3、陷阱\n"),
        ("甲\n1、特性\n2.日志\n3、陷阱\n", "甲\n1、特性\n2、日志\n3、陷阱\n"),
        ("甲\n1. a\n2、b\n3. c\n", "甲\n1. a\n2. b\n3. c\n"),
        ("甲\n(1)特性\n（2）日志\n（3）陷阱\n", "甲\n（1）特性\n（2）日志\n（3）陷阱\n"),
        ("甲\n第一讲 开\n第三讲 合\n", "甲\n第一讲 开\n第二讲 合\n"),
        ("A\nI. a\nIII. b\nIV. c\n", "A\nI. a\nII. b\nIII. c\n"),
        ("甲\n第二讲 合\n第三讲 转\n第一讲 开\n", "甲\n第一讲 合\n第二讲 转\n第三讲 开\n"),
        ("甲\r\n1、特性\r\n3、日志\r\n", "甲\r\n1、特性\r\n2、日志\r\n"),
    ],
)
def test_siblings_count_on_and_share_one_style(text, tidied):
    assert tidy(text) == tidied


@pytest.mark.parametrize(
    "text",
    [
        "甲\n课程目标：1天\n● 一\n● 三\n",
        "甲\n09:00 报到\n11:00 参观\n",
        "甲\n一、开\n案例03：某行\n案例07：某厂\n",
        "",
    ],
)
def test_what_is_no_list_of_numbers_stays(text):
    assert tidy(text) == text
