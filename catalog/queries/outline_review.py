"""Which outlines an editor should look at: of every course that is not archived, the newest."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from catalog.domain.outline_versions import sentence
from catalog.models import Course, Outline, OutlineItem
from catalog.models.course import CourseStatus
from catalog.outline import Item
from catalog.outline.quality import weaknesses
from catalog.outline.tree import Doubt

SAID = {
    "no-outline": _("在售，但没有公开的大纲。"),
    "module-without-aid": _("整个模块没有案例、工具或练习。"),
    "empty-section": _("标题下面没有内容。"),
    "near-duplicate": _("与“%(other)s”几乎相同。"),
    "long-line": _("超过 80 个字，投影上放不下。"),
}
NUMBERING = {"numbering-repeat", "numbering-back", "numbering-gap", "numbering-restart"}


@dataclass(frozen=True, slots=True)
class Finding:
    line: int  # of the newest text; 0 where it is about the course
    text: str
    said: str


def findings() -> list[tuple[Course, list[Finding]]]:
    """Courses that have any, in the order of the catalogue; three queries in all."""
    newest = Prefetch("outlines", Outline.objects.defer("source", "fields", "extras"))
    courses = (
        Course.objects.exclude(status=CourseStatus.ARCHIVED)
        .select_related("category")
        .prefetch_related(newest)
    )
    latest = {course.pk: max(course.outlines.all(), key=number, default=None) for course in courses}
    items: dict[int, list[Item]] = {}
    rows = OutlineItem.objects.filter(outline__in=[o.pk for o in latest.values() if o])
    for row in rows.order_by("outline", "position"):
        item = Item(row.depth, row.kind, row.label, row.title, tuple(row.lines), row.implied)
        items.setdefault(row.outline_id, []).append(item)
    reviews = [(course, _of(course, latest[course.pk], items)) for course in courses]
    return [(course, about) for course, about in reviews if about]


def number(outline: Outline) -> int:
    return outline.number


def _of(course: Course, outline: Outline | None, items: dict[int, list[Item]]) -> list[Finding]:
    notes = []
    if course.status == CourseStatus.PUBLISHED and course.outline_id is None:
        notes.append(Finding(0, course.title, str(SAID["no-outline"])))
    if outline is None:
        return notes
    for weakness in weaknesses(items.get(outline.pk, [])):
        other = {"other": _words(weakness.other)} if weakness.other else {}
        line = weakness.item.lines[0] if weakness.item.lines else 0
        wording = str(SAID[weakness.code]) % other if other else str(SAID[weakness.code])
        notes.append(Finding(line, _words(weakness.item), wording))
    for stored in outline.doubts:
        if stored["code"] in NUMBERING and not stored.get("seen"):
            doubt = Doubt(stored["line"], stored["code"], stored["params"])
            notes.append(Finding(doubt.line, "", sentence(doubt)))
    return sorted(notes, key=lambda finding: finding.line)


def _words(item: Item) -> str:
    return f"{item.label} {item.title}".strip()[:60]
