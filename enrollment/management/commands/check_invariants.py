"""Recompute what must always hold; nightly, and after a restore."""

from itertools import chain

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from enrollment.domain import audit_chain
from enrollment.queries.invariants import complaints


class Command(BaseCommand):
    help = (
        "Check counters against rows and outlines against their source; exit 1 names what is wrong."
    )

    def handle(self, **options):
        found = 0
        for complaint in chain(complaints(), audit_chain.broken(now=timezone.now())):
            found += 1
            self.stderr.write(complaint)
        if found:
            raise CommandError(f"{found} thing(s) need attention.")
        self.stdout.write("All is well.")
