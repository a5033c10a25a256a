"""A module that a docstring, a comment or a page of the docs names is there under that name."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("catalog", "enrollment", "operations", "config")
CODE = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
KNOWN = [
    f"/{path.relative_to(ROOT)}"
    for folder in (*APPS, "tests", "bench", "deploy")
    for path in (ROOT / folder).rglob("*.py")
] + [f"/{path.name}" for path in ROOT.glob("*.py")]
LAYER = "domain|actions|queries|messaging|documents|models|views|admin|forms|search"
MODULE = re.compile(rf"(?<![\w./-])((?:{'|'.join(APPS)}|{LAYER})(?:\.[a-z_]+)+)")
FILE = re.compile(r"`([\w/]+\.py)`")
FOLDER = re.compile(rf"`((?:{'|'.join(APPS)})/[\w/]+)`")


def said(path: Path) -> list[str]:
    """The docstrings and the comments of a module."""
    text = path.read_text(encoding="utf-8")
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    nodes = ast.walk(ast.parse(text))
    named = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return [*comments, *filter(None, (ast.get_docstring(n) for n in nodes if isinstance(n, named)))]


def is_there(name: str) -> bool:
    """A package, a module, or a name in one; a layer may stand without its app."""
    starts = [name] if name.split(".")[0] in APPS else [f"{app}.{name}" for app in APPS]
    return any(_stands(start.split(".")) for start in starts)


def _stands(parts: list[str]) -> bool:
    whole = ROOT.joinpath(*parts)
    if whole.is_dir() or whole.with_suffix(".py").exists():
        return True
    module = ROOT.joinpath(*parts[:-1]).with_suffix(".py")
    return module.exists() and re.search(rf"\b{parts[-1]}\b", module.read_text()) is not None


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_named_in_docstrings_and_comments_exist(path):
    names = {name for text in said(path) for name in MODULE.findall(text)}

    assert {name for name in names if not is_there(name)} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_modules_named_in_the_docs_exist(page):
    text = page.read_text(encoding="utf-8")
    files = {
        name for name in FILE.findall(text) if not any(one.endswith(f"/{name}") for one in KNOWN)
    }
    folders = {
        name
        for name in FOLDER.findall(text)
        if not ((ROOT / name).exists() or (ROOT / f"{name}.py").exists())
    }

    assert (files, folders) == (set(), set())
