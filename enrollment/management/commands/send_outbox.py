"""Send the messages that are due."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from enrollment.messaging.delivery import send_due


class Command(BaseCommand):
    help = "Send what is due; a failed message is tried again after 1, 5, 15, 60, 240, 720 minutes."

    def handle(self, *, verbosity, **options):
        counts = send_due(now=timezone.now())
        if verbosity:
            self.stdout.write(
                "{sent} sent, {failed} failed for now, {dropped} no longer needed.".format(**counts)
            )
