"""Erasures as lines of a file beside the database: what an older backup has to be told again."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from enrollment.models import Erasure


@dataclass(frozen=True, slots=True)
class Entry:
    receipt: str
    at: str
    marks: list[str]  # keyed hashes (traces.mark)


def write(receipt: str, marks: list[str], *, at: datetime) -> None:
    """Append one line and wait until the disk has it; readable by its owner only."""
    file = Path(settings.ERASURE_JOURNAL)
    file.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(Entry(receipt, at.isoformat(), marks))) + "\n"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(line.encode())
        handle.flush()
        os.fsync(handle.fileno())


def entries() -> Iterator[Entry]:
    """Every whole line of the file; a line that broke off is left out."""
    file = Path(settings.ERASURE_JOURNAL)
    if not file.exists():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            yield Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue


def catch_up() -> int:
    """Write the erasures that the database knows and this machine's file does not."""
    known = {entry.receipt for entry in entries()}
    missing = [row for row in Erasure.objects.order_by("pk") if row.receipt not in known]
    for row in missing:
        write(row.receipt, row.marks, at=row.at)
    return len(missing)


def unknown_here() -> list[Entry]:
    """The lines that the database does not know: it is older than they are."""
    known = set(Erasure.objects.values_list("receipt", flat=True))
    return [entry for entry in entries() if entry.receipt not in known]
