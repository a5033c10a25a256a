"""The source of the product, for tests that read it."""

import ast
import tokenize
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(
    path
    for folder in ("catalog", "enrollment", "operations", "config")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def refused(paths: Iterable[Path], wrong: Callable[[Path], object]) -> dict[str, object]:
    """What ``wrong`` finds, by the name of the file it finds it in.

    One test reads all files: 800 tests of one file each cost more than what they read.
    """
    return {name_of(path): found for path in paths if (found := wrong(path))}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Dotted names of everything the module imports, wherever the import stands."""
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(names)


def comments_in(path: Path) -> list[str]:
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def docstrings_in(tree: ast.AST) -> list[str]:
    named = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, named)]
    return [text for node in nodes if (text := ast.get_docstring(node))]
