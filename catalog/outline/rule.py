"""A rule of the reader: what it does, why, and a small text that shows it.

``docs/outline.md`` and one test for each rule are made from these objects (``rule_book``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .tree import Line


@dataclass(frozen=True, slots=True)
class Rule:
    """``apply`` is one step of a pass; without it ``example`` no longer gives ``tree``.

    ``tree`` is the expected outline as ``rule_book.shown`` prints it.
    """

    name: str
    why: str
    example: str | tuple[Line, ...]  # lines where only styles or cells can show it
    tree: str
    apply: Callable[..., Any]
