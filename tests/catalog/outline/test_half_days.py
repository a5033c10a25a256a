"""A date with half of its day heads what is taught then, also where numbers run on across days."""

import pytest

from catalog.outline import parse

TEXT = """门诊窗口服务

9月14日上午{morning}
一、患者为什么着急
1.候诊时间的三段
二、窗口第一句话
1.称呼
9月14日下午{afternoon}
三、冲突的四个台阶
1.抱怨
9月15日上午{morning}
四、跨科室交接
1.谁接
"""


@pytest.mark.parametrize(
    ("morning", "afternoon"),
    [("", ""), ("（8:30—11:30）", "（13:30—16:30）"), (" 8:30-11:30", " 13:30-16:30")],
)
def test_half_days_are_units_and_the_numbers_run_on_inside(morning, afternoon):
    tree = parse(TEXT.format(morning=morning, afternoon=afternoon))

    heads = [item.title for item in tree.items if item.depth == 1]
    sections = [item.label for item in tree.items if item.depth == 2]
    assert heads == [f"9月14日上午{morning}", f"9月14日下午{afternoon}", f"9月15日上午{morning}"]
    assert sections == ["一、", "二、", "三、", "四、"]


@pytest.mark.parametrize(
    ("morning", "afternoon"),
    [
        ("【上午】", "【下午】"),
        ("【上午场】", "【下午场】"),
        ("上午场：", "下午场："),
        ("[Morning]", "[Afternoon]"),
    ],
)
def test_half_days_in_brackets_and_by_other_names_divide_a_day(morning, afternoon):
    text = f"厅堂营销\n第一天\n{morning}迎客\n1. 问候\n{afternoon}送客\n1. 告别\n"
    text += f"第二天\n{morning}回访\n1. 电话\n{afternoon}复盘\n1. 数据"
    tree = parse(text)

    assert [(item.depth, item.title) for item in tree.items] == [
        (1, ""),
        (2, "迎客"),
        (3, "问候"),
        (2, "送客"),
        (3, "告别"),
        (1, ""),
        (2, "回访"),
        (3, "电话"),
        (2, "复盘"),
        (3, "数据"),
    ]
