"""A module that a docstring, a comment or a page of the docs names is there under that name."""

import re
from pathlib import Path

from tests.source import CODE, ROOT, comments_in, docstrings_in, refused, tree_of

APPS = ("catalog", "enrollment", "operations", "config")
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
KNOWN = [
    f"/{path.relative_to(ROOT)}"
    for folder in (*APPS, "tests", "bench", "deploy", "templates", "static")
    for path in (ROOT / folder).rglob("*.*")
] + [f"/{path.name}" for path in ROOT.glob("*.py")]
LAYER = "domain|actions|queries|messaging|documents|models|views|admin|forms|search"
MODULE = re.compile(rf"(?<![\w./-])((?:{'|'.join(APPS)}|{LAYER})(?:\.[a-z_]+)+)")
FILE = re.compile(r"`([\w/]+\.(?:py|js|css|html|typ|svg|tsv))`")
CONSTANT = re.compile(r"`([A-Z][A-Z_]*_[A-Z_]*[A-Z])`")
FOLDER = re.compile(rf"`((?:{'|'.join(APPS)})/[\w/]+)`")


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


def is_known_file(name: str) -> bool:
    return any(known.endswith(f"/{name}") for known in KNOWN)


def is_known_folder(name: str) -> bool:
    return (ROOT / name).exists() or (ROOT / f"{name}.py").exists()


def test_modules_named_in_docstrings_and_comments_exist():
    def missing(path: Path) -> set[str]:
        texts = [*docstrings_in(tree_of(path)), *comments_in(path)]
        names = {name for text in texts for name in MODULE.findall(text)}
        return {name for name in names if not is_there(name)}

    assert refused(CODE, missing) == {}


def test_modules_named_in_the_docs_exist():
    def missing(page: Path) -> set[str]:
        text = page.read_text(encoding="utf-8")
        files = {name for name in FILE.findall(text) if not is_known_file(name)}
        return files | {name for name in FOLDER.findall(text) if not is_known_folder(name)}

    assert refused(PAGES, missing) == {}


def test_constants_and_settings_named_in_the_docs_exist():
    files = [*CODE, *(ROOT / "tests").rglob("*.py"), ROOT / ".ci" / "run"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    words = set(re.findall(r"\b[A-Z][A-Z_]+\b", code))

    assert refused(PAGES, lambda page: set(CONSTANT.findall(page.read_text("utf-8"))) - words) == {}
