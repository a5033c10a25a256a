"""What mypy does not see: each place says why, and their number only gets smaller."""

import re
import tokenize
import tomllib
from pathlib import Path

from tests.source import CODE, ROOT, name_of

AT_MOST = 14
REASON = re.compile(r"# type: ignore\[[a-z-]+\]  # \S")


def ignored(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as lines:
        comments = [
            one for one in tokenize.generate_tokens(lines.readline) if "type:" in one.string
        ]
    return [
        f"{name_of(path)}:{one.start[0]} {one.string}"
        for one in comments
        if one.type == tokenize.COMMENT and "type: ignore" in one.string
    ]


def test_what_mypy_is_told_to_ignore_has_a_reason_and_gets_less():
    found = [place for path in CODE for place in ignored(path)]

    assert [place for place in found if not REASON.search(place)] == []
    assert len(found) <= AT_MOST


def test_mypy_reads_all_that_runs():
    """A module that no setting names is read as strictly as any."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    edges, foreign = settings["overrides"]
    rules = {"domain", "plan", "queries", "search", "text", "outline", "actions"}

    assert settings["strict"]
    assert settings["files"] == ["catalog", "enrollment", "operations", "config"]
    assert [name for name in edges["module"] if name.split(".")[1] in rules] == []
    assert [name for name in foreign["module"] if name.split(".")[0] in settings["files"]] == []
