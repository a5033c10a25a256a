"""An outline's text becomes a course: header fields, schedule table, testimonials, contact."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import (
    Category,
    City,
    Course,
    CourseDetail,
    Instructor,
    Office,
    Outline,
    Session,
    Testimonial,
)
from catalog.outline import Tree
from catalog.outlines import read, release, save_outline
from catalog.slugs import next_code, slug_for

MEANINGS = {
    "category": "课程类别 类别 课程分类 課程類別 category",
    "opening": "开课时间 开课月份 开课日期 培训时间 開課時間 dates",
    "price": "课程价格 价格 费用 课程费用 培训费用 收费标准 課程價格 價格 price fee",
    "audience": "适合对象 培训对象 适合人群 学员对象 授课对象 参训对象 对象 適合對象 audience",
    "days": "课程天数 天数 课程时长 时长 课时 課程天數 授課天數 duration days",
    "instructor": "讲师 主讲老师 授课老师 主讲 授课讲师 講師 instructor trainer speaker",
}
MEANING = {name: key for key, names in MEANINGS.items() for name in names.split()}
MONTH = re.compile(r"(\d{1,2})\s*月")
AMOUNT = re.compile(r"\d[\d,，]*(?:\.\d{1,2})?")
DAYS = re.compile(r"(\d+(?:\.\d)?)\s*(?:天|日|day)", re.IGNORECASE)
PHONE = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8})(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(r"地址\s*[:：]\s*(.+)")
TITLE_MAX = 200


@dataclass
class Imported:
    """What came of an import; ``notes`` are sentences for the editor."""

    course: Course
    outline: Outline
    sessions: list[Session] = field(default_factory=list)
    testimonials: list[Testimonial] = field(default_factory=list)
    office: Office | None = None
    notes: list[str] = field(default_factory=list)


@transaction.atomic
def import_course(
    text: str,
    *,
    title: str = "",
    slug: str = "",
    category: Category | None = None,
    publish: bool = False,
    user=None,
    now: datetime,
) -> Imported:
    """Make a course of an outline with all that stands around it; nothing printed is dropped.

    Raises OutlineError when the text cannot be an outline.
    """
    tree = read(text)
    meant, details = sorted_fields(tree)
    notes: list[str] = []
    category = category or category_for(meant.get("category", ""), notes)
    title = (title or tree.title or "").strip()[:TITLE_MAX]
    if not title:
        title = _("%(category)s课程（待命名）") % {"category": category.name}
        notes.append(_("原文没有课程名称，暂名为“%(title)s”。") % {"title": title})
    course = Course.objects.create(
        category=category,
        title=title,
        slug=slug or slug_for(title),
        code=next_code(),
        status="published" if publish else "draft",
        audience=meant.get("audience", ""),
        price=price_in(meant.get("price", ""), notes),
        days=days_in(meant.get("days", "")),
        opening=meant.get("opening", "")[:200],
    )
    if name := meant.get("instructor", "").strip()[:60]:
        course.instructors.add(Instructor.objects.get_or_create(name=name)[0])
    CourseDetail.objects.bulk_create(
        CourseDetail(course=course, position=position, name=name[:100], text=value)
        for position, (name, value) in enumerate(details)
    )
    outline = save_outline(course, text, user=user, reason=_("导入"), now=now)
    if publish:
        release(outline, now=now)
        course.outline = outline
    imported = Imported(course, outline, notes=notes)
    read_extras(imported, tree, today=timezone.localdate(now))
    return imported


def sorted_fields(tree: Tree) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Fields by what they mean, and the rest with their names; a second value is a detail too."""
    meant: dict[str, str] = {}
    details = []
    for entry in tree.fields:
        meaning = MEANING.get(entry.name.strip().casefold())
        if meaning is None or meaning in meant or not entry.value.strip():
            details.append((entry.name, entry.value))
        else:
            meant[meaning] = entry.value.strip()
            if not wholly_understood(meaning, meant[meaning]):
                details.append((entry.name, entry.value))
    return meant, details


