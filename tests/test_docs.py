"""What README, CONTRIBUTING and docs/ tell people to type exists, with the options named there."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
COMMAND = re.compile(r"manage\.py (\w+)([^\n`#|]*)")
PICTURE = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands():
    for page in PAGES:
        for name, rest in COMMAND.findall(page.read_text(encoding="utf-8")):
            yield pytest.param(name, re.findall(r"--[\w-]+", rest), id=f"{page.stem}-{name}")


@pytest.mark.parametrize(("name", "options"), list(commands()))
def test_commands_in_the_docs_exist_with_their_options(name, options):
    command = load_command_class(get_commands()[name], name)
    known = set(command.create_parser("manage.py", name)._option_string_actions)

    assert set(options) <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_and_pictures_in_the_docs_lead_somewhere(page):
    targets = PICTURE.findall(page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_tests_named_in_the_docs_exist():
    names = {
        name
        for page in PAGES
        for name in re.findall(r"`(?:test_\w+\.py)?::(test_\w+)`", page.read_text(encoding="utf-8"))
    }
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("*.py"))

    assert names
    assert {name for name in names if f"def {name}(" not in code} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_files_of_tests_named_in_the_docs_exist(page):
    text = page.read_text(encoding="utf-8")
    paths = set(re.findall(r"`(tests/[\w/]+\.py)`", text))
    names = set(re.findall(r"`(test_\w+\.py)(?:`|::)", text))
    known = {path.name for path in (ROOT / "tests").rglob("test_*.py")}

    assert {path for path in paths if not (ROOT / path).exists()} == set()
    assert names - known == set()


def test_each_cell_of_the_table_of_kept_input_is_in_the_file_it_names():
    table = (ROOT / "docs" / "kept-input.md").read_text(encoding="utf-8")
    cells = set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", table))
    files = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        files[path.name] = files.get(path.name, "") + path.read_text(encoding="utf-8")

    assert len(cells) > 20
    assert {cell for cell in cells if f"def {cell[1]}(" not in files.get(cell[0], "")} == set()


def test_words_of_make_in_the_docs_are_in_the_makefile():
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    used = {
        word
        for page in PAGES
        for word in re.findall(r"(?:^\s{4}|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.M)
    }

    assert used
    assert used <= rules


def test_every_cell_of_the_table_of_kept_input_is_a_test():
    table = (ROOT / "docs" / "kept-input.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", table))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))

    assert len(named) > 20
    assert {name for name in named if f"def {name}(" not in tests} == set()
