"""Every rule of the reader by the pass it belongs to, and the tables of docs/outline.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from . import disambiguate
from .families import Family, Kin
from .nesting import owners, place, siblings
from .parsing import parse, parse_lines
from .regions import header, inside
from .rule import Rule
from .tree import Tree


@dataclass(frozen=True, slots=True)
class Pass:
    """The rules of a pass are its module's ``RULES``, tried in this order."""

    name: str
    module: ModuleType

    @property
    def rules(self) -> tuple[Rule, ...]:
        rules: tuple[Rule, ...] = self.module.RULES
        return rules


PASSES = (
    Pass("neighbours", disambiguate),
    Pass("header", header),
    Pass("inside", inside),
    Pass("places", place),
    Pass("siblings", siblings),
    Pass("owners", owners),
)

PLACE = re.compile(r"(<!-- rules of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def renewed(page: str) -> str:
    """The page with the table of each pass written anew between its two marks."""
    tables = {one.name: table(one.rules) for one in PASSES} | {"families": families()}
    return PLACE.sub(lambda found: f"{found[1]}{tables[found[2]]}\n{found[3]}", page)


def table(rules: tuple[Rule, ...]) -> str:
    cells = [(rule.name, rule.why, _typed(rule), _read(rule.tree)) for rule in rules]
    rows = [f"| {' | '.join(map(_cell, row))} |" for row in cells]
    return "\n".join(["| rule | why | typed | read |", "| --- | --- | --- | --- |", *rows])


def families() -> str:
    """The table of families: which is usually the wider one, and why."""
    known = [(family.code, family.rank, family.reason) for family in Family]
    made = [(f"{kin.prefix}…", kin.rank, kin.reason) for kin in Kin]
    rows = [
        f"| `{code}` | {rank} | {_cell(reason)} |"
        for code, rank, reason in sorted(known + made, key=lambda row: row[1])
    ]
    return "\n".join(["| family | rank | why |", "| --- | --- | --- |", *rows])


def read(rule: Rule) -> Tree:
    """The tree that the rule's example gives."""
    if isinstance(rule.example, str):
        return parse(rule.example)
    return parse_lines(rule.example)


def shown(tree: Tree) -> str:
    """A tree as the rules show it: title, fields, items by depth, then what is no outline."""
    return "\n".join(_shown(tree))


def _shown(tree: Tree) -> Iterator[str]:
    if tree.title:
        yield f"# {tree.title}"
    yield from (f"{field.name}: {field.value}".rstrip() for field in tree.fields)
    for item in tree.items:
        words = f"{item.label} {item.title}".strip()
        yield "  " * (item.depth - 1) + (words or "…")
    for extra in tree.extras:
        yield f"[{extra.kind}] " + ", ".join(map(str, extra.lines))


def _typed(rule: Rule) -> str:
    text = read(rule).to_text()
    lines = [line.lstrip(" ") for line in text.split("\n")]
    blanks = [len(line) - len(bare) for line, bare in zip(text.split("\n"), lines, strict=True)]
    return " / ".join("␣" * count + line for count, line in zip(blanks, lines, strict=True))


def _read(tree: str) -> str:
    return " / ".join(
        "› " * ((len(line) - len(line.lstrip())) // 2) + line.lstrip() for line in tree.split("\n")
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
