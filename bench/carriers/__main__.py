"""What readers make of the same outlines in other carriers: python -m bench.carriers

Writes the invented outlines of bench/carriers/invented as Markdown, HTML, text, Word and PDF
files, reads each with this product (the file itself, and the text that the back office keeps of an
upload), with pandoc and with mammoth, and prints as JSON which share of the entries has its text
and its parent. Exit 1 when a bar is missed. pandoc and mammoth are
the group "bench" in pyproject.toml (pip install pypandoc_binary mammoth); without them, it says so.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import pages, texts, word
from .outlines import Node, Outline, count, load
from .readers import READERS, Reader
from .scoring import Score, score

STATED, TYPED, PRINTED, PHOTOGRAPHED = 0.99, 0.97, 0.95, 0.90
APART = 0.01
Sample = tuple[Path, tuple[Node, ...]]
Write = Callable[[Sequence[Outline], Path], list[Sample]]


@dataclass(frozen=True, slots=True)
class Carrier:
    name: str
    suffix: str
    bar: float
    write: Write


def _each(suffix: str, write: Callable[[Outline], tuple[str | bytes, tuple[Node, ...]]]) -> Write:
    """Write one file for each outline."""

    def files(outlines: Sequence[Outline], folder: Path) -> list[Sample]:
        samples = []
        for outline in outlines:
            data, nodes = write(outline)
            path = folder / f"{outline.name}{suffix}"
            path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
            samples.append((path, nodes))
        return samples

    return files


CARRIERS = (
    Carrier("markdown", ".md", STATED, _each(".md", texts.markdown)),
    Carrier("html", ".html", STATED, _each(".html", texts.page)),
    Carrier("typed-text", ".txt", TYPED, _each(".txt", texts.typed_text)),
    Carrier("indented-text", ".txt", TYPED, _each(".txt", texts.indented_text)),
    Carrier("word-bullets", ".docx", STATED, _each(".docx", word.bullet_list)),
    Carrier("word-decimals", ".docx", STATED, _each(".docx", word.decimal_list)),
    Carrier("word-list-styles", ".docx", STATED, _each(".docx", word.list_styles)),
    Carrier("word-typed-numbers", ".docx", TYPED, _each(".docx", word.typed_numbers)),
    Carrier("word-table", ".docx", STATED, _each(".docx", word.table)),
    Carrier("pdf", ".pdf", PRINTED, pages.pdfs),
    Carrier("photo", ".png", PHOTOGRAPHED, pages.pictures),
)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    names = [carrier.name for carrier in CARRIERS]
    options.add_argument("--carrier", action="append", choices=names, help="only this one")
    options.add_argument("--keep", type=Path, metavar="DIR", help="leave the files there")
    options.add_argument("--show", action="store_true", help="list what is not right")
    chosen = options.parse_args()
    carriers = [c for c in CARRIERS if c.name in (chosen.carrier or names)]
    with tempfile.TemporaryDirectory() as scratch:
        found = measured(carriers, load(), chosen.keep or Path(scratch), show=chosen.show)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0 if found["verdict"]["reached"] else 1


def measured(
    carriers: Sequence[Carrier], outlines: Sequence[Outline], folder: Path, *, show: bool = False
) -> dict:
    """Write, read and score; the figures of each carrier and the verdict."""
    versions = {reader.name: reader.version() for reader in READERS}
    readers = [reader for reader in READERS if versions[reader.name]]
    figures = {}
    for carrier in carriers:
        place = folder / carrier.name
        place.mkdir(parents=True, exist_ok=True)
        try:
            samples = carrier.write(outlines, place)
        except pages.Skipped as reason:
            figures[carrier.name] = {"skipped": str(reason)}
        else:
            figures[carrier.name] = _figures(carrier, outlines, samples, readers, show=show)
    return {
        "outlines": len(outlines),
        "nodes": sum(count(outline.nodes) for outline in outlines),
        "readers": {name: version or "not installed" for name, version in versions.items()},
        "carriers": figures,
        "verdict": verdict(figures),
    }


def _figures(
    carrier: Carrier,
    outlines: Sequence[Outline],
    samples: Sequence[Sample],
    readers: Sequence[Reader],
    *,
    show: bool,
) -> dict:
    """What each reader made of the files; null for one that never reads such files."""
    figures: dict = {"nodes": sum(count(nodes) for _, nodes in samples), "bar": carrier.bar}
    for reader in READERS:
        if not reader.reads(carrier.suffix):
            figures[reader.name] = None
        elif reader not in readers:
            figures[reader.name] = {"skipped": "not installed"}
        else:
            figures[reader.name] = _result(reader, outlines, samples, show=show)
    return figures


def _result(
    reader: Reader, outlines: Sequence[Outline], samples: Sequence[Sample], *, show: bool
) -> dict:
    readings = [reader.read(path) for path, _ in samples]
    scores = [
        score(outline.title, nodes, reading.nodes)
        for outline, (_, nodes), reading in zip(outlines, samples, readings, strict=True)
    ]
    result: dict = {"right": _share(scores), "empty": sum(found.empty for found in scores)}
    if refused := Counter(reading.refused for reading in readings if reading.refused):
        result["refused"] = refused
    if show:
        pairs = zip(samples, scores, strict=True)
        result["wrong"] = {path.name: found.wrong for (path, _), found in pairs if found.wrong}
    return result


def _share(scores: Sequence[Score]) -> float:
    """Of all entries, rounded down: a bar is reached or it is not."""
    right, nodes = sum(s.right for s in scores), sum(s.nodes for s in scores)
    return right * 10_000 // nodes / 10_000


def verdict(figures: dict[str, dict]) -> dict:
    """Whether every bar is reached, pandoc's share among them; a sentence for each that is not."""
    short, unjudged = [], []
    for name, found in figures.items():
        if "skipped" in found:
            unjudged.append(f"{name}: {found['skipped']}")
            continue
        ours, pandoc = found["kaike"], found["pandoc"] or {}
        if "skipped" in pandoc:
            unjudged.append(f"{name} beside pandoc: {pandoc['skipped']}")
        bar = max(found["bar"], pandoc.get("right", 0))
        if ours["right"] < bar:
            short.append(f"{name}: {ours['right']} right, {bar} asked")
        apart = ours["right"] - found["upload"]["right"]
        if apart > APART:
            short.append(f"{name}: an upload is {apart:.4f} behind the file, {APART} allowed")
        if ours["empty"]:
            short.append(f"{name}: {ours['empty']} empty trees, 0 asked")
    return {"reached": not short, "short": short, "not judged": unjudged}


if __name__ == "__main__":
    sys.exit(main())
