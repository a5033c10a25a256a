"""Rules about the repository that a reader would otherwise have to remember."""

import re
import subprocess
import tomllib
from pathlib import Path

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
