"""What work costs, in strides: a fixed piece of work that is done in the same moment.

Limits of seconds fail on a slow or busy machine; there a stride takes longer too. It is some
1 ms of processor time on the machine that the limits were set on.
"""

import re
import time
from collections.abc import Callable

BRACKETS = re.compile(r"\(.{0,40}?\)")
LINE = "(" * 3_000
TRIES = 3


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def strides(work: Callable[[], object]) -> float:
    before = seconds(_stride)
    spent = seconds(work)
    return spent / max(before, seconds(_stride))


def within(limit: float, work: Callable[[], object]) -> bool:
    """Whether the work costs at most ``limit`` strides; who stumbles may try twice more."""
    return any(strides(work) <= limit for _ in range(TRIES))


def _stride() -> None:
    BRACKETS.sub("", LINE)
