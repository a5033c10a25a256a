"""A course in a city in a month, with the counters that enrollment.domain.seats alone writes."""

import calendar
from datetime import date, datetime, time
from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.models.course import TAUGHT_IN, CourseStatus, name_for
from catalog.models.session_seats import SEATS_IN_USE, SELLS_AT_ONCE, has_room, seats_left
from catalog.models.session_state import CLOSES_BEFORE, TAKING, SessionState, to_come
from catalog.models.translations import translated
from catalog.plan.meeting_days import days_between, stretches, write_days
from catalog.text.codes import new_code

MAX_CAPACITY = 2000  # seats
SATURDAY = 6  # of the days of a week from Monday on
FIRST_DATE, LAST_DATE = date(2000, 1, 1), date(2099, 12, 31)  # the forms refuse ten years ahead


def new_public_id() -> str:
    return new_code()


def elsewhere(venue, city) -> str:
    """What is wrong with a venue of another city."""
    return gettext("场地“%(venue)s”不在%(city)s：请选这个城市的场地，或先留空。") % {
        "venue": translated(venue, "name"),
        "city": name_for(city),
    }


class SessionQuerySet(models.QuerySet["Session"]):
    def public(self) -> Self:
        """Sessions a reader may see: those of published courses."""
        return self.filter(course__status=CourseStatus.PUBLISHED)

    def reachable(self) -> Self:
        """Public ones, and those of archived courses where people enrolled before."""
        with_people = Q(course__status=CourseStatus.ARCHIVED, next_number__gt=0)
        return self.filter(Q(course__status=CourseStatus.PUBLISHED) | with_people)

    def taking(self) -> Self:
        """Open and confirmed ones: they take enrollments until they close."""
        return self.filter(state__in=TAKING)

    def with_free_seats(self, party: int = 1) -> Self:
        """Those where a party of that size gets seats at once."""
        return self.filter(has_room(party), SELLS_AT_ONCE)

    def upcoming(self, *, today: date) -> Self:
        return self.filter(to_come(today=today))

    def taught_by(self, *people: models.Model) -> Self:
        """Those of their own, and those of their courses that name nobody else."""
        own = Q(instructors__in=people) | Q(instructors=None, course__instructors__in=people)
        return self.filter(pk__in=Session.objects.filter(own).values("pk"))

    def in_year(self, year: int) -> Self:
        return self.filter(month__year=year)

    def with_names(self) -> Self:
        """Each row knows its course, category, city and venue without another query."""
        return self.select_related("course__category__parent", "city", "venue")


