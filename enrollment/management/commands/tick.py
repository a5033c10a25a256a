"""Expire what is over and send what is due; every minute, and twice does no harm."""

from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone

from catalog.models import Session
from enrollment.actions import catch_up
from enrollment.outbox import send_due


class Command(BaseCommand):
    help = "Expire holds and offers whose time is over, promote the waiting list, send what is due."

    def handle(self, *, verbosity, **options):
        now = timezone.now()
        overdue = Q(enrollments__state="held", enrollments__held_until__lte=now) | Q(
            enrollments__state="offered", enrollments__offered_until__lte=now
        )
        expired = promoted = 0
        for session in Session.objects.filter(overdue).distinct().order_by("pk"):
            ended, given = catch_up(session, now=now)
            expired, promoted = expired + ended, promoted + given
        counts = send_due(now=now)
        if verbosity:
            self.stdout.write(
                f"{expired} expired, {promoted} promoted, {counts['sent']} sent, "
                f"{counts['failed']} failed for now, {counts['dropped']} no longer needed."
            )
