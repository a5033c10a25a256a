"""The backup of the night."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from enrollment.backups import make_backup


def store_backup(*, now: datetime) -> Path:
    return make_backup(settings.BACKUP_FOLDER, now=now)
