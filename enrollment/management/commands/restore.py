"""The site as a backup has it; what is there now is put into a backup of its own first."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from catalog.models import Course
from enrollment.management.backups import BackupError, make_backup, restore_backup


class Command(BaseCommand):
    help = (
        "Put back what the backup command wrote. Stop the web server first. A site that has "
        "courses is replaced only with --replace, and its present state is backed up before."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="there is a site here: replace it"
        )

    def handle(self, *, file, replace, **options):
        try:
            there = has_site()
            if there and not replace:
                raise CommandError("This site has courses: give --replace to put the backup there.")
            about = restore_backup(file, before=self.keep if there else lambda: None)
        except BackupError as error:
            raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        call_command("erase_again", stdout=self.stdout)
        self.stdout.write(f"Back at {about['made']} (Kaike {about['version']}).")
        call_command("check_invariants", stdout=self.stdout, stderr=self.stderr)

    def keep(self):
        kept = make_backup(settings.VAR / "backups", now=timezone.now())
        self.stdout.write(f"What was here is in {kept}")


def has_site() -> bool:
    there = Course._meta.db_table in connection.introspection.table_names()
    return there and Course.objects.exists()
