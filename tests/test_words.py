"""The field's own words, in names and docstrings: one thing has one name (docs/architecture.md)."""

import ast
import re
from pathlib import Path

from tests.source import CODE, comments_in, docstrings_in, name_of, refused, tree_of

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


def second_names(path: Path) -> dict[str, str]:
    """Names and words of docstrings that have another name, and that name."""
    tree = tree_of(path)
    names = names_in(tree)
    instead = {
        word: other
        for word, other in INSTEAD.items()
        if not (word in ("drawn", "draws", "drew") and name_of(path).startswith(DRAWN_FILES))
    }
    words = {word.lower(): name for name in names for word in WORD.findall(name)}
    said = {word for text in docstrings_in(tree) for word in re.findall(r"[a-z]+", text.lower())}
    return (
        {words[word]: instead[word] for word in words.keys() & instead.keys()}
        | {name: CLASSES[name] for name in names & CLASSES.keys()}
        | {word: instead[word] for word in said & instead.keys()}
    )


def test_no_second_name_is_used():
    assert refused(CODE, second_names) == {}


def test_docstrings_and_comments_use_the_words_of_the_field():
    def phrases(path: Path) -> dict[str, str]:
        texts = [*docstrings_in(tree_of(path)), *comments_in(path)]
        text = " ".join(" ".join(texts).lower().split())
        return {phrase: PHRASES[phrase] for phrase in PHRASES if phrase in text}

    assert refused(CODE, phrases) == {}


def no_nouns(path: Path) -> dict[str, str]:
    """Variables, arguments and functions that are no noun, and what could stand instead."""
    module = tree_of(path)
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    inside = [names_in(ast.Module([*node.body, node.args], [])) for node in functions]
    names = set().union(*inside, (node.name for node in module.body if node in functions))
    return {name: NO_NOUNS[name] for name in names & NO_NOUNS.keys()}


def test_a_name_in_the_rules_is_the_noun_of_what_it_holds():
    rules = [path for path in CODE if name_of(path).startswith(RULES)]

    assert refused(rules, no_nouns) == {}
