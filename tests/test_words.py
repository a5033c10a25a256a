"""The field's own words, in names and docstrings: one thing has one name (docs/architecture.md)."""

import ast
import re
import tokenize
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
    "desk": "dashboard",
    "desks": "dashboards",
    "drawn": "rendered (HTML, forms), written (files)",
    "draws": "renders",
    "drew": "rendered",
}
# In a PDF or a sheet, lines and pictures are indeed drawn.
DRAWN_FILES = "catalog/outline/"
# Said of the code in docstrings and comments.
PHRASES = {
    "the square": "O(n²)",
    "take turns": "wait for the lock, or for each other",
    "takes turns": "waits for the lock, or for the other",
    "kept in memory": "cached",
    "kept page": "cached page",
}
# Here a name is the noun of what it holds.
RULES = (
    *("catalog/domain/", "catalog/queries/"),
    *("enrollment/actions/", "enrollment/domain/", "enrollment/queries/"),
)
NO_NOUNS = {
    "one": "the noun of the list it comes from: session, party, row",
    "ones": "the noun",
    "thing": "subject, row, or the noun",
    "things": "subjects, rows, or the noun",
    "said": "params, text, changes, or the noun",
    "told": "parties, codes, letters, or the noun",
    "found": "what was found: courses, match, traces",
    "more": "what more there is: added, extra",
    "kept": "cached, saved, stored, remaining, held_back",
    "keep": "save, cache, hold",
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


def comments_in(path: Path) -> list[str]:
    with path.open("rb") as file:
        tokens = list(tokenize.tokenize(file.readline))
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


def docstrings_in(tree: ast.AST) -> list[str]:
    named = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, named)]
    return [text for node in nodes if (text := ast.get_docstring(node))]


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_second_name_is_used(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = names_in(tree)
    refused = {
        word: instead
        for word, instead in INSTEAD.items()
        if not (word in ("drawn", "draws", "drew") and name_of(path).startswith(DRAWN_FILES))
    }
    words = {word.lower(): name for name in names for word in WORD.findall(name)}
    said = {word for text in docstrings_in(tree) for word in re.findall(r"[a-z]+", text.lower())}

    assert {words[word]: refused[word] for word in words.keys() & refused.keys()} == {}
    assert {name: CLASSES[name] for name in names & CLASSES.keys()} == {}
    assert {word: refused[word] for word in said & refused.keys()} == {}


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_docstrings_and_comments_use_the_words_of_the_field(path: Path):
    texts = [*docstrings_in(ast.parse(path.read_text(encoding="utf-8"))), *comments_in(path)]
    text = " ".join(" ".join(texts).lower().split())

    assert {phrase: PHRASES[phrase] for phrase in PHRASES if phrase in text} == {}


@pytest.mark.parametrize(
    "path", [path for path in CODE if name_of(path).startswith(RULES)], ids=name_of
)
def test_a_name_in_the_rules_is_the_noun_of_what_it_holds(path: Path):
    module = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    inside = [names_in(ast.Module([*node.body, node.args], [])) for node in functions]
    names = set().union(*inside, (node.name for node in module.body if node in functions))

    assert {name: NO_NOUNS[name] for name in names & NO_NOUNS.keys()} == {}
