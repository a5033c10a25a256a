"""Doubts that an editor has looked at: remembered with the version, and known again in the next."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from catalog.domain.unsure_lines import with_unsure
from catalog.models import Outline
from catalog.outline import Tree
from catalog.outline.readers.source_text import split_lines
from catalog.outline.tree import Doubt

NO_TITLE = "missing-title"  # about no line: a title that was given answers it

Keyed = list[tuple[str, Doubt]]


def keyed(tree: Tree) -> Keyed:
    """Each doubt with a key that stays while its line says the same, wherever the line moves."""
    return keys_of(tree.doubts, {line.number: line.text for line in tree.source})


def keys_of(doubts: Iterable[Doubt], texts: dict[int, str]) -> Keyed:
    keyed: Keyed = []
    times: Counter[str] = Counter()
    for doubt in doubts:
        words = texts.get(doubt.line, "").strip()
        key = f"{doubt.code}-{sha256(words.encode()).hexdigest()[:10]}"
        if doubt.code == NO_TITLE:
            key = NO_TITLE
        times[key] += 1
        keyed.append((key if times[key] == 1 else f"{key}-{times[key]}", doubt))
    return keyed


def ticked(doubts: Keyed, seen: Iterable[str]) -> list[dict[str, Any]]:
    """The doubts as a version keeps them."""
    seen = set(seen)
    return [
        {"line": doubt.line, "code": doubt.code, "params": doubt.params}
        | ({"seen": True} if key in seen else {})
        for key, doubt in doubts
    ]


def seen_keys(outline: Outline) -> set[str]:
    """The keys of the doubts of this version that somebody looked at."""
    texts = dict(enumerate(split_lines(outline.source)[0], 1))
    doubts = [Doubt(stored["line"], stored["code"], stored["params"]) for stored in outline.doubts]
    pairs = zip(keys_of(doubts, texts), outline.doubts, strict=True)
    return {key for (key, _doubt), stored in pairs if stored.get("seen")}


def look_at(outline: Outline, tree: Tree, seen: Iterable[str]) -> bool:
    """Write which doubts were looked at where the text stays; whether that changed anything."""
    doubts = ticked(keyed(with_unsure(tree, outline.intake)), seen)
    if doubts == outline.doubts:
        return False
    outline.doubts = doubts
    return bool(Outline.objects.filter(pk=outline.pk).update(doubts=doubts))


def left(doubts: list[dict[str, Any]] | None) -> int:
    """How many of a version's doubts nobody has looked at."""
    return sum(1 for doubt in doubts or [] if not doubt.get("seen"))
