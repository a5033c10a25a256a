"""The end of the audit chain, written once a day into a file that another machine collects."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from enrollment.domain import audit_chain


def keep(*, now: datetime) -> None:
    """Add the day's line to AUDIT_CHECKPOINTS, where that is set."""
    if not settings.AUDIT_CHECKPOINTS:
        return
    file, day = Path(settings.AUDIT_CHECKPOINTS), timezone.localdate(now).isoformat()
    lines = read_checkpoints(file)
    if lines and lines[-1].startswith(day):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as handle:
        handle.write(f"{day} {audit_chain.checkpoint()}\n")


def read_checkpoints(file: Path) -> list[str]:
    """The lines of the file: a date, a position, a digest."""
    if not file.is_file():
        return []
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
