"""Whether a person should look at the site, and why: one short sentence a reason."""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from enrollment.queries.overdue import overdue_items
from operations.preparation import unapplied_migrations
from operations.tasks import late_tasks


def report(*, now: datetime) -> dict:
    """Return what ``/readyz`` answers; it is ready when there is no reason to look."""
    reasons = disk_reasons()
    overdue: dict[str, str] = {}
    try:
        reasons += database_reasons(now=now)
        if not unapplied_migrations():
            overdue = {item.what: item.since.isoformat() for item in overdue_items(now=now)}
            reasons += [f"{what}: overdue since {since}" for what, since in overdue.items()]
    except (DatabaseError, InterfaceError):
        reasons.append("database: does not answer")
    return {"ready": not reasons, "reasons": reasons, "late": overdue}


def database_reasons(*, now: datetime) -> list[str]:
    """Return what is wrong with the tables, or else which task of the night is late."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if waiting := unapplied_migrations():
        return [f"migrations: {waiting} not applied"]
    if not settings.NIGHTLY_EXPECTED:
        return []
    return [
        f"{name}: last done {last.isoformat() if last else 'never'}"
        for name, last in late_tasks(now=now).items()
    ]


def disk_reasons() -> list[str]:
    """Return a reason for each disk of this site that is nearly full."""
    wanted = settings.DISK_FREE_MB
    free = {free_megabytes(folder) for folder in folders()}
    return [f"disk: {space} MB free, {wanted} wanted" for space in sorted(free) if space < wanted]


def folders() -> set[Path]:
    found = {Path(settings.VAR), Path(settings.BACKUP_FOLDER)}
    if connection.vendor == "sqlite":
        found.add(Path(connection.settings_dict["NAME"]).parent)
    return {folder for folder in found if folder.exists()}


def free_megabytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free // 1_000_000
