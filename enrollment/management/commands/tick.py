"""Expire what is over and send what is due; every minute, and twice does no harm."""

from datetime import datetime, timedelta
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalog.domain import outline_drafts, picture_readings
from catalog.models import Session
from catalog.models.session_seats import has_room
from catalog.models.session_state import TAKING
from enrollment.actions import catch_up, inquiring, releasing
from enrollment.domain import (
    audit_chain,
    customers,
    interests,
    rate_limit,
    reminders,
    webhooks,
)
from enrollment.domain.seats import SeatsBusy
from enrollment.management import checkpoints
from enrollment.management.only_one import only_one
from enrollment.messaging.delivery import send_due
from enrollment.messaging.webhook_delivery import send_webhooks
from enrollment.models.enrollment import hold_over, offer_over

DAY = timedelta(days=1)


def needing_attention(*, now: datetime) -> QuerySet:
    """Sessions where a hold or an offer is over, or where somebody waits for free seats.

    A waiting line may move without anybody's doing: near the start the terms may let it fill.
    """
    overdue = Q(held__gt=0) & (
        hold_over(by=now, path="enrollments__") | offer_over(by=now, path="enrollments__")
    )
    line = Q(waiting__gt=0, state__in=TAKING) & has_room()
    return Session.objects.filter(overdue | line).distinct().order_by("pk")


class Command(BaseCommand):
    help = "Expire holds and offers whose time is over, promote the waiting list, send what is due."

    def handle(self, *, verbosity, **options):
        with only_one("tick") as mine:
            if mine:
                self.do_what_is_due(verbosity)
            elif verbosity:
                self.stdout.write("Another tick is at work; nothing was done here.")
        # Seconds each, so after the lock: another tick may send what is due meanwhile. Here and not
        # beside this process: systemd ends what a timer's unit leaves running.
        if picture_readings.has_left_behind(now=timezone.now()):
            call_command("read_pictures", most=1, verbosity=0)

    def do_what_is_due(self, verbosity: int) -> None:
        now = timezone.now()
        releasing.release_due(now=now)
        expired = promoted = 0
        for session in needing_attention(now=now):
            try:
                ended, given = catch_up(session, now=now)
            except SeatsBusy:
                continue  # whoever has it settles it too, and mail must not wait for one session
            expired, promoted = expired + ended, promoted + given
        customers.recognise_waiting(now=now)
        inquiring.follow_enrollments(now=now)
        # Each begins at its own moment: mail that took long must not make later claims look old.
        interests.queue_letters(now=timezone.now())
        reminders.plan(now=timezone.now())
        counts = send_due(now=timezone.now())
        webhooks.gather(now=timezone.now())
        send_webhooks(now=timezone.now())
        webhooks.forget(now=now)
        call_command("make_exports", verbosity=0)
        rate_limit.forget(now=now)
        outline_drafts.forget(now=now)
        picture_readings.forget(now=now)
        if not rate_limit.is_over("purge", "tick", limit=1, window=DAY, now=now):
            call_command("purge", stdout=self.stdout if verbosity else StringIO())
        audit_chain.seal(now=now)
        checkpoints.keep(now=now)
        if verbosity:
            self.stdout.write(
                f"{expired} expired, {promoted} promoted, {counts['sent']} sent, "
                f"{counts['failed']} failed for now, {counts['dropped']} no longer needed."
            )
