"""How much is tried: little at each change, and with FULL_SIZE=1 as much as docs/trust.md asks for.

A share of it: FULL_SIZE=0.1 tries a tenth, or what is tried at each change if that is more.
"""

import os

SHARE = float(os.environ.get("FULL_SIZE") or 0)


def size(at_a_change: int, full: int) -> int:
    return max(at_a_change, round(full * SHARE))
