"""The one table of kinds: everything that is told of a kind elsewhere is there for each of them."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from catalog.models.outline import ItemKind
from catalog.outline.kinds import AID_CODES, AIDS, BY_CODE, COUNTED, KINDS
from catalog.queries.outline_parts import Row
from catalog.templatetags.catalog_tags import kind_name
from tests.catalog.queries.test_presentation import item

ROOT = Path(__file__).resolve().parent.parent.parent.parent
# What each aid needs beside its row in the table.
LOOKS = [
    ("static/img/icons.svg", r'<symbol id="{}"'),
    ("static/css/site.css", r"\.aid--{}\b"),
    ("static/css/admin.css", r"\.k-{}\b"),
    ("catalog/documents/brochure.typ", r"\b{}: (rgb|brand)"),
]


@pytest.mark.parametrize(("file", "place"), LOOKS)
def test_every_aid_has_its_look(file, place):
    text = (ROOT / file).read_text(encoding="utf-8")

    without = [code for code in AID_CODES if not re.search(place.format(code), text)]
    assert without == [], file


def test_the_database_knows_the_kinds_of_the_table():
    assert [(kind.value, str(kind.label)) for kind in ItemKind] == [
        (kind.code, kind.name) for kind in KINDS
    ]


def test_the_page_on_marks_names_each_of_them():
    page = (ROOT / "docs/outline.md").read_text(encoding="utf-8")
    section = page.partition("## Marks that overrule")[2].partition("\n## ")[0]
    words = [word for kind in KINDS for word in (kind.marks.split()[0], kind.marks.split()[-1])]
    missing = [word for word in words if not re.search(rf"(?<!\w){word}(?!\w)", section)]

    assert missing == [], "docs/outline.md: Marks that overrule the kind"


@pytest.mark.parametrize("kind", AIDS, ids=lambda kind: kind.code)
def test_the_name_of_an_aid_is_a_label_of_that_aid_and_of_no_other(kind):
    claiming = [one.code for one in AIDS if re.fullmatch(one.words, kind.name)]

    assert claiming == [kind.code], f"catalog/outline/kinds.py: words of {claiming}"


def test_no_two_aids_claim_one_place_in_the_order():
    ranks = [kind.rank for kind in AIDS]
    assert ranks == list(range(1, len(AID_CODES) + 1)), "catalog/outline/kinds.py: rank"
    assert set(AID_CODES) < set(COUNTED), "catalog/outline/kinds.py: count"


@pytest.mark.parametrize("code", BY_CODE)
def test_a_row_of_the_page_is_an_aid_where_the_table_says_so(code):
    html = render_to_string("components/outline_rows.html", {"rows": [Row(item(2, 2, code), 1)]})

    assert (f'class="aid aid--{code}"' in html) == BY_CODE[code].is_aid


def test_an_unknown_kind_is_no_video():
    html = render_to_string("components/outline_rows.html", {"rows": [Row(item(2, 2, "game"), 1)]})

    assert "aid" not in html
    assert kind_name("game") == "game"
