"""Who may import whom (docs/architecture.md), read from the code itself."""

import ast
import re
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.source import CODE, ROOT, imported, name_of, refused, tree_of

# The layer of a module is the folder it stands in. A module imports its own layer and those above.
LAYERS = {
    "catalog": (
        "text",  # pure: normal forms of text
        "outline",  # pure: text or file -> tree
        "plan",  # pure: cells, clashes and proposals of a year's plan
        "models",
        "search",
        "domain",
        "queries",
        "documents",
        "forms",
        "views",
        "urls",
        "templatetags",
        "admin",
        "management",
        "checks",
        "apps",
    ),
    "enrollment": (
        "people",  # pure: names, telephones, rosters
        "models",
        "domain",
        "actions",
        "messaging",
        "queries",
        "documents",
        "forms",
        "views",
        "urls",
        "templatetags",
        "admin",
        "management",
        "apps",
    ),
}
PURE_FOLDERS = ("catalog/text", "catalog/outline", "catalog/plan", "enrollment/people")
PURE_MODULES = (
    *(f"catalog/documents/{name}.py" for name in ("brochure", "fonts", "ics", "notice", "poster")),
    *(f"catalog/documents/{name}.py" for name in ("printed_facts", "schema_org", "tabular")),
    *(f"catalog/documents/{name}.py" for name in ("workbook", "wrapping")),
    *(f"catalog/queries/{name}.py" for name in ("facets", "schedule_grid")),
)
PEOPLE = sorted((ROOT / "enrollment" / "people").rglob("*.py"))
PURE = [
    *(path for folder in PURE_FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))),
    *(ROOT / name for name in PURE_MODULES),
]
# No rule needs to know how a page or a paper looks.
EDGES = {"documents", "forms", "views", "admin", "urls", "management"}
JUNK_DRAWERS = {"utils", "helpers", "common", "core", "services", "misc"}
CLOCK_CALLS = {"now", "today", "localdate", "localtime", "time", "monotonic"}


def imports_of(*packages: str):
    """What a module imports of ``packages``."""
    return lambda path: {name for name in imported(path) if name.split(".")[0] in packages}


def test_the_catalogue_knows_nothing_of_enrollment():
    catalogue = [path for path in CODE if path.is_relative_to(ROOT / "catalog")]

    assert refused(catalogue, imports_of("enrollment")) == {}


def test_nothing_needs_what_runs_the_site():
    others = [path for path in CODE if not path.is_relative_to(ROOT / "operations")]

    assert refused(others, imports_of("operations")) == {}


def test_pure_modules_import_neither_django_nor_models():
    def models(path: Path) -> set[str]:
        return {name for name in imported(path) if name.split(".")[1:2] == ["models"]}

    assert refused(PURE, imports_of("django", "config", "environ")) == {}
    assert refused(PURE, models) == {}


def test_the_reading_of_people_knows_nothing_else_of_enrollment():
    def elsewhere(path: Path) -> set[str]:
        ours = imports_of("enrollment")(path)
        return {name for name in ours if not name.startswith("enrollment.people")}

    assert refused(PEOPLE, elsewhere) == {}


