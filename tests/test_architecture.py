"""Who may import whom (docs/architecture.md), read from the code itself."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(
    path
    for folder in ("catalog", "enrollment", "operations", "config")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
PURE = [
    *sorted((ROOT / "catalog" / "outline").rglob("*.py")),
    *sorted((ROOT / "catalog" / "printing").rglob("*.py")),
    *(
        ROOT / "catalog" / name
        for name in (
            "schedule.py",
            "tabular.py",
            "folding.py",
            "facets.py",
            "structured.py",
            "ics.py",
            "inbound.py",
        )
    ),
]
PEOPLE = sorted((ROOT / "enrollment" / "people").rglob("*.py"))
RULES = [
    *sorted((ROOT / "enrollment" / "actions").glob("*.py")),
    *(
        ROOT / "enrollment" / f"{name}.py"
        for name in (
            "seats",
            "states",
            "steps",
            "terms",
            "waiting",
            "capacity",
            "outbox",
            "audit",
            "shown",
            "twins",
        )
    ),
    *sorted((ROOT / "catalog" / "search").rglob("*.py")),
]
EDGES = {"forms", "views", "admin", "exports", "documents", "urls"}
JUNK_DRAWERS = {"utils", "helpers", "common", "core", "services", "misc"}
CLOCK_CALLS = {"now", "today", "localdate", "localtime", "time", "monotonic"}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(path: Path) -> set[str]:
    """Dotted names of everything the module imports, wherever the import stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", [p for p in CODE if "catalog" in p.parts], ids=name_of)
def test_the_catalogue_knows_nothing_of_enrollment(path):
    assert {name for name in imported(path) if name.split(".")[0] == "enrollment"} == set()


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_nothing_needs_what_runs_the_site(path):
    names = set() if "operations" in path.parts else imported(path)

    assert {name for name in names if name.split(".")[0] == "operations"} == set()


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_pure_modules_import_neither_django_nor_models(path):
    foreign = {"django", "enrollment", "config", "environ"}
    names = imported(path)

    assert {name for name in names if name.split(".")[0] in foreign} == set()
    assert {name for name in names if name.startswith("catalog.models")} == set()


@pytest.mark.parametrize("path", PEOPLE, ids=name_of)
def test_the_reading_of_people_is_pure(path):
    names = imported(path)

    assert {
        name for name in names if name.split(".")[0] in {"django", "config", "environ"}
    } == set()
    ours = {name for name in names if name.startswith("enrollment")}
    assert {name for name in ours if not name.startswith("enrollment.people")} == set()
    assert {name for name in names if name.startswith("catalog.models")} == set()


@pytest.mark.parametrize("path", [*PURE, *PEOPLE], ids=name_of)
def test_pure_modules_read_no_clock(path):
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }

    assert calls & (CLOCK_CALLS - {"time"}) == set()


@pytest.mark.parametrize("path", RULES, ids=name_of)
def test_rules_do_not_import_the_edges(path):
    used = {
        name.split(".")[1]
        for name in imported(path)
        if name.split(".")[0] in {"catalog", "enrollment"} and "." in name
    }

    assert used & EDGES == set()


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_modules_are_named_after_what_they_know(path):
    assert ({path.stem} | set(path.relative_to(ROOT).parts[:-1])) & JUNK_DRAWERS == set()


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_modules_stay_under_400_lines_and_functions_under_40(path):
    text = path.read_text(encoding="utf-8")
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= 40
    ]

    assert text.count("\n") <= 400
    assert long == []
