"""What the style sheets and templates have to keep, and no page shows alone."""

import re
from pathlib import Path

import pytest

from tests.source import ROOT, refused

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CHINESE_MARKS = re.compile(r"[、，；：。（）？！]")
WITHOUT_TRANSLATION = re.compile(
    r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}"
    r"|\{%\s*blocktranslate.*?endblocktranslate\s*%\}|\{[%{].*?[%}]\}",
    re.DOTALL,
)
# Both languages stand on one page, or the signs are those of an outline that is shown.
IN_BOTH_LANGUAGES = {"400.html", "500.html", "503.html", "style_parts.html", "code.txt"}
# Written where no language is known: texts that are read back, lists of names, Chinese notices.
PURE = ("catalog/outline", "catalog/plan", "catalog/text", "enrollment/people")
READ_BACK = {"catalog/models/search_words.py", "enrollment/actions/sessions.py"}


@pytest.mark.parametrize("sheet", ["site", "admin"])
def test_what_folds_shows_that_it_does(sheet):
    """A summary that is no list item loses its triangle: it has a sign of its own instead."""
    rules = RULE.findall((ROOT / f"static/css/{sheet}.css").read_text())
    signed = {
        part.strip().rpartition("::")[0].replace("[open]", "")
        for selectors, _body in rules
        for part in selectors.split(",")
        if re.search(r"summary.*::(before|after)", part)
    }
    bare = {
        part.strip()
        for selectors, body in rules
        for part in selectors.split(",")
        if part.strip().endswith("summary") and re.search(r"display:\s*(flex|grid)", body)
    }

    assert bare <= signed


def test_signs_between_words_are_those_of_the_page_s_language():
    templates = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt")]
    one_language = [path for path in templates if path.name not in IN_BOTH_LANGUAGES]

    def chinese(path: Path) -> list[str]:
        return CHINESE_MARKS.findall(WITHOUT_TRANSLATION.sub("", path.read_text()))

    assert refused(one_language, chinese) == {}


def test_lists_in_a_sentence_are_joined_in_its_language():
    joins = re.compile(r"""["'][、，；]["']\.join|join:["'][、，；]""")
    wrong = [
        str(file.relative_to(ROOT))
        for folder in ("catalog", "enrollment", "operations", "templates")
        for file in (ROOT / folder).rglob("*.*")
        if file.suffix in {".py", ".html", ".txt"}
        and not str(file.relative_to(ROOT)).startswith(PURE)
        and str(file.relative_to(ROOT)) not in READ_BACK
        and joins.search(file.read_text())
    ]

    assert wrong == []


def test_a_link_that_looks_like_a_button_is_one_box_and_breaks_over_no_two_lines():
    rules = RULE.findall((ROOT / "static/css/admin.css").read_text())

    displays = [body for chosen, body in rules if chosen.strip() == "a.button"]

    assert any("display: inline-block" in body for body in displays)


def test_what_is_not_laid_out_at_first_is_laid_out_by_the_script():
    late = re.findall(r"(:is\(.*\)):not\(\.is-laid\)", (ROOT / "static/css/site.css").read_text())

    assert len(late) == 1
    assert f'"{late[0]}"' in (ROOT / "static/js/site.js").read_text()
