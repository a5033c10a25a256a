"""One reading, whichever way a file came: python -m bench.uploads FOLDER ... | --print FILE

``parse_outline FILE`` reads what the file states; the back office keeps text and reads that again.
For each annotated file of the folders (FILE.docx beside FILE.expected.json) this prints as JSON
which share of its nodes is right by either way. ``--print`` gives the second tree of one file by
the contract of ``parse_outline --format json``, with the lines of the file, for other scorers.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from bench.annotated import share  # noqa: E402
from bench.readings import EXAMPLES, annotated, answer_of  # noqa: E402
from catalog.outline import parse  # noqa: E402
from catalog.outline.readers.files import read_file, tree_of  # noqa: E402
from catalog.outline.tree import Tree  # noqa: E402

APART = 0.01  # what the two ways may differ by, in a folder


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("folders", nargs="*", type=Path, default=[EXAMPLES])
    options.add_argument("--print", type=Path, metavar="FILE", dest="file")
    chosen = options.parse_args()
    if chosen.file:
        print(json.dumps(uploaded_tree(chosen.file), ensure_ascii=False))
        return 0
    found = {str(folder): compared(annotated(folder)) for folder in chosen.folders}
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 1 if any(one["file"] - one["upload"] > APART for one in found.values()) else 0


def compared(paths: Sequence[Path]) -> dict:
    """The mean share of nodes right by either way, and the files that differ."""
    shares = {path.name: (by_file(path), by_upload(path)) for path in paths}
    return {
        "files": len(shares),
        "file": _mean(one for one, _ in shares.values()),
        "upload": _mean(other for _, other in shares.values()),
        "differing": {name: pair for name, pair in shares.items() if pair[0] != pair[1]},
    }


def by_file(path: Path) -> float:
    tree = tree_of(read_file(path.name, path.read_bytes()))
    return round(share(_wanted(path), answer_of(tree)), 4)


def by_upload(path: Path) -> float:
    return round(share(_wanted(path), uploaded_tree(path)), 4)


def _wanted(path: Path) -> dict:
    expected = path.with_name(path.name.removesuffix(path.suffix) + ".expected.json")
    return json.loads(expected.read_text(encoding="utf-8"))


def uploaded_tree(path: Path) -> dict:
    """The tree that the back office makes of a file, its lines named as in the file."""
    import django

    django.setup()
    from catalog.domain.uploads import uploaded

    file = uploaded(path.name, path.read_bytes())
    tree = parse(file.text)
    return in_file(tree, file.places)


def in_file(tree: Tree, places: dict[int, int]) -> dict:
    """The tree as JSON; ``places`` names for a line of the file the line of the text."""
    answer = answer_of(tree)
    if not places:
        return answer
    held: dict[int, list[int]] = {}
    for number, at in places.items():
        held.setdefault(at, []).append(number)
    for entry in (*answer["fields"], *answer["items"], *answer["extras"]):
        entry["lines"] = sorted({one for at in entry["lines"] for one in held.get(at, [])})
    for entry in answer["warnings"]:
        entry["line"] = min(held.get(entry["line"], [0]))
    return answer


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return round(sum(found) / max(1, len(found)), 4)


if __name__ == "__main__":
    sys.exit(main())
