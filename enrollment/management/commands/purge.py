"""Remove what is over; daily, and twice does no harm."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from enrollment.actions.purging import kept_from_purge, purge
from enrollment.domain import erasure_journal


class Command(BaseCommand):
    help = (
        "Remove personal data whose time is over, by class (docs/privacy.md), and print how many "
        "rows of each. Nothing of a person is printed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *, dry_run, **options):
        counts = purge(now=timezone.now(), dry_run=dry_run)
        if not dry_run:
            erasure_journal.catch_up()
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count}")
        for name, count in kept_from_purge(now=timezone.now()).items():
            self.stdout.write(f"{name}: {count} kept back for a dispute")
        self.stdout.write("Nothing was changed." if dry_run else "Done.")
