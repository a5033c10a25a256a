"""Page names and codes for things whose names are Chinese."""

import re
from collections.abc import Iterator

from django.db.models import Model

from catalog.models import Course, FormerSlug
from catalog.models.course import RESERVED_SLUGS
from catalog.text.pinyin import syllables

WORD = re.compile(r"[a-z0-9]+")


def slug_for(name: str, *, among: type[Model] = Course, limit: int = 100) -> str:
    """A slug in pinyin that no row of ``among`` has: 信用卡催收 -> xin-yong-ka-cui-shou."""
    words = WORD.findall(" ".join(syllables(name)).lower())
    stem = _cut("-".join(words), limit - 5) or str(among._meta.model_name)
    taken = set(among._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken.update(RESERVED_SLUGS)
    if among is Course:  # an address that leads to another course stays its own
        former = FormerSlug.objects.filter(slug__startswith=stem)
        taken.update(former.values_list("slug", flat=True))
    return next(slug for slug in _candidates(stem) if slug not in taken)


def _cut(slug: str, limit: int) -> str:
    """At most ``limit`` characters, whole words where there are several."""
    if len(slug) <= limit:
        return slug
    return slug[: limit + 1].rpartition("-")[0] or slug[:limit]


def _candidates(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def next_code() -> str:
    """The next free code in the form KK-123."""
    taken = set(Course.objects.filter(code__startswith="KK-").values_list("code", flat=True))
    number = 101
    while f"KK-{number}" in taken:
        number += 1
    return f"KK-{number}"
