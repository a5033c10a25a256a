"""Everything of this site in one file, while it runs."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from enrollment.management.backups import BackupError, make_backup


class Command(BaseCommand):
    help = (
        "Write the database, as of one moment, and the uploaded files to one .tar.gz file. The "
        "site may go on taking enrollments. The file holds personal data: keep it locked away."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, nargs="?", default=settings.VAR / "backups")

    def handle(self, *, folder, **options):
        try:
            file = make_backup(folder, now=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}") from error
        self.stdout.write(str(file))
