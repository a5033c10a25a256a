"""Uploaded pictures become drafts of outlines: stored, claimed, read one after another."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from catalog.domain import outline_drafts
from catalog.domain.intake import stored_report
from catalog.domain.outline_versions import sentence
from catalog.domain.uploads import as_text
from catalog.models import Course, OutlineDraft, PictureReading
from catalog.models.picture_reading import ReadingState
from catalog.outline import OutlineError, check_source
from catalog.outline.readers.apart import LIMITS, picture_apart
from catalog.outline.tree import gettext_noop

LASTS = timedelta(days=1)
PATIENCE = timedelta(seconds=30)  # after which a waiting picture is taken for left behind
CLAIM_LASTS = timedelta(seconds=LIMITS["picture"].wait) + PATIENCE
TRIES = 2
LOST = gettext_noop(
    "识别程序两次中断，没有读完这张图片。请裁成几张再上传，或用手机识别成文字后粘贴。"
)
STOPPED = gettext_noop("您停止了识别。")

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """Nobody waits for the picture any longer, or another process has it."""


def ask(
    user: User,
    *,
    course: Course | None,
    base: int,
    name: str,
    data: bytes,
    typed: dict[str, str],
    now: datetime,
) -> PictureReading:
    """Store a picture that was looked at (``picture.check_picture``); it is read from now on."""
    reading = PictureReading.objects.create(
        token=outline_drafts.new_token(),
        user=user,
        course=course,
        base=base,
        name=name[:255],
        data=data,
        typed=typed,
        asked_at=now,
    )
    transaction.on_commit(start_reader)
    return reading


def start_reader() -> None:
    """Start ``read_pictures`` beside this process; where that fails, ``tick`` reads them."""
    try:
        reader = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "read_pictures"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it survives what ends this process
        )
    except OSError:
        logger.exception("read_pictures did not start")
        return
    threading.Thread(target=reader.wait, daemon=True).start()  # or its entry stays when it ends


def claim(*, now: datetime) -> PictureReading | None:
    """Return the picture that this process is to read now.

    None where none waits, or while another one is read: the database allows one at a time.
    """
    _end_lost_claims(now=now)
    waiting = PictureReading.objects.filter(state=ReadingState.WAITING)
    while first := waiting.order_by("asked_at", "pk").values_list("pk", flat=True).first():
        begun = {"state": ReadingState.READING, "claimed_at": now, "claims": F("claims") + 1}
        try:
            with transaction.atomic():
                mine = waiting.filter(pk=first).update(**begun, found=None, recognised=0)
        except IntegrityError:
            return None
        if mine:
            return PictureReading.objects.select_related("user", "course").get(pk=first)
    return None


def _end_lost_claims(*, now: datetime) -> None:
    """What killed its reader is tried once more, so that it does not kill readers for ever."""
    lost = _lost_claims(now=now)
    lost.filter(claims__lt=TRIES).update(state=ReadingState.WAITING, claimed_at=None)
    _refuse(lost, OutlineError(LOST), now=now)


def _lost_claims(*, now: datetime) -> QuerySet[PictureReading]:
    return PictureReading.objects.filter(
        state=ReadingState.READING, claimed_at__lt=now - CLAIM_LASTS
    )


def read(reading: PictureReading, *, clock: Callable[[], datetime]) -> None:
    """Read a claimed picture into the draft of its token, or write down why it cannot be read."""
    mine = PictureReading.objects.filter(
        pk=reading.pk, state=ReadingState.READING, claims=reading.claims
    )
    try:
        upload = as_text(picture_apart(bytes(reading.data), tell=partial(_progress, mine)))
        check_source(upload.text)
    except Stopped:
        return
    except OutlineError as refusal:
        _refuse(mine, refusal, now=clock())
        return
    with transaction.atomic():
        now = clock()
        ended = mine.update(
            state=ReadingState.READ,
            ended_at=now,
            data=b"",
            intake=stored_report(upload.left_out, upload.facts),
        )
        if ended:
            outline_drafts.save(
                reading.user,
                token=reading.token,
                course=reading.course,
                base=reading.base,
                text=upload.text,
                now=now,
            )


def _progress(mine: QuerySet[PictureReading], line_count: int, recognised: int) -> None:
    if not mine.update(found=line_count, recognised=recognised):
        raise Stopped


def _refuse(rows: QuerySet[PictureReading], refusal: OutlineError, *, now: datetime) -> bool:
    stored = {"template": refusal.template, "params": refusal.params}
    return bool(rows.update(state=ReadingState.REFUSED, ended_at=now, data=b"", refusal=stored))


def stop(reading: PictureReading, *, now: datetime) -> None:
    """Nobody waits any longer: the picture goes, what was typed beside it stays for its author."""
    rows = PictureReading.objects.underway().filter(pk=reading.pk)
    _refuse(rows, OutlineError(STOPPED), now=now)


def dismiss(reading: PictureReading) -> None:
    """Its author has seen why the picture was refused."""
    PictureReading.objects.filter(pk=reading.pk, state=ReadingState.REFUSED).delete()


def of_user(user: User, token: str) -> PictureReading | None:
    """The reading with the token, without its picture, if it is this person's."""
    return PictureReading.objects.defer("data").filter(user=user, token=token).first()


def unfinished(user: User, course: Course | None) -> QuerySet[PictureReading]:
    """This person's pictures at this course that are underway or were refused."""
    return (
        PictureReading.objects.defer("data")
        .filter(user=user, course=course)
        .exclude(state=ReadingState.READ)
    )


def ahead_of(reading: PictureReading) -> int:
    """How many pictures are read before this one."""
    return PictureReading.objects.underway().filter(asked_at__lt=reading.asked_at).count()


def refusal_of(reading: PictureReading) -> str:
    """Why it was not read, in the reader's language."""
    stored: dict[str, Any] = reading.refusal
    return sentence(OutlineError(stored["template"], **stored["params"])) if stored else ""


def has_left_behind(*, now: datetime) -> bool:
    """Whether pictures wait that no process reads: theirs died, or could not be started."""
    waiting = PictureReading.objects.filter(state=ReadingState.WAITING, asked_at__lt=now - PATIENCE)
    return _lost_claims(now=now).exists() or waiting.exists()


def over(*, now: datetime) -> QuerySet[PictureReading]:
    """What is older than a day; a report stays as long as its draft is open."""
    old = PictureReading.objects.filter(asked_at__lt=now - LASTS)
    return old.exclude(token__in=OutlineDraft.objects.open().values("token"))


def forget(*, now: datetime) -> None:
    over(now=now).delete()
