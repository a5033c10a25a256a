"""Somebody to be told: a course somebody would attend, in a city and a month, or in any."""

import secrets
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.models import Session
from enrollment.models.contact import Contact
from enrollment.models.customer import to_company, to_person

MOST_SEATS = 500  # of one interest; it holds no seat


def new_code() -> str:
    return secrets.token_urlsafe(16)


class InterestQuerySet(models.QuerySet["Interest"]):
    def open(self) -> Self:
        """Nobody has been told of a session yet."""
        return self.filter(told_at=None)

    def met_by(self, session: Session) -> Self:
        """Those whom the session would suit."""
        return self.filter(
            Q(city=None) | Q(city=session.city_id),
            Q(month=None) | Q(month=session.month),
            course=session.course_id,
        )


class Interest(Contact):
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    # One for each course, city, month and telephone: a keyed hash of the four.
    key = models.CharField(max_length=64, unique=True, editable=False)
    course = models.ForeignKey(
        "catalog.Course",
        on_delete=models.PROTECT,
        related_name="interests",
        verbose_name=_("课程"),
    )
    city = models.ForeignKey(
        "catalog.City",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("城市"),
    )
    month = models.DateField(_("月份"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("人数"), validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    company_record = to_company("interests")
    person = to_person("interests")
    language = models.CharField(_("语言"), max_length=12, default="zh-hans")
    created_at = models.DateTimeField(_("登记时间"))
    told_at = models.DateTimeField(_("通知时间"), null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("one", "开班意向")
        verbose_name_plural = pgettext_lazy("many", "开班意向")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="interest_month_is_a_first_day",
                condition=Q(month__isnull=True) | Q(month__day=1),
                violation_error_message=_("月份请填当月 1 日。"),
            ),
            models.CheckConstraint(
                name="interest_is_of_one_to_500_seats",
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS),
                violation_error_message=_("人数为 1 至 500。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.seats}"
