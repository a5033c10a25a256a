"""The cost of a line is bounded, whatever stands in it (expressions: tests/test_expressions.py)."""

import time

from catalog.outline import parse


def slowest(call, texts) -> float:
    """Seconds of processor time for the worst text, each tried up to three times."""
    worst = 0.0
    for text in texts:
        times = []
        for _ in range(3):
            start = time.process_time()
            call(text)
            times.append(time.process_time() - start)
            if times[-1] < 0.025:
                break
        worst = max(worst, min(times))
    return worst


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


def test_reading_a_typed_table_takes_time_in_proportion_to_its_lines():
    rows = "".join(f"甲{n}\t乙{n}\t丙{n}" + ("\t丁\n" if n % 2 else "\n") for n in range(2_000))

    def seconds(lines: int) -> float:
        text = "\n".join(rows.split("\n")[:lines])
        return slowest(parse, [f"班表课\n时间\t主题\t内容\t备注\n{text}\n"])

    assert seconds(2_000) < 8 * seconds(500)
