"""The intake report in the reader's language: what was read of a file, what was left out, where."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext

from catalog.outline.readers.report import FACTS, KINDS, PLACES, Group, groups
from catalog.outline.tree import Fact, LeftOut, gettext_noop

COUNT = gettext_noop("%(what)s：%(count)d 处")
COUNT_AT = gettext_noop("%(what)s：%(count)d 处（%(where)s）")


class Entry(NamedTuple):
    """One kind: how often and where, and what it says."""

    text: str
    samples: tuple[str, ...]


class Report(NamedTuple):
    facts: list[str]
    left_out: list[Entry]
    kept: list[Entry]  # read, but to be looked at

    def __bool__(self):
        return bool(self.facts or self.left_out or self.kept)

    def lines(self) -> list[str]:
        """The report for a terminal."""
        return [*self.facts, *self.warnings()]

    def warnings(self) -> list[str]:
        found = []
        for head, entries in (
            (gettext("没有读入"), self.left_out),
            (gettext("已读入，请核对"), self.kept),
        ):
            for entry in entries:
                samples = f" {'；'.join(entry.samples)}" if entry.samples else ""
                found.append(f"{head} {entry.text}{samples}")
        return found


def report(left_out: Sequence[LeftOut], facts: Sequence[Fact]) -> Report:
    entries = groups(left_out)
    return Report(
        [gettext(FACTS[fact.kind]) % {"value": fact.value} for fact in facts],
        [_entry(group) for group in entries if not group.kept],
        [_entry(group) for group in entries if group.kept],
    )


def _entry(group: Group) -> Entry:
    params = {"what": gettext(KINDS[group.kind]), "count": group.count}
    if not group.places:
        return Entry(gettext(COUNT) % params, group.texts)
    at = "、".join(group.places) + ("…" if group.more else "")
    where = gettext(PLACES[group.unit]) % {"at": at}
    return Entry(gettext(COUNT_AT) % {**params, "where": where}, group.texts)
