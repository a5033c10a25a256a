"""Rules about the repository that a reader would otherwise have to remember."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"


def tracked(*suffixes: str) -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [ROOT / name for name in names if name.endswith(suffixes) and (ROOT / name).is_file()]


def test_locked_requirements_carry_hashes_and_no_index():
    for file in (ROOT / "requirements").glob("*.txt"):
        text = file.read_text(encoding="utf-8")
        pins = re.findall(r"^\S+==", text, re.MULTILINE)

        assert pins
        assert len(pins) == len(re.findall(r"^\S+==.*(?:\n\s+--hash=sha256:\w+.*)+", text, re.M))
        assert "://" not in text


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    lock = (ROOT / "requirements" / "test.txt").read_text(encoding="utf-8").lower()

    names = [re.match(r"[\w-]+", line)[0].lower() for line in wanted]

    assert [name for name in names if f"\n{name}==" not in f"\n{lock}"] == []


def test_no_file_holds_what_a_merge_left():
    marks = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)
    texts = tracked(".py", ".html", ".css", ".js", ".md", ".po", ".tsv", ".toml", ".typ", ".svg")

    assert [file.name for file in texts if marks.search(file.read_text(encoding="utf-8"))] == []


def test_templates_have_no_inline_script_style_or_unescaped_text():
    inline = re.compile(
        r"""<script(?![^>]*\b(?:src|type=["']application/))|\sstyle=["']|\son[a-z]+=["']"""
        r"""|\|\s*safe\b|autoescape off""",
        re.IGNORECASE,
    )

    assert [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in tracked(".html")
        for match in inline.finditer(file.read_text(encoding="utf-8"))
    ] == []


def test_no_line_of_a_template_is_longer_than_160_characters():
    longer = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked(".html")
        if path.is_relative_to(ROOT / "templates")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if len(line) > 160
    ]

    assert longer == []


def test_every_sentence_has_its_english():
    entries = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]

    assert len(entries) > 100
    assert [entry.msgid for entry in entries if not entry.translated() or entry.fuzzy] == []


def test_english_keeps_the_placeholders():
    placeholder = re.compile(r"%\(\w+\)[a-z]")
    wrong = []
    for entry in polib.pofile(str(CATALOGUE)):
        wanted = set(placeholder.findall(entry.msgid))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text and set(placeholder.findall(text)) - wanted:
                wrong.append(entry.msgid)

    assert wrong == []


def test_the_compiled_catalogue_says_what_the_source_says():
    source = {
        (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in polib.pofile(str(CATALOGUE))
    }
    compiled = {
        (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural
        for e in polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    }

    assert compiled == source


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_no_sentence_is_missing_from_the_catalogue(tmp_path):
    """Extract anew from a copy of the tracked files; the msgids must be those of the catalogue."""
    for file in tracked(".py", ".html", ".txt", ".po"):
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    shutil.copy(ROOT / "CHANGELOG.md", tmp_path / "CHANGELOG.md")
    python = ROOT / ".venv" / "bin" / "python"
    subprocess.run(
        [python, "manage.py", "makemessages", "-l", "en", "--no-location", "--no-wrap"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )

    fresh = polib.pofile(str(tmp_path / CATALOGUE.relative_to(ROOT)))

    assert {e.msgid for e in fresh if not e.obsolete} == {
        e.msgid for e in polib.pofile(str(CATALOGUE)) if not e.obsolete
    }


MOVING = re.compile(r"transition|animation|scroll-behavior")


def test_nothing_moves_for_who_wants_no_motion():
    lines = [
        line
        for sheet in sorted((ROOT / "static").rglob("*.css"))
        for line in sheet.read_text(encoding="utf-8").splitlines()
        if MOVING.search(line)
    ]

    assert lines
    assert [line for line in lines if "prefers-reduced-motion: no-preference" not in line] == []


# What this machine may lack, and what is about one of the two databases.
SKIPS = {
    "browser/conftest.py": 1,  # no Chromium
    "browser/test_main_job.py": 1,  # an outline that is not part of the repository
    "catalog/documents/test_documents.py": 2,  # no Chinese font, no poppler
    "config/test_env.py": 2,
    "conftest.py": 1,  # a slow machine of CI has no time left for a long test
    "enrollment/admin/test_customer_link.py": 1,  # no Chinese font
    "enrollment/admin/test_downloads.py": 1,  # no office
    "enrollment/domain/test_seats.py": 3,
    "enrollment/queries/test_invariants.py": 1,
    "enrollment/views/test_my.py": 2,  # no Chinese font, no poppler
    "operations/test_moving.py": 3,
    "operations/test_operations_docs.py": 1,  # no shellcheck
    "operations/test_shipped.py": 2,  # no nginx
    "operations/test_vault.py": 1,  # no age
    "test_battery.py": 1,
    "test_bench_carriers.py": 2,  # no office, or one without its word processor
    "test_repository.py": 1,  # no gettext
}
SKIPPED = re.compile(r"mark\.skipif\(|pytest\.skip\(|mark\.skip\(|mark\.xfail|importorskip\(")


def test_tests_are_skipped_only_where_it_is_known():
    found = {}
    for file in sorted((ROOT / "tests").rglob("*.py")):
        text = file.read_text(encoding="utf-8").partition("SKIPPED = ")[0]
        if number := len(SKIPPED.findall(text)):
            found[str(file.relative_to(ROOT / "tests"))] = number

    assert found == SKIPS


# What a reader of foreign text or files raises besides what everybody thinks of.
ALSO_RAISED = {
    "json.loads(request": "RecursionError",
    "json.loads(text": "RecursionError",
    "Image.open(upload": ("UNREADABLE", "DecompressionBombError"),
    "Image.open(io.BytesIO": ("UNREADABLE", "DecompressionBombError"),
}


@pytest.mark.parametrize("call", ALSO_RAISED)
def test_where_foreign_text_or_files_are_read_every_way_to_fail_is_caught(call):
    files = {file: file.read_text(encoding="utf-8") for file in tracked(".py")}
    readers = {
        file: text
        for file, text in files.items()
        if call in text and not {"tests", "bench"} & set(file.relative_to(ROOT).parts)
    }
    caught = ALSO_RAISED[call]
    names = (caught,) if isinstance(caught, str) else caught

    assert readers
    assert [
        file.name for file, text in readers.items() if not any(name in text for name in names)
    ] == []
