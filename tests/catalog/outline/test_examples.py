"""Invented outlines with real-life shapes and defects, each with the tree a careful reader sees."""

import json
from pathlib import Path

import pytest

from catalog.outline import losses, parse, parse_lines
from catalog.outline.readers.docx import read_docx
from catalog.outline.writers.docx import outline_docx
from tests.catalog.outline.judging import differences
from tests.catalog.outline.oracle import complaints

EXAMPLES = sorted(Path(__file__).with_name("examples").glob("*.txt"))


def tree_of(path: Path):
    return parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_outline_reads_as_a_careful_reader_would(path):
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))

    assert differences(expected, tree_of(path)) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_outline_loses_nothing(path):
    tree = tree_of(path)

    assert losses(tree) == []
    assert complaints(tree) == []
    assert tree.to_text() == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_outline_comes_back_from_word_as_it_was(path):
    tree = tree_of(path)

    again = parse_lines(read_docx(outline_docx(tree.title or "", tree.items)))

    assert shape(again) == shape(tree)


def shape(tree) -> list[tuple]:
    return [
        (item.depth, item.kind, f"{item.label} {item.title}".strip())
        for item in tree.items
        if not item.implied
    ]
