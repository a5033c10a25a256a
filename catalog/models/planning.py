"""What a plan of sessions is checked against: holidays, absences, and what staff overruled."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", _("放假")
    WORKDAY = "workday", _("调休上班")


class CalendarDay(models.Model):
    """A public holiday, or a day of a weekend on which everybody works for it."""

    day = models.DateField(_("日期"), unique=True)
    kind = models.CharField(_("种类"), max_length=10, choices=DayKind.choices)
    name = models.CharField(_("名称"), max_length=40)
    provisional = models.BooleanField(
        _("暂定"), default=False, help_text=_("国务院还没有公布；公布后请核对。")
    )

    class Meta:
        verbose_name = pgettext_lazy("one", "节假日")
        verbose_name_plural = pgettext_lazy("many", "节假日")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                name="calendar_day_kind_is_known", condition=Q(kind__in=DayKind.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class InstructorAbsence(models.Model):
    """Days on which an instructor cannot teach."""

    instructor = models.ForeignKey(
        "catalog.Instructor",
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name=_("讲师"),
    )
    first_day = models.DateField(_("从哪天"))
    last_day = models.DateField(_("到哪天（含）"))
    reason = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("one", "讲师没空的日子")
        verbose_name_plural = pgettext_lazy("many", "讲师没空的日子")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_ends_on_or_after_the_day_it_starts",
                condition=Q(last_day__gte=F("first_day")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_day} – {self.last_day}"

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": gettext("不能早于第一天。")})


class Overruling(models.Model):
    """A clash that staff saw and planned all the same; ``clash`` names it (plan.clashes)."""

    clash = models.CharField(max_length=120, unique=True)
    session = models.ForeignKey(
        "catalog.Session", on_delete=models.CASCADE, related_name="overrulings"
    )
    reason = models.CharField(_("原因"), max_length=200)
    actor = models.CharField(_("操作人"), max_length=160)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = pgettext_lazy("one", "照排的冲突")
        verbose_name_plural = pgettext_lazy("many", "照排的冲突")
        ordering = ["-at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.clash
