"""Every regular expression of the product against lines made to be slow."""

import ast
import importlib
import re
import re._parser as grammar
from collections import deque

import pytest

from tests.pace import seconds, within
from tests.source import CODE, ROOT, tree_of

PLACES = [
    path for path in CODE if not {"operations", "management"} & set(path.relative_to(ROOT).parts)
]
SHORT = 1_000  # characters; a cost of n² is some 1 ms here, a cost of n below 0.1 ms
SUSPECT = 0.0005  # seconds; what takes longer on a short line is judged on a long one
LONG = 25_000
LIMIT = 50  # strides on a long line
SECONDS = 0.050  # what takes no longer needs no stride beside it
METHODS = ("match", "search", "fullmatch", "sub", "split", "findall", "finditer")
SEEDS = """
a A 一 第 1 . 、 ： （ ( 【 [ < <a </ * ** __ | - — # > 案 案例 课程 课程目标 1. 1、 (1 一、 第1
1月 @ a@ a. + 1- 0 “ （一 》 & é I IV X ① ● … · _ day %1 周月 12: 00- role- q1 学员 近期 年月 元/
: ， , **a __a 培训目标 0871- ·- 【课 [a …1
"""
RUNS = [*SEEDS.split(), *" \t\n\u3000", "a ", "1 ", "| ", ". ", "1 月", "13900000000 "]


def patterns_in(value) -> list[re.Pattern]:
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        return patterns_in(list(value.values()))
    return (
        [p for part in value for p in patterns_in(part)] if isinstance(value, list | tuple) else []
    )


def expressions() -> dict[re.Pattern, str]:
    """Each compiled expression that stands at the top of a module, and its name there."""
    found: dict[re.Pattern, str] = {}
    importlib.import_module("config.urls")
    for path in PLACES:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if name.startswith("config"):
            continue
        for key, value in vars(importlib.import_module(name)).items():
            for pattern in patterns_in(value):
                found.setdefault(pattern, f"{name}.{key}")
    return found


def uses() -> dict[str, set[str]]:
    """For each name in capitals, the methods of an expression that the code calls on it."""
    called: dict[str, set[str]] = {}
    for path in PLACES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                name = getattr(owner, "id", "")
                if name.isupper():
                    called.setdefault(name, set()).add(node.attr)
    return called


def characters(tree) -> set[str]:
    """The characters an expression names, and the first of each range."""
    found = set()
    for sign, value in tree:
        if sign is grammar.LITERAL:
            found.add(chr(value))
        elif sign is grammar.RANGE:
            found.add(chr(value[0]))
        else:
            parts = deque([value])
            while parts:
                part = parts.popleft()
                named = isinstance(part, list) and part and isinstance(part[0], tuple)
                if named or isinstance(part, grammar.SubPattern):
                    found |= characters(part)
                elif isinstance(part, list | tuple):
                    parts.extend(part)
    return found


def hostile(pattern: re.Pattern) -> list[tuple[str, str]]:
    """What to repeat, and what to end with."""
    own = sorted(characters(grammar.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))[:40]
    runs = dict.fromkeys([*RUNS, *own, *(f"{sign} " for sign in own[:8])])
    return [(run, end) for run in runs for end in ("", "\0")]


def work_of(pattern: re.Pattern, method: str, run: str, end: str, length: int):
    text = (run * length)[:length] + end
    line = text.encode() if isinstance(pattern.pattern, bytes) else text

    def work():
        if method == "sub":
            pattern.sub(line[:0], line)
        elif method == "finditer":  # keeping all matches is not the expression's doing
            deque(pattern.finditer(line), maxlen=1)
        else:
            getattr(pattern, method)(line)

    return work


def slow(pattern: re.Pattern, method: str, run: str, end: str) -> bool:
    if seconds(work_of(pattern, method, run, end, SHORT)) <= SUSPECT:
        return False
    work = work_of(pattern, method, run, end, LONG)
    return seconds(work) > SECONDS and not within(LIMIT, work)


EXPRESSIONS = expressions()
USES = uses()


@pytest.mark.parametrize("pattern", EXPRESSIONS, ids=EXPRESSIONS.get)
def test_an_expression_costs_little_on_the_worst_line(pattern):
    called = USES.get(EXPRESSIONS[pattern].rpartition(".")[2], {"search"})
    tries = (
        (method, run, end)
        for run, end in hostile(pattern)
        for method in sorted(called | {"match", "fullmatch"})
        if slow(pattern, method, run, end)
    )

    assert next(tries, None) is None  # the first will do: each costs seconds


def test_the_measure_finds_an_expression_that_is_quadratic():
    bad = re.compile(r"\s*x$")

    assert slow(bad, "search", " ", "")


def test_every_expression_is_compiled_where_it_can_be_measured():
    loose = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in PLACES
        if path.parts[len(ROOT.parts)] != "config"
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and getattr(node.func.value, "id", "") == "re"
        and node.func.attr in METHODS
    ]

    assert loose == []
