"""The field's own words, in names and docstrings: one thing has one name (docs/architecture.md)."""

import ast
import re
from pathlib import Path

import pytest

from tests.test_architecture import CODE, name_of

# A word that is refused, and what is said instead.
INSTEAD = {
    "wish": "interest (of somebody who waits), edits, wanted",
    "wishes": "interests, edits, wanted",
    "praise": "testimonial",
    "lateness": "overdue",
    "pile": "work list",
}
CLASSES = {"Run": "Session", "Offer": "Session or EnrollmentState.OFFERED"}
# What a stored row, an address or a posted field is called stays as it is.
STORED = {"wished"}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def names_in(tree: ast.AST) -> set[str]:
    """What functions, classes, arguments and variables are called."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found - STORED


def docstrings_in(tree: ast.AST) -> list[str]:
    named = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, named)]
    return [text for node in nodes if (text := ast.get_docstring(node))]


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_second_name_is_used(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = names_in(tree)
    words = {word.lower(): name for name in names for word in WORD.findall(name)}
    said = {word for text in docstrings_in(tree) for word in re.findall(r"[a-z]+", text.lower())}

    assert {words[word]: INSTEAD[word] for word in words.keys() & INSTEAD.keys()} == {}
    assert {name: CLASSES[name] for name in names & CLASSES.keys()} == {}
    assert {word: INSTEAD[word] for word in said & INSTEAD.keys()} == {}
