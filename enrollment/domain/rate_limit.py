"""A limit on tries, counted in the database so that every worker sees the same count."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from enrollment.models import Attempt


def is_over(scope: str, who: str, *, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one try; whether it is more than ``limit`` within the window of time it falls in."""
    turn = int(now.timestamp() // window.total_seconds())
    key = salted_hmac(f"throttle.{scope}", f"{who}|{turn}", algorithm="sha256").hexdigest()
    expires_at = now + window
    if not Attempt.objects.filter(key=key).update(count=F("count") + 1):
        try:
            with transaction.atomic():
                Attempt.objects.create(key=key, count=1, expires_at=expires_at)
        except IntegrityError:
            Attempt.objects.filter(key=key).update(count=F("count") + 1)
    return Attempt.objects.get(key=key).count > limit


def write_nothing(*, now: datetime) -> None:
    """One row that means nothing: the same work as writing one that does."""
    row = Attempt(key=secrets.token_hex(), count=0, expires_at=now)
    Attempt.objects.bulk_create([row], ignore_conflicts=True)


def forget(*, now: datetime) -> int:
    """Delete what is past; gives how many."""
    return Attempt.objects.filter(expires_at__lte=now).delete()[0]
