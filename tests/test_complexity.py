"""How much one function decides: branches, loops, conditions and each ``and`` or ``or``, plus one.

ruff's C901 does not see ``and`` and ``or``; this counts as radon does.
"""

import ast
from pathlib import Path

from tests.source import CODE, name_of, tree_of

MOST = 12
BRANCHES = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.Assert, ast.match_case)


def complexity(function: ast.AST) -> int:
    total, left = 1, list(ast.iter_child_nodes(function))
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef):
            total += complexity(node)
            continue
        total += isinstance(node, BRANCHES)
        if isinstance(node, ast.BoolOp):
            total += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            total += 1 + len(node.ifs)
        left += ast.iter_child_nodes(node)
    return total


def above(path: Path) -> dict[str, int]:
    functions = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)]
    return {
        f"{name_of(path)}: {function.name}": figure
        for function in functions
        if (figure := complexity(function)) > MOST
    }


def test_no_function_decides_more_than_twelve_things():
    found = {name: figure for path in CODE for name, figure in above(path).items()}

    assert found == {}