def test_pure_modules_read_no_clock():
    def clocks(path: Path) -> set[str]:
        calls = (node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
        names = {call.attr for call in calls if isinstance(call, ast.Attribute)}
        return names & (CLOCK_CALLS - {"time"})

    assert refused(PURE, clocks) == {}


def layer_of(name: str) -> tuple[str, str] | None:
    """``("catalog", "domain")`` of ``catalog.domain.slugs``; ``None`` outside the two apps."""
    app, _dot, rest = name.partition(".")
    return (app, rest.split(".")[0]) if app in LAYERS and rest else None


APPS = [path for path in CODE if path.relative_to(ROOT).parts[0] in LAYERS]
IN_LAYERS = [path for path in APPS if path.parent.parent != ROOT or path.stem != "__init__"]


def test_a_module_imports_no_layer_below_its_own():
    def below(path: Path) -> set[str]:
        app, folder = path.relative_to(ROOT).with_suffix("").parts[:2]
        lower = LAYERS[app][LAYERS[app].index(folder) + 1 :]
        used = {layer_of(name) for name in imported(path)} - {None}
        return {layer for known, layer in used if known == app and layer in lower}

    assert refused(IN_LAYERS, below) == {}


def test_every_module_is_in_exactly_one_layer():
    folders = {
        (app, path.relative_to(ROOT / app).with_suffix("").parts[0])
        for app in LAYERS
        for path in APPS
        if path.relative_to(ROOT).parts[0] == app
    }

    assert folders - {(app, layer) for app, layers in LAYERS.items() for layer in layers} == {
        ("catalog", "__init__"),
        ("enrollment", "__init__"),
    }


def package_of(name: str) -> str:
    """catalog.domain of catalog.domain.slugs; of the flat apps the module: operations.vault."""
    return ".".join(name.split(".")[:2])


def test_no_packages_import_each_other_in_a_circle():
    """Layers of the apps, and each module of ``operations`` and ``config``, which are flat."""
    ours = {package_of(".".join(path.relative_to(ROOT).with_suffix("").parts)) for path in CODE}
    graph: dict[str, set[str]] = {package: set() for package in ours}
    for path in CODE:
        package = package_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        graph[package] |= {package_of(name) for name in imported(path)} & ours - {package}

    assert len(tuple(TopologicalSorter(graph).static_order())) == len(ours)


ANSWERS = re.compile(
    r"^django\.(shortcuts\.|http\.(\w*Response\w*|StreamingHttp\w*)$)|template\.response"
)


def in_folders(path: Path, *folders: str) -> bool:
    return path.relative_to(ROOT).parts[1] in folders


def test_only_views_and_the_back_office_answer_requests():
    others = [path for path in APPS if not in_folders(path, "views", "admin")]

    assert refused(others, lambda p: [name for name in imported(p) if ANSWERS.search(name)]) == {}


def test_rules_do_not_import_the_edges():
    def edges(path: Path) -> set[str]:
        used = {layer_of(name) for name in imported(path)} - {None}
        return {layer for _app, layer in used} & EDGES

    rules = [path for path in CODE if in_folders(path, "domain", "actions", "search")]

    assert refused(rules, edges) == {}


def test_only_one_module_writes_the_counters_of_seats():
    """Who frees seats past it would forget to give them to the line."""
    counter = r"(taken|held|offered|waiting)"
    writes = re.compile(
        rf"(?<!self)\.{counter}\s*[-+]?=[^=]|update\([^)]*\b{counter}\s*=|SET\b[^\"]*\b{counter} = "
    )
    found = {
        name_of(path)
        for path in APPS
        if path not in PEOPLE and writes.search(path.read_text(encoding="utf-8"))
    }

    assert found == {"enrollment/domain/seats.py"}


# Who calls a function that begins with one of these has begun the transaction.
IN_A_TRANSACTION = {"fresh", "verb"}  # a session under its lock; what is written down of another


def test_a_verb_writes_what_it_did_and_that_it_did_it_in_one_transaction():
    def halves(path: Path) -> list[str]:
        functions = [node for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
        return [
            one.name
            for one in functions
            if "audit.record(" in ast.unparse(one)
            and not one.name.startswith("_")
            and not {a.arg for a in one.args.args[:1]} & IN_A_TRANSACTION
            and not re.search(r"atomic|lock_sessions\(", ast.unparse(one))
        ]

    verbs = [path for path in CODE if in_folders(path, "actions")]

    assert len(verbs) > 20
    assert refused(verbs, halves) == {}


# What is said in one place, and the file: who needs it asks there.
ONCE = {
    "free seats of rows": (r'F\("taken"\) \+ F\("held"\)', "catalog/models/session_seats.py"),
    "free seats of one row": (r"overbook - \S*taken", "catalog/models/session_seats.py"),
    "what is over": (r"(held|offered)_until__lte?\b", "enrollment/models/enrollment.py"),
    "the signs of a code": (r"23456789ABC", "catalog/text/codes.py"),
    "an amount in words": (r"¥\{", "catalog/domain/date_formats.py"),
    "the fields of a contact": (r"contact_phone = models", "enrollment/models/contact.py"),
    "one's own telephone in a form": (r'"autocomplete": "tel"', "enrollment/forms/fields.py"),
    "a line that asks for a reading": (r"读法\|讀法", "catalog/outline/fences.py"),
}


@pytest.mark.parametrize("fact", ONCE)
def test_a_fact_is_said_once(fact):
    pattern, place = ONCE[fact]
    said = [
        name_of(path)
        for path in APPS
        if path not in PEOPLE and re.search(pattern, path.read_text(encoding="utf-8"))
    ]

    assert said == [place]


# What reads asks the ORM. Where SQL or a cache of its own stays, it says why and what that saves.
BENT = {
    r"cursor\(\)|\.raw\(|RawSQL|\.extra\(|read_joined": {
        "catalog/queries/course_page.py",
        "catalog/search/engine.py",
        "catalog/search/misses.py",
        "enrollment/queries/form_session.py",
    },
    r"render_to_string|format_html\(": {
        "catalog/queries/course_cards.py",
        "catalog/queries/filters.py",
        "catalog/views/course_pages.py",
        "catalog/views/slots.py",
        "catalog/views/style.py",
    },
    r"lru_cache|@cache\b": {
        "catalog/queries/cached_courses.py",
        "catalog/queries/course_page.py",
        "catalog/queries/suggestions.py",
        "catalog/search/query_words.py",
        "catalog/views/client_address.py",
        "catalog/views/first_page.py",
        "enrollment/queries/form_session.py",
    },
}
READING = ("catalog/queries", "catalog/search", "catalog/views", "enrollment/queries")


@pytest.mark.parametrize("bend", BENT)
def test_what_reads_asks_the_orm_and_renders_templates(bend):
    assert BENT[bend] == {
        name_of(path)
        for path in APPS
        if name_of(path).startswith(READING) and re.search(bend, path.read_text(encoding="utf-8"))
    }


def test_nothing_imports_the_settings_but_through_django():
    found = {
        name_of(path)
        for path in APPS
        if any(name.split(".")[0] == "config" for name in imported(path))
    }

    assert found == set()


@pytest.mark.parametrize("app", [*LAYERS, "operations", "config"])
def test_no_two_modules_of_an_app_have_one_name(app):
    """A name in a traceback or a search leads to one file; commands are named by who types them."""
    names = Counter(
        path.stem
        for path in CODE
        if path.relative_to(ROOT).parts[0] == app
        and path.stem != "__init__"
        and "commands" not in path.parts
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_modules_are_named_after_what_they_know():
    parts = {path: {path.stem, *path.relative_to(ROOT).parts[:-1]} for path in CODE}

    assert refused(CODE, lambda path: parts[path] & JUNK_DRAWERS) == {}


def test_modules_stay_under_400_lines_and_functions_under_40():
    def long(path: Path) -> list[str]:
        functions = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef))
        names = [node.name for node in functions if node.end_lineno - node.lineno >= 40]
        lines = path.read_text(encoding="utf-8").count("\n")
        return [*names, *([f"{lines} lines"] if lines > 400 else [])]

    assert refused(CODE, long) == {}
