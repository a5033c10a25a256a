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

    assert [code for code in AID_CODES if not re.search(place.format(code), text)] == []


def test_the_database_knows_the_kinds_of_the_table():
    assert [(kind.value, str(kind.label)) for kind in ItemKind] == [
        (kind.code, kind.name) for kind in KINDS
    ]


def test_no_two_aids_claim_one_place_in_the_order():
    assert [kind.rank for kind in AIDS] == list(range(1, len(AID_CODES) + 1))
    assert set(AID_CODES) < set(COUNTED)


@pytest.mark.parametrize("code", BY_CODE)
def test_a_row_of_the_page_is_an_aid_where_the_table_says_so(code):
    html = render_to_string("components/outline_rows.html", {"rows": [Row(item(2, 2, code), 1)]})

    assert (f'class="aid aid--{code}"' in html) == BY_CODE[code].is_aid


def test_an_unknown_kind_is_no_video():
    html = render_to_string("components/outline_rows.html", {"rows": [Row(item(2, 2, "game"), 1)]})

    assert "aid" not in html
    assert kind_name("game") == "game"
