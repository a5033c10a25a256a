"""Versions of an outline: save a text as the next one, release it, read the tree back."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from catalog.domain.intake import of_text
from catalog.domain.seen_doubts import keyed, seen_keys, ticked
from catalog.domain.unsure_lines import carry, with_unsure
from catalog.domain.version_facts import facts_of
from catalog.models import Course, Outline, OutlineItem
from catalog.outline import OutlineError, Tree, check_source, losses, parse
from catalog.outline.diff import same_items
from catalog.outline.readers.source_text import split_lines
from catalog.outline.tree import Doubt, Extra, Field, Item, Line, gettext_noop
from catalog.search import index_course

LABEL_MAX = OutlineItem._meta.get_field("label").max_length or 0
LOSSY = gettext_noop("这份大纲读不完整，没有保存：%(what)s")
LONG_LABEL = gettext_noop("第 %(line)d 行的编号超过 %(limit)d 个字符。请在编号后换行或加空格。")


def sentence(refusal: OutlineError | Doubt) -> str:
    """What a refusal or a doubt says, in the reader's language."""
    template = gettext(refusal.template)
    params = dict(refusal.params)
    if "reading" in params:  # the name of a reading is a sentence of ours too
        params["reading"] = gettext(str(params["reading"]))
    return template % params if params else template


def read(source: str) -> Tree:
    """The tree of ``source``.

    Raises OutlineError when the text cannot be kept, or when its tree would lose a part of it.
    """
    check_source(source)
    tree = parse(source)
    if lost := losses(tree):
        raise OutlineError(LOSSY, what=lost[0])
    for item in tree.items:
        if len(item.label) > LABEL_MAX:
            raise OutlineError(LONG_LABEL, line=item.lines[0], limit=LABEL_MAX)
    return tree


def save_outline(
    course: Course,
    source: str,
    *,
    user: User | None = None,
    reason: str = "",
    intake: dict[str, Any] | None = None,
    seen: Iterable[str] = (),
    like: Outline | None = None,
    now: datetime,
) -> Outline:
    """Keep ``source`` as the course's next version, with its items; earlier versions stay.

    ``intake`` is the report on the file that it came from (``intake.kept_form``); ``seen`` are
    the keys of doubts that somebody looked at (``seen_doubts.keyed``). A first version takes the
    keys of its lines from ``like``, of another course.

    Raises OutlineError, with a sentence for the editor; nothing is written then.
    """
    tree = read(source)
    with transaction.atomic():
        # The row lock makes numbers safe on both databases: two editors cannot both be version 3.
        Course.objects.filter(pk=course.pk).update(updated_at=now)
        last = Outline.objects.filter(course=course).order_by("-number").first()
        outline = _row(course, tree, number=last.number + 1 if last else 1)
        outline.source, outline.intake = source, intake or _typed(tree, after=last)
        outline.doubts = ticked(keyed(with_unsure(tree, outline.intake)), seen)
        outline.created_by, outline.reason = user, reason
        outline.facts = facts_of(course)
        outline.save(force_insert=True)
        OutlineItem.objects.bulk_create(_items(outline, tree, before=last or like), batch_size=500)
    return outline


def _typed(tree: Tree, *, after: Outline | None) -> dict[str, Any]:
    """The report on a text that was typed; what was unsure before it still is."""
    doubts = of_text(tree.to_text())
    doubts["left_out"] += carry(after.intake, tree) if after else []
    return doubts


def _row(course: Course, tree: Tree, *, number: int) -> Outline:
    printed = tree.as_json()
    return Outline(
        course=course,
        number=number,
        title=(tree.title or "")[:300],
        fields=printed["fields"],
        extras=printed["extras"],
    )


def _items(outline: Outline, tree: Tree, *, before: Outline | None) -> list[OutlineItem]:
    keys = _keys(tree, before)
    return [
        OutlineItem(
            outline=outline,
            position=position,
            depth=item.depth,
            kind=item.kind,
            label=item.label,
            title=item.title,
            lines=list(item.lines),
            implied=item.implied,
            key=keys[position - 1],
        )
        for position, item in enumerate(tree.items, 1)
    ]


def _keys(tree: Tree, before: Outline | None) -> list[str]:
    """A key for each item: that of the same line of the version before, or a new one."""
    old = list(before.items.order_by("position")) if before else []
    pairs = same_items([_item(row) for row in old], tree.items)
    return [
        old[pairs[n]].key if n in pairs and old[pairs[n]].key else secrets.token_hex(6)
        for n in range(len(tree.items))
    ]


@transaction.atomic
def release(outline: Outline, *, now: datetime) -> Outline:
    """Make ``outline`` the one the public sees; the time of its first release stays."""
    Outline.objects.filter(pk=outline.pk, released_at__isnull=True).update(released_at=now)
    planned = Outline.objects.filter(course=outline.course_id, number__lte=outline.number)
    planned.filter(release_at__isnull=False).update(release_at=None, release_by=None)
    Course.objects.filter(pk=outline.course_id).update(outline=outline, updated_at=now)
    outline.refresh_from_db(fields=["released_at", "release_at", "release_by"])
    index_course(outline.course)
    return outline


def release_later(outline: Outline, day: date | None, *, user: User | None = None) -> None:
    """Let the public see ``outline`` from the beginning of the day; None takes that back.

    A version that is released takes the plans of all before it away. ``user`` is who asks for it.
    """
    at = day and timezone.make_aware(datetime.combine(day, time.min))
    Outline.objects.filter(pk=outline.pk).update(release_at=at, release_by=user if at else None)
    outline.refresh_from_db(fields=["release_at", "release_by"])


def next_due(*, now: datetime) -> Outline | None:
    """The version whose planned moment came first, with its course and who planned it."""
    due = Outline.objects.filter(release_at__lte=now)
    return (
        due.select_related("course__outline", "release_by").order_by("release_at", "number").first()
    )


def restore(outline: Outline, *, user: User | None = None, now: datetime) -> Outline:
    """The text of an earlier version becomes the newest one; all that came between stays."""
    reason = gettext("恢复第 %(number)d 版") % {"number": outline.number}
    return save_outline(
        outline.course,
        outline.source,
        user=user,
        reason=reason,
        intake=outline.intake or None,
        seen=seen_keys(outline),
        now=now,
    )


def is_same_text(number: int | None, other: int | None) -> bool:
    """Whether two versions, by their ids, say the same to a reader; one query where they differ."""
    if number == other:
        return True
    texts = Outline.objects.filter(pk__in=[number, other]).values_list("source", flat=True)
    return len(texts) == 2 and len(set(texts)) == 1


def _item(row: OutlineItem) -> Item:
    return Item(row.depth, row.kind, row.label, row.title, tuple(row.lines), row.implied)


def tree_of(outline: Outline) -> Tree:
    """The tree as it was saved, from its rows, with one query; the text is not read again."""
    lines, ends = split_lines(outline.source)
    return Tree(
        title=outline.title or None,
        fields=tuple(
            Field(entry["name"], entry["value"], tuple(entry["lines"])) for entry in outline.fields
        ),
        items=tuple(
            _item(row) for row in sorted(outline.items.all(), key=lambda row: row.position)
        ),
        extras=tuple(
            Extra(entry["kind"], tuple(entry["lines"]), entry.get("text", ""))
            for entry in outline.extras
        ),
        doubts=tuple(
            Doubt(entry["line"], entry["code"], entry["params"]) for entry in outline.doubts
        ),
        source=tuple(Line(number, text) for number, text in enumerate(lines, 1)),
        ends=tuple(ends),
    )
