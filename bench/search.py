"""How fast a search is over 2,000 courses of 300 items, and how long the index takes; prints JSON.

    .venv/bin/python -m bench.search                    # on SQLite, in a file of its own
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/any .venv/bin/python -m bench.search

Makes its own database (kaike_bench_search, a file below var/ on SQLite) and removes it at the end.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time

import django

from bench.own_database import own_database

NAME = "kaike_bench_search"
COMMON = [
    *"的与和在把",
    "客户", "经理", "风险", "管理", "方法", "案例", "工具", "流程", "分析", "银行", "服务", "目标",
]  # fmt: skip
HEADS = """信用卡 贷款 催收 投诉 厅堂 理财 现金流 财报 合规 反洗钱
    网点 柜面 基金 保险 对公 小微 按揭 票据 外汇 存款"""
TAILS = """话术 识别 评估 审查 监测 预警 指标 复盘 演练 技巧
    策略 模型 标准 清单 步骤 沟通 谈判 报表 登记 回访"""
WORDS = [head + tail for head in HEADS.split() for tail in TAILS.split()]
LATIN = ["KYC", "Excel", "AUM", "NPS", "SWOT", "VaR", "LTV", "M1", "T+1", "APP"]
QUERIES = [
    "客", "的", "户", "客户", "信用卡", "客户经理", "风险管理", "催收", "kyc", "Excel", "m1", "a",
    "客户 风险", "信用卡 催收 话术", "xyk", "xinyongka", "khjl", "反洗钱识别 AUM", "沒有這個詞",
    "現金流", "现金流预警指标", "信用卡催收话术", "信用卡催收 按揭投诉", "管理", "t+1", "cl",
    "信用咔 催受", "怎么识别信用卡风险？", "xinyonka",
]  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--courses", type=int, default=2000)
    options.add_argument("--items", type=int, default=300)
    options.add_argument("--rounds", type=int, default=15)
    chosen = options.parse_args()
    drop = own_database(NAME)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    try:
        print(json.dumps(measured(chosen), ensure_ascii=False, indent=2))
    finally:
        drop()


def measured(chosen) -> dict:
    from django.core.management import call_command
    from django.db import connection

    from catalog.search import rebuild

    call_command("migrate", verbosity=0)
    fill(chosen.courses, chosen.items)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    started = time.perf_counter()
    rebuild()
    build = time.perf_counter() - started
    rows = {query: times_of(query, chosen.rounds) for query in QUERIES}
    everything = sorted(one for row in rows.values() for one in row["all"])
    # Of this process: on SQLite all of the search, whatever else the machine is doing.
    cpu = sorted(one for row in rows.values() for one in row["cpu"])
    return {
        "database": connection.vendor,
        "courses": chosen.courses,
        "items": chosen.courses * chosen.items,
        "build_s": round(build, 1),
        "p50_ms": round(statistics.median(everything), 1),
        "p95_ms": round(everything[int(len(everything) * 0.95)], 1),
        "cpu_p95_ms": round(cpu[int(len(cpu) * 0.95)], 1),
        "max_ms": round(everything[-1], 1),
        "release_ms": round(release_ms(), 1),
        "queries": {
            query: {
                "found": row["found"],
                "p50_ms": round(statistics.median(row["all"]), 1),
                "p95_ms": round(sorted(row["all"])[int(len(row["all"]) * 0.95)], 1),
            }
            for query, row in rows.items()
        },
    }


def times_of(query: str, rounds: int) -> dict:
    """Milliseconds of the whole search: the matches, the first page and its lines."""
    from catalog.search import PER_PAGE, answer, search

    times, work, ids = [], [], []
    for _ in range(rounds):
        started, began = time.perf_counter(), time.process_time()
        given = answer(query)
        ids = given.ids
        search(ids[:PER_PAGE], given.words)
        times.append((time.perf_counter() - started) * 1000)
        work.append((time.process_time() - began) * 1000)
    return {"found": len(ids), "all": times, "cpu": work}


def release_ms() -> float:
    """Milliseconds to index one course anew, as its release does."""
    from catalog.models import Course
    from catalog.search import index_course

    times = []
    for course in Course.objects.all()[:10]:
        started = time.perf_counter()
        index_course(course)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def fill(courses: int, items: int) -> None:
    from catalog.models import Category, Course, Outline, OutlineItem

    chance = random.Random(20261125)  # noqa: S311
    categories = [
        Category.objects.create(name=f"{phrase(chance, 2)}{n}", slug=f"c{n}") for n in range(10)
    ]
    topics = [chance.sample(WORDS, 40) for _ in range(courses)]
    made = Course.objects.bulk_create(
        Course(
            category=categories[n % 10],
            title=phrase(chance, 3, topics[n]),
            slug=f"course-{n}",
            code=f"KK-{n:05d}",
            status="published",
            audience=phrase(chance, 2, topics[n]),
        )
        for n in range(courses)
    )
    outlines = Outline.objects.bulk_create(
        Outline(course=course, number=1, source="") for course in made
    )
    for course, outline, topic in zip(made, outlines, topics, strict=True):
        course.outline = outline
        OutlineItem.objects.bulk_create(
            (
                OutlineItem(
                    outline=outline,
                    position=n,
                    depth=1 if n % 40 == 1 else 2 if n % 8 == 1 else 3,
                    kind="point",
                    label=f"{n}.",
                    title=phrase(chance, 3, topic),
                )
                for n in range(1, items + 1)
            ),
            batch_size=300,
        )
    Course.objects.bulk_update(made, ["outline"], batch_size=500)


def phrase(chance: random.Random, words: int, topic: list[str] = COMMON) -> str:
    """Words of a topic, common ones between them, now and then a Latin one."""
    parts = []
    for _ in range(words):
        own = chance.random() < 0.7
        parts.append(chance.choice(topic if own else COMMON))
        if chance.random() < 0.03:
            parts.append(chance.choice(LATIN))
    return "".join(parts)


if __name__ == "__main__":
    sys.exit(main())
