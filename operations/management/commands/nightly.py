"""All that is to be done every night, from one timer."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from operations.tasks import nightly_tasks, run_task


class Command(BaseCommand):
    help = (
        "Check what must hold, delete what is over its time, write a backup. A task that fails "
        "does not stop the others; /readyz names it until it ends well."
    )

    def add_arguments(self, parser):
        parser.add_argument("--only", choices=nightly_tasks(), help="this task and no other")

    def handle(self, *, only, **options):
        failed = []
        for name in [only] if only else nightly_tasks():
            self.stdout.write(f"{name} …")
            if error := run_task(name, clock=timezone.now):
                self.stderr.write(f"{name}: {error}")
                failed.append(name)
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}.")
        self.stdout.write("Done.")
