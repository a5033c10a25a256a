"""Which notice somebody ticked, on which form, when: one row each, written with the form's row."""

from datetime import datetime

from django.core.cache import cache

from enrollment.domain import bulk_insert, notice, traces
from enrollment.domain.bulk_insert import Statement
from enrollment.models import ConsentRecord, NoticeText


def shown(language: str, *, now: datetime) -> str:
    """The version of the notice in this language; its text is stored when it is first used."""
    digest = notice.digest(language)
    known = f"notice-stored-{digest}"  # asked once in a while, not for every enrollment
    if cache.get(known) is None:
        row = NoticeText(
            digest=digest, language=language, text=notice.text(language), first_used_at=now
        )
        NoticeText.objects.bulk_create([row], ignore_conflicts=True)
        cache.set(known, True)
    return digest


def given(form: str, key: str, phone: str, *, version: str, now: datetime) -> Statement:
    """Return the statement that records the tick; the same form sent again records it once."""
    row = ConsentRecord(
        form=form,
        object_key=key,
        person=traces.mark_of_phone(phone),
        notice=version,
        given_at=now,
    )
    return bulk_insert.insertion(row, once=True)


def record(form: str, key: str, phone: str, *, version: str, now: datetime) -> None:
    """As ``given``, written now; call it in the transaction that writes the form's row."""
    bulk_insert.send(given(form, key, phone, version=version, now=now))
