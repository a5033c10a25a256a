"""Load the sample catalogue of ``fixtures/``: its months are counted from today, so never stale."""

import calendar
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from catalog.domain.english_outline import save_english
from catalog.domain.outline_versions import release, save_outline
from catalog.domain.slugs import slug_for
from catalog.domain.uploads import uploaded
from catalog.models import (
    Category,
    City,
    Client,
    Course,
    CourseDetail,
    Guidance,
    Instructor,
    Office,
    Question,
    RefundRule,
    Seller,
    Session,
    Synonym,
    Testimonial,
    Venue,
)
from catalog.models.course import CourseStatus
from catalog.models.session_state import SessionState
from catalog.models.trust import ONLY

FIXTURES = settings.BASE_DIR / "fixtures"


def month_after(today: date, offset: int) -> date:
    """The first day of the month ``offset`` months after that of ``today``."""
    months = today.year * 12 + today.month - 1 + offset
    return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True)
class SampleSession:
    """A session as loaded, with the situation its enrollments are to bring about."""

    session: Session
    state: str
    situation: str


class SampleCatalogue:
    """``fixtures/catalogue.json`` and the outlines it names."""

    def __init__(self, folder: Path = FIXTURES):
        self.folder = folder

    @cached_property
    def data(self) -> dict:
        return json.loads((self.folder / "catalogue.json").read_text(encoding="utf-8"))

    def load(self, *, now: datetime) -> list[SampleSession]:
        """Write all but enrollments; sessions are planned or open, their state comes after."""
        self._load_places()
        self._load_synonyms()
        self._load_courses(now=now)
        return [self._load_session(row, today=timezone.localdate(now)) for row in self._sessions()]

    def _sessions(self) -> list[dict]:
        return self.data["sessions"]

    def _load_places(self) -> None:
        for position, row in enumerate(self.data["categories"]):
            parent = Category.objects.filter(slug=row.pop("parent", "")).first()
            Category.objects.create(**row, parent=parent, position=position)
        for position, row in enumerate(self.data["cities"]):
            venues = row.pop("venues")
            city = City.objects.create(**row, position=position)
            Venue.objects.bulk_create([Venue(city=city, **venue) for venue in venues])
        for position, row in enumerate(self.data["offices"]):
            Office.objects.create(**row, position=position)
        for row in self.data["instructors"]:
            slug = slug_for(row["name"], among=Instructor, limit=80)
            Instructor.objects.create(**row, slug=slug)

    def _load_synonyms(self) -> None:
        lines = (self.folder / "synonyms.txt").read_text(encoding="utf-8").splitlines()
        Synonym.objects.bulk_create(Synonym(words=line) for line in lines)

    def _load_courses(self, *, now: datetime) -> None:
        for row in self.data["courses"]:
            self._load_course(dict(row), now=now)
        for row in self.data["testimonials"]:
            course = Course.objects.get(slug=row.pop("course"))
            Testimonial.objects.create(course=course, **row)
        self._load_trust()

    def _load_trust(self) -> None:
        seller = Seller.objects.create(pk=ONLY, **self.data["seller"])
        contract = (self.folder / "contract.pdf").read_bytes()
        seller.contract.save("contract.pdf", ContentFile(contract))
        RefundRule.objects.bulk_create(RefundRule(**row) for row in self.data["refund_rules"])
        Client.objects.bulk_create(Client(**row) for row in self.data["clients"])
        for position, row in enumerate(self.data["guidance"]):
            Guidance.objects.create(**row, position=position)
        for position, row in enumerate(self.data["questions"]):
            category = Category.objects.filter(slug=row.pop("category", "")).first()
            course = Course.objects.filter(slug=row.pop("course", "")).first()
            Question.objects.create(**row, category=category, course=course, position=position)

    def _load_course(self, row: dict, *, now: datetime) -> None:
        outline, status = row.pop("outline"), row.pop("status")
        details, names = row.pop("details"), row.pop("instructors")
        english = row.pop("outline_en", "")
        row["category"] = Category.objects.get(slug=row["category"])
        row["price"] = Decimal(row["price"]) if row["price"] is not None else None
        row["audience"] = "\n".join(row["audience"])
        row["audience_en"] = "\n".join(row.get("audience_en", []))
        course = Course.objects.create(**row, status=status)
        course.instructors.set(Instructor.objects.filter(name__in=names))
        CourseDetail.objects.bulk_create(
            CourseDetail(
                course=course, position=position, name=name, text=text, text_en="".join(en)
            )
            for position, (name, text, *en) in enumerate(details)
        )
        version = save_outline(course, self._outline_text(outline), reason="示例数据", now=now)
        if status != CourseStatus.DRAFT:
            release(version, now=now)
        if english:
            save_english(course, self._outline_text(english), now=now)

    def _outline_text(self, name: str) -> str:
        data = (self.folder / "outlines" / name).read_bytes()
        return uploaded(name, data).text

    def _load_session(self, row: dict, *, today: date) -> SampleSession:
        month = month_after(today, row["month_offset"])
        course = Course.objects.get(slug=row["course"])
        city = City.objects.get(slug=row["city"])
        starts_on = ends_on = None
        if row["days_of_month"] is not None:
            starts_on = month.replace(day=row["days_of_month"])
            last = calendar.monthrange(month.year, month.month)[1]
            ends_on = min(
                starts_on + timedelta(days=int(course.days or 1) - 1), month.replace(day=last)
            )
        planned = SessionState.PLANNED
        session = Session.objects.create(
            course=course,
            city=city,
            venue=city.venues.first() if starts_on else None,
            month=month,
            starts_on=starts_on,
            ends_on=ends_on,
            capacity=row["capacity"],
            minimum=row["minimum"],
            price=Decimal(row["price"]) if row["price"] is not None else None,
            state=planned if row["state"] == planned else SessionState.OPEN,
        )
        session.instructors.set(Instructor.objects.filter(name__in=row.get("instructors", [])))
        return SampleSession(session, row["state"], row["situation"])
