"""Read the pictures of outlines that wait; started with each upload, and by tick."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from catalog.domain import picture_readings


class Command(BaseCommand):
    help = (
        "Read uploaded pictures of outlines that wait, one after another. "
        "Ends at once while another process reads one."
    )

    def add_arguments(self, parser):
        parser.add_argument("--most", type=int, default=None, help="end after so many pictures")

    def handle(self, *, most, verbosity, **options):
        count = 0
        while count != most and (reading := picture_readings.claim(now=timezone.now())):
            picture_readings.read(reading, clock=timezone.now)
            count += 1
        if verbosity:
            self.stdout.write(f"{count} picture(s) read.")