def wholly_understood(meaning: str, value: str) -> bool:
    """Whether the course's own columns say all that was printed."""
    if meaning == "price":
        return re.fullmatch(r"[¥￥]?\s*[\d,，.]+\s*元?\s*[/／每]?\s*人?", value) is not None
    if meaning == "days":
        return DAYS.fullmatch(value) is not None
    return len(value) <= {"category": 60, "instructor": 60, "opening": 200}.get(meaning, 10_000)


def category_for(name: str, notes: list[str]) -> Category:
    name = name.strip()[:60] or _("未分类")
    if found := Category.objects.filter(name=name).first():
        return found
    notes.append(_("新建了课程类别“%(name)s”。") % {"name": name})
    slug = re.sub(r"-\d+$", "", slug_for(name))[:50]
    number = Category.objects.filter(slug__startswith=slug).count()
    return Category.objects.create(name=name, slug=f"{slug}-{number + 1}" if number else slug)


def price_in(text: str, notes: list[str]) -> Decimal | None:
    """Price in CNY per person: 29000.00元/人, 3,800 元; ``None`` when no amount is printed."""
    match = AMOUNT.search(text)
    if match is None:
        if text:
            notes.append(_("没有读懂价格“%(text)s”，请填写。") % {"text": text[:40]})
        return None
    try:
        amount = Decimal(match[0].replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    if "万" in text[match.end() : match.end() + 2]:
        amount *= 10_000
    return amount if amount < 100_000_000 else None


def days_in(text: str) -> Decimal | None:
    match = DAYS.search(text)
    return Decimal(match[1]) if match and 0 < Decimal(match[1]) < 1000 else None


def read_extras(imported: Imported, tree: Tree, *, today: date) -> None:
    texts = {line.number: line.text.strip() for line in tree.source}
    lines = {kind: [] for kind in ("schedule", "testimonial", "contact")}
    for extra in tree.extras:
        if extra.kind in lines:
            lines[extra.kind].append([texts[number] for number in extra.lines])
    schedule_rows = [row for block in lines["schedule"] for row in block]
    imported.sessions = planned_sessions(imported.course, schedule_rows, today=today)
    imported.testimonials = Testimonial.objects.bulk_create(
        Testimonial(course=imported.course, text=" ".join(block)) for block in lines["testimonial"]
    )
    imported.office = office_in([row for block in lines["contact"] for row in block])


def planned_sessions(course: Course, rows: list[str], *, today: date) -> list[Session]:
    """One planned session for each marked cell of a 城市 | 1月 | 2月 … table."""
    table = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows]
    months: dict[int, int] = {}
    made = []
    for cells in table:
        found = {n: int(m[1]) for n, cell in enumerate(cells) if (m := MONTH.fullmatch(cell))}
        if found:
            months = found
            continue
        if not cells[0] or re.fullmatch(r"[-:\s]*", cells[0]):
            continue
        city = city_called(cells[0])
        for column, month in months.items():
            if 1 <= month <= 12 and column < len(cells) and cells[column]:
                first = date(today.year + (month < today.month), month, 1)
                note = cells[column] if re.search(r"\w", cells[column]) else ""
                made.append(Session(course=course, city=city, month=first, note=note[:200]))
    return Session.objects.bulk_create(made)


def city_called(name: str) -> City:
    if found := City.objects.filter(name=name[:40]).first():
        return found
    slug = re.sub(r"-\d+$", "", slug_for(name))[:50]
    number = City.objects.filter(slug__startswith=slug).count()
    return City.objects.create(name=name[:40], slug=f"{slug}-{number + 1}" if number else slug)


def office_in(rows: list[str]) -> Office | None:
    """The company's contact, if the lines name one that is not known yet."""
    text = "\n".join(rows)
    phone, email, address = PHONE.search(text), EMAIL.search(text), ADDRESS.search(text)
    if phone is None or Office.objects.filter(phone=phone[0]).exists():
        return None
    return Office.objects.create(
        name=_("导入的联系方式"),
        phone=phone[0],
        email=email[0] if email else "",
        address=address[1].strip()[:200] if address else "",
    )
