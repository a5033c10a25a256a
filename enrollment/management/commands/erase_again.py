"""After a restore: who was erased since the backup was made is erased again."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from enrollment.actions.erasing import erase_again


class Command(BaseCommand):
    help = (
        "Apply the erasures of the journal (ERASURE_JOURNAL) that this database does not know. "
        "The restore command ends with this."
    )

    def handle(self, **options):
        done = erase_again(now=timezone.now())
        rows = sum(sum(erasure.counts.values()) for erasure in done)
        self.stdout.write(f"{len(done)} erasure(s) applied again, {rows} row(s).")
