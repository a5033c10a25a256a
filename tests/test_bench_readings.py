"""The bench that fits the weights of readings: that it scores, chooses and reports rightly."""

import json
import shutil

import pytest

from bench.annotated import share
from bench.readings import EXAMPLES, Choice, Sample, effect, fitted, report, shares
from catalog.outline.readings import CONVENTIONS, WEIGHTS


def expected(name: str) -> dict:
    return json.loads((EXAMPLES / f"{name}.expected.json").read_text(encoding="utf-8"))


@pytest.fixture
def three(tmp_path):
    for name in ("indent-only", "blocks-closer", "simple-list"):
        for end in (".txt", ".expected.json"):
            shutil.copy(EXAMPLES / f"{name}{end}", tmp_path)
    return tmp_path


def test_it_reads_three_examples_right_and_the_same_twice(three):
    figures = report([three])

    assert figures["files"] == 3
    assert figures["share_current"] == figures["share_best_possible"] == 1.0
    assert figures["not_the_best"] == []
    assert figures["weights"] == WEIGHTS
    assert set(figures["each_weight"]) == set(WEIGHTS)
    assert report([three]) == figures


def test_a_node_counts_with_its_line_its_kind_and_its_parent():
    wanted = expected("simple-list")
    nodes = len(wanted["items"])
    wrong_kind = json.loads(json.dumps(wanted))
    wrong_kind["items"][0]["kind"] = "video"
    wrong_parent = json.loads(json.dumps(wanted))
    wrong_parent["items"][1]["depth"] += 1
    gone = json.loads(json.dumps(wanted))
    del gone["items"][-1]

    assert share(wanted, wanted) == 1.0
    for spoiled in (wrong_kind, wrong_parent, gone):
        assert share(wanted, spoiled) == pytest.approx(1 - 1 / nodes)


def test_weights_are_moved_to_what_chooses_better():
    weights = dict.fromkeys(WEIGHTS, 0.0) | {"unusual": 0.1}
    none = dict.fromkeys(WEIGHTS, 0.0)
    usual, other = CONVENTIONS[0].code, CONVENTIONS[1].code
    sample = Sample(
        "one",
        (
            Choice(usual, none | {"ignored": 0.5}, 0.4),
            Choice(other, none | {"unusual": 1.0}, 0.9),
        ),
    )

    better = fitted([sample], weights)

    assert shares([sample], weights) == [0.4]
    assert shares([sample], better) == [0.9]
    assert effect([sample], weights, "unusual") == {
        "files_gained": 0,
        "files_lost": 0,
        "share": 0.0,
    }
    assert effect([sample], better, "ignored")["files_gained"] in (0, 1)
