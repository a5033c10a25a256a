"""Give every enrollment, inquiry and interest that has none its person and its company."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from enrollment.domain import customers


class Command(BaseCommand):
    help = (
        "Recognise the companies and people of rows that were there before there were records of "
        "them. Twice does no harm; tick does the same, 500 rows a minute."
    )

    def handle(self, *, verbosity, **options):
        total = 0
        while count := customers.recognise_waiting(now=timezone.now()):
            total += count
        if verbosity:
            self.stdout.write(f"{total} rows recognised.")
