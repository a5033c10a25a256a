"""Each rule shows what it does; without it, its example reads otherwise."""

from pathlib import Path

import pytest

from catalog.outline import losses
from catalog.outline.families import RANKS, Family, Kin, rank
from catalog.outline.markers import AR, PATTERNS
from catalog.outline.rule_book import PASSES, PLACE, read, renewed, shown

DOCS = Path(__file__).resolve().parents[3] / "docs" / "outline.md"
RULES = [
    pytest.param(one, rule, id=f"{one.name}-{rule.name}") for one in PASSES for rule in one.rules
]


def outcome(rule) -> tuple:
    tree = read(rule)
    return tree.title, tree.fields, tree.items, tree.extras, [doubt.code for doubt in tree.doubts]


@pytest.mark.parametrize(("one", "rule"), RULES)
def test_the_example_of_a_rule_reads_as_it_says(one, rule):
    tree = read(rule)

    assert shown(tree) == rule.tree
    assert losses(tree) == []


@pytest.mark.parametrize(("one", "rule"), RULES)
def test_without_the_rule_its_example_reads_otherwise(one, rule, monkeypatch):
    usual = outcome(rule)
    monkeypatch.setattr(one.module, "RULES", tuple(r for r in one.rules if r is not rule))

    assert outcome(rule) != usual


def test_the_tables_of_the_documentation_are_what_the_rules_say():
    page = DOCS.read_text(encoding="utf-8")

    assert renewed(page) == page
    assert {found[2] for found in PLACE.finditer(page)} == {
        "families",
        *(one.name for one in PASSES),
    }


@pytest.mark.parametrize("one", PASSES, ids=lambda one: one.name)
def test_names_of_rules_are_their_own(one):
    names = [rule.name for rule in one.rules]

    assert len(set(names)) == len(names)


def test_every_family_of_markers_has_a_rank_and_a_reason():
    made = tuple(kin.prefix for kin in Kin)
    named = {name for name, *_ in PATTERNS} - {"unit", "dec", "step", "script", "ar"} | set(
        AR.values()
    )

    assert {name for name in named if name not in RANKS and not name.startswith(made)} == set()
    assert all(family.reason for family in (*Family, *Kin))


def test_a_family_that_is_named_nowhere_stands_below_numbers_and_above_bullets():
    assert Family.SMALL_ROMAN.rank < rank("auto:1") < Family.BULLET.rank
