"""Follow the chain over the audit events from its beginning; nightly, and after a restore."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from enrollment.domain import audit_chain
from enrollment.management import checkpoints


class Command(BaseCommand):
    help = (
        "Check every audit event against the chain, and the chain against checkpoints kept "
        "elsewhere; exit 1 names the first row that is wrong and the others."
    )

    def add_arguments(self, parser):
        parser.add_argument("--checkpoints", help="a file with a line for each day")

    def handle(self, *, checkpoints: str | None, **options):
        found = 0
        for complaint in audit_chain.broken(now=timezone.now(), checkpoints=lines(checkpoints)):
            found += 1
            self.stderr.write(complaint)
        if found:
            raise CommandError(f"{found} thing(s) in the audit are not as they were written.")
        self.stdout.write(f"The audit is whole. Checkpoint: {audit_chain.checkpoint()}")


def lines(named: str | None) -> list[str]:
    """The checkpoints of the file that is named here or in the settings."""
    if named and not Path(named).is_file():
        raise CommandError(f"{named}: there is no such file.")
    file = named or settings.AUDIT_CHECKPOINTS
    return checkpoints.read_checkpoints(Path(file)) if file else []
