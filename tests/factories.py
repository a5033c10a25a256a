"""Plain defaults and sequences; derived values are computed, nothing is random."""

import hashlib
import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory

from catalog import models as catalog
from catalog.domain import outline_versions
from enrollment import actions
from enrollment import models as enrollment
from enrollment.people.party import Party

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # 9:00 in Shanghai
TODAY = date(2026, 12, 1)


class CategoryFactory(DjangoModelFactory):
    class Meta:
        model = catalog.Category

    name = factory.Sequence(lambda n: f"类别{n}")
    slug = factory.Sequence(lambda n: f"category-{n}")


class CityFactory(DjangoModelFactory):
    class Meta:
        model = catalog.City

    name = factory.Sequence(lambda n: f"城市{n}")
    slug = factory.Sequence(lambda n: f"city-{n}")


class VenueFactory(DjangoModelFactory):
    class Meta:
        model = catalog.Venue

    city = factory.SubFactory(CityFactory)
    name = factory.Sequence(lambda n: f"场地{n}")


class CourseFactory(DjangoModelFactory):
    class Meta:
        model = catalog.Course

    category = factory.SubFactory(CategoryFactory)
    title = factory.Sequence(lambda n: f"课程{n}")
    slug = factory.Sequence(lambda n: f"course-{n}")
    code = factory.Sequence(lambda n: f"KK-{n:03d}")
    status = "published"
    price = Decimal("2900.00")
    days = Decimal("2.0")


class InstructorFactory(DjangoModelFactory):
    class Meta:
        model = catalog.Instructor

    name = factory.Sequence(lambda n: f"讲师{n}")


class SynonymFactory(DjangoModelFactory):
    class Meta:
        model = catalog.Synonym

    words = "对公业务、公司业务"


class OutlineFactory(DjangoModelFactory):
    class Meta:
        model = catalog.Outline

    course = factory.SubFactory(CourseFactory)
    number = factory.Sequence(lambda n: n + 1)
    source = "第一模块 开场"


class TestimonialFactory(DjangoModelFactory):
    __test__ = False  # the name begins with Test, pytest would collect it

    class Meta:
        model = catalog.Testimonial

    course = factory.SubFactory(CourseFactory)
    text = "回去就用上了。"
    author_role = "某银行 网点主任"
    approved = True


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = catalog.Office

    name = factory.Sequence(lambda n: f"办公室{n}")
    phone = "0871-6000-0207"
    contact_person = "苏老师"
    email = "ask@example.cn"


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = catalog.Session

    course = factory.SubFactory(CourseFactory)
    city = factory.SubFactory(CityFactory)
    month = date(2027, 1, 1)
    starts_on = date(2027, 1, 12)
    ends_on = date(2027, 1, 13)
    state = "open"
    capacity = 10


class EnrollmentFactory(DjangoModelFactory):
    """A row without its seats: use enrollment.actions where counters matter."""

    class Meta:
        model = enrollment.Enrollment

    session = factory.SubFactory(SessionFactory)
    number = factory.Sequence(lambda n: n + 1)
    code = factory.Sequence(lambda n: f"T{n:07d}")
    token_hash = factory.Sequence(lambda n: hashlib.sha256(b"token %d" % n).hexdigest())
    key = factory.Sequence(lambda n: f"key-{n}")
    body_hash = "0" * 64
    contact_name = "安安"
    contact_phone = "13900000001"
    seats = 1
    state = "confirmed"
    created_at = NOW
    state_changed_at = NOW


class InterestFactory(DjangoModelFactory):
    class Meta:
        model = enrollment.Interest

    key = factory.Sequence(lambda n: f"interest-{n}")
    course = factory.SubFactory(CourseFactory)
    seats = 3
    contact_name = "安小宁"
    contact_phone = "13900000001"
    contact_email = "an@example.com"
    created_at = NOW


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"staff{n}")
    is_staff = True


class TermsFactory(DjangoModelFactory):
    class Meta:
        model = enrollment.SessionTerms

    session = factory.SubFactory(SessionFactory)


KEYS = itertools.count(1)


def party_of(seats=1, **values) -> Party:
    """A party whose contact is 安小宁, of the sample company."""
    defaults = {
        "contact_name": "安小宁",
        "contact_phone": "13900000001",
        "contact_email": "an@example.com",
        "company": "云岭示例银行",
    }
    return Party(seats=seats, **(defaults | values))


def enrolled(
    session, seats=1, *, now=NOW, key="", hold_days=None, actor="visitor", proof="", **values
):
    """The enrollment of a new party, made by the verb that people use."""
    return actions.enroll(
        session,
        party=party_of(seats, **values),
        key=key or f"key {next(KEYS)}",
        now=now,
        hold_days=hold_days,
        actor=actor,
        proof=proof,
    ).enrollment


def released(course, source: str):
    """The course with ``source`` as its public outline."""
    outline_versions.release(outline_versions.save_outline(course, source, now=NOW), now=NOW)
    course.refresh_from_db()
    return course


def sessions_in(course, states: dict[str, dict]) -> None:
    """A session of three days in each city, twenty days from now but for what is said of it."""
    first = timezone.localdate() + timedelta(days=20)
    for city, changes in states.items():
        dates = {"starts_on": first, "ends_on": first + timedelta(days=2)} | changes
        month = first.replace(day=1)
        SessionFactory(course=course, city=CityFactory(name=city), month=month, **dates)
