"""What nothing uses any more: code, templates, classes of the sheets, icons, static files."""

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import django
import pytest

ROOT = Path(__file__).resolve().parent.parent
OF_DJANGO = Path(django.__file__).parent / "contrib" / "admin"
NAMES = subprocess.run(
    ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\0")
CODE = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in NAMES
    if name.startswith(
        ("catalog/", "enrollment/", "operations/", "config/", "templates/", "static/")
    )
    and name.endswith((".py", ".html", ".js", ".txt"))
    and (ROOT / name).is_file()
}
WRITTEN = "\n".join(CODE.values())
WORD = re.compile(r"[A-Za-z][\w-]*")
WORDS = set(WORD.findall(WRITTEN))
# What a class is made of while a page is rendered: "aid--{{ kind }}", f"d{depth}".
BEGUN = {
    *re.findall(r"[A-Za-z][\w-]*(?:--|__|-)(?=[{\"'`]|\$\{)", WRITTEN),
    *re.findall(r"(?<=[\s\"'`])[a-z](?=\{\{|\$\{)", WRITTEN),
}
TEMPLATES = sorted(name for name in CODE if name.startswith("templates/"))
# The package of forms asks for its templates by names that it makes itself, Django for its pages.
ASKED_FOR_ELSEWHERE = re.compile(r"kaike/|\d{3}\.html$|admin/\w+/\w+/change_\w+\.html$")
SHEETS = {"site": "static/css/site.css", "admin": "static/css/admin.css"}
# What only the tests of a page look for.
MARKS_FOR_TESTS = {"bars__name", "sessions__none"}
# A list that tests compare with, a shorter way for tests, the words that a field may hold.
NOT_CALLED = {"ANEW", "lines_as_text", "EXTRA_KINDS"}
CLASSES = re.compile(r'class="((?:[^"{]|\{%.*?%\}|\{\{.*?\}\})*)"', re.DOTALL)


def classes_of(sheet: str) -> set[str]:
    text = (ROOT / SHEETS[sheet]).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return set(re.findall(r"\.([A-Za-z][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", text)))


def words_of_django() -> set[str]:
    """The classes that the pages of Django's own back office have."""
    files = [*OF_DJANGO.rglob("*.html"), *OF_DJANGO.rglob("*.py"), *OF_DJANGO.rglob("*.js")]
    files += (OF_DJANGO / "static" / "admin" / "css").rglob("*.css")
    return {word for file in files for word in WORD.findall(file.read_text(encoding="utf-8"))}


def named_at_the_top(text: str) -> set[str]:
    """Constants and functions of a module; what is decorated registers itself."""
    names = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names.update(one.id for one in node.targets if isinstance(one, ast.Name))
    return names - {"__all__"}


def is_asked_for(path: str) -> bool:
    name = path.removeprefix("templates/")
    folder = re.escape(name.rpartition("/")[0])
    others = "\n".join(text for other, text in CODE.items() if other != path)
    return bool(
        ASKED_FOR_ELSEWHERE.match(name)
        or (OF_DJANGO / "templates" / "admin" / Path(name).name).is_file()
        or name in others
        or re.search(rf"[\"']{folder}/(?:[\"']|\{{|%s)", others)
        or re.search(rf"[\"'/]{Path(name).stem}(?:\.html)?[\"']", others)
    )


def test_a_constant_and_a_function_are_used():
    server = (ROOT / "gunicorn.conf.py").read_text(encoding="utf-8")
    written = Counter(re.findall(r"\w+", WRITTEN + server))
    of_django = ("/apps.py", "/urls.py", "/settings.py", "/formats.py", "/wsgi.py")
    unused = {
        (path, name)
        for path, text in CODE.items()
        if path.endswith(".py") and "/migrations/" not in path and not path.endswith(of_django)
        for name in named_at_the_top(text) - NOT_CALLED
        if written[name] == 1
    }

    assert unused == set()


def test_a_template_is_asked_for():
    assert [path for path in TEMPLATES if not is_asked_for(path)] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_class_of_a_sheet_is_written_somewhere(sheet):
    known = WORDS | words_of_django() if sheet == "admin" else WORDS
    # Django names columns, rows and pages after fields and models.
    made = (*BEGUN, "field-", "column-", "model-") if sheet == "admin" else tuple(BEGUN)

    assert sorted(n for n in classes_of(sheet) - known if not n.startswith(made)) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_class_of_a_page_has_a_rule_or_a_script(sheet):
    scripts = {word for n, text in CODE.items() if n.endswith(".js") for word in WORD.findall(text)}
    known = classes_of(sheet) | scripts | MARKS_FOR_TESTS
    known |= words_of_django() if sheet == "admin" else set()
    written = {
        word
        for path in TEMPLATES
        if path.startswith("templates/admin/") == (sheet == "admin")
        for value in CLASSES.findall(CODE[path])
        for word in re.sub(r"\{%.*?%\}", " ", value, flags=re.DOTALL).split()
        if WORD.fullmatch(word)
    }

    assert sorted(written - known - {"scheme--light", "scheme--dark"}) == []


def test_an_icon_is_shown_somewhere():
    icons = re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text())

    assert [one for one in icons if not re.search(rf"[\"'#]{one}[\"']", WRITTEN)] == []


def test_a_static_file_is_linked_somewhere():
    files = [name.removeprefix("static/") for name in NAMES if name.startswith("static/")]

    assert [
        name for name in files if (ROOT / "static" / name).is_file() and name not in WRITTEN
    ] == []
