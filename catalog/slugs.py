"""Page names and codes for courses whose titles are Chinese."""

import re

from pypinyin import lazy_pinyin

from catalog.models import Course


def slug_for(title: str) -> str:
    """An unused slug in pinyin: 信用卡催收 -> xin-yong-ka-cui-shou."""
    words = re.findall(r"[a-z0-9]+", " ".join(lazy_pinyin(title)).lower())
    stem = "-".join(words)[:100].strip("-") or "course"
    return _unused(
        stem, {*Course.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    )


def next_code() -> str:
    """The next free code in the form KK-123."""
    taken = {*Course.objects.filter(code__startswith="KK-").values_list("code", flat=True)}
    number = 101
    while f"KK-{number}" in taken:
        number += 1
    return f"KK-{number}"


def _unused(stem: str, taken: set[str]) -> str:
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
