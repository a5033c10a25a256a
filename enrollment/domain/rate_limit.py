"""A limit on tries, counted in the database so that every worker sees the same count."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils.crypto import salted_hmac

from enrollment.models import Attempt

# One statement for all that one request counts, on both databases.
COUNT = """
INSERT INTO enrollment_attempt ("key", "count", "expires_at") VALUES {rows}
ON CONFLICT ("key") DO UPDATE SET "count" = enrollment_attempt."count" + 1
RETURNING "key", "count"
"""


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is counted together: tries of one kind, by one source, address, telephone or person."""

    scope: str
    who: str
    window: timedelta

    def key(self, now: datetime) -> str:
        """Return the keyed hash of it: nobody can read from the table who tried."""
        window_number = int(now.timestamp() // self.window.total_seconds())
        text = f"{self.who}|{window_number}"
        return salted_hmac(f"throttle.{self.scope}", text, algorithm="sha256").hexdigest()


def count(buckets: list[Bucket], *, now: datetime) -> list[int]:
    """Count one try in each bucket; return how many each has now, this one included."""
    keys = [bucket.key(now) for bucket in buckets]
    # Sorted: two requests that share buckets lock their rows in the same order.
    rows = sorted({key: b.window for key, b in zip(keys, buckets, strict=True)}.items())
    values = [value for key, window in rows for value in (key, 1, _stored(now + window))]
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(rows=", ".join(["(%s, %s, %s)"] * len(rows))), values)
        counted = dict(cursor.fetchall())
    return [counted[key] for key in keys]


def is_over(scope: str, who: str, *, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one try; whether it is more than ``limit`` within the window of time it falls in."""
    return count([Bucket(scope, who, window)], now=now)[0] > limit


def give_back(buckets: list[Bucket], *, now: datetime) -> None:
    """Take back the tries that ``count`` counted: they turned out to be right."""
    keys = [bucket.key(now) for bucket in buckets]
    Attempt.objects.filter(key__in=keys, count__gt=0).update(count=F("count") - 1)


def write_nothing(*, now: datetime) -> None:
    """One row that means nothing: the same work as writing one that does."""
    row = Attempt(key=secrets.token_hex(), count=0, expires_at=now)
    Attempt.objects.bulk_create([row], ignore_conflicts=True)


def forget(*, now: datetime) -> int:
    """Delete what is past; gives how many."""
    return Attempt.objects.filter(expires_at__lte=now).delete()[0]


def _stored(moment: datetime) -> str | datetime | None:
    """A moment as the database holds it."""
    return connection.ops.adapt_datetimefield_value(moment)
