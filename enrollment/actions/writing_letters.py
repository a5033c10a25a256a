"""Staff write letters: their own text of a kind, and one letter to many parties of a session."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.domain import audit, letter_texts
from enrollment.domain.refusals import NotPossible, Refusal
from enrollment.models import Enrollment, GroupLetter, LetterText, OutboxMessage
from enrollment.models.enrollment import ACTIVE, EnrollmentQuerySet
from enrollment.models.record import MessageKind


@transaction.atomic
def save_letter_text(
    kind: str,
    language: str,
    *,
    subject: str,
    body: str,
    now: datetime,
    actor: str,
    user: User | None = None,
) -> LetterText:
    """Keep the text as the newest version; the same text again changes nothing.

    Raise TextRefused.
    """
    letter_texts.check(kind, subject, body)
    newest = letter_texts.own_text(kind, language)
    if newest and (newest.subject, newest.body) == (subject, body):
        return newest
    return _version(kind, language, subject, body, now=now, actor=actor, user=user)


@transaction.atomic
def use_original_text(
    kind: str, language: str, *, now: datetime, actor: str, user: User | None = None
) -> None:
    """The text we ship holds again; earlier versions stay to be read."""
    if letter_texts.own_text(kind, language) is not None:
        _version(kind, language, "", "", now=now, actor=actor, user=user)


def _version(
    kind: str,
    language: str,
    subject: str,
    body: str,
    *,
    now: datetime,
    actor: str,
    user: User | None,
) -> LetterText:
    versions = LetterText.objects.filter(kind=kind, language=language)
    last = versions.order_by("-number").values_list("number", flat=True).first() or 0
    text = LetterText.objects.create(
        kind=kind,
        language=language,
        number=last + 1,
        subject=subject,
        body=body,
        created_by=user,
        created_at=now,
    )
    version = [last, last + 1]
    audit.record(
        "change letter",
        text,
        actor=actor,
        now=now,
        kind=kind,
        language=language,
        version=version,
    )
    return text


def addressed(session: Session, states: Collection[str] = ACTIVE) -> EnrollmentQuerySet:
    """The parties that a letter to the session can reach."""
    parties = Enrollment.objects.filter(session=session, state__in=states)
    return parties.exclude(contact_email="").order_by("number")


class AlreadyWritten(Refusal):
    """This form has sent its letter; what it says now would not go out."""


def _check_same(letter: GroupLetter, texts: dict[str, str], parties: Collection[int]) -> None:
    """Raise AlreadyWritten where the letter has other words, or went to others."""
    words = {name: getattr(letter, name) for name in texts}
    written_to = set(letter.messages.values_list("enrollment", flat=True))
    if words != texts or not written_to.issuperset(parties):
        raise AlreadyWritten(
            _("这封信刚才已经寄出。现在的内容还没有寄：看过预览，要另寄一封就再按一次。")
        )


def _check_texts(texts: dict[str, str]) -> None:
    letter_texts.check(MessageKind.GROUP, texts["subject"], texts["body"])
    letter_texts.check(MessageKind.GROUP, texts["subject_en"], texts["body_en"])
    if bool(texts["subject_en"]) != bool(texts["body_en"]):
        raise letter_texts.TextRefused(_("英文的标题和正文要么都写，要么都留空。"))


@transaction.atomic
def write_to_group(
    session: Session,
    *,
    parties: Collection[int],
    key: str,
    texts: dict[str, str],
    now: datetime,
    actor: str,
    user: User | None = None,
) -> GroupLetter:
    """Queue one letter for these parties of the session; the same form twice is one letter.

    ``texts`` has subject, body, subject_en and body_en. Raise TextRefused, NotPossible, and
    AlreadyWritten where the form was sent before with other words or to others.
    """
    _check_texts(texts)
    letter, is_new = GroupLetter.objects.get_or_create(
        key=key,
        defaults={**texts, "session": session, "created_by": user, "created_at": now},
    )
    if not is_new:
        _check_same(letter, texts, parties)
        return letter
    chosen = list(addressed(session).filter(pk__in=parties))
    if not chosen:
        raise NotPossible(_("没有选中任何留了邮箱的报名。"))
    # No version of its own is 1: a party that comes back has those begun anew.
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            enrollment=party,
            kind=MessageKind.GROUP,
            group_letter=letter,
            version=letter.pk + 1,
            due_at=now,
        )
        for party in chosen
    )
    audit.record("write to group", session, actor=actor, now=now, letters=len(chosen))
    return letter
