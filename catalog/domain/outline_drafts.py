"""What is typed in the outline editor, kept for its author until it is saved or thrown away."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from catalog.models import Course, OutlineDraft
from catalog.outline import MAX_CHARACTERS

LASTS = timedelta(days=60)
TYPING = timedelta(minutes=10)
OFFERED = 5  # shown; the newest


def new_token() -> str:
    return secrets.token_hex(16)


def save(
    user: User, *, token: str, course: Course | None, base: int, text: str, now: datetime
) -> bool:
    """Keep the text under its token; False where that draft has ended.

    An empty text ends nothing: the draft is simply no longer there.
    """
    text = plain(text)[:MAX_CHARACTERS]
    own = OutlineDraft.objects.filter(token=token, user=user)
    if not text.strip():
        own.open().delete()
        return True
    if own.open().update(text=text, typed_at=now):
        return True
    if OutlineDraft.objects.filter(token=token).exists():
        return False
    try:
        with transaction.atomic():
            OutlineDraft.objects.create(
                token=token, user=user, course=course, base=base, text=text, typed_at=now
            )
    except IntegrityError:  # the same page sent it twice at once
        return bool(own.open().update(text=text, typed_at=now))
    return True


def end(user: User, *, token: str, course: Course | None, text: str, now: datetime) -> None:
    """The text was saved as a version: its draft ends, and others that hold the same words."""
    ended = {"text": "", "ended_at": now}
    own = OutlineDraft.objects.filter(token=token)
    if token and not own.exclude(user=user).exists():
        own.update_or_create(
            token=token, defaults={"user": user, "course": course, "typed_at": now, **ended}
        )
    places = OutlineDraft.objects.filter(user=user, course=course) | OutlineDraft.objects.filter(
        user=user, course=None
    )
    places.open().filter(text=plain(text)).update(**ended)


def discard(user: User, *, token: str, now: datetime) -> None:
    """End the draft and empty its text."""
    OutlineDraft.objects.open().filter(user=user, token=token).update(text="", ended_at=now)


def offered(user: User, course: Course | None, *, but: str = "") -> QuerySet[OutlineDraft]:
    """The drafts of this person at this course, the newest first; never anybody else's."""
    drafts = OutlineDraft.objects.open().filter(user=user, course=course)
    return drafts.exclude(token=but)[:OFFERED]


def others(user: User, course: Course | None, *, now: datetime) -> QuerySet[OutlineDraft]:
    """Who else typed at this course's outline a moment ago; their text is nobody else's to see."""
    typing = OutlineDraft.objects.open().filter(course=course, typed_at__gt=now - TYPING)
    if course is None:
        return typing.none()
    return typing.exclude(user=user).select_related("user").defer("text")[:OFFERED]


def ended(user: User) -> list[str]:
    """Tokens of the drafts of this person that ended last; a browser may still hold a copy."""
    drafts = OutlineDraft.objects.filter(user=user, ended_at__isnull=False)
    return list(drafts.order_by("-ended_at").values_list("token", flat=True)[:OFFERED])


def opened(user: User, course: Course | None, token: str) -> OutlineDraft | None:
    return OutlineDraft.objects.open().filter(user=user, course=course, token=token).first()


def forget(*, now: datetime) -> None:
    """Drafts that nobody came back to."""
    OutlineDraft.objects.filter(typed_at__lt=now - LASTS).delete()


def plain(text: str) -> str:
    """Browsers send CR LF; a draft is compared and shown with LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
