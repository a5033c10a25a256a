"""Texts that mention one person: what staff typed is cleared of it, the rest is counted."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast

from enrollment.domain import data_map
from enrollment.domain.emptying import ERASED
from enrollment.domain.traces import Identity
from enrollment.models import ClassNote

TYPED = (  # texts in which a person may be mentioned besides its own rows
    ("catalog.OutlineDraft", "text"),
    ("catalog.Testimonial", "text"),
    ("enrollment.ClassNote", "text"),
    ("enrollment.Company", "notes"),
    ("enrollment.Enrollment", "staff_note"),
    ("enrollment.FeedbackAnswer", "text"),
    ("enrollment.GroupLetter", "body"),
    ("enrollment.GroupLetter", "body_en"),
    ("enrollment.Inquiry", "lost_reason"),
    ("enrollment.Inquiry", "next_step"),
    ("enrollment.Inquiry", "quote"),
    ("enrollment.Inquiry", "staff_note"),
    ("enrollment.Inquiry", "text"),
    ("enrollment.Person", "notes"),
    ("enrollment.PrivacyRequest", "answer"),
)
SEARCHED = ("CharField", "TextField", "EmailField", "JSONField")


def redact(identity: Identity, names: set[str]) -> int:
    """Replace the telephone and address in typed texts; return how many texts had them.

    In such a text the name goes too; a name alone may be another person's and stays.
    """
    sure = _pattern([*map(_spaced, identity.phones), *map(re.escape, identity.mails)])
    if sure is None:
        return 0
    named = _pattern(map(re.escape, names))
    changed = 0
    for label, field in TYPED:
        model = apps.get_model(label)
        rows = model.objects.exclude(**{field: ""}).values_list("pk", field)
        for pk, text in rows.iterator(500):
            if sure.search(text):
                cleared = sure.sub(ERASED, text)
                cleared = named.sub(ERASED, cleared) if named else cleared
                changed += model.objects.filter(pk=pk).update(**{field: cleared})
    return changed


def redact_notes(names: set[str], classes: set[int]) -> int:
    """Replace the name in what staff noted in these classes: there it is this person's."""
    named = _pattern(map(re.escape, names))
    changed = 0
    if named is None:
        return 0
    for note in ClassNote.objects.filter(session__in=classes):
        if named.search(note.text):
            cleared = named.sub(ERASED, note.text)
            changed += ClassNote.objects.filter(pk=note.pk).update(text=cleared)
    return changed


def _spaced(phone: str) -> str:
    """The digits, however they are grouped."""
    return r"[\s-]?".join(map(re.escape, phone))


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(joined, re.IGNORECASE) if joined else None


def left(identity: Identity, names: set[str]) -> dict[str, int]:
    """Fields that still hold the telephone, address or name: field by field, how many rows.

    A name may be another person's, so staff look at these rows; nothing is changed by itself.
    """
    wanted = sorted({*identity.phones, *identity.mails, *names})
    # SQLite stores JSON with everything beyond ASCII escaped.
    wanted += [json.dumps(word)[1:-1] for word in wanted if not word.isascii()]
    hits: Counter[str] = Counter()
    for model, name in _searched() if wanted else ():
        holds = Q()
        for word in wanted:
            holds |= Q(said__icontains=word)
        rows = model._base_manager.annotate(said=Cast(name, TextField()))
        if count := rows.filter(holds).count():
            hits[f"{model._meta.label}.{name}"] = count
    return dict(hits)


def _searched() -> Iterator[tuple[type[Model], str]]:
    for field in data_map.all_fields():
        if field.get_internal_type() in SEARCHED:
            yield field.model, field.name
