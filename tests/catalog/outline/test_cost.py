"""The cost of a line is bounded, whatever stands in it."""

import importlib
import pkgutil
import re
import time

import pytest

import catalog.outline
from catalog.outline import parse

LENGTH = 50_000
SECONDS = 0.05
SEEDS = """
a A 一 第 1 . 、 ： （ ( 【 [ < <a </ * ** __ | - — # > 案 案例 课程 课程目标 1. 1、 (1 一、 第1
1月 @ a@ a. + 1- 0 “ （一 》 & é I IV X ① ● … · _ day %1 周月 12: 00- role- q1 学员 近期 年月 元/
"""
REPEATED = [
    seed * (LENGTH // len(seed)) for seed in (*SEEDS.split(), " ", "\t", "\u3000", "a ", "1 ")
]


def compiled() -> dict[str, re.Pattern]:
    """Every regular expression of the package, by module and name."""
    found = {}
    for module in pkgutil.walk_packages(catalog.outline.__path__, "catalog.outline."):
        for name, value in vars(importlib.import_module(module.name)).items():
            several = value.values() if isinstance(value, dict) else [value]
            for at, one in enumerate(several):
                if isinstance(one, re.Pattern):
                    found[f"{module.name}.{name}.{at}"] = one
    return found


def slowest(call, texts) -> float:
    """Seconds of processor time for the worst text, each tried up to three times."""
    worst = 0.0
    for text in texts:
        times = []
        for _ in range(3):
            start = time.process_time()
            call(text)
            times.append(time.process_time() - start)
            if times[-1] < SECONDS / 2:
                break
        worst = max(worst, min(times))
    return worst


@pytest.mark.parametrize("name", compiled())
def test_no_expression_is_slow_on_a_long_line(name):
    pattern = compiled()[name]
    texts = [text + end for text in REPEATED for end in ("", "!")]
    if isinstance(pattern.pattern, bytes):
        texts = [text.encode() for text in texts]

    assert slowest(pattern.match, texts) < SECONDS
    assert slowest(pattern.fullmatch, texts) < SECONDS


def test_reading_a_line_of_any_length_is_linear():
    def seconds(length: int) -> float:
        return slowest(
            parse, [(seed * length)[:length] for seed in ("课程目标：", "a@b.", "| ", "年 ")]
        )

    assert seconds(20_000) < 8 * max(seconds(5_000), 0.01)


def test_reading_takes_time_in_proportion_to_the_lines():
    block = "第一讲 准备\n一、名单\n1、筛选\n2、分层\n案例：运单\n二、拜访\n1、电话\n2、上门\n"

    def seconds(times: int) -> float:
        return slowest(parse, [block * times])

    assert seconds(400) < 8 * seconds(100)
