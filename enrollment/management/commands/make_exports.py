"""Make the files that were asked for; ``tick`` does it every minute."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from enrollment.admin import scheduled_exports
from enrollment.queries import export_files


class Command(BaseCommand):
    help = (
        "Make the lists that were asked for as files and those that are due by their schedule, "
        "and delete files older than two days."
    )

    def handle(self, *, verbosity, **options):
        scheduled_exports.ask_due(now=timezone.now())
        made = export_files.make_due()
        gone = export_files.forget(now=timezone.now())
        if verbosity:
            self.stdout.write(f"{made} made, {gone} deleted.")
