"""The bench that says on which rules a line of an outline hangs."""

import pytest

from bench.why import explained, reasons
from catalog.outline.rule_book import PASSES, read

RULES = [pytest.param(one, one.rules[0], id=one.name) for one in PASSES]


@pytest.mark.parametrize(("one", "rule"), RULES)
def test_a_line_of_the_example_of_a_rule_hangs_on_that_rule(one, rule):
    before = one.rules
    named = {name for names in reasons(lambda: read(rule)).values() for name in names}

    assert f"{one.name}/{rule.name}" in named
    assert one.rules == before


def test_a_line_is_told_with_its_kind_and_what_it_hangs_on():
    (rule,) = (rule for one in PASSES for rule in one.rules if rule.name == "remarks")

    lines = list(explained(lambda: read(rule)))

    assert [line[:15].split() for line in lines[:2]] == [["1", "section"], ["2", "point"]]
    (remark,) = (line for line in lines if "※" in line)
    assert remark.startswith("   4 note") and "neighbours/remarks" in remark
