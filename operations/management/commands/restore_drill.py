"""Proof that the last backup brings the site back, without touching the site."""

import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from enrollment.management.backups import BackupError
from operations.databases import manage, throw_away_database
from operations.models import TaskRun
from operations.vault import backups_in, decrypted

COUNT = """
from catalog.models import Course, Session
from enrollment.models import AuditEvent, Enrollment, Participant
models = (Course, Session, Enrollment, Participant, AuditEvent)
print(*(f"{model.objects.count()} {model._meta.model_name}" for model in models), sep=", ")
"""


class Command(BaseCommand):
    help = (
        "Restore the newest backup into a throw-away database, migrate it, recompute what must "
        "hold, count its rows, and drop it again. The site itself is not touched."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="another backup than the newest")
        parser.add_argument(
            "--identity", type=Path, help="the private key of age that opens encrypted backups"
        )

    def handle(self, *, file, identity, **options):
        began = time.monotonic()
        file = file or next(iter(backups_in(settings.BACKUP_FOLDER)), None)
        if file is None:
            raise CommandError(f"{settings.BACKUP_FOLDER} holds no backup.")
        if file.suffix == ".age" and identity is None:
            raise CommandError(f"{file} is encrypted: give --identity with the private key.")
        try:
            with tempfile.TemporaryDirectory(prefix="kaike-drill-") as folder:
                self.drill(file, identity, Path(folder))
        except (BackupError, DatabaseError) as error:
            raise CommandError(str(error).strip()) from error
        TaskRun.objects.update_or_create(
            name="restore_drill", defaults={"succeeded_at": timezone.now()}
        )
        self.stdout.write(f"{file} brings the site back, in {time.monotonic() - began:.1f} s.")

    def drill(self, file: Path, identity: Path | None, folder: Path) -> None:
        if file.suffix == ".age" and identity is not None:
            file = decrypted(file, identity, folder)
        with throw_away_database(folder) as url:
            var = str(folder / "var")
            done = manage(url, "restore", str(file.absolute()), KAIKE_VAR=var)
            if done.returncode:
                raise CommandError(f"The drill failed: {done.stderr.strip() or done.stdout}")
            self.stdout.write(done.stdout.strip())
            counted = manage(url, "shell", "--verbosity", "0", "--command", COUNT, KAIKE_VAR=var)
            files = sum(1 for path in (folder / "var" / "media").rglob("*") if path.is_file())
            self.stdout.write(f"{counted.stdout.strip()}, {files} uploaded file(s)")
