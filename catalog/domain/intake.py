"""The intake report in the reader's language: what was read of a file, what was left out, where."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext

from catalog.outline.readers.files import read_plain
from catalog.outline.readers.report import FACTS, KINDS, PLACES, UNSURE, Group, groups
from catalog.outline.tree import Fact, LeftOut, Place, gettext_noop

COUNT = gettext_noop("%(what)s：%(count)d 处")
COUNT_AT = gettext_noop("%(what)s：%(count)d 处（%(where)s）")


MOST = 300  # entries that are kept with a version; groups count what they have


def stored_report(left_out: Sequence[LeftOut], facts: Sequence[Fact]) -> dict[str, Any]:
    """The report as a version keeps it: kinds and places, in no language and without words.

    A comment in a Word file may say anything of anybody; it is shown once, and not kept. The words
    of an unsure line are in the text itself.
    """
    return {
        "left_out": [
            [entry.kind, list(entry.place), entry.kept]
            + ([entry.text] if entry.kind == UNSURE else [])
            for entry in left_out[:MOST]
        ],
        "facts": [list(fact) for fact in facts],
    }


def of_text(source: str) -> dict[str, Any]:
    """The report on a text that was typed or pasted."""
    plain = read_plain(source)
    return stored_report(plain.left_out, plain.facts)


def report_of(stored: Mapping[str, Any]) -> "Report":
    """The report that a version keeps, in the reader's language."""
    left_out = [
        LeftOut(kind, Place(*place), "".join(words), again)
        for kind, place, again, *words in stored.get("left_out", ())
        if kind in KINDS
    ]
    facts = [Fact(*fact) for fact in stored.get("facts", ()) if fact[0] in FACTS]
    return report(left_out, facts)


class Entry(NamedTuple):
    """One kind: how often and where, and what it says."""

    text: str
    samples: tuple[str, ...]
    lines: tuple[tuple[str, str], ...] = ()  # each with its number, where each is to be looked at


class Report(NamedTuple):
    facts: list[str]
    left_out: list[Entry]
    kept: list[Entry]  # read, but to be looked at

    def __bool__(self) -> bool:
        return bool(self.facts or self.left_out or self.kept)

    def lines(self) -> list[str]:
        """The report for a terminal."""
        return [*self.facts, *self.warnings()]

    def warnings(self) -> list[str]:
        sections = []
        for head, entries in (
            (gettext("没有读入"), self.left_out),
            (gettext("已读入，请核对"), self.kept),
        ):
            for entry in entries:
                lines = [" ".join(line).strip() for line in entry.lines]
                samples = gettext("；").join(lines or entry.samples)
                sections.append(f"{head} {entry.text} {samples}".strip())
        return sections


def report(left_out: Sequence[LeftOut], facts: Sequence[Fact]) -> Report:
    """Return the report of a reading, grouped for the page."""
    entries = [(group, _entry(group)) for group in groups(left_out)]
    unsure = tuple((entry.place.at, entry.text) for entry in left_out if entry.kind == UNSURE)
    doubtful = [
        entry._replace(lines=unsure) if group.kind == UNSURE and any(group.texts) else entry
        for group, entry in entries
        if group.kept
    ]
    return Report(
        [gettext(FACTS[fact.kind]) % {"value": fact.value} for fact in facts],
        [entry for group, entry in entries if not group.kept],
        doubtful,
    )


def _entry(group: Group) -> Entry:
    params = {"what": gettext(KINDS[group.kind]), "count": group.count}
    if not group.places:
        return Entry(gettext(COUNT) % params, group.texts)
    at = gettext("、").join(group.places) + ("…" if group.more else "")
    where = gettext(PLACES[group.unit]) % {"at": at}
    return Entry(gettext(COUNT_AT) % {**params, "where": where}, group.texts)
