"""A state, a status or a kind is named by its TextChoices, never by the text in the column.

A raw text outlives the rename of a state, and a slip of the keyboard in it matches no row.
"""

import ast
from pathlib import Path

from django.apps import apps

from tests.source import CODE, ROOT, refused, tree_of

# The reader of outlines is pure: its kinds are rows of catalog.outline.kinds.
PLACES = [path for path in CODE if "outline" not in path.relative_to(ROOT).parts[1:-1]]
LOOKUPS = {"in", "exact"}
CERTAIN = {"state", "status"}  # a variable of another of these names may be anything
COUNTERS = {"held", "offered", "waiting"}  # columns of a session that are called as states are


def texts_by_field() -> dict[str, set[str]]:
    """What the columns with choices hold, by the name of the field."""
    texts: dict[str, set[str]] = {}
    for app in ("catalog", "enrollment"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                if field.choices and field.name != "language":
                    known = {str(value) for value, _label in field.flatchoices} - {""}
                    texts.setdefault(field.name, set()).update(known)
    return texts


def field_in(name: str) -> str:
    """``state`` of ``session__state__in``."""
    parts = [part for part in name.split("__") if part not in LOOKUPS]
    return parts[-1] if parts else ""


def constants(node: ast.expr) -> set[str]:
    nodes = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else [node]
    return {
        one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def pairs_in(tree: ast.AST, states: set[str]):
    """Names of columns beside the texts they are set to, filtered by or compared with.

    A list of nothing but texts of ``states`` is a list of states.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg:
            yield field_in(node.arg), constants(node.value), node.value.lineno
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            texts = constants(node)
            if len(texts) == len(node.elts) and texts <= states and texts - COUNTERS:
                yield "state", texts, node.lineno
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            named = {side.attr for side in sides if isinstance(side, ast.Attribute)}
            named |= {side.id for side in sides if isinstance(side, ast.Name)} & CERTAIN
            for name in named:
                for side in sides:
                    yield name, constants(side), node.lineno


def test_no_state_is_written_as_its_text():
    known = texts_by_field()

    def raw(path: Path) -> list[str]:
        return [
            f"line {line}: {name} {sorted(texts & known[name])}"
            for name, texts, line in pairs_in(tree_of(path), known["state"])
            if name in known and texts & known[name]
        ]

    assert refused(PLACES, raw) == {}