class Session(models.Model):
    public_id = models.CharField(
        _("班次编号"), max_length=12, unique=True, default=new_public_id, editable=False
    )
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("课程"),
    )
    city = models.ForeignKey(
        "catalog.City",
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name=_("城市"),
    )
    venue = models.ForeignKey(
        "catalog.Venue",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("场地"),
    )
    month = models.DateField(_("月份"), help_text=_("当月 1 日；日期未定时只显示月份。"))
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    # Only where it does not meet every day from the first to the last, as ISO dates.
    meeting_days = models.JSONField(_("上课的日子"), default=list, db_default=[], blank=True)
    starts_at = models.TimeField(
        _("每天几点开始"), null=True, blank=True, help_text=_("例如 9:00；未定留空。")
    )
    ends_at = models.TimeField(
        _("每天几点结束"), null=True, blank=True, help_text=_("例如 17:00；未定留空。")
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=SessionState.choices, default=SessionState.PLANNED
    )
    capacity = models.PositiveIntegerField(
        _("名额"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_CAPACITY)],
        help_text=_("留空表示不限。"),
    )
    overbook = models.PositiveIntegerField(_("允许超额"), default=0)
    minimum = models.PositiveIntegerField(_("成班人数"), null=True, blank=True)
    price = models.DecimalField(
        _("本班价格（元/人）"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("与课程价格不同时才填。"),
    )
    note = models.CharField(_("公开说明"), max_length=200, blank=True)
    instructors = models.ManyToManyField(
        "catalog.Instructor",
        blank=True,
        related_name="sessions",
        verbose_name=_("讲师"),
        help_text=_("留空就是课程的讲师。"),
    )
    room = models.CharField(
        _("教室"), max_length=60, blank=True, help_text=_("场地里的哪一间，例如“3 楼 A 厅”。")
    )
    joining_note = models.TextField(
        _("给学员的说明"),
        blank=True,
        max_length=2000,
        help_text=_("只给报了名的人看：怎么到、带什么、几点签到。"),
    )
    language = models.CharField(
        _("授课语言"),
        max_length=12,
        choices=TAUGHT_IN,
        blank=True,
        help_text=_("留空就是课程的授课语言。"),
    )
    closes_at = models.DateTimeField(
        _("报名截止"),
        null=True,
        blank=True,
        help_text=_("报名、自行取消和更改到此为止；留空为开班前一天 18:00。"),
    )
    strict_order = models.BooleanField(
        _("严格按先后"),
        default=False,
        help_text=_("勾选后，排在前面的一单坐不下时空位一直留着；不勾选则先给后面坐得下的。"),
    )

    # Written by enrollment.domain.seats only, under the lock on this row.
    taken = models.PositiveIntegerField(_("已确认座位"), default=0, editable=False)
    held = models.PositiveIntegerField(_("占位座位"), default=0, editable=False)
    waiting = models.PositiveIntegerField(_("候补单数"), default=0, editable=False)
    next_number = models.PositiveIntegerField(_("最后报名序号"), default=0, editable=False)
    version = models.PositiveBigIntegerField(_("版本"), default=0, editable=False)
    created_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)
    # When its city, venue or instructor was renamed after it was over: copies of other programs
    # follow, and nobody is told that the session changed.
    relabelled_at = models.DateTimeField(_("名称更正时间"), null=True, editable=False)

    answer = True  # of a locked row: to what was asked with it (enrollment.domain.seats)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "班次")
        verbose_name_plural = pgettext_lazy("many", "班次")
        ordering = ["month", "starts_on", "city__position", "pk"]
        indexes = [
            models.Index(fields=["month", "city"], name="session_month_city"),
            models.Index(fields=["starts_on", "id"], name="session_starts_on"),
        ]
        constraints = [
            models.CheckConstraint(
                name="session_never_overbooked",
                condition=Q(capacity__isnull=True) | Q(capacity__gte=SEATS_IN_USE),
                violation_error_message=_("已占用的座位多于名额。"),
            ),
            models.CheckConstraint(
                name="session_dates_are_both_set_or_both_open",
                condition=Q(starts_on__isnull=True, ends_on__isnull=True)
                | Q(starts_on__isnull=False, ends_on__isnull=False),
                violation_error_message=_("开始日期和结束日期要么都填，要么都不填。"),
            ),
            models.CheckConstraint(
                name="session_ends_on_or_after_the_day_it_starts",
                condition=Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                name="session_hours_are_both_set_in_order_or_both_open",
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                violation_error_message=_(
                    "每天的开始和结束时间要么都填，要么都不填；结束要晚于开始。"
                ),
            ),
            models.CheckConstraint(
                name="session_month_is_a_first_day",
                condition=Q(month__day=1),
                violation_error_message=_("月份请填当月 1 日。"),
            ),
            models.CheckConstraint(
                name="session_month_is_of_this_century",
                condition=Q(month__gte=FIRST_DATE, month__lte=LAST_DATE),
                violation_error_message=_("月份要在 2000 年至 2099 年之间。"),
            ),
            models.CheckConstraint(
                name="session_dates_are_of_this_century",
                condition=Q(starts_on__isnull=True)
                | Q(starts_on__gte=FIRST_DATE, ends_on__lte=LAST_DATE),
                violation_error_message=_("日期要在 2000 年至 2099 年之间。"),
            ),
            models.CheckConstraint(
                name="session_state_is_known", condition=Q(state__in=SessionState.values)
            ),
            models.CheckConstraint(
                name="session_price_is_not_negative",
                condition=Q(price__isnull=True) | Q(price__gte=0),
                violation_error_message=_("价格不能是负数。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} · {self.city} · {self.when}"

    def get_absolute_url(self) -> str:
        return reverse("catalog:session", args=[self.public_id])

    def clean(self) -> None:
        if self.venue and self.city_id and self.venue.city_id != self.city_id:
            raise ValidationError({"venue": elsewhere(self.venue, self.city)})

    @property
    def when(self) -> str:
        """The dates, or the month while the dates are open."""
        if self.starts_on is None:
            return f"{self.month:%Y-%m}"
        if self.ends_on == self.starts_on:
            return f"{self.starts_on:%Y-%m-%d}"
        if self.is_series:
            return write_days(self.days)
        return f"{self.starts_on:%Y-%m-%d} – {self.ends_on:%m-%d}"

    @property
    def days(self) -> list[date]:
        """Every day it meets, in order; none while its dates are open."""
        return days_between(self.starts_on, self.ends_on, self.meeting_days)

    @property
    def hours(self) -> tuple[time, time] | None:
        """When it begins and ends each day; ``None`` while that is open."""
        first, last = self.starts_at, self.ends_at
        return None if first is None or last is None else (first, last)

    @property
    def is_series(self) -> bool:
        """Whether it meets on days that are apart: over several weekends."""
        return len(stretches(self.days)) > 1

    @property
    def is_on_weekends(self) -> bool:
        """Whether it meets on Saturdays and Sundays alone; not while its days are open."""
        days = self.days
        return bool(days) and all(day.isoweekday() >= SATURDAY for day in days)

    def meets_between(self, first: date, last: date) -> bool:
        """Whether it meets on one of these days; not while its days are open."""
        return any(first <= day <= last for day in self.days)

    @property
    def is_undecided(self) -> bool:
        """Whether somebody has yet to say that it takes place, as ``UNDECIDED``."""
        return self.state == SessionState.OPEN and bool(self.minimum)

    @property
    def is_reachable(self) -> bool:
        """Whether its page answers, as ``objects.reachable``. Reads ``course``."""
        status, with_people = self.course.status, self.next_number > 0
        return status == CourseStatus.PUBLISHED or (status == CourseStatus.ARCHIVED and with_people)

    @property
    def seats_left(self) -> int | None:
        """Free seats; ``None`` is no limit, ``0`` is none left."""
        return seats_left(self.capacity, overbook=self.overbook, taken=self.taken, held=self.held)

    def fits(self, party_seats: int) -> bool:
        """Whether so many seats are free now, whoever waits for them."""
        left = self.seats_left
        return left is None or party_seats <= left

    @property
    def unit_price(self) -> Decimal | None:
        """Price in CNY per person; ``None`` is on request. Reads ``course``."""
        return self.course.price if self.price is None else self.price

    @property
    def taught_in(self) -> str:
        """The code of its language, or the course's. Reads ``course``."""
        return self.language or self.course.language

    @property
    def last_day(self) -> date:
        """The day after which the session is over; the month's last while its dates are open."""
        if self.ends_on is not None:
            return self.ends_on
        last = calendar.monthrange(self.month.year, self.month.month)[1]
        return self.month.replace(day=last)

    def is_over(self, *, today: date) -> bool:
        """Whether its last day is past, whatever its state."""
        return self.last_day < today

    def takes_preregistrations(self, *, today: date) -> bool:
        """Planned for a month that is not over, its dates still open."""
        is_open = self.state == SessionState.PLANNED and self.starts_on is None
        return is_open and not self.is_over(today=today)

    @property
    def first_day(self) -> date:
        """The day it begins; the month's last day while its dates are open."""
        return self.starts_on or self.last_day

    @property
    def closing(self) -> datetime:
        """When enrolling, cancelling and changing by oneself end."""
        if self.closes_at is not None:
            return self.closes_at
        return timezone.make_aware(datetime.combine(self.first_day, time.min)) - CLOSES_BEFORE

    def is_closed(self, *, now: datetime) -> bool:
        """Whether the closing time is over; right for any date a row may hold."""
        if self.closes_at is not None:
            return now >= self.closes_at
        return timezone.localdate(now + CLOSES_BEFORE) >= self.first_day

    def takes_enrollments(self, *, now: datetime) -> bool:
        """Open or confirmed, and not closed yet."""
        return self.state in TAKING and not self.is_closed(now=now)

    def sells_at_once(self) -> bool:
        """Whether free seats go to a newcomer who fits, though others wait."""
        return not self.strict_order or self.waiting == 0
