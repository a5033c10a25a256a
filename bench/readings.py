"""Fit the weights by which readings compete: python -m bench.readings [FOLDER ...]

Reads every annotated outline (FILE.txt or FILE.docx beside FILE.expected.json) of the folders by
every convention that applies, scores each tree, and searches for the weights that choose best,
one weight at a time. Prints JSON: the mean share of nodes right with the weights as they are,
with fitted ones, with weights fitted without the file they judge, and what each weight does.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.annotated import share  # noqa: E402
from catalog.outline import parse, parse_lines, read_text, readings  # noqa: E402
from catalog.outline.readers.docx import read_docx  # noqa: E402
from catalog.outline.tree import Tree  # noqa: E402

EXAMPLES = ROOT / "tests" / "catalog" / "outline" / "examples"
STEPS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0, 1.5)
EQUAL = 0.2  # of every weight, where a fit begins without knowing any
ROUNDS = 4
LEAST = 1e-9  # what two means must differ by

Weights = dict[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of a file: its convention, its faults, and its share of nodes right."""

    code: str
    faults: dict[str, float]
    share: float


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    choices: tuple[Choice, ...]

    def chosen(self, weights: Weights) -> Choice:
        """The least faulty one; of equals the convention that is named first."""
        return min(
            self.choices,
            key=lambda one: sum(weights[name] * fault for name, fault in one.faults.items()),
        )

    @property
    def best(self) -> float:
        return max(choice.share for choice in self.choices)

    @property
    def tells(self) -> bool:
        """Whether it matters which reading is chosen."""
        return len({choice.share for choice in self.choices}) > 1


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, default=[EXAMPLES])
    print(json.dumps(report(options.parse_args().folders), ensure_ascii=False, indent=2))


def report(folders: Sequence[Path]) -> dict:
    samples = [sample_of(path) for folder in folders for path in annotated(folder)]
    now = dict(readings.WEIGHTS)
    equal = dict.fromkeys(now, EQUAL)
    better = max((fitted(samples, start) for start in (now, equal)), key=_sum_over(samples))
    return {
        "files": len(samples),
        "files_with_several_readings": sum(1 for one in samples if len(one.choices) > 1),
        "files_where_the_choice_matters": sum(one.tells for one in samples),
        "share_best_possible": _mean([one.best for one in samples]),
        "share_current": _mean(shares(samples, now)),
        "share_fitted": _mean(shares(samples, better)),
        "share_equal": _mean(shares(samples, equal)),
        "share_left_out_from_equal": _mean(left_out(samples, equal)),
        "share_left_out_from_current": _mean(left_out(samples, now)),
        "weights": now,
        "fitted": better,
        "not_the_best": [_missed(one, now) for one in samples if _misses(one, now)],
        "each_weight": {name: effect(samples, now, name) for name in now},
    }


def annotated(folder: Path) -> list[Path]:
    """The outlines of a folder that have a tree beside them."""
    stems = sorted(
        path.with_name(path.name.removesuffix(".expected.json"))
        for path in folder.glob("*.expected.json")
    )
    paths = [stem.with_name(stem.name + end) for stem in stems for end in (".txt", ".docx")]
    return [path for path in paths if path.exists()]


def sample_of(path: Path) -> Sample:
    expected = path.with_name(path.name.removesuffix(path.suffix) + ".expected.json")
    wanted = json.loads(expected.read_text(encoding="utf-8"))
    choices = []
    codes = {option.code for option in read(path, "")[0].readings}
    for convention in readings.CONVENTIONS:
        if convention.code in codes:
            tree, faults = read(path, convention.code)
            choices.append(Choice(convention.code, faults, share(wanted, answer_of(tree))))
    return Sample(path.name, tuple(choices))


def read(path: Path, code: str) -> tuple[Tree, dict[str, float]]:
    """The tree by one convention, and the faults of its nodes."""
    taken: list[list[readings.Reading]] = []
    by_cost = readings.read

    def watched(rows: list, chosen: str = "") -> list[readings.Reading]:
        found = by_cost(rows, chosen)
        taken.append(found)
        return found

    data = path.read_bytes()
    with mock.patch.object(readings, "read", watched):
        if path.suffix == ".docx":
            tree = parse_lines(read_docx(data), reading=code)
        else:
            tree = parse(read_text(data), reading=code)
    first = taken[-1][0]
    unusual = float(first.convention is not readings.CONVENTIONS[0])
    return tree, {"unusual": unusual, **readings.features(first.nodes)}


def answer_of(tree: Tree) -> dict:
    return json.loads(json.dumps(tree.as_json()))


# ------------------------------------------------------------ weights


def shares(samples: Sequence[Sample], weights: Weights) -> list[float]:
    return [sample.chosen(weights).share for sample in samples]


def fitted(samples: Sequence[Sample], start: Weights) -> Weights:
    """The best weights found by changing one at a time, as long as that helps."""
    telling = [sample for sample in samples if sample.tells]
    weights, best = dict(start), sum(shares(telling, start))
    for _ in range(ROUNDS):
        before = best
        for name in weights:
            for step in STEPS:
                tried = {**weights, name: step}
                right = sum(shares(telling, tried))
                if right > best + LEAST:
                    weights, best = tried, right
        if best <= before + LEAST:
            break
    return weights


def left_out(samples: Sequence[Sample], start: Weights) -> list[float]:
    """The share of each file by weights that were fitted without it."""
    return [
        sample.chosen(fitted([one for one in samples if one is not sample], start)).share
        if sample.tells
        else sample.best  # weights are all the same to it
        for sample in samples
    ]


def _sum_over(samples: Sequence[Sample]) -> Callable[[Weights], float]:
    return lambda weights: sum(shares(samples, weights))


def effect(samples: Sequence[Sample], weights: Weights, name: str) -> dict:
    """What a weight does: the files that are read better, and worse, than without it."""
    without = {**weights, name: 0.0}
    changes = [
        one.chosen(weights).share - one.chosen(without).share for one in samples if one.tells
    ]
    return {
        "files_gained": sum(change > LEAST for change in changes),
        "files_lost": sum(change < -LEAST for change in changes),
        "share": round(sum(changes) / max(1, len(samples)), 5),
    }


def _misses(sample: Sample, weights: Weights) -> bool:
    return sample.chosen(weights).share < sample.best - LEAST


def _missed(sample: Sample, weights: Weights) -> dict:
    chosen = sample.chosen(weights)
    best = max(sample.choices, key=lambda choice: choice.share)
    return {
        "file": sample.name,
        "chosen": chosen.code,
        "share": round(chosen.share, 4),
        "best": best.code,
        "best_share": round(best.share, 4),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / max(1, len(values)), 5)


if __name__ == "__main__":
    main()
