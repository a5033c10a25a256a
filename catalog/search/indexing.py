"""Writing the index: one course in the transaction that changes it, or all of them."""

from collections import defaultdict

from django.db import transaction
from django.db.models import QuerySet

from catalog.models import Course, OutlineItem
from catalog.search import engine
from catalog.search.ordering import topics
from catalog.search.places import compact
from catalog.text.folding import LATIN, PINYIN, fold, pinyin_of, without_accents
from catalog.text.sounds import initials_of, sounds_of

COURSES_AT_ONCE = 100


def index_course(course: Course) -> None:
    """Bring the index up to date with what the database says of ``course``.

    Call it in the transaction that changes the course's title, code, category, audience, summary,
    details, instructors or released outline (``CourseAdmin.save_related``, after ``super()``).
    Whether it is published is asked at every search, so publishing and archiving need no call, but
    may.
    """
    index_courses(Course.objects.filter(pk=course.pk))


def index_courses(courses: QuerySet[Course]) -> None:
    """The same for a query set, as when a category (``category.courses``) is renamed."""
    ids = list(courses.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), COURSES_AT_ONCE):
        chunk = ids[start : start + COURSES_AT_ONCE]
        with transaction.atomic():
            engine.replace(chunk, _rows(chunk))


def rebuild() -> int:
    """Write the whole index anew in one transaction; says of how many courses."""
    with transaction.atomic():
        engine.clear()
        index_courses(Course.objects.all())
    engine.settle()
    return Course.objects.count()


def _rows(course_ids: list[int]) -> list[engine.Row]:
    # Two who index a course at once wait for each other, and the second reads what the first wrote.
    locked = Course.objects.select_for_update(of=("self",), no_key=True)
    found = locked.filter(pk__in=course_ids).select_related(
        "category__parent", "outline", "english_outline"
    )
    courses = list(found.order_by("pk").prefetch_related("instructors", "details"))
    items: dict[int | None, list[tuple[str, int]]] = defaultdict(list)
    outlines = [course.outline_id for course in courses if course.outline_id is not None]
    lines = OutlineItem.objects.filter(outline__in=outlines).order_by("outline", "position")
    for outline, label, title, depth in lines.values_list("outline", "label", "title", "depth"):
        items[outline].append((f"{label} {title}".strip(), depth))
    return [_row(course, items[course.outline_id]) for course in courses]


def _row(course: Course, items: list[tuple[str, int]]) -> engine.Row:
    category = course.category
    people = [f"{person.name} {person.title}" for person in course.instructors.all()]
    title = _lines(
        [
            *(course.title, course.code, compact(course.code)),
            *(category.name, category.name_en, course.title_en),
        ]
    )
    details = [line for detail in course.details.all() for line in detail.text.splitlines()]
    told = [course.summary, *course.audience.splitlines(), *course.includes.splitlines(), *details]
    told += [course.summary_en, *course.audience_en.splitlines(), *_english_lines(course)]
    above = category.parent
    told += [above.name, above.name_en] if above else []
    told += [*people, _printed_title(course), course.slug.replace("-", " ")]
    said, aside = (
        _lines([line for line in lines if line.strip()]) for lines in (told, _asides(course))
    )
    lines, levels = [text for text, _depth in items], [depth for _text, depth in items]
    body = _lines(lines)
    depths = "".join(chr(ord("0") + depth) for depth in levels)
    return engine.Row(
        course.pk,
        title,
        engine.ASIDES.join((said, aside)),
        depths,
        body,
        _spoken(course, "\n".join([title, said, _lines(topics(lines, levels))]), body),
    )


def _asides(course: Course) -> list[str]:
    """What the page says of those who teach."""
    people = course.instructors.all()
    return [line for one in people for line in f"{one.bio}\n{one.bio_en}".splitlines()]


def _english_lines(course: Course) -> list[str]:
    english = getattr(course, "english_outline", None)
    items = english.items if english else []
    return [f"{item['label']} {item['title']}".strip() for item in items if item["title"]]


def _printed_title(course: Course) -> str:
    return course.outline.title if course.outline else ""


def _spoken(course: Course, names: str, body: str) -> frozenset[str]:
    """What may be typed for how a course sounds: pinyin, pairs of syllables, Latin words."""
    people = [person.name for person in course.instructors.all()]
    typed = set().union(
        *(pinyin_of(fold(name)) for name in (course.title, course.category.name, *people))
    )
    latin = {PINYIN + word for word in LATIN.findall(without_accents(f"{names}\n{body}"))}
    return frozenset(typed | latin | sounds_of(names) | initials_of(names))


def _lines(texts: list[str]) -> str:
    """Folded, one a line; no word reaches over the end of one."""
    return "\n".join(fold(text) for text in texts)
