"""Which parties and sessions are counted, and how they are grouped."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import City, Course, Instructor, Session
from catalog.models.course import name_for
from enrollment.models import Enrollment

Key = int | date | None  # of a group; ``None`` gathers what belongs to none
LONGEST_MONTH = timedelta(days=31)


class Place(NamedTuple):
    """Where and when a session is, or is wanted; ``None`` is any."""

    month: date | None
    course: int
    city: int | None


class By(TextChoices):
    MONTH = "month", gettext_lazy("月份")
    COURSE = "course", gettext_lazy("课程")
    CITY = "city", gettext_lazy("城市")
    INSTRUCTOR = "instructor", gettext_lazy("讲师")
    SELLER = "seller", gettext_lazy("录入人")


class Basis(TextChoices):
    """Which month counts: that of the session, or that in which the party enrolled."""

    SESSION = "session", gettext_lazy("开班月份")
    ENROLLED = "enrolled", gettext_lazy("报名月份")


@dataclass(frozen=True, slots=True)
class Scope:
    """``first`` and ``last`` are first days of months, both of them counted."""

    first: date
    last: date
    by: By = By.MONTH
    basis: Basis = Basis.SESSION
    course: int | None = None
    city: int | None = None

    @property
    def is_by_session(self) -> bool:
        return self.basis == Basis.SESSION

    @property
    def has_rooms(self) -> bool:
        """Whether seats of sessions and interests can be told apart by these groups."""
        return self.is_by_session and self.by != By.SELLER

    def moments(self) -> tuple[datetime, datetime]:
        """When the span begins, and when it is over."""
        after = (self.last + LONGEST_MONTH).replace(day=1)
        begins, ends = (datetime.combine(day, time.min) for day in (self.first, after))
        return timezone.make_aware(begins), timezone.make_aware(ends)

    def sessions(self) -> QuerySet[Session]:
        wanted = {"course": self.course, "city": self.city}
        rows = Session.objects.filter(**{name: pk for name, pk in wanted.items() if pk})
        if not self.is_by_session:
            return rows
        return rows.filter(month__gte=self.first, month__lte=self.last)

    def parties(self) -> QuerySet[Enrollment]:
        wanted = {"session__course": self.course, "session__city": self.city}
        rows = Enrollment.objects.order_by()
        rows = rows.filter(**{name: pk for name, pk in wanted.items() if pk})
        if not self.is_by_session:
            begins, ends = self.moments()
            return rows.filter(created_at__gte=begins, created_at__lt=ends)
        return rows.filter(session__month__gte=self.first, session__month__lte=self.last)

    def interests(self) -> Q:
        """Of interests: in one of the months or in any, in the city or in any."""
        wanted = Q(month=None) | Q(month__gte=self.first, month__lte=self.last)
        if self.course:
            wanted &= Q(course=self.course)
        return wanted & (Q(city=None) | Q(city=self.city)) if self.city else wanted


def months_between(keys: Iterable[Key]) -> list[date]:
    """Every month from the first of these to the last: one without anything is shown too."""
    known = sorted(month for month in keys if isinstance(month, date))
    months = known[:1]
    while months and months[-1] < known[-1]:
        months.append((months[-1] + LONGEST_MONTH).replace(day=1))
    return months


def keys_of(scope: Scope) -> Callable[[Place], list[Key]]:
    """What says in which groups a session is, or an interest; nobody sells a session itself."""
    if scope.by == By.SELLER:
        return lambda place: []
    if scope.by == By.MONTH:
        return lambda place: [place.month]
    if scope.by == By.COURSE:
        return lambda place: [place.course]
    if scope.by == By.CITY:
        return lambda place: [place.city]
    taught: dict[int, list[Key]] = {}
    teaching = Course.instructors.through.objects.values_list("course_id", "instructor_id")
    for course, instructor in teaching:
        taught.setdefault(course, []).append(instructor)
    return lambda place: taught.get(place.course, [None])


def names_of(scope: Scope, keys: set[Key]) -> dict[Key, str]:
    """What the groups are called in the reader's language."""
    known = {key for key in keys if key is not None}
    match scope.by:
        case By.MONTH:
            return {month: f"{month:%Y-%m}" for month in known} | {None: _("不限")}
        case By.COURSE:
            courses = Course.objects.filter(pk__in=known).values_list("pk", "title")
            return dict(courses) | {None: _("不限")}
        case By.CITY:
            cities = City.objects.filter(pk__in=known)
            return {city.pk: name_for(city) for city in cities} | {None: _("不限")}
        case By.INSTRUCTOR:
            people = Instructor.objects.filter(pk__in=known)
            return dict(people.values_list("pk", "name")) | {None: _("没有写讲师")}
    staff = User.objects.filter(pk__in=known)
    names = {user.pk: user.get_full_name() or user.get_username() for user in staff}
    return names | {None: _("客户自己")}
